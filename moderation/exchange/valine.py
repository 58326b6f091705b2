"""Valine and Waline: comments as LeanCloud exports them, or as Waline's own tools write them.

Facts from their sources and from real files: `pid` is the comment answered and `rid` the first of
the thread; Valine has no statuses, and who may read a row stands in its `ACL`; `insertedAt` is when
it was written, `createdAt` when the row was made.
"""

from typing import BinaryIO

from db.words import Status
from moderation.drafts import ArticleDraft, CommentDraft
from moderation.exchange.json_rows import Sign, article_at, drafts, rows
from moderation.exchange.json_values import Row, format_of, mapping
from moderation.exchange.source import NO_WISHES, Notes, Reading, Wishes
from resources.translation import _

FORMAT = "valine"

_SIGN = Sign(("nick", "comment"), one_of=("objectId", "insertedAt", "createdAt"))
_FIELDS = frozenset({"nick", "comment", "objectId", "insertedAt"})
_STATUSES = {
    "approved": Status.APPROVED,
    "waiting": Status.PENDING,
    "spam": Status.SPAM,
}


def looks_like(head: bytes) -> bool:
    """Whether the beginning of a file is that of such rows."""
    return _SIGN.place(head) is not None


def read(file: BinaryIO, notes: Notes, wishes: Wishes = NO_WISHES) -> Reading:
    """Read rows (seekable, gzip'd or not), whatever stands around them; comments come lazily.

    `ImportRefused` where there are none, or the file is broken.
    """
    told = rows(file, notes, wishes, _SIGN.names(file), _FIELDS)
    return Reading(FORMAT, f"{FORMAT}:", "", drafts(told, _article, _comment))


def _article(row: Row) -> ArticleDraft | None:
    return article_at(row.line("url"), where=row.where)


def _comment(row: Row, article: str) -> CommentDraft:
    number = row.identity("objectId", "id", "_id")
    parent = row.identity("pid", "rid")
    body = row.text("comment")
    row.keep("user_id", "like", "sticky", "updatedAt")
    return CommentDraft(
        article=article,
        name=row.line("nick"),
        email=row.email("mail"),
        body=body,
        url=row.line("link"),
        ip=row.line("ip"),
        user_agent=row.line("ua"),
        body_format=format_of(body),
        status=_status(row),
        submitted_at=row.moment("insertedAt", "createdAt"),
        external_id=f"{article}:{number}" if number else None,
        parent=f"{article}:{parent}" if parent not in {"", "0"} else None,
        where=row.where,
        extra=row.extra,
    )


def _status(row: Row) -> Status:
    if row.flag("isSpam"):
        return Status.SPAM
    told = row.line("status")
    everybody = mapping(row.inner("ACL").get("*"))
    if not told and everybody.get("read") is True:
        row.warn("public", _("Valine keeps no status; what everybody may read was approved there."))
        return Status.APPROVED
    return row.status(told, _STATUSES)
