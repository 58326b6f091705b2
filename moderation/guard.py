"""The guard: reads a file that is about to become public and finds every stored address in it.

What is found is told in `moderation.traces`. A file of any size is read in pieces that overlap, so
that memory stays flat and nothing hides at a seam. The guard never repeats an address: a leak is
told by what it is and where.
"""

from collections.abc import Iterator, Set
from dataclasses import dataclass
from typing import BinaryIO

from moderation.anchors import REACH
from moderation.changes import SILENT, Progress
from moderation.errors import Cancelled
from moderation.glances import any_sign
from moderation.known import AddressSet, KnownPrivate
from moderation.traces import Form, traces
from resources.translation import _

__all__ = ["KnownPrivate", "Leak", "find_leaks"]

_PIECE = 512 * 1024
_OVERLAP = 4 * REACH
# A file with more leaks than this is as bad as one with a million.
MOST_LEAKS = 100


@dataclass(frozen=True, slots=True)
class Leak:
    """A stored address in a file: what form it has, and where. Never the address.

    `line` counts from 1, `column` in characters from 1, `offset` in bytes from 0.
    """

    form: Form
    line: int
    column: int
    offset: int

    @property
    def place(self) -> str:
        """Where it is, for a person."""
        return _("line {line}, character {column}").format(line=self.line, column=self.column)

    def __str__(self) -> str:
        """What and where, for a person."""
        return _("{what} in {place}").format(what=describe(self.form), place=self.place)


def describe(form: Form) -> str:
    """What was found, in words for a person."""
    words = {
        Form.EMAIL: _("an e-mail address"),
        Form.HIDDEN_EMAIL: _("an e-mail address, encoded or in disguise"),
        Form.IP: _("an IP address"),
        Form.HIDDEN_IP: _("an IP address, encoded or in disguise"),
        Form.BASE64: _("an address in base64"),
        Form.HASH: _("the hash of an address"),
    }
    return words[form]


def find_leaks(
    file: BinaryIO,
    known: KnownPrivate,
    allowed: Set[str] = frozenset(),
    progress: Progress = SILENT,
) -> list[Leak]:
    """The first hundred places in a UTF-8 file in which a stored address can be read.

    `allowed` are folded addresses that a moderator let stand (`Masking.standing`): these may be
    read, though neither their hashes nor their base64. Bytes that are no UTF-8 hide nothing after
    them. Raises Cancelled if the moderator asked to stop.
    """
    passed = AddressSet(allowed)
    leaks: dict[tuple[int, int], Leak] = {}
    for piece in _pieces(file, progress):
        # Most pieces of most files have nothing in them that could be an address.
        if not any_sign(piece.data):
            continue
        text = piece.text
        for trace in traces(text, known, allowed=passed):
            start, end = piece.byte(text, trace.start), piece.byte(text, trace.end)
            if (start, end) not in leaks:
                place = piece.place(start - piece.offset)
                leaks[start, end] = Leak(trace.form, *place, start)
        if len(leaks) >= MOST_LEAKS:
            break
    return [leaks[key] for key in sorted(leaks)][:MOST_LEAKS]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of the file, and where in it the stretch begins: `offset` counts bytes."""

    data: bytes
    offset: int
    line: int
    column: int

    @property
    def text(self) -> str:
        return self.data.decode("utf-8", "surrogateescape")

    def byte(self, text: str, start: int) -> int:
        """The offset in bytes, in the file, of a character of this piece's text."""
        return self.offset + len(text[:start].encode("utf-8", "surrogateescape"))

    def place(self, start: int) -> tuple[int, int]:
        """Line and column of what stands so many bytes from the beginning of this piece."""
        breaks = self.data.count(b"\n", 0, start)
        if not breaks:
            return self.line, self.column + _characters(self.data[:start])
        since = self.data.rfind(b"\n", 0, start) + 1
        return self.line + breaks, 1 + _characters(self.data[since:start])

    def kept(self) -> int:
        """Where in it begins what the next piece begins with: never within a character."""
        start = max(0, len(self.data) - _OVERLAP)
        # A character has four bytes; more in a row are no text, and may be cut anywhere.
        for place in range(start, max(-1, start - 4), -1):
            if place < len(self.data) and self.data[place] & 0xC0 != 0x80:
                return place
        return start


def _characters(data: bytes) -> int:
    return len(data.decode("utf-8", "surrogateescape"))


def _pieces(file: BinaryIO, progress: Progress) -> Iterator[_Piece]:
    piece = _Piece(b"", 0, 1, 1)
    done = 0
    while data := file.read(_PIECE):
        if progress.stop_asked():
            raise Cancelled(_("Stopped."))
        done += len(data)
        progress.tell(done, None, _("Checking the file for addresses"))
        kept = piece.kept()
        piece = _Piece(piece.data[kept:] + data, piece.offset + kept, *piece.place(kept))
        yield piece
