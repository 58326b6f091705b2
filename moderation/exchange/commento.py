"""Commento's export (version 1): comments, and those who wrote them, in one object.

Two facts of its exporter: a commenter is repeated for each comment, and what was deleted comes as
if it were not, with the text `[deleted]` and no commenter.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import BinaryIO

from db.words import BodyFormat, Status
from moderation.drafts import ArticleDraft, CommentDraft
from moderation.exchange.json_rows import article_at, drafts, no_comment, nothing_found
from moderation.exchange.json_stream import COMMENT, Path, paths, records
from moderation.exchange.json_values import Row, mapping, text_of
from moderation.exchange.source import NO_WISHES, Draft, Notes, Reading, Refusal, Wishes
from resources.translation import _

FORMAT = "commento"

_COMMENTERS: dict[Path, str] = {
    ("commenters",): "commenter",
    ("comments", "domain"): "domain",
    ("version",): "version",
}
_COMMENTS: dict[Path, str] = {("comments",): COMMENT}
_SIGNS = ({("comments", "commentHex")}, {("commenters", "commenterHex")})
_FIELDS = frozenset({"commentHex", "markdown", "commenterHex", "url"})
_STATES = {
    "approved": Status.APPROVED,
    "unapproved": Status.PENDING,
    "flagged": Status.SPAM,
}
_ANONYMOUS = "anonymous"
_DELETED = "[deleted]"
# What it writes for an address that was not given.
_NONE = "undefined"


@dataclass(frozen=True, slots=True)
class _Commenter:
    name: str
    email: str
    url: str
    moderator: bool


def looks_like(head: bytes) -> bool:
    """Whether the beginning of a file is that of Commento's export."""
    known = paths(head)
    return any(known >= sign for sign in _SIGNS)


def read(file: BinaryIO, notes: Notes, wishes: Wishes = NO_WISHES) -> Reading:
    """Read an export (seekable, gzip'd or not); its comments come lazily.

    The commenters stand behind the comments, so they are read first, and kept in memory; the
    comments are not. `ImportRefused` where it is none, or is broken.
    """
    commenters: dict[str, _Commenter] = {}
    domain = ""
    for found in records(file, Notes(), _COMMENTERS.get):
        if found.name == "domain":
            domain = domain or text_of(found.value).strip().lower()
        elif found.name == "commenter":
            _meet(commenters, mapping(found.value))
        elif text_of(found.value) != "1":
            told = _("The file is of a version that is not known here; it was read as version 1.")
            notes.warn("version", told)
    told_drafts = _drafts(file, notes, wishes, commenters, domain)
    return Reading(FORMAT, f"{FORMAT}:{domain}", domain, told_drafts)


def _meet(commenters: dict[str, _Commenter], value: object) -> None:
    told = mapping(value)
    key = text_of(told.get("commenterHex")).strip()
    if key and key not in commenters:
        link = text_of(told.get("link")).strip()
        commenters[key] = _Commenter(
            text_of(told.get("name")).strip(),
            text_of(told.get("email")).strip(),
            "" if link == _NONE else link,
            told.get("isModerator") is True,
        )


def _drafts(
    file: BinaryIO,
    notes: Notes,
    wishes: Wishes,
    commenters: dict[str, _Commenter],
    domain: str,
) -> Iterator[Draft]:
    def article(row: Row) -> ArticleDraft | None:
        host = row.line("domain").lower()
        path = row.line("url")
        if host and host != domain and path:
            return article_at(f"https://{host}{path}", where=row.where)
        return article_at(path, host=host, where=row.where)

    def comment(row: Row, article: str) -> CommentDraft:
        return _comment(row, article, commenters)

    told = _rows(file, notes, wishes)
    first = next(told, None)
    if first is None and not commenters:
        raise nothing_found(file)
    yield from drafts(chain(() if first is None else (first,), told), article, comment)


def _rows(file: BinaryIO, notes: Notes, wishes: Wishes) -> Iterator[Row | Refusal]:
    for found in records(file, notes, _COMMENTS.get):
        if isinstance(found.value, dict) and not found.value.keys().isdisjoint(_FIELDS):
            yield Row(found.value, found.number, notes, wishes)
        else:
            yield no_comment(found.number)


def _comment(row: Row, article: str, commenters: dict[str, _Commenter]) -> CommentDraft:
    parent = row.identity("parentHex")
    status = _status(row)
    commenter = _commenter(row, commenters, deleted=status is Status.REJECTED)
    markdown = row.text("markdown")
    row.keep("score", "commenterHex")
    if commenter.moderator:
        row.extra["moderator"] = "true"
    return CommentDraft(
        article=article,
        name=commenter.name,
        email=row.address(commenter.email),
        body=markdown or row.text("html"),
        url=commenter.url,
        body_format=BodyFormat.MARKDOWN if markdown else BodyFormat.HTML,
        status=status,
        submitted_at=row.moment("creationDate"),
        external_id=row.identity("commentHex") or None,
        parent=None if parent in {"", "root"} else parent,
        where=row.where,
        extra=row.extra,
    )


def _status(row: Row) -> Status:
    blanked = row.line("markdown") == _DELETED and row.line("commenterHex") == _ANONYMOUS
    if row.flag("deleted") or blanked:
        return Status.REJECTED
    return row.status(row.line("state"), _STATES)


def _commenter(row: Row, commenters: dict[str, _Commenter], *, deleted: bool) -> _Commenter:
    key = row.line("commenterHex")
    found = commenters.get(key)
    if found is not None:
        return found
    if key == _ANONYMOUS and not deleted:
        # As Commento shows whoever did not sign in.
        return _Commenter("Anonymous", "", "", moderator=False)
    if key and key != _ANONYMOUS:
        row.warn("no-commenter", _("Who wrote a comment is not among the file’s commenters."))
    return _Commenter("", "", "", moderator=False)
