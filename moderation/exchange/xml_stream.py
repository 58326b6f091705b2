"""XML from strangers, made readable: bytes go in as they came, well-formed UTF-8 comes out.

What real exports do wrong is mended line by line, in flat memory, and every mend is noted with
its line. A document type is refused before it is read: with it go entities, DTDs and the network.
"""

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

from moderation.errors import ImportRefused
from moderation.exchange.source import Notes
from resources.translation import _

# A line longer than this is mended in parts.
_PART = 1024 * 1024
_HEAD = 64 * 1024

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_DECLARATION = re.compile(r"<\?xml[^>]{0,200}\?>")
_START = re.compile(r"<\?xml\b|<[A-Za-z]")
_ROOT = re.compile(r"<[A-Za-z][\w:.-]*(?=[\s/>])")
_ROOT_TAG = re.compile(r"<[A-Za-z][\w:.-]*(?:\s+[\w:.-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*/?>")
_DECLARES = re.compile(r"\bxmlns:([\w.-]+)\s*=")
# Signs that XML 1.0 does not allow, whoever wrote them (w3.org/TR/xml §2.2).
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
# WordPress writes this element with neither CDATA nor escaping.
_BARE_URL = re.compile(r"(?<=<wp:comment_author_url>)([^<]*&[^<]*)(?=</wp:comment_author_url>)")
_LONE_AND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)")
_CDATA_EDGE = re.compile(r"<!\[CDATA\[|\]\]>")
# What may follow the end of a section: the end of its element or of the line, or another section.
_AFTER_CDATA = re.compile(r"\s*(?:</|<!\[CDATA\[|$)")

# The prefixes that exports use, and sometimes forget to declare.
_PREFIXES = {
    "app": "http://www.w3.org/2007/app",
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "excerpt": "http://wordpress.org/export/1.2/excerpt/",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "georss": "http://www.georss.org/georss",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "media": "http://search.yahoo.com/mrss/",
    "slash": "http://purl.org/rss/1.0/modules/slash/",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
    "wfw": "http://wellformedweb.org/CommentAPI/",
    "wp": "http://wordpress.org/export/1.2/",
}


def mended(file: BinaryIO, notes: Notes) -> Iterator[bytes]:
    """The file's XML in parts of UTF-8, mended; `ImportRefused` where it has a document type."""
    encoding, mark = _encoding(file, notes)
    file.seek(mark)
    mender = _Mender(notes, _forgotten(file.read(_HEAD).decode(encoding, "replace")))
    file.seek(mark)
    for line, text in _lines(file, encoding, notes):
        if part := mender.mend(text, line):
            yield part.encode()


def _forgotten(head: str) -> tuple[str, ...]:
    """The prefixes of ours that the root does not declare."""
    root = _ROOT_TAG.search(head)
    declared = set(_DECLARES.findall(root[0])) if root else set()
    return tuple(prefix for prefix in _PREFIXES if prefix not in declared)


def _lines(file: BinaryIO, encoding: str, notes: Notes) -> Iterator[tuple[int, str]]:
    """The file's lines as text, with their numbers; a very long one comes in parts."""
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    line = 1
    while raw := file.readline(_PART):
        text = decoder.decode(raw)
        if "\ufffd" in text and b"\xef\xbf\xbd" not in raw:
            told = _("Bytes that are no text in the file's encoding were replaced.")
            notes.warn("encoding", told, place(line))
        yield line, text
        line += text.count("\n")
    yield line, decoder.decode(b"", True)


def _encoding(file: BinaryIO, notes: Notes) -> tuple[str, int]:
    """The encoding that the file tells, and the length of the mark that tells it."""
    file.seek(0)
    head = file.read(_HEAD)
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding, len(mark)
    if head[:2] in {b"<\x00", b"\x00<"}:
        return ("utf-16-le" if head[:1] == b"<" else "utf-16-be"), 0
    declared = _DECLARED.search(head)
    named = declared[1].decode() if declared else "utf-8"
    try:
        codecs.lookup(named)
    except LookupError:
        notes.warn("encoding", _("The encoding “{name}” is unknown.").format(name=named))
        return "utf-8", 0
    return ("utf-8" if named.lower().startswith("utf-16") else named), 0


def place(line: int) -> str:
    """How a place in a file is named."""
    return _("line {number}").format(number=line)


class _Mender:
    """Mends line after line; knows whether the XML has begun, and whether it is inside CDATA."""

    def __init__(self, notes: Notes, forgotten: tuple[str, ...]) -> None:
        self._notes = notes
        self._forgotten = forgotten
        self._uses_forgotten = re.compile(f"<(?:{'|'.join(forgotten) or '(?!)'}):")
        self._begun = False
        self._rooted = False
        self._in_cdata = False

    def mend(self, text: str, line: int) -> str:
        """The line as it should have been; empty while the XML has not begun."""
        if not self._begun:
            text = self._begin(text, line)
        if not self._rooted:
            text = self._declare(text, line)
        if _FORBIDDEN.search(text):
            text = _FORBIDDEN.sub("", text)
            self._warn("control", _("Control characters that XML forbids were dropped."), line)
        if self._forgotten and self._uses_forgotten.search(text):
            told = _("A prefix that the file does not declare was added.")
            self._warn("prefix", told, line)
            self._forgotten = ()
        if "&" in text and "comment_author_url>" in text:
            text = self._escape_urls(text, line)
        return self._close_cdata(text, line)

    def _warn(self, kind: str, message: str, line: int) -> None:
        self._notes.warn(kind, message, place(line))

    def _begin(self, text: str, line: int) -> str:
        found = _START.search(text)
        junk = text if found is None else text[: found.start()]
        if junk.strip():
            self._warn("junk", _("What stood before the XML was left out."), line)
        if found is None:
            return "\n" * text.count("\n")
        self._begun = True
        # What comes out is UTF-8, whatever the declaration says.
        return _DECLARATION.sub("", text[found.start() :], count=1)

    def _declare(self, text: str, line: int) -> str:
        """Declare on the root the prefixes that exports use and this one forgot."""
        if "<!DOCTYPE" in text or "<!ENTITY" in text:
            raise ImportRefused(
                _("The file defines a document type, which no export does; it was not read on."),
                _("Take the lines with <!DOCTYPE out if you trust the file."),
                where=place(line),
            )
        root = _ROOT.search(text)
        if root is None:
            return text
        self._rooted = True
        added = "".join(f' xmlns:{name}="{_PREFIXES[name]}"' for name in self._forgotten)
        return f"{text[: root.end()]}{added}{text[root.end() :]}"

    def _escape_urls(self, text: str, line: int) -> str:
        escaped = _BARE_URL.sub(lambda url: _LONE_AND.sub("&amp;", url[0]), text)
        if escaped != text:
            self._warn("ampersand", _("A bare & in a commenter's web address was escaped."), line)
        return escaped

    def _close_cdata(self, text: str, line: int) -> str:
        """End a CDATA section only where its element ends; what looks like an end is text."""
        if not self._in_cdata and "<![CDATA[" not in text:
            return text
        parts, last = [], 0
        for edge in _CDATA_EDGE.finditer(text):
            if edge[0] == "<![CDATA[":
                self._in_cdata = True
            elif self._in_cdata and _AFTER_CDATA.match(text, edge.end()):
                self._in_cdata = False
            elif self._in_cdata:
                self._warn("cdata", _("A CDATA section that ended too early was mended."), line)
                parts += [text[last : edge.start()], "]]]]><![CDATA[>"]
                last = edge.end()
        return "".join((*parts, text[last:]))
