"""Isso's generic JSON: threads with their comments, as its documentation asks for them.

The ids are unique in one thread only, and 0 is one. The times are local and name no zone. Isso
takes each of these comments as accepted, and reads its text as Markdown.
"""

from collections.abc import Iterator
from typing import BinaryIO

from db.words import BodyFormat, Status
from moderation.drafts import ArticleDraft, CommentDraft
from moderation.exchange.json_rows import Threads, article_at
from moderation.exchange.json_stream import COMMENT, Path, paths, records
from moderation.exchange.json_values import Row, text_of
from moderation.exchange.source import NO_WISHES, Draft, Notes, Reading, Wishes

FORMAT = "isso-json"

_THREADS: dict[Path, str] = {("id",): "id", ("title",): "title"}
_COMMENTS: dict[Path, str] = {("comments",): COMMENT}
_SIGNS = {("comments", name) for name in ("author", "text", "created")}
_FIELDS = frozenset({"id", "author", "text", "created", "email", "website"})
# As in Isso's database; this format has none, but who writes it from a database may keep it.
_MODES = {"1": Status.APPROVED, "2": Status.PENDING, "4": Status.REJECTED}


def looks_like(head: bytes) -> bool:
    """Whether the beginning of a file is that of such threads."""
    return paths(head) >= _SIGNS


def read(file: BinaryIO, notes: Notes, wishes: Wishes = NO_WISHES) -> Reading:
    """Read the threads (seekable, gzip'd or not); its comments come lazily.

    A thread's id may stand behind its comments, so the threads are read first; they are kept in
    memory, the comments are not. `ImportRefused` where it is no such file, or is broken.
    """
    return Reading(FORMAT, f"{FORMAT}:", "", _drafts(file, notes, wishes, _threads(file)))


def _threads(file: BinaryIO) -> dict[int, ArticleDraft]:
    """The articles by the number of their thread."""
    ids: dict[int, str] = {}
    titles: dict[int, str] = {}
    for found in records(file, Notes(), _THREADS.get):
        (ids if found.name == "id" else titles).setdefault(found.top, text_of(found.value))
    articles = {top: article_at(key, titles.get(top, "")) for top, key in ids.items()}
    return {top: article for top, article in articles.items() if article is not None}


def _drafts(
    file: BinaryIO, notes: Notes, wishes: Wishes, articles: dict[int, ArticleDraft]
) -> Iterator[Draft]:
    yield from articles.values()
    threads = Threads(articles, _COMMENTS.get, _FIELDS, _comment)
    yield from threads.comments(file, notes, wishes)


def _comment(row: Row, article: ArticleDraft) -> CommentDraft:
    thread, number = article.external_id, row.identity("id")
    parent = row.identity("parent")
    mode = row.line("mode")
    status = row.status(mode, _MODES) if mode else Status.APPROVED
    # Isso keeps the address of a comment that its author deleted; it is nobody's business any more.
    deleted = status is Status.REJECTED
    row.keep("likes", "dislikes", "modified")
    return CommentDraft(
        article=thread,
        name=row.line("author"),
        email="" if deleted else row.email("email"),
        body=row.text("text"),
        url=row.line("website"),
        ip="" if deleted else _ip(row),
        body_format=BodyFormat.MARKDOWN,
        status=status,
        submitted_at=row.moment("created"),
        external_id=f"{thread}:{number}" if number else None,
        parent=f"{thread}:{parent}" if parent else None,
        where=row.where,
        extra=row.extra,
    )


def _ip(row: Row) -> str:
    """The address of the sender; 0.0.0.0 is Isso's word for one that is not known."""
    told = row.line("remote_addr")
    return "" if told == "0.0.0.0" else told  # noqa: S104  (no address to listen at)
