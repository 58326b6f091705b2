"""Disqus' own exports (`…-all.xml.gz`): threads, then posts, read in a stream.

What is known of the format comes from Disqus' page on it and from real files. Newer exports have
no e-mail and no IP addresses; posts that wait cannot be told from those that were approved.
"""

import re
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from lxml import etree

from db.words import Status
from moderation.drafts import ArticleDraft, CommentDraft
from moderation.errors import ImportRefused
from moderation.exchange.encoding import head_text
from moderation.exchange.odd_values import known_status, real_email
from moderation.exchange.ordering import Ordering, drawn_ahead
from moderation.exchange.pages import page_key
from moderation.exchange.source import NO_WISHES, Draft, Notes, Reading, Wishes
from moderation.exchange.wxr_values import moment, shown
from moderation.exchange.xml_elements import (
    Elements,
    Shape,
    attribute,
    local,
    text_of,
    top_level,
)
from resources.translation import _

FORMAT = "disqus"

_Element = etree._Element
_SIGN = re.compile(r"<disqus\s[^>]*\bdisqus\.com\b")


def looks_like(head: bytes) -> bool:
    """Whether the beginning of a file, packed or not, is that of a Disqus export."""
    return _SIGN.search(head_text(head)) is not None


def read(file: BinaryIO, notes: Notes, _wishes: Wishes = NO_WISHES) -> Reading:
    """Read an export (seekable, gzip'd or not); its drafts come lazily.

    Threads of one page are one article; those that nobody commented on are left out. Whatever is
    broken beyond mending raises `ImportRefused` with the place, here or while drafts are drawn.
    """
    export = _Export(file, notes)
    drafts = drawn_ahead(export.drafts(), lambda: bool(export.forum))
    return Reading(FORMAT, f"disqus:{export.forum}", export.forum, drafts)


class _Export:
    """A file being read; `forum` is Disqus' name of the site, once it was met."""

    def __init__(self, file: BinaryIO, notes: Notes) -> None:
        rows = ("{*}category", "{*}thread", "{*}post")
        self.forum = ""
        self._notes = notes
        self._elements = Elements(file, notes, Shape("disqus", rows, _nothing))
        self._ordering = Ordering(self._unknown_thread)
        self._deleted_threads: set[str] = set()

    def drafts(self) -> Iterator[Draft]:
        """Every thread with comments as an article, and every post."""
        for element in top_level(self._elements):
            told = _children(element)
            where = _("line {number}").format(number=element.sourceline or 1)
            self.forum = self.forum or text_of(told.get("forum")).strip()
            match local(element.tag):
                case "thread":
                    yield from self._thread(element, told, where)
                case "post":
                    yield from self._post(element, told, where)
                case _:
                    continue
        yield from self._ordering.rest()

    def _thread(self, element: _Element, told: dict[str, _Element], where: str) -> Iterator[Draft]:
        number = attribute(element, "id").strip()
        identifier = text_of(told.get("id")).strip()
        link = text_of(told.get("link")).strip()
        if not link and identifier.startswith(("http://", "https://")):
            link = identifier
        if _is(told, "isDeleted"):
            self._deleted_threads.add(number)
        title = shown(text_of(told.get("title")).strip())
        draft = ArticleDraft(
            external_id=page_key(link) or f"thread:{number}",
            title=title,
            url=link,
            published_at=moment(text_of(told.get("createdAt")).strip()),
            body=text_of(told.get("message")).strip(),
            open=not _is(told, "isClosed"),
            where=where,
        )
        return self._ordering.article(number, draft, by_itself=False)

    def _unknown_thread(self, number: str) -> ArticleDraft:
        told = _("A comment’s thread is not in the file; an article was made for it.")
        title = _("Thread {number}").format(number=number) if number else _("Without a thread")
        self._notes.warn("no-thread", told, title)
        return ArticleDraft(f"thread:{number}", title)

    def _post(self, element: _Element, told: dict[str, _Element], where: str) -> Iterator[Draft]:
        thread = _reference(told.get("thread"))
        author = _children(told["author"]) if "author" in told else {}
        raw = {name: text_of(child).strip() for name, child in told.items()}
        extra = {
            name: text
            for name, text in (
                ("id", raw.get("id", "")),
                ("username", text_of(author.get("username")).strip()),
            )
            if text
        }
        at = moment(raw.get("createdAt", ""))
        if at is None and raw.get("createdAt"):
            extra["createdAt"] = raw["createdAt"]
        parent = _reference(told.get("parent"))
        make = partial(
            CommentDraft,
            name=shown(text_of(author.get("name")).strip()),
            email=real_email(text_of(author.get("email")).strip(), extra, self._notes, where),
            body=raw.get("message", ""),
            ip=raw.get("ipAddress", ""),
            status=self._status(raw, thread, extra, where),
            submitted_at=at,
            external_id=attribute(element, "id").strip() or None,
            parent=parent or None,
            where=where,
            extra=extra,
        )
        return self._ordering.comment(thread, make)

    def _status(
        self, raw: dict[str, str], thread: str, extra: dict[str, str], where: str
    ) -> Status:
        """By its flags; one that is neither true nor false leaves the comment pending."""
        flags = [raw.get(name, "").lower() for name in ("isSpam", "isDeleted", "isApproved")]
        spam, deleted, approved = flags
        if spam == "true":
            return Status.SPAM
        if deleted == "true" or thread in self._deleted_threads:
            return Status.REJECTED
        odd = [one for one in (spam, deleted, approved or "true") if one not in {"true", "false"}]
        if odd:
            return known_status(None, odd[0], extra, self._notes, where)
        return Status.PENDING if approved == "false" else Status.APPROVED


def _children(element: _Element) -> dict[str, _Element]:
    """An element's children by plain names; of several the first."""
    found: dict[str, _Element] = {}
    for child in element:
        found.setdefault(local(child.tag), child)
    return found


def _is(told: dict[str, _Element], flag: str) -> bool:
    return text_of(told.get(flag)).strip().lower() == "true"


def _reference(element: _Element | None) -> str:
    """The number that an element refers to: an attribute in files, a text on Disqus' page."""
    if element is None:
        return ""
    return attribute(element, "id").strip() or (element.text or "").strip()


def _nothing(looks_like: str) -> ImportRefused:
    return ImportRefused(
        _("This is no export of Disqus: it looks like {what}.").format(what=looks_like),
        _("In Disqus, an export is made under Community, Export."),
        where=_("line {number}").format(number=1),
    )
