"""WordPress exports (WXR 1.0 to 1.2), read in a stream: an article, then its comments, one by one.

What is known of the format comes from WordPress' own exporter and from real files. Two facts to
tell users: spam is never in such a file, and every address in it is in clear.
"""

import re
from collections.abc import Iterator
from itertools import chain, islice
from typing import BinaryIO

from lxml import etree

from db.words import Field
from moderation.drafts import ArticleDraft, CommentDraft
from moderation.errors import ImportRefused
from moderation.exchange.encoding import encoding_of, unpacked_head
from moderation.exchange.source import NO_WISHES, Notes, Reading, Refusal, Wishes
from moderation.exchange.wxr_items import Comments, Items, Told, told_by
from moderation.exchange.wxr_names import Names
from moderation.exchange.wxr_values import shown, site
from moderation.exchange.xml_elements import Elements, Shape
from resources.translation import _

FORMAT = "wxr"

_Element = etree._Element
_Drafts = Iterator[ArticleDraft | CommentDraft | Refusal]
_SIGN = re.compile(r"wordpress\.org/export/|<wp:(?:wxr_version|comment|post_id)\b")
# An item's fields may stand after its comments: so many of these wait for its end.
_WAITING = 1_000


def looks_like(head: bytes) -> bool:
    """Whether the beginning of a file, packed or not, is that of a WordPress export."""
    plain = unpacked_head(head)
    text = plain.decode(encoding_of(plain), "replace")
    return "<rss" in text and _SIGN.search(text) is not None


def read(file: BinaryIO, notes: Notes, _wishes: Wishes = NO_WISHES) -> Reading:
    """Read an export (seekable, gzip'd or not); its drafts come lazily, in flat memory.

    Each article comes before its comments. What was survived is noted with its lines; what is no
    export, is cut off or is broken raises `ImportRefused` with the place, here or while the
    drafts are drawn: whoever draws them keeps nothing then.
    """
    return read_export(file, notes, versioned=True)


def read_export(file: BinaryIO, notes: Notes, *, versioned: bool) -> Reading:
    """The same for all that is written alike; not all of it is `versioned` as WordPress' own is."""
    export = _Export(file, notes, versioned=versioned)
    first = export.begin()
    return Reading(FORMAT, f"wordpress:{export.site}", export.title, export.drafts(first))


class _Open:
    """An item whose end has not been reached: what was told of it, and what waits for its end."""

    def __init__(self, element: _Element) -> None:
        self.element = element
        self.article: ArticleDraft | None = None
        self.comments: Comments | None = None
        self.waiting: list[Told] = []


class _Export:
    """A file being read: the channel's facts, and the item that is open."""

    def __init__(self, file: BinaryIO, notes: Notes, *, versioned: bool = True) -> None:
        self._versioned = versioned
        self.site = ""
        self.title = ""
        self._notes = notes
        self._names = Names(notes)
        self._items = Items(self._names, notes)
        self._elements = Elements(file, notes, Shape("rss", ("item", "{*}comment"), _nothing))
        self._drawn = iter(self._elements)
        self._open: _Open | None = None
        self._number = 0

    def begin(self) -> list[_Element]:
        """Read the channel's head, up to the first item or comment; the answer is that, if any."""
        first = list(islice(self._drawn, 1))
        self._look_at_channel(first[0] if first else self._elements.root)
        for child in chain.from_iterable(first):
            self._names[child.tag]
        if not self._names.has_ours:
            raise ImportRefused(
                _("This is a feed (RSS), but no export of WordPress: none of its fields is there."),
                _("In WordPress, an export is made under Tools, Export."),
                where=_("line {number}").format(number=1),
            )
        return first

    def drafts(self, first: list[_Element]) -> _Drafts:
        """Every article worth keeping and every comment, in the order of the file."""
        for element in chain(first, self._drawn):
            if element.tag == "item":
                yield from self._end_of_item(element)
                element.clear(keep_tail=True)
                _forget_before(element)
            elif self._names[element.tag] == "comment" and element.tag != "comment":
                yield from self._comment(element)
                element.clear(keep_tail=True)
                _forget_before(element)

    def _look_at_channel(self, inside: _Element | None) -> None:
        """Read the site's facts from the channel that `inside` stands in, or begins."""
        root = inside.getroottree().getroot() if inside is not None else None
        facts = {
            self._names[child.tag]: (child.text or "").strip()
            for child in chain.from_iterable(() if root is None else root)
            if child.tag != "item"
        }
        self.title = shown(facts.get("title", ""))
        addresses = map(facts.get, ("base_blog_url", "base_site_url", "link"))
        self.site = next((site(one) for one in addresses if one), "")
        if self._versioned and "wxr_version" not in facts:
            told = _("The file does not say which version of the format it is.")
            self._notes.warn("no-version", told)

    def _comment(self, element: _Element) -> _Drafts:
        item = element.getparent()
        where = self._items.where(element)
        if item is None or item.tag != "item":
            told = _("A comment stands outside of any article and was not taken.")
            yield Refusal(where, Field.ARTICLE.value, told)
            return
        if self._open is None or self._open.element is not item:
            yield from self._tell_open()
            self._open = _Open(item)
        self._open.waiting.append(told_by(element, self._names, where))
        if self._open.comments is not None or len(self._open.waiting) > _WAITING:
            yield from self._tell_open()

    def _end_of_item(self, element: _Element) -> _Drafts:
        if self._open is not None and self._open.element is element:
            early = self._open.article
            yield from self._tell_open()
            self._note_what_came_late(element, early)
        else:
            yield from self._tell_open()
            self._number += 1
            found = self._items.article(element, self._number)
            if found.by_itself:
                yield found.draft
        self._open = None

    def _tell_open(self) -> _Drafts:
        """The article of the open item, if it was not told, and the comments that wait."""
        item = self._open
        if item is None:
            return
        if item.comments is None:
            self._number += 1
            found = self._items.article(item.element, self._number)
            if not found.public:
                self._note_unpublished(found.draft.where)
            item.article = found.draft
            item.comments = Comments(found.draft.external_id, self._notes)
            yield found.draft
        yield from map(item.comments.draft, item.waiting)
        item.waiting.clear()

    def _note_unpublished(self, where: str) -> None:
        told = _("An article is not public on the site (a draft, private, in the trash).")
        self._notes.warn("unpublished", told, where)

    def _note_what_came_late(self, element: _Element, told: ArticleDraft | None) -> None:
        """Say so where the article's own fields stood after so many comments that they are lost."""
        if told is not None and self._items.article(element, self._number).draft != told:
            message = _("An article’s fields stand after its comments; some were not taken.")
            self._notes.warn("late-fields", message, told.where)


def _forget_before(element: _Element) -> None:
    """Free what was read before this element and is not needed any more.

    In an item that is its comments; in the channel everything. The element itself stays, empty:
    the parser may be writing right behind it.
    """
    parent = element.getparent()
    before = element.getprevious()
    while parent is not None and before is not None:
        if parent.tag == "item" and before.tag != element.tag:
            return
        parent.remove(before)
        before = element.getprevious()


def _nothing(looks_like: str) -> ImportRefused:
    return ImportRefused(
        _("This is no export of WordPress: it looks like {what}.").format(what=looks_like),
        _("In WordPress, an export is made under Tools, Export."),
        where=_("line {number}").format(number=1),
    )
