r"""Halves of characters in JSON: an escape such as `\ud800` without its other half.

JavaScript writes it where it cuts a text in the middle of an emoji (RFC 8259 §8.2). No file and no
database takes it; so it becomes U+FFFD before the parser sees it, and that is noted.
"""

import re
from collections import deque
from collections.abc import Iterator

from moderation.exchange.source import Notes
from resources.translation import _

# A pair, which is one character; a half; any other escape, so that `\\ud800` is left alone.
_ESCAPE = re.compile(
    rb"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    rb"|(u[dD][89a-fA-F][0-9a-fA-F]{2})|.)",
    re.DOTALL,
)
_HALF = re.compile(rb"\\u[dD][89a-fA-F]")
_HIGH = re.compile(rb"\\u[dD][89abAB][0-9a-fA-F]{2}")
_UNFINISHED = re.compile(rb"\\u[0-9a-fA-F]{0,3}")
# The longest thing that may go on in the next piece: a half, and most of the other.
_LONGEST = 12


def whole_characters(pieces: Iterator[bytes], notes: Notes) -> Iterator[bytes]:
    """The same pieces of JSON, but for the halves of characters."""
    carry, line = b"", 1
    for piece in pieces:
        data = carry + piece
        cut = _end_of_escapes(data)
        whole, carry = data[:cut], data[cut:]
        yield _mended(whole, line, notes)
        line += whole.count(b"\n")
    if carry:
        yield _mended(carry, line, notes)


def _end_of_escapes(data: bytes) -> int:
    """Up to where no escape goes on in the next piece; `data` begins where none is under way."""
    if b"\\" not in data[-_LONGEST:]:
        return len(data)
    cut = len(data)
    last = deque(_ESCAPE.finditer(data), maxlen=2)
    if last and _UNFINISHED.fullmatch(data, last[-1].start()):
        cut = last[-1].start()
    elif data.endswith(b"\\") and not (last and last[-1].end() == cut):
        cut -= 1
    for escape in reversed(last):
        if escape.end() == cut and _HIGH.fullmatch(escape[0]):
            return escape.start()
    return cut


def _mended(data: bytes, line: int, notes: Notes) -> bytes:
    if not _HALF.search(data):
        return data
    offsets = [found.start() for found in _ESCAPE.finditer(data) if found[1]]
    if not offsets:
        return data
    told = _("Half a character (a lone surrogate) was replaced by �.")
    notes.warn_of_lines("half-character", told, data, offsets, line)
    return _ESCAPE.sub(lambda found: rb"\ufffd" if found[1] else found[0], data)
