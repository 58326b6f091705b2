"""Blogger's backups in Atom, old and of Google Takeout: posts, pages and their comments.

Facts from real files. Settings and templates, which fill most of a file, are left out. Blogger
writes `noreply@blogger.com` for everybody, so that no comment comes with an e-mail.
"""

import re
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from db.words import Status
from moderation.drafts import ArticleDraft, CommentDraft
from moderation.errors import ImportRefused
from moderation.exchange.encoding import head_text
from moderation.exchange.feed_entries import (
    Entry,
    moment_of,
    site_link,
    told_by,
)
from moderation.exchange.odd_values import known_status, real_email
from moderation.exchange.ordering import Ordering, drawn_ahead
from moderation.exchange.source import NO_WISHES, Draft, Notes, Reading, Wishes
from moderation.exchange.xml_elements import Elements, Shape, top_level
from resources.translation import _

FORMAT = "blogger"

_SIGN = re.compile(r"blogger/2008/kind#|blogger\.com,1999:blog-\d+\.(?:archive|layout|settings)")
_TAKEOUT = re.compile(r"schemas\.google\.com/blogger/2018|<blogger:type>")
_BLOG = re.compile(r"blogger\.com,1999:blog-(\d+)")
_NUMBER = re.compile(r"\d+$")
_STATUSES = {
    "": Status.APPROVED,
    "live": Status.APPROVED,
    "pending": Status.PENDING,
    "draft": Status.PENDING,
    "spam": Status.SPAM,
    "trashed": Status.REJECTED,
    "soft_trashed": Status.REJECTED,
    "deleted": Status.REJECTED,
    "emptied": Status.REJECTED,
}


def looks_like(head: bytes) -> bool:
    """Whether the beginning of a file, packed or not, is that of a Blogger backup."""
    text = head_text(head)
    return "<feed" in text and (_SIGN.search(text) or _TAKEOUT.search(text)) is not None


def read(file: BinaryIO, notes: Notes, wishes: Wishes = NO_WISHES) -> Reading:
    """Read a backup (seekable, packed or not); its drafts come lazily, articles first.

    What is broken beyond mending raises `ImportRefused` with the place, here or while the drafts
    are drawn.
    """
    backup = _Backup(file, notes, wishes)
    drafts = drawn_ahead(backup.drafts(), lambda: bool(backup.blog))
    return Reading(FORMAT, f"blogger:{backup.blog}", backup.title, drafts)


class _Backup:
    """A file being read; `blog` is Blogger's number of the blog, once it was met."""

    def __init__(self, file: BinaryIO, notes: Notes, wishes: Wishes) -> None:
        self.blog = ""
        self.title = ""
        self._site = ""
        self._notes = notes
        self._wishes = wishes
        self._elements = Elements(file, notes, Shape("feed", ("{*}entry",), _nothing))
        self._ordering = Ordering(self._unknown_post)

    def drafts(self) -> Iterator[Draft]:
        """Every post and page that matters as an article, and every comment."""
        for element in top_level(self._elements):
            if not self.title:
                self._site, self.title = site_link(element)
            entry = told_by(element)
            if not self.blog and (blog := _BLOG.search(entry.id)):
                self.blog = blog[1]
            match (entry.kind or entry.more.get("type", "")).lower():
                case "post" | "page":
                    yield from self._post(entry)
                case "comment":
                    yield from self._comment(entry)
                case _:
                    continue
        yield from self._ordering.rest()

    def _post(self, entry: Entry) -> Iterator[Draft]:
        public = _status(entry) is Status.APPROVED
        filename = entry.more.get("filename", "")
        link = entry.link or (self._site.rstrip("/") + filename if filename else "")
        draft = ArticleDraft(
            external_id=entry.id or link,
            title=entry.title,
            url=link,
            published_at=moment_of(entry, self._notes, self._wishes) if public else None,
            public=public,
            body=entry.body,
            body_format=entry.body_format,
            where=entry.where,
        )
        return self._ordering.article(entry.id, draft, by_itself=public)

    def _unknown_post(self, ref: str) -> ArticleDraft:
        told = _("A comment’s article is not in the file; one was made for it.")
        self._notes.warn("no-article", told, ref)
        return ArticleDraft(ref or "-", ref or _("Without an article"))

    def _comment(self, entry: Entry) -> Iterator[Draft]:
        article, parent = _answered(entry)
        extra: dict[str, str] = {}
        make = partial(
            CommentDraft,
            name=entry.name,
            email=real_email(entry.email, extra, self._notes, entry.where),
            body=entry.body,
            body_format=entry.body_format,
            url=entry.url,
            status=known_status(
                _status(entry), entry.more.get("status", ""), extra, self._notes, entry.where
            ),
            submitted_at=moment_of(entry, self._notes, self._wishes),
            external_id=entry.id or None,
            parent=parent,
            where=entry.where,
            extra=extra,
        )
        return self._ordering.comment(article, make)


def _status(entry: Entry) -> Status | None:
    """What Blogger says of an entry; None if that is not known here."""
    if entry.more.get("trashed"):
        return Status.REJECTED
    if entry.more.get("draft", "").lower() == "yes":
        return Status.PENDING
    return _STATUSES.get(entry.more.get("status", "").lower())


def _answered(entry: Entry) -> tuple[str, str | None]:
    """The ids of the post, and of the comment (if it answers one)."""
    article = entry.more.get("parent") or (entry.replies[0].ref if entry.replies else "")
    told = entry.more.get("inReplyTo", "")
    if told:
        return article, told
    number = _NUMBER.search(entry.links.get("related", ""))
    own = _NUMBER.search(entry.id)
    if number is None or own is None:
        return article, None
    # Old backups tell the parent by its address in the API; its id differs in the number alone.
    return article, entry.id[: own.start()] + number[0]


def _nothing(looks_like: str) -> ImportRefused:
    return ImportRefused(
        _("This is no backup of Blogger: it looks like {what}.").format(what=looks_like),
        _("In Blogger, a backup is made under Settings, Manage blog."),
        where=_("line {number}").format(number=1),
    )
