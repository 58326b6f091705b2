"""Cusdis: the rows of its table `comments`, which it has no export of, as JSON.

Facts from its schema: the texts are Markdown, what is not approved waits, and what was deleted
stays with the date of that. Of a page there is but its id, unless the page stands in the row.
"""

from typing import BinaryIO

from db.words import BodyFormat, Status
from moderation.drafts import ArticleDraft, CommentDraft
from moderation.exchange.json_rows import Sign, article_at, drafts, rows
from moderation.exchange.json_values import Row, text_of
from moderation.exchange.source import NO_WISHES, Notes, Reading, Wishes

FORMAT = "cusdis"

_SIGN = Sign(("id", "by_nickname", "content"), one_of=("pageId", "page", "page_id"))
_FIELDS = frozenset({"id", "by_nickname", "content"})
_STATUSES = {
    "true": Status.APPROVED,
    "1": Status.APPROVED,
    "false": Status.PENDING,
    "0": Status.PENDING,
}


def looks_like(head: bytes) -> bool:
    """Whether the beginning of a file is that of such rows."""
    return _SIGN.place(head) is not None


def read(file: BinaryIO, notes: Notes, wishes: Wishes = NO_WISHES) -> Reading:
    """Read rows (seekable, gzip'd or not); the comments come lazily.

    `ImportRefused` where there are none, or the file is broken.
    """
    told = rows(file, notes, wishes, _SIGN.names(file), _FIELDS)
    return Reading(FORMAT, f"{FORMAT}:", "", drafts(told, _article, _comment))


def _article(row: Row) -> ArticleDraft | None:
    page = row.inner("page")
    key = row.identity("pageId", "page_id") or text_of(page.get("id")).strip()
    slug, url = text_of(page.get("slug")).strip(), text_of(page.get("url")).strip()
    found = article_at(key or slug or url, text_of(page.get("title")), where=row.where)
    place = article_at(url)
    if found is None or place is None:
        return found
    title = found.title if text_of(page.get("title")).strip() else place.title
    return ArticleDraft(found.external_id, title, place.url, place.slug, where=row.where)


def _comment(row: Row, article: str) -> CommentDraft:
    deleted = row.line("deletedAt", "deleted_at")
    parent = row.identity("parentId", "parent_id")
    row.keep("moderatorId", "updated_at")
    if deleted:
        row.extra["deleted_at"] = deleted
        status = Status.REJECTED
    else:
        status = row.status(row.line("approved"), _STATUSES)
    return CommentDraft(
        article=article,
        name=row.line("by_nickname"),
        email=row.email("by_email"),
        body=row.text("content"),
        body_format=BodyFormat.MARKDOWN,
        status=status,
        submitted_at=row.moment("created_at", "createdAt"),
        external_id=row.identity("id") or None,
        parent=parent or None,
        where=row.where,
        extra=row.extra,
    )
