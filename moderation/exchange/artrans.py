"""Artrans: what Artalk exports, and what its tools make of other programs' comments.

Its documentation writes every value as a string; real files have numbers and truth values too.
`rid` is the comment answered; 0 or the comment's own id stands for none.
"""

from dataclasses import replace
from functools import partial
from itertools import chain
from typing import BinaryIO

from db.words import Status
from moderation.drafts import ArticleDraft, CommentDraft
from moderation.exchange.json_rows import Sign, article_at, drafts, host_of, rows
from moderation.exchange.json_values import Row, format_of
from moderation.exchange.source import NO_WISHES, Notes, Reading, Wishes

FORMAT = "artrans"

_SIGN = Sign(("id", "content", "page_key"), one_of=("nick", "is_pending", "rid"))
_FIELDS = frozenset({"id", "content", "nick", "page_key"})

_STATUSES = {
    "true": Status.PENDING,
    "1": Status.PENDING,
    "false": Status.APPROVED,
    "0": Status.APPROVED,
}


def looks_like(head: bytes) -> bool:
    """Whether the beginning of a file is that of Artrans."""
    return _SIGN.place(head) is not None


def read(file: BinaryIO, notes: Notes, wishes: Wishes = NO_WISHES) -> Reading:
    """Read Artrans (seekable, gzip'd or not); its comments come lazily.

    `ImportRefused` where there are none, or the file is broken.
    """
    told = rows(file, notes, wishes, _SIGN.names(file), _FIELDS)
    first = next(told, None)
    name = first.line("site_name") if isinstance(first, Row) else ""
    together = chain(() if first is None else (first,), told)
    articles = partial(_article, name)
    return Reading(FORMAT, f"{FORMAT}:{name}", name, drafts(together, articles, _comment))


def _article(first_site: str, row: Row) -> ArticleDraft | None:
    """The page; one of another site in the same file says so, and is another article."""
    addresses = row.line("site_urls").split(",")
    host = next(filter(None, map(host_of, addresses)), "")
    found = article_at(row.line("page_key"), row.line("page_title"), host, row.where)
    if found is None:
        return None
    other = row.line("site_name")
    key = found.external_id if other == first_site else f"{other}/{found.external_id}"
    return replace(found, external_id=key, open=row.flag("page_admin_only") is not True)


def _comment(row: Row, article: str) -> CommentDraft:
    number, parent = row.identity("id"), row.identity("rid")
    body = row.text("content")
    row.keep("is_collapsed", "is_pinned", "vote_up", "vote_down")
    return CommentDraft(
        article=article,
        name=row.line("nick"),
        email=row.email("email"),
        body=body,
        url=row.line("link"),
        ip=row.line("ip"),
        user_agent=row.line("ua"),
        body_format=format_of(body),
        status=row.status(row.line("is_pending"), _STATUSES),
        submitted_at=row.moment("created_at"),
        external_id=f"{article}:{number}" if number else None,
        parent=f"{article}:{parent}" if parent not in {"", "0", number} else None,
        where=row.where,
        extra=row.extra,
    )
