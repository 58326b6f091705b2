"""Livefyre archives: one thread a line, with its comments inside.

Facts from its own import format and from a sample. It has no statuses, so all wait as pending.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from db.words import BodyFormat
from moderation.drafts import ArticleDraft, CommentDraft
from moderation.exchange.json_rows import Threads, article_at
from moderation.exchange.json_stream import COMMENT, Path, paths, records
from moderation.exchange.json_values import Row, told_moment
from moderation.exchange.source import NO_WISHES, Draft, Notes, Reading, Wishes
from resources.translation import _

FORMAT = "livefyre"

_THREAD = ("id", "source", "title", "created", "allow_comments")
_THREADS: dict[Path, str] = {(name,): name for name in _THREAD}
_COMMENTS: dict[Path, str] = {("comments",): COMMENT}
_SIGN = ("comments", "body_html")
_FIELDS = frozenset({"id", "body_html", "created", "imported_display_name", "author_id"})


@dataclass(frozen=True, slots=True)
class _Thread:
    """The article, and what its comments' ids begin with."""

    article: ArticleDraft
    key: str


def looks_like(head: bytes) -> bool:
    """Whether the beginning of a file is that of a Livefyre archive."""
    return _SIGN in paths(head)


def read(file: BinaryIO, notes: Notes, wishes: Wishes = NO_WISHES) -> Reading:
    """Read an archive (seekable, gzip'd or not); its comments come lazily.

    What a thread tells of itself may stand behind its comments, so the threads are read first;
    they are kept in memory, the comments are not. `ImportRefused` where it is none, or is broken.
    """
    threads = _threads(file, notes, wishes)
    return Reading(FORMAT, f"{FORMAT}:", "", _drafts(file, notes, wishes, threads))


def _threads(file: BinaryIO, notes: Notes, wishes: Wishes) -> dict[int, _Thread]:
    told: dict[int, dict[str, object]] = {}
    for found in records(file, Notes(), _THREADS.get):
        told.setdefault(found.top, {}).setdefault(found.name, found.value)
    threads = {top: _thread(Row(one, top, notes, wishes), top) for top, one in told.items()}
    return {top: thread for top, thread in threads.items() if thread is not None}


def _thread(row: Row, top: int) -> _Thread | None:
    key = row.identity("id") or row.line("source")
    article = article_at(key, row.line("title"))
    if article is None:
        return None
    row.where = _("article {number}").format(number=top)
    address = article_at(row.line("source")) or article
    published = told_moment(row.fields.get("created"))
    return _Thread(
        replace(
            article,
            title=row.line("title") or address.title,
            url=address.url,
            slug=address.slug if address.url else "",
            published_at=row.moment("created") if published else None,
            open=row.flag("allow_comments") is not False,
        ),
        key,
    )


def _drafts(
    file: BinaryIO, notes: Notes, wishes: Wishes, threads: dict[int, _Thread]
) -> Iterator[Draft]:
    for thread in threads.values():
        yield thread.article
    told = Threads(threads, _COMMENTS.get, _FIELDS, _comment)
    yield from told.comments(file, notes, wishes)


def _comment(row: Row, thread: _Thread) -> CommentDraft:
    number = row.identity("id")
    parent = row.identity("parent_id")
    row.keep("author_id")
    return CommentDraft(
        article=thread.article.external_id,
        name=row.line("imported_display_name"),
        email=row.email("imported_email"),
        body=row.text("body_html"),
        url=row.line("imported_url"),
        body_format=BodyFormat.HTML,
        status=row.status("", {}),
        submitted_at=row.moment("created"),
        external_id=f"{thread.key}:{number}" if number else None,
        parent=f"{thread.key}:{parent}" if parent and parent != "0" else None,
        where=row.where,
        extra=row.extra,
    )
