"""The readers by name: which one a file is for is told by its first bytes, never by its name."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from moderation.errors import ImportRefused
from moderation.exchange.source import Notes, Reading
from resources.translation import _

# So much of a file's beginning is looked at.
HEAD = 64 * 1024


@dataclass(frozen=True, slots=True)
class Reader:
    """A format that can be read: its name on the command line, its name for people, its doors."""

    name: str
    title: Callable[[], str]
    looks_like: Callable[[bytes], bool]
    read: Callable[[BinaryIO, Notes], Reading]


def _looks_like_wxr(head: bytes) -> bool:
    from moderation.exchange import wxr

    return wxr.looks_like(head)


def _read_wxr(file: BinaryIO, notes: Notes) -> Reading:
    from moderation.exchange import wxr

    return wxr.read(file, notes)


# Each reader is imported when it is asked for: their parsers cost a tenth of a second.
READERS = (Reader("wxr", lambda: _("WordPress export (WXR)"), _looks_like_wxr, _read_wxr),)


def reader_for(head: bytes, name: str | None = None) -> Reader:
    """The reader of that name, or the one that recognises the beginning of a file.

    `ImportRefused` says what the beginning looked like, and what is known.
    """
    for reader in READERS:
        if reader.name == name or (name is None and reader.looks_like(head)):
            return reader
    known = ", ".join(reader.title() for reader in READERS)
    raise ImportRefused(
        _("This is no file of comments that can be read: it looks like {what}.").format(
            what=appearance(head)
        ),
        _("What can be read: {formats}.").format(formats=known),
        where=_("line {number}").format(number=1),
    )


def appearance(head: bytes) -> str:
    """What the beginning of a file looks like, for a sentence."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:512].lower()
    for sign, what in _SIGNS:
        if start.startswith(sign):
            return what()
    if not start:
        return _("an empty file")
    if b"<html" in start or b"<!doctype html" in start:
        return _("a web page")
    return _("binary data") if b"\x00" in head[:512] else _("other text")


_SIGNS: tuple[tuple[bytes, Callable[[], str]], ...] = (
    (b"sqlite format 3", lambda: _("an SQLite database")),
    (b"\x1f\x8b", lambda: _("a compressed file (gzip)")),
    (b"pk\x03\x04", lambda: _("a compressed file (zip)")),
    (b"%pdf", lambda: _("a PDF")),
    (b"<!doctype html", lambda: _("a web page")),
    (b"<html", lambda: _("a web page")),
    (b"<?xml", lambda: _("XML of another kind")),
    (b"<", lambda: _("XML of another kind")),
    (b"{", lambda: _("JSON")),
    (b"[", lambda: _("JSON")),
)
