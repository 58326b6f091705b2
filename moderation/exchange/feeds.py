"""Feeds of comments, RSS and Atom (RFC 4685): what a site shows of its comments to everybody.

So all of it was approved, and there are no e-mails. Entries that are no comments are articles in
Atom, where comments name them; a feed of articles alone is refused.
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
from moderation.exchange.odd_values import real_email
from moderation.exchange.ordering import Ordering
from moderation.exchange.pages import comment_place, host_of, page_address, page_key
from moderation.exchange.source import NO_WISHES, Draft, Notes, Reading, Wishes
from moderation.exchange.xml_elements import Elements, Shape, top_level
from resources.translation import _

FORMAT = "feed"

_ROOT = re.compile(r"<(?:rss|feed)\b")
_SIGN = re.compile(
    r"<(?:\w+:)?in-reply-to\b|/comments/(?:feed|default)\b|feed=comments"
    r"|#(?:comments?|c|cmt|reply|li-comment|isso|remark42__comment)[-_]?\w{0,40}\d"
)
# “Comment on Bridge by Ana”, as WordPress says it in the languages that most sites have.
_ON = (
    r"(?:Comment on|Kommentar zu|Commentaires? sur|Comentario en|Commenti? su|Reactie op"
    r"|Comentário (?:sobre|em)) (?P<title>.+) (?:by|von|par|por|di|door) "
)
_TITLE = re.compile(_ON + "(?P<name>.+)")
_BY = re.compile(r"(?:By|Von|Par|Por|Di|Door): (?P<name>.+)")
_ANSWER = re.compile(r"(?:Re|Comments? on): ?(?P<title>.+)")
_OF_ONE = re.compile(
    r"(?:Comments? on|Kommentare zu|Commentaires sur|Comentarios en|Commenti su|Reacties op"
    r"|Comentários sobre): ?(?P<title>.+)"
)


# What WordPress' RSS puts before an answer, in any language: “In reply to <a href="…">Jon</a>.”
_IN_REPLY = re.compile(r"\s*(?:<p>)?[^<]{1,60}<a href=\"([^\"<]*)#(comment-\d+)\">[^<]*</a>")
_PLACE = re.compile(r"#comment-\d+$")


def looks_like(head: bytes) -> bool:
    """Whether the beginning of a file, packed or not, is that of a feed with comments in it."""
    text = head_text(head)
    return _ROOT.search(text) is not None and _SIGN.search(text) is not None


def read(file: BinaryIO, notes: Notes, wishes: Wishes = NO_WISHES) -> Reading:
    """Read a feed (seekable, packed or not); its drafts come lazily, articles first.

    What is no feed, has no comment in it, or is broken beyond mending raises `ImportRefused` with
    the place, here or while the drafts are drawn.
    """
    feed = _Feed(file, notes, wishes)
    drafts = feed.begin()
    return Reading(FORMAT, f"feed:{feed.site}", feed.title, drafts)


class _Feed:
    """A file being read: the site's facts, and what is known of its entries."""

    def __init__(self, file: BinaryIO, notes: Notes, wishes: Wishes) -> None:
        self.site = ""
        self.title = ""
        self._notes = notes
        self._wishes = wishes
        shape = Shape("rss|feed", ("{*}entry", "item"), _nothing)
        self._entries = top_level(Elements(file, notes, shape))
        self._ordering = Ordering(self._unknown)
        # The entries' ids, by what they are, to tell whom an answer answers.
        self._articles: set[str] = set()
        self._comments: set[str] = set()
        # Where the articles are whose titles no comment tells; their entries may still come.
        self._pages: dict[str, str] = {}
        self._count = 0

    def begin(self) -> Iterator[Draft]:
        """Read up to the first entry; the answer is all drafts."""
        first = next(self._entries, None)
        if first is None:
            return iter(())
        link, self.title = site_link(first)
        self.site = host_of(link)
        return self._drafts(told_by(first))

    def _drafts(self, first: Entry) -> Iterator[Draft]:
        yield from self._entry(first)
        for element in self._entries:
            yield from self._entry(told_by(element))
        if not self._count:
            raise ImportRefused(
                _("This is a feed of articles: there is no comment in it."),
                _("A site’s feed of comments often has an address that ends in “comments/feed”."),
                where=_("line {number}").format(number=1),
            )
        yield from self._ordering.rest()

    def _entry(self, entry: Entry) -> Iterator[Draft]:
        if entry.replies or comment_place(entry.link) or comment_place(entry.id):
            self._count += 1
            return self._comment(entry)
        return self._article(entry)

    def _article(self, entry: Entry) -> Iterator[Draft]:
        key = page_key(entry.link) or entry.id
        if entry.id:
            self._articles.add(entry.id)
        draft = ArticleDraft(
            external_id=key,
            title=entry.title,
            url=entry.link,
            published_at=moment_of(entry, self._notes, self._wishes),
            body=entry.body,
            body_format=entry.body_format,
            where=entry.where,
        )
        for ref in {entry.id, key} - {""}:
            yield from self._ordering.article(ref, draft, by_itself=True)

    def _comment(self, entry: Entry) -> Iterator[Draft]:
        key = entry.id or entry.link
        self._comments.add(key)
        page, ref, parent = self._answered(entry)
        if page:
            ref = page_key(page)
            self._pages.setdefault(ref, page_address(page))
        if page and (title := self._title(entry)):
            draft = ArticleDraft(ref, title, url=page_address(page))
            yield from self._ordering.article(ref, draft, by_itself=True)
        extra: dict[str, str] = {}
        make = partial(
            CommentDraft,
            name=entry.name or _name_in(entry.title),
            email=real_email(entry.email, extra, self._notes, entry.where),
            body=entry.body,
            body_format=entry.body_format,
            url=entry.url,
            status=Status.APPROVED,
            submitted_at=moment_of(entry, self._notes, self._wishes),
            external_id=key or None,
            parent=parent or _named_in_text(entry),
            where=entry.where,
            extra=extra,
        )
        yield from self._ordering.comment(ref, make)

    def _answered(self, entry: Entry) -> tuple[str, str, str | None]:
        """The page of the article (or else its id), and the id of the comment that is answered.

        An entry names its article, the comment that it answers, or both, in any order.
        """
        page = entry.link if comment_place(entry.link) else ""
        article, parent = "", None
        unsure: list[str] = []
        for reply in entry.replies:
            address = reply.href or reply.ref
            if comment_place(address) or reply.ref in self._comments:
                parent = parent or reply.ref
                page = page or (address if comment_place(address) else "")
            elif reply.ref in self._articles or reply.href:
                article = article or reply.ref
                page = page or ("" if reply.ref in self._articles else reply.href)
            else:
                unsure.append(reply.ref)
        for ref in unsure:
            # With the article known, who else is answered is a comment that is still to come.
            if article or page:
                parent = parent or ref
            else:
                article = ref
        return page, article or page_key(entry.link), parent

    def _title(self, entry: Entry) -> str:
        """The article's title, as far as a comment or the feed tells it."""
        of_name = re.compile(_ON + re.escape(entry.name)) if entry.name else _TITLE
        for pattern, told in (
            (of_name, entry.title),
            (_TITLE, entry.title),
            (_ANSWER, entry.title),
            (_OF_ONE, self.title),
        ):
            if found := pattern.fullmatch(told):
                return found["title"]
        return ""

    def _unknown(self, ref: str) -> ArticleDraft:
        if ref in self._pages:
            return ArticleDraft(ref, "", url=self._pages[ref])
        told = _("A comment’s article is not in the file; one was made for it.")
        self._notes.warn("no-article", told, ref)
        return ArticleDraft(ref or "-", ref or self.title or _("Without an article"))


def _name_in(title: str) -> str:
    """The commenter's name, where only the title tells it."""
    found = _TITLE.fullmatch(title) or _BY.fullmatch(title)
    return found["name"] if found else ""


def _named_in_text(entry: Entry) -> str | None:
    """The id of the comment that WordPress' RSS says in the text to be answered."""
    found = _IN_REPLY.match(entry.body)
    if found is None or not _PLACE.search(entry.id) or page_key(found[1]) != page_key(entry.link):
        return None
    return _PLACE.sub(f"#{found[2]}", entry.id)


def _nothing(looks_like: str) -> ImportRefused:
    return ImportRefused(
        _("This is no feed (RSS or Atom): it looks like {what}.").format(what=looks_like),
        _("Save the feed itself, not the page that shows it."),
        where=_("line {number}").format(number=1),
    )
