"""One `<item>` of a WordPress export as an article, and its `<wp:comment>`s as comments."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from db.words import Kind, Status
from moderation.drafts import ArticleDraft, CommentDraft
from moderation.emails import is_placeholder
from moderation.exchange.source import Notes
from moderation.exchange.wxr_names import CONTENT, IDENTIFIER, Names
from moderation.exchange.wxr_values import (
    FURNITURE,
    STATUSES,
    feed_moment,
    moment,
    shown,
    slug,
)
from moderation.exchange.xml_elements import inner
from resources.translation import _

_Element = etree._Element
# Under this name, which no element can have: the fields told twice, each time otherwise.
_CONFLICT = "\x00"


@dataclass(frozen=True, slots=True)
class Told:
    """A comment as the file tells it: its fields and metas as texts, and its place."""

    fields: Mapping[str, str]
    extra: Mapping[str, str]
    where: str


def told_by(element: _Element, names: Names, where: str) -> Told:
    """What a `<wp:comment>` tells."""
    fields, metas = _fields_of(element, names)
    extra: dict[str, str] = {}
    for meta in metas:
        pair, _inner_metas = _fields_of(meta, names)
        key = f"meta:{pair.get('meta_key', '').strip()}"
        # One key may come several times (akismet_history does); each is kept.
        extra[key if key not in extra else f"{key}#{len(extra) + 1}"] = pair.get("meta_value", "")
    return Told(fields, extra, where)


def _fields_of(element: _Element, names: Names) -> tuple[dict[str, str], list[_Element]]:
    """The texts of an element's children by their plain names, and its metas.

    Of a field told twice the first stays; where the texts differ, `_CONFLICT` names it.
    """
    children = list(element)
    fields = {names[child.tag]: child.text or "" for child in children}
    if len(fields) < len(children) or any(map(len, children)):
        return _fields_one_by_one(children, names)
    return fields, []


def _fields_one_by_one(
    children: Iterable[_Element], names: Names
) -> tuple[dict[str, str], list[_Element]]:
    fields: dict[str, str] = {}
    metas: list[_Element] = []
    for child in children:
        name = names[child.tag]
        if not name:
            continue
        if name in _METAS:
            metas.append(child)
            continue
        text = inner(child) if len(child) else child.text or ""
        if fields.setdefault(name, text) != text:
            fields[_CONFLICT] = f"{fields.get(_CONFLICT, '')} {name}"
    return fields, metas


# Not fields: metas come in any number, comments by themselves.
_METAS = frozenset({"commentmeta", "postmeta"})


def _place_among(known: list[int], content: int) -> int:
    """The number, from 1, of this content among those known under one name; new ones are added."""
    if content not in known:
        known.append(content)
    return known.index(content) + 1


def _published(values: Mapping[str, str]) -> datetime | None:
    """When the article appeared: the exact time, else the site's local one, else the feed's."""
    return (
        moment(values.get("post_date_gmt", ""))
        or moment(values.get("post_date", ""))
        or feed_moment(values.get("pubDate", ""))
    )


# `inherit` is a picture's, which is as public as its article.
_PUBLIC = frozenset({"", "publish", "inherit"})


@dataclass(frozen=True, slots=True)
class Found:
    """An item as an article; `public` if the site's readers see it.

    One that is not worth keeping `by_itself` (a menu, a picture, a draft, an empty item) matters
    only if somebody commented on it.
    """

    draft: ArticleDraft
    public: bool
    by_itself: bool


class Items:
    """Makes drafts of items and comments; what was odd about them goes to the notes."""

    def __init__(self, names: Names, notes: Notes) -> None:
        self._names = names
        self._notes = notes
        self._line = _("line {number}")
        # What each article's key stands for, to see when one stands for two.
        self._keys: dict[str, list[int]] = {}

    def where(self, element: _Element) -> str:
        """The place of an element in the file."""
        return self._line.format(number=element.sourceline or 1)

    def article(self, element: _Element, number: int) -> "Found":
        """The item, the `number`th of the file, as an article."""
        fields, _metas = _fields_of(element, self._names)
        values = {name: text.strip() for name, text in fields.items()}
        get = values.get
        where = self.where(element)
        title = shown(get("title", ""))
        key = get(IDENTIFIER) or get("post_id") or get("guid") or get("link") or f"item-{number}"
        body = fields.get(CONTENT, "")
        public = get("status", "") in _PUBLIC
        draft = ArticleDraft(
            external_id=self._key(key, hash((title, get("link"))), where),
            title=title or slug(get("post_name", "")) or get("link") or key,
            url=get("link", ""),
            slug=slug(get("post_name", "")),
            published_at=_published(values) if public else None,
            public=public,
            protected=bool(get("post_password")),
            body=body,
            open=get("comment_status", "open") != "closed",
            where=where,
        )
        furniture = FURNITURE.fullmatch(get("post_type", "post")) is not None
        worth = public and not furniture and bool(title or body.strip())
        return Found(draft, public=public, by_itself=worth)

    def _key(self, key: str, content: int, where: str) -> str:
        number = _place_among(self._keys.setdefault(key, []), content)
        if number == 1:
            return key
        told = _("Two different articles have one number; both were taken.")
        self._notes.warn("article-number", told, where)
        return f"{key}#{number}"


class Comments:
    """The comments of one item: their drafts, with ids that are unique among them."""

    def __init__(self, article: str, notes: Notes) -> None:
        self._article = article
        self._notes = notes
        # What each number stands for, to see when one stands for two.
        self._numbers: dict[str, list[int]] = {}

    def draft(self, told: Told) -> CommentDraft:
        """A comment as it is told; unknown statuses wait as pending, placeholders are no e-mail."""
        get = told.fields.get
        extra = dict(told.extra)
        email = get("comment_author_email", "").strip()
        if email and is_placeholder(email):
            extra["placeholder_email"], email = email, ""
            self._warn("placeholder", _("An e-mail address was made up by a program."), told)
        user = get("comment_user_id", "").strip()
        if user not in {"", "0"}:
            extra["user_id"] = user
        parent = get("comment_parent", "").strip()
        return CommentDraft(
            article=self._article,
            name=shown(get("comment_author", "").strip()),
            email=email,
            body=get("comment_content", ""),
            url=get("comment_author_url", "").strip(),
            ip=get("comment_author_IP", "").strip(),
            status=self._status(told, extra),
            kind=get("comment_type", "").strip() or Kind.COMMENT,
            submitted_at=moment(get("comment_date_gmt", "").strip()) or self._local(told, extra),
            external_id=self._identity(told),
            parent=None if parent in {"", "0"} else f"{self._article}/{parent}",
            where=told.where,
            extra=extra,
        )

    def _status(self, told: Told, extra: dict[str, str]) -> Status:
        raw = told.fields.get("comment_approved", "").strip()
        twice = told.fields.get(_CONFLICT, "").split()
        if twice:
            message = _("A comment tells a field twice and otherwise; the first was taken.")
            self._warn("field-twice", message, told)
        if "comment_approved" in twice:
            message = _("A comment has two statuses; it waits as pending.")
            self._warn("status-twice", message, told)
            return Status.PENDING
        status = STATUSES.get(raw)
        if raw not in {"0", "1"}:
            extra["status"] = raw
        if status is None and raw:
            message = _("A status is not known here (such as “{status}”); it waits as pending.")
            self._warn("status", message.format(status=raw[:40]), told)
        elif status is None:
            self._warn("no-status", _("A comment has no status; it waits as pending."), told)
        return status or Status.PENDING

    def _local(self, told: Told, extra: dict[str, str]) -> datetime | None:
        raw = told.fields.get("comment_date", "").strip()
        found = moment(raw)
        if found is not None:
            extra["local_date"] = raw
            message = _("A comment has its local time only; it was taken for UTC.")
            self._warn("local-date", message, told)
        return found

    def _identity(self, told: Told) -> str | None:
        number = told.fields.get("comment_id", "").strip()
        if not number:
            return None
        content = hash((*told.fields.items(), *told.extra.items()))
        place = _place_among(self._numbers.setdefault(number, []), content)
        if place == 1:
            return f"{self._article}/{number}"
        self._warn("number", _("Two different comments have one number; both were taken."), told)
        return f"{self._article}/{number}#{place}"

    def _warn(self, kind: str, message: str, told: Told) -> None:
        self._notes.warn(kind, message, told.where)
