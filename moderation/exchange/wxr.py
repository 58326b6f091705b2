"""WordPress exports (WXR 1.0 to 1.2), read in a stream: an article, then its comments, one by one.

The format has no schema; what is known of it comes from WordPress' own `export_wp` and from real
files: https://codex.wordpress.org/Tools_Export_Screen. Spam is never in such a file.
"""

import hashlib
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import chain, islice
from typing import BinaryIO
from urllib.parse import urlsplit

from lxml import etree

from db.words import Kind, Status
from moderation.drafts import ArticleDraft, CommentDraft
from moderation.errors import ImportRefused
from moderation.exchange.source import Notes, Reading
from moderation.exchange.xml_stream import mended, place
from resources.translation import _

_WP = re.compile(r"\{https?://wordpress\.org/export/1\.\d+/?\}(.*)")
_SIGN = re.compile(rb"wordpress\.org/export/1\.\d|<wp:wxr_version|<wp:comment>")
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_STATUSES = {
    "1": Status.APPROVED,
    "approved": Status.APPROVED,
    "0": Status.PENDING,
    "hold": Status.PENDING,
    "spam": Status.SPAM,
    "trash": Status.REJECTED,
    "post-trashed": Status.REJECTED,
}
# What WordPress exports besides posts and pages; of interest only where somebody commented on it.
_FURNITURE = frozenset(
    {"attachment", "nav_menu_item", "wp_block", "wp_global_styles", "wp_navigation",
     "wp_template", "wp_template_part", "custom_css", "customize_changeset", "revision"}
)  # fmt: skip


def looks_like(head: bytes) -> bool:
    """Whether the beginning of a file is that of a WordPress export."""
    plain = head.replace(b"\x00", b"")
    return b"<rss" in plain and _SIGN.search(plain) is not None


def read(file: BinaryIO, notes: Notes) -> Reading:
    """Read an export; its drafts come lazily, each article before its comments.

    `ImportRefused` with the line where it is broken beyond mending or ends too early; whoever
    reads on keeps nothing then.
    """
    walk = _Walk(notes)
    drafts = walk.drafts(_events(file, notes))
    # The channel's head, with the site's address, stands before the first of them.
    first = list(islice(drafts, 1))
    return Reading("wxr", f"wordpress:{walk.site()}", walk.title, chain(first, drafts))


def _events(file: BinaryIO, notes: Notes) -> Iterator[tuple[str, etree._Element]]:
    parser = etree.XMLPullParser(
        ("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True
    )
    try:
        for part in mended(file, notes):
            parser.feed(part)
            yield from parser.read_events()
        parser.close()
        yield from parser.read_events()
    except etree.XMLSyntaxError as error:
        raise _broken(error) from error


def _broken(error: etree.XMLSyntaxError) -> ImportRefused:
    line = error.lineno or 1
    return ImportRefused(
        _("The file is broken at line {line}: {reason}.").format(
            line=line, reason=str(error.msg).rsplit(", line", 1)[0]
        ),
        _("Export it again; if it was cut off on the way, fetch the whole file."),
        where=place(line),
    )


class _Walk:
    """Walks through an export, and keeps of it what the comments to come need."""

    def __init__(self, notes: Notes) -> None:
        self.title = ""
        self._notes = notes
        self._urls: dict[str, str] = {}
        self._items = 0
        self._version = False

    def site(self) -> str:
        """The site's address without its scheme, as a stable name."""
        address = urlsplit(self._urls.get("base_blog_url") or self._urls.get("link", ""))
        return f"{(address.hostname or '').lower()}{address.path.rstrip('/')}"

    def drafts(
        self, events: Iterator[tuple[str, etree._Element]]
    ) -> Iterator[ArticleDraft | CommentDraft]:
        """The articles and comments in the order of the file."""
        item: _Item | None = None
        for event, element in events:
            name = _name(element)
            if event == "start":
                if element.tag == "item":
                    self._items += 1
                    item = _Item(element, self._items, self._notes)
            elif item is None:
                self._head(name, element)
            elif name == "wp:comment":
                yield from item.comment(element)
                _forget(element)
            elif element.tag == "item":
                yield from item.rest()
                item = None
                _forget(element)
        if not self._version:
            self._notes.warn("version", _("The file does not say which version of WXR it is."))

    def _head(self, name: str, element: etree._Element) -> None:
        match name:
            case "wp:wxr_version":
                self._version = True
            case "wp:base_blog_url" | "link":
                self._urls.setdefault(name.removeprefix("wp:"), (element.text or "").strip())
            case "title":
                self.title = self.title or (element.text or "").strip()


def _name(element: etree._Element) -> str:
    """The element's name, with `wp:` for whichever of WordPress' namespaces it is in."""
    tag = element.tag if isinstance(element.tag, str) else ""
    ours = _WP.fullmatch(tag)
    return f"wp:{ours[1]}" if ours else tag


def _forget(element: etree._Element) -> None:
    """Free what was read; memory stays flat however long the file is."""
    element.clear()
    parent = element.getparent()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]


class _Item:
    """One `<item>`: told as an article as soon as its first comment, or its end, is reached."""

    def __init__(self, element: etree._Element, number: int, notes: Notes) -> None:
        self._element = element
        self._number = number
        self._notes = notes
        self._article: ArticleDraft | None = None
        self._seen: dict[str, int] = {}
        self._contents: dict[str, bytes] = {}

    def comment(self, element: etree._Element) -> Iterator[ArticleDraft | CommentDraft]:
        """The comment, and before the first one the article."""
        if self._article is None:
            self._article = self._told()
            yield self._article
        yield self._comment(element, self._article.external_id)

    def rest(self) -> Iterator[ArticleDraft]:
        """The article if nobody commented on it, and it is one."""
        if self._article is None and self._texts().get("wp:post_type", "post") not in _FURNITURE:
            told = self._told()
            if told.title or told.body.strip():
                yield told

    def _texts(self) -> dict[str, str]:
        return {_name(child): child.text or "" for child in self._element}

    def _told(self) -> ArticleDraft:
        texts = self._texts()
        where = place(self._element.sourceline or 1)
        post = texts.get("wp:post_id", "").strip()
        fallback = texts.get("guid", "").strip() or texts.get("link", "").strip()
        return ArticleDraft(
            external_id=post or fallback or f"item-{self._number}",
            title=texts.get("title", "").strip(),
            url=texts.get("link", "").strip(),
            slug=texts.get("wp:post_name", "").strip(),
            published_at=_moment(texts.get("wp:post_date_gmt", ""))
            or _moment(texts.get("wp:post_date", "")),
            body=texts.get(_CONTENT, ""),
            open=texts.get("wp:comment_status", "open").strip() != "closed",
            where=where,
        )

    def _comment(self, element: etree._Element, article: str) -> CommentDraft:
        texts = {_name(child): child.text or "" for child in element}
        where = place(element.sourceline or 1)
        number = texts.get("wp:comment_id", "").strip()
        parent = texts.get("wp:comment_parent", "").strip()
        return CommentDraft(
            article=article,
            name=texts.get("wp:comment_author", ""),
            email=texts.get("wp:comment_author_email", ""),
            url=texts.get("wp:comment_author_url", ""),
            ip=texts.get("wp:comment_author_IP", ""),
            body=texts.get("wp:comment_content", ""),
            status=self._status(texts, where),
            kind=texts.get("wp:comment_type", "").strip() or Kind.COMMENT,
            submitted_at=self._when(texts, where),
            external_id=self._identity(article, number, texts, where),
            parent=f"{article}/{parent}" if parent not in {"", "0"} else None,
            where=where,
            extra=_extra(element, texts),
        )

    def _identity(self, article: str, number: str, texts: dict[str, str], where: str) -> str | None:
        """The comment's id within its article; one that stands for something else gets a mark."""
        if number in {"", "0"}:
            return None
        content = hashlib.blake2b(repr(sorted(texts.items())).encode(), digest_size=8).digest()
        known = self._contents.setdefault(number, content)
        if known == content:
            return f"{article}/{number}"
        self._seen[number] = self._seen.get(number, 1) + 1
        told = _("Two different comments have one number; both were taken.")
        self._notes.warn("number", told, where)
        return f"{article}/{number}#{self._seen[number]}"

    def _status(self, texts: dict[str, str], where: str) -> Status:
        told = texts.get("wp:comment_approved", "").strip()
        status = _STATUSES.get(told)
        if status is None:
            message = _("The status “{status}” is not known; the comment waits as pending.")
            self._notes.warn("status", message.format(status=told), where)
            return Status.PENDING
        return status

    def _when(self, texts: dict[str, str], where: str) -> datetime | None:
        exact = _moment(texts.get("wp:comment_date_gmt", ""))
        if exact is not None:
            return exact
        local = _moment(texts.get("wp:comment_date", ""))
        if local is not None:
            told = _("The date has no zone and was taken as UTC.")
            self._notes.warn("date", told, where)
        return local


def _moment(told: str) -> datetime | None:
    """A date as WordPress writes it, as UTC; None for `0000-00-00 00:00:00` and what is none."""
    try:
        return datetime.strptime(told.strip(), "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
    except ValueError:
        return None


def _extra(element: etree._Element, texts: dict[str, str]) -> dict[str, str]:
    """The site's user number and what plug-ins kept; private, as e-mails hide in it."""
    extra = {}
    user = texts.get("wp:comment_user_id", "").strip()
    if user not in {"", "0"}:
        extra["user_id"] = user
    for meta in element:
        if _name(meta) == "wp:commentmeta":
            pair = {_name(child): child.text or "" for child in meta}
            extra[f"meta:{pair.get('wp:meta_key', '').strip()}"] = pair.get("wp:meta_value", "")
    return extra
