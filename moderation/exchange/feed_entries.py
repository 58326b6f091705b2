"""One entry of a feed (Atom's `<entry>`, RSS's `<item>`), told alike for both."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parseaddr

from lxml import etree

from db.words import BodyFormat
from moderation.exchange.source import Notes, Wishes
from moderation.exchange.wxr_values import feed_moment, moment, shown
from moderation.exchange.xml_elements import attribute, local, text_of
from resources.translation import _

_Element = etree._Element
# Pictures and films tell titles and texts of their own.
_MEDIA = "search.yahoo.com/mrss"
_KINDS = re.compile(r"(?:http://schemas\.google\.com/g/2005)?#kind")
_ZONE = re.compile(r"(?:Z|[+-]\d\d:?\d\d)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reply:
    """What an entry answers (RFC 4685): the id, and where it can be read."""

    ref: str
    href: str


@dataclass(slots=True)
class Entry:
    """An entry as it is told. `links` go by their relation; `more` is what few formats tell."""

    where: str
    id: str = ""
    title: str = ""
    name: str = ""
    email: str = ""
    url: str = ""
    published: str = ""
    updated: str = ""
    body: str = ""
    body_format: BodyFormat = BodyFormat.HTML
    kind: str = ""
    links: dict[str, str] = field(default_factory=dict)
    replies: list[Reply] = field(default_factory=list)
    more: dict[str, str] = field(default_factory=dict)
    # How good the text is that was taken: the whole one is better than a summary.
    rank: int = 0

    @property
    def link(self) -> str:
        """Where the entry can be read."""
        return self.links.get("alternate", "")


def told_by(element: _Element) -> Entry:
    """What an entry tells; of a field told twice the first stays."""
    entry = Entry(_("line {number}").format(number=element.sourceline or 1))
    for child in element:
        if isinstance(child.tag, str) and _MEDIA not in child.tag:
            take = _FIELDS.get(local(child.tag))
            if take is not None:
                take(entry, child)
    return entry


def moment_of(entry: Entry, notes: Notes, wishes: Wishes) -> datetime | None:
    """When it was published, in UTC; one without a zone is in the zone that was wished for."""
    told = entry.published or entry.updated
    if not told:
        return None
    found = feed_moment(told) or moment(told)
    if found is None or feed_moment(told) is not None or _ZONE.search(told):
        return found
    try:
        return wishes.moment(found.replace(tzinfo=None), notes, entry.where)
    except (ValueError, OverflowError):
        return None


def site_link(element: _Element) -> tuple[str, str]:
    """The address and the title of the site whose feed this entry stands in."""
    parent = element.getparent()
    link, title = "", ""
    for child in () if parent is None else parent:
        match local(child.tag):
            case "title" if not title:
                title = shown(text_of(child).strip())
            case "link" if not link and attribute(child, "rel") in {"", "alternate"}:
                link = attribute(child, "href") or (child.text or "").strip()
            case "entry" | "item":
                break
            case _:
                continue
    return link, title


def _id(entry: Entry, child: _Element) -> None:
    entry.id = entry.id or (child.text or "").strip()


def _title(entry: Entry, child: _Element) -> None:
    entry.title = entry.title or " ".join(shown(text_of(child)).split())


def _link(entry: Entry, child: _Element) -> None:
    relation = attribute(child, "rel") or "alternate"
    href = (attribute(child, "href") or child.text or "").strip()
    entry.links.setdefault(relation, href)


def _author(entry: Entry, child: _Element) -> None:
    inside = {local(one.tag): text_of(one).strip() for one in child}
    if inside:
        entry.name = entry.name or shown(inside.get("name", ""))
        entry.email = entry.email or inside.get("email", "")
        entry.url = entry.url or inside.get("uri", inside.get("url", ""))
        return
    # RSS: `ana@example.org (Ana)`, though many write a name alone.
    text = (child.text or "").strip()
    name, email = parseaddr(text) if "@" in text else (text, "")
    entry.name = entry.name or shown(name)
    entry.email = entry.email or email


def _creator(entry: Entry, child: _Element) -> None:
    entry.name = shown((child.text or "").strip()) or entry.name


def _published(entry: Entry, child: _Element) -> None:
    entry.published = entry.published or (child.text or "").strip()


def _updated(entry: Entry, child: _Element) -> None:
    entry.updated = entry.updated or (child.text or "").strip()


def _text(rank: int) -> Callable[[Entry, _Element], None]:
    def take(entry: Entry, child: _Element) -> None:
        if entry.rank < rank:
            plain = attribute(child, "type") in {"text", "text/plain"}
            entry.rank = rank
            entry.body = text_of(child).strip()
            entry.body_format = BodyFormat.TEXT if plain else BodyFormat.HTML

    return take


def _reply(entry: Entry, child: _Element) -> None:
    reply = Reply(attribute(child, "ref").strip(), attribute(child, "href").strip())
    if reply.ref or reply.href:
        entry.replies.append(reply)


def _category(entry: Entry, child: _Element) -> None:
    if _KINDS.fullmatch(attribute(child, "scheme")):
        entry.kind = attribute(child, "term").rpartition("#")[2]


def _control(entry: Entry, child: _Element) -> None:
    for one in child:
        if local(one.tag) == "draft":
            entry.more["draft"] = (one.text or "").strip()


def _more(entry: Entry, child: _Element) -> None:
    text = (child.text or "").strip()
    if text:
        entry.more.setdefault(local(child.tag), text)


_FIELDS: Mapping[str, Callable[[Entry, _Element], None]] = {
    "id": _id, "guid": _id, "title": _title, "link": _link, "author": _author,
    "creator": _creator, "published": _published, "pubDate": _published, "issued": _published,
    "date": _published, "updated": _updated, "modified": _updated, "encoded": _text(3),
    "content": _text(2), "description": _text(1), "summary": _text(1), "in-reply-to": _reply,
    "category": _category, "control": _control, "draft": _more, "type": _more, "status": _more,
    "parent": _more, "inReplyTo": _more, "filename": _more, "trashed": _more,
}  # fmt: skip
