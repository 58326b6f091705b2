"""Twikoo: its export, one comment a line or in one array.

`pid` is the comment answered, `rid` the first of the thread; times are milliseconds since 1970.
What waits and what is spam has one and the same mark in it, so nobody can tell them apart.
"""

from typing import BinaryIO

from db.words import BodyFormat, Status
from moderation.drafts import ArticleDraft, CommentDraft
from moderation.exchange.json_rows import Sign, article_at, drafts, host_of, rows
from moderation.exchange.json_values import Row
from moderation.exchange.source import NO_WISHES, Notes, Reading, Wishes
from resources.translation import _

FORMAT = "twikoo"

_SIGN = Sign(("_id", "nick", "comment"), one_of=("created", "mailMd5", "isSpam"))
_FIELDS = frozenset({"_id", "nick", "comment"})


def looks_like(head: bytes) -> bool:
    """Whether the beginning of a file is that of such an export."""
    return _SIGN.place(head) is not None


def read(file: BinaryIO, notes: Notes, wishes: Wishes = NO_WISHES) -> Reading:
    """Read an export (seekable, gzip'd or not); its comments come lazily.

    `ImportRefused` where there are none, or the file is broken.
    """
    told = rows(file, notes, wishes, _SIGN.names(file), _FIELDS)
    return Reading(FORMAT, f"{FORMAT}:", "", drafts(told, _article, _comment))


def _article(row: Row) -> ArticleDraft | None:
    """The path, which is what Twikoo asks for comments by; the whole address is told beside it."""
    path = row.line("url") or row.line("href")
    return article_at(path, host=host_of(row.line("href")), where=row.where)


def _comment(row: Row, article: str) -> CommentDraft:
    number = row.identity("_id", "id")
    parent = row.identity("pid", "rid")
    row.keep("master", "top", "like")
    return CommentDraft(
        article=article,
        name=row.line("nick"),
        email=row.email("mail"),
        body=row.text("comment"),
        url=row.line("link"),
        ip=row.line("ip"),
        user_agent=row.line("ua"),
        body_format=BodyFormat.HTML,
        status=_status(row),
        submitted_at=row.moment("created"),
        external_id=f"{article}:{number}" if number else None,
        parent=f"{article}:{parent}" if parent else None,
        where=row.where,
        extra=row.extra,
    )


def _status(row: Row) -> Status:
    marked = row.flag("isSpam")
    if marked:
        told = _("Twikoo has one mark for what waits and what is spam; it was taken for spam.")
        row.warn("waiting-or-spam", told)
        return Status.SPAM
    if marked is None and row.fields.get("isSpam") is not None:
        return row.status(row.line("isSpam") or "?", {})
    return Status.APPROVED
