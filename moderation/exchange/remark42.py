"""Remark42: its native backup (values back to back, the first tells of users and posts), and the
comments that its API answers, as a tree or plain.

There is no queue in it and no e-mail address; an IP address is a hash. What was deleted stays in
the backup, empty.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from db.words import BodyFormat, Status
from moderation.drafts import ArticleDraft, CommentDraft
from moderation.exchange.json_rows import article_at, beginning, drafts, no_comment, nothing_found
from moderation.exchange.json_stream import COMMENT, Names, Path, at, paths, records
from moderation.exchange.json_values import Row, mapping, text_of
from moderation.exchange.source import NO_WISHES, Draft, Notes, Reading, Refusal, Wishes

FORMAT = "remark42"

_NATIVE = ("locator", "url")
_META = {("version",), ("users", "verified")}
_PLAIN = ("comments", *_NATIVE)
_TREE = ("comments", "comment", *_NATIVE)
_FIELDS = frozenset({"locator", "pid", "text", "user"})


@dataclass(slots=True)
class _Known:
    """What is to be known of the whole file before its first comment is told."""

    site: str = ""
    titles: dict[str, str] = field(default_factory=dict)
    closed: set[str] = field(default_factory=set)
    blocked: set[str] = field(default_factory=set)


def looks_like(head: bytes) -> bool:
    """Whether the beginning of a file is that of a backup, or of an answer of the API."""
    known = paths(head)
    return not known.isdisjoint({_NATIVE, _PLAIN, _TREE}) or known >= _META


def read(file: BinaryIO, notes: Notes, wishes: Wishes = NO_WISHES) -> Reading:
    """Read a backup (seekable, gzip'd or not); its comments come lazily.

    The title of an article may be told by any of its comments, so the file is read twice: titles
    stay in memory, comments do not. `ImportRefused` where it is none, or is broken.
    """
    names = _names(paths(beginning(file)))
    known = _first_pass(file, names)
    told = _drafts(file, notes, wishes, names, known)
    return Reading(FORMAT, f"{FORMAT}:{known.site}", known.site, told)


def _names(known: frozenset[Path]) -> Names:
    if _TREE in known:
        return _of_tree
    return at(("comments",) if _PLAIN in known else ())


def _of_tree(path: Path) -> str | None:
    """A comment of the tree, beside which stand the replies to it."""
    if len(path) < 2 or path[0] != "comments" or path[-1] != COMMENT:
        return None
    return COMMENT if all(key == "replies" for key in path[1:-1]) else None


def _first_pass(file: BinaryIO, names: Names) -> _Known:
    known = _Known()
    for found in records(file, Notes(), names):
        value = mapping(found.value)
        if _is_meta(value):
            _learn(known, value)
            continue
        locator = mapping(value.get("locator"))
        known.site = known.site or text_of(locator.get("site")).strip()
        title, url = text_of(value.get("title")).strip(), text_of(locator.get("url")).strip()
        if title and url:
            known.titles.setdefault(url, title)
    return known


def _is_meta(value: object) -> bool:
    return (
        isinstance(value, dict)
        and value.keys().isdisjoint(_FIELDS)
        and not value.keys().isdisjoint({"version", "users", "posts"})
    )


def _learn(known: _Known, value: object) -> None:
    for user in _listed(value, "users"):
        if mapping(user.get("blocked")).get("status") is True:
            known.blocked.add(text_of(user.get("id")))
    for post in _listed(value, "posts"):
        if post.get("read_only") is True:
            known.closed.add(text_of(post.get("url")).strip())


def _listed(value: object, name: str) -> Iterator[dict[str, object]]:
    several = mapping(value).get(name)
    yield from (
        (one for one in several if isinstance(one, dict)) if (isinstance(several, list)) else ()
    )


def _drafts(
    file: BinaryIO, notes: Notes, wishes: Wishes, names: Names, known: _Known
) -> Iterator[Draft]:
    def article(row: Row) -> ArticleDraft | None:
        url = text_of(row.inner("locator").get("url")).strip()
        found = article_at(url, known.titles.get(url, ""), where=row.where)
        return found and replace(found, open=url not in known.closed)

    def comment(row: Row, article: str) -> CommentDraft:
        return _comment(row, article, known)

    yield from drafts(_rows(file, notes, wishes, names), article, comment)


def _rows(file: BinaryIO, notes: Notes, wishes: Wishes, names: Names) -> Iterator[Row | Refusal]:
    """The comments, numbered by themselves; what tells of users and posts is none."""
    number = metas = 0
    for found in records(file, notes, names):
        if _is_meta(found.value):
            metas += 1
            continue
        number += 1
        if isinstance(found.value, dict) and not found.value.keys().isdisjoint(_FIELDS):
            yield Row(found.value, number, notes, wishes)
        else:
            yield no_comment(number)
    if not number and not metas:
        raise nothing_found(file)


def _comment(row: Row, article: str, known: _Known) -> CommentDraft:
    user = row.inner("user")
    number, parent = row.identity("id"), row.identity("pid")
    status = _status(row)
    body = row.text("text")
    _keep(row, user, known)
    return CommentDraft(
        article=article,
        name=text_of(user.get("name")).strip(),
        email="",
        # The sanitised text; what was typed, in Markdown, only where there is no other.
        body=body or row.text("orig"),
        body_format=BodyFormat.HTML if body else BodyFormat.MARKDOWN,
        status=status,
        submitted_at=row.moment("time"),
        external_id=_id(row, number, known) if number else None,
        parent=_id(row, parent, known) if parent else None,
        where=row.where,
        extra=row.extra,
    )


def _id(row: Row, told: str, known: _Known) -> str:
    """An id is one site's own; of another site's comments in the file it says so."""
    site = text_of(row.inner("locator").get("site")).strip()
    return told if site == known.site else f"{site}/{told}"


def _status(row: Row) -> Status:
    """There is no queue: what is not deleted is public."""
    deleted = row.flag("delete")
    if deleted is None and row.fields.get("delete") is not None:
        return row.status(row.line("delete") or "?", {})
    return Status.REJECTED if deleted else Status.APPROVED


def _keep(row: Row, user: object, known: _Known) -> None:
    told = mapping(user)
    person = text_of(told.get("id")).strip()
    row.extra["user_id"] = person
    # A keyed hash of it; it is no address, and is never shown as one.
    row.extra["ip_hash"] = text_of(told.get("ip")) if row.flag("delete") is not True else ""
    row.extra["blocked"] = "true" if person in known.blocked or told.get("block") is True else ""
    row.extra["admin"] = "true" if told.get("admin") is True else ""
    for empty in [name for name, value in row.extra.items() if not value]:
        del row.extra[empty]
    row.keep("score", "pin", "imported")
    edited = text_of(row.inner("edit").get("time"))
    if edited:
        row.extra["edited"] = edited
