"""Ghost: the rows of its table `comments` as JSON, which its own export leaves out.

Alone they name their authors by number only. Where the tables `members` and `posts` stand beside
them, as in a full dump of the database, names, addresses and titles are taken from there.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from db.words import BodyFormat, Status
from moderation.drafts import ArticleDraft, CommentDraft
from moderation.exchange.json_rows import Sign, article_at, beginning, drafts, rows
from moderation.exchange.json_stream import Path, at, records
from moderation.exchange.json_values import Row, mapping, text_of
from moderation.exchange.source import NO_WISHES, Draft, Notes, Reading, Wishes
from resources.translation import _

FORMAT = "ghost"

_SIGN = Sign(("id", "post_id", "html", "status"), one_of=("member_id", "member"))
_FIELDS = frozenset({"id", "post_id", "html", "member_id"})
_STATUSES = {
    "published": Status.APPROVED,
    "hidden": Status.REJECTED,
    "deleted": Status.REJECTED,
}


@dataclass(slots=True)
class _Beside:
    """What stands in the other tables, by number."""

    members: dict[str, tuple[str, str]] = field(default_factory=dict)
    posts: dict[str, tuple[str, str]] = field(default_factory=dict)


def looks_like(head: bytes) -> bool:
    """Whether the beginning of a file is that of such rows, or of a dump that has them."""
    return _SIGN.place(head) is not None


def read(file: BinaryIO, notes: Notes, wishes: Wishes = NO_WISHES) -> Reading:
    """Read rows (seekable, gzip'd or not); the comments come lazily.

    The members and posts beside them are read first, and kept in memory; the comments are not.
    `ImportRefused` where there are none, or the file is broken.
    """
    place = _SIGN.place(beginning(file)) or ()
    beside = _read_beside(file, place)
    told = _drafts(file, notes, wishes, place, beside)
    return Reading(FORMAT, f"{FORMAT}:", "", told)


def _read_beside(file: BinaryIO, place: Path) -> _Beside:
    beside = _Beside()
    if not place:
        return beside
    names = {(*place[:-1], "members"): "member", (*place[:-1], "posts"): "post"}
    for found in records(file, Notes(), names.get):
        value = mapping(found.value)
        key = text_of(value.get("id"))
        if found.name == "member":
            told = (text_of(value.get("name")).strip(), text_of(value.get("email")).strip())
            beside.members.setdefault(key, told)
        else:
            told = (text_of(value.get("title")).strip(), text_of(value.get("slug")).strip())
            beside.posts.setdefault(key, told)
    return beside


def _drafts(
    file: BinaryIO, notes: Notes, wishes: Wishes, place: Path, beside: _Beside
) -> Iterator[Draft]:
    def article(row: Row) -> ArticleDraft | None:
        key = row.identity("post_id")
        title, slug = beside.posts.get(key, ("", ""))
        found = article_at(key, title, where=row.where)
        return found and replace(found, slug=slug)

    def comment(row: Row, article: str) -> CommentDraft:
        return _comment(row, article, beside)

    yield from drafts(rows(file, notes, wishes, at(place), _FIELDS), article, comment)


def _comment(row: Row, article: str, beside: _Beside) -> CommentDraft:
    member = row.inner("member")
    name, email = text_of(member.get("name")).strip(), text_of(member.get("email")).strip()
    if not member:
        key = row.identity("member_id")
        name, email = beside.members.get(key, ("", ""))
        if key and key not in beside.members:
            row.warn("no-member", _("The file does not say who a member is, but for a number."))
    row.keep("member_id", "edited_at")
    return CommentDraft(
        article=article,
        name=name,
        email=row.address(email),
        body=row.text("html"),
        body_format=BodyFormat.HTML,
        status=row.status(row.line("status"), _STATUSES),
        submitted_at=row.moment("created_at"),
        external_id=row.identity("id") or None,
        # A thread has two levels; which reply within it is answered stands beside.
        parent=row.identity("in_reply_to_id", "parent_id") or None,
        where=row.where,
        extra=row.extra,
    )
