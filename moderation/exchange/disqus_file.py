"""Public files in Disqus' custom import format: articles, and their approved comments.

The format is told at help.disqus.com (“Custom XML Import Format”): every field is there even if it
is empty, a comment has three characters at least, a file is below 50 MB, and each commenter needs
an e-mail address of his own or all are shown under one name. So each comment gets an address that
is made up for this export, at a domain that nobody can have (RFC 6761), and says nothing.
"""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import BinaryIO
from xml.sax.saxutils import escape

from db.rows import PublicArticle
from moderation.errors import ExportRefused
from moderation.exchange.public_site import Files, PublicComment, PublicSite, Written
from moderation.exchange.xml_out import legal
from resources.translation import _

SHORTEST = 3
# Below Disqus' 50 MB, whichever megabytes it means.
LARGEST = 48_000_000
INVENTED_DOMAIN = "invalid.example"

_HEAD = b"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dsq="http://www.disqus.com/" xmlns:wp="http://wordpress.org/export/1.0/">
<channel>
"""
_TAIL = b"</channel>\n</rss>\n"
_ITEM_TAIL = b"</item>\n"


def write(out: BinaryIO, site: PublicSite, *, largest: int = LARGEST) -> Written:
    """Write all of it into one file; ExportRefused where that would be more than Disqus takes."""
    parts = _Parts(site, largest)
    written = parts.write(out)
    if parts.are_left:
        raise ExportRefused(
            _("Nothing was exported: the file would be larger than the 50 MB that Disqus takes."),
            _("Give the name of a folder, without “.xml”; then it is split into several files."),
        )
    return written


def write_folder(files: Files, site: PublicSite, *, largest: int = LARGEST) -> Written:
    """Write it into as many files as it takes; a thread stays in one file if that can hold it."""
    parts = _Parts(site, largest)
    written = Written()
    number = 0
    while parts.are_left or not number:
        number += 1
        written += files.add(f"disqus-{number}.xml", parts.write)
    return written


@dataclass(slots=True)
class _Thread:
    """A comment and its replies as they will stand in the file; or an article without any."""

    article: PublicArticle
    comments: list[bytes] = field(default_factory=list)
    size: int = 0
    written: Written = field(default_factory=Written)


class _Parts:
    """The threads of a site, drawn by one file after another."""

    def __init__(self, site: PublicSite, largest: int) -> None:
        self._threads = _Writing(largest - len(_HEAD) - len(_TAIL)).threads(site)
        self._largest = largest
        self._next = next(self._threads, None)

    @property
    def are_left(self) -> bool:
        """Whether anything was not written yet."""
        return self._next is not None

    def write(self, out: BinaryIO) -> Written:
        """Write as many threads as the next file holds."""
        written = Written()
        out.write(_HEAD)
        size = len(_HEAD) + len(_TAIL)
        open_item: PublicArticle | None = None
        while (thread := self._next) is not None:
            item = b"" if thread.article is open_item else _item(thread.article)
            needed = len(item) + thread.size + len(_ITEM_TAIL)
            if size + needed > self._largest and open_item is not None:
                break
            if item:
                out.write((_ITEM_TAIL if open_item is not None else b"") + item)
                open_item = thread.article
            out.writelines(thread.comments)
            size += needed
            written += thread.written
            self._next = next(self._threads, None)
        out.write((_ITEM_TAIL if open_item is not None else b"") + _TAIL)
        return written


class _Writing:
    """Makes threads of pages; leaves out what is too short, and hangs its replies higher."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._domain = f"{secrets.token_hex(4)}.{INVENTED_DOMAIN}"

    def threads(self, site: PublicSite) -> Iterator[_Thread]:
        for page in site.pages:
            article = page.article
            # What leads an article counts the article, even if it is split.
            thread = _Thread(article, written=Written(articles=1, masked=page.masked))
            fits = self._room - len(_item(article)) - len(_ITEM_TAIL)
            above: dict[int, int | None] = {}
            here: set[int] = set()
            for comment in page.comments:
                parent = above.get(comment.parent) if comment.parent is not None else None
                if len(comment.text.strip()) < SHORTEST:
                    above[comment.id] = parent
                    thread.written += Written(too_short=1)
                    continue
                above[comment.id] = comment.id
                data = _comment(comment, parent, self._domain)
                if thread.comments and (parent is None or thread.size + len(data) > fits):
                    yield thread
                    thread, here = _Thread(article), set()
                if parent is not None and parent not in here:
                    # Its thread is larger than a file; a parent in another file would be none.
                    data = _comment(comment, None, self._domain)
                here.add(comment.id)
                thread.comments.append(data)
                thread.size += len(data)
                thread.written += Written(comments=1, masked=comment.masked)
            yield thread


def _item(article: PublicArticle) -> bytes:
    return b"<item>\n" + _elements(
        ("title", article.title or article.key),
        ("link", article.url),
        ("content:encoded", article.body),
        ("dsq:thread_identifier", article.key),
        ("wp:post_date_gmt", _moment(article.published_at)),
        ("wp:comment_status", "open" if article.open else "closed"),
    )


def _comment(comment: PublicComment, parent: int | None, domain: str) -> bytes:
    inner = _elements(
        ("wp:comment_id", str(comment.id)),
        ("wp:comment_author", comment.name or _("Anonymous")),
        ("wp:comment_author_email", f"c{comment.id}@{domain}"),
        ("wp:comment_author_url", comment.url),
        ("wp:comment_author_IP", ""),
        ("wp:comment_date_gmt", _moment(comment.submitted_at)),
        ("wp:comment_content", comment.html),
        ("wp:comment_approved", "1"),
        ("wp:comment_parent", str(parent or 0)),
    )
    return b"<wp:comment>\n" + inner + b"</wp:comment>\n"


def _elements(*told: tuple[str, str]) -> bytes:
    # A carriage return that stood as it is would be read as a line feed (XML 1.0, §2.11).
    lines = (f"<{name}>{escape(legal(text), {chr(13): '&#13;'})}</{name}>\n" for name, text in told)
    return "".join(lines).encode()


def _moment(moment: datetime | None) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S}" if moment is not None else ""
