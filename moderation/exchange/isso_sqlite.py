"""Isso's own database, read from a copy.

What is known of it comes from Isso's published schema and from real files. A thread is a path
without the site's name. Of a comment that was deleted but kept for its replies Isso still holds
the e-mail and the IP address; they are not taken. The key with which Isso signs is never read.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from db.foreign import ForeignTrouble, foreign_copy
from db.words import BodyFormat, Field, Status
from moderation.drafts import ArticleDraft, CommentDraft
from moderation.errors import ImportRefused
from moderation.exchange.encoding import raw_pieces, unpacked_head
from moderation.exchange.json_rows import article_at
from moderation.exchange.json_values import Row, text_of
from moderation.exchange.source import NO_WISHES, Draft, Notes, Reading, Refusal, Wishes
from resources.translation import _

FORMAT = "isso"

_MAGIC = b"SQLite format 3\x00"
# Names in the schema, which stands at the beginning of the file.
_SIGNS = (b"comments", b"threads", b"remote_addr", b"voters")
_DELETED = Status.REJECTED
_MODES = {"1": Status.APPROVED, "2": Status.PENDING, "4": _DELETED}
# Isso's word for an address that it does not know.
_NOWHERE = "0.0.0.0"  # noqa: S104


def looks_like(head: bytes) -> bool:
    """Whether the beginning of a file, packed or not, is that of Isso's database; never raises."""
    plain = unpacked_head(head)
    return plain.startswith(_MAGIC) and all(sign in plain for sign in _SIGNS)


def read(file: BinaryIO, notes: Notes, wishes: Wishes = NO_WISHES) -> Reading:
    """Read the database (seekable, gzip'd or not) from a copy, which is made while drawing.

    `ImportRefused` where it is damaged or another program's.
    """
    return Reading(FORMAT, "isso:", "", _drafts(file, notes, wishes))


def _drafts(file: BinaryIO, notes: Notes, wishes: Wishes) -> Iterator[Draft]:
    name = getattr(file, "name", None)
    beside = Path(name) if isinstance(name, str | Path) else None
    try:
        with foreign_copy(raw_pieces(file), beside) as isso:
            articles = {
                number: article_at(text_of(uri), title=text_of(title))
                for number, (uri, title) in isso.isso_threads().items()
            }
            yield from _told(isso.isso_comments(), articles, notes, wishes)
    except ForeignTrouble as trouble:
        raise ImportRefused(trouble.sentence, trouble.way_out, _("the database")) from trouble
    except OSError as error:
        raise ImportRefused(
            _("The database cannot be copied aside: {reason}.").format(reason=error.strerror),
            _("Make room on the disk and try again."),
        ) from error


def _told(
    comments: Iterator[Mapping[str, object]],
    articles: Mapping[object, ArticleDraft | None],
    notes: Notes,
    wishes: Wishes,
) -> Iterator[Draft]:
    """Each comment after the article that it is the first of."""
    met: set[str] = set()
    for count, fields in enumerate(comments, start=1):
        row = Row(fields, count, notes, wishes)
        article = articles.get(fields["tid"])
        if article is None:
            message = _("It belongs to a thread that is not in the database.")
            yield Refusal(row.where, Field.ARTICLE.value, message)
            continue
        if article.external_id not in met:
            met.add(article.external_id)
            yield article
        yield _comment(row, article.external_id)


def _comment(row: Row, article: str) -> CommentDraft:
    status = row.status(row.line("mode"), _MODES)
    email, ip = row.email("email"), row.line("remote_addr")
    if status is _DELETED and (email or ip not in {"", _NOWHERE}):
        message = _("A deleted comment still had its e-mail or IP address; it was not taken.")
        row.warn("deleted-private", message)
    if status is _DELETED:
        email = ip = ""
        row.extra.clear()
    row.keep("modified", "likes", "dislikes")
    number, parent = row.identity("id"), row.identity("parent")
    return CommentDraft(
        article=article,
        name=row.text("author"),
        email=email,
        body=row.text("text"),
        url=row.line("website"),
        ip="" if ip == _NOWHERE else ip,
        body_format=BodyFormat.MARKDOWN,
        status=status,
        submitted_at=row.moment("created"),
        external_id=f"{article}:{number}" if number else None,
        parent=f"{article}:{parent}" if parent else None,
        where=row.where,
        extra=row.extra,
    )
