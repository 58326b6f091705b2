"""JSON as events, by a parser that reads a file piece by piece and refuses what is beyond bounds.

Whatever the parser raises becomes `Broken`, with its word and without a piece of the file in it.
"""

from collections.abc import Iterator
from typing import BinaryIO

from moderation.exchange.encoding import PIECE
from resources.translation import _

# No program nests deeper: threads of replies within replies come to some dozens.
_MOST_DEEP = 500
# Bytes of the file that one value takes up.
_MOST_BYTES = 8 * 1024 * 1024
# LeanCloud writes a line of its own before the JSON, behind this sign.
HEADER = b"#"
_LONGEST_HEADER = 4096

# What begins a value that holds others, and what ends one.
STARTS: dict[str, type[dict[str, object]] | type[list[object]]] = {
    "start_map": dict,
    "start_array": list,
}
ENDS = frozenset({"end_map", "end_array"})


class Broken(Exception):
    """The JSON cannot be read on: `reason` is the parser's word, or empty where it ends early."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class TooLarge(Broken):
    """A number goes beyond the bounds of the parser."""


class Bounded:
    """A file that refuses to be read on where one value takes up more than any does."""

    def __init__(self, file: BinaryIO, piecewise: int | None = None) -> None:
        """From the byte `piecewise` on it is read byte by byte, to see where a parser stops."""
        self.since = 0
        self.line = 1
        self.last_piece = 0
        self._read = 0
        self._file = file
        self._piecewise = piecewise
        while self._begins_with_header():
            self._pass(file.readline(_LONGEST_HEADER))

    def _begins_with_header(self) -> bool:
        peek = getattr(self._file, "peek", None)
        return self._read < _LONGEST_HEADER and peek is not None and peek(1)[:1] == HEADER

    def _pass(self, data: bytes) -> None:
        self.last_piece = self._read
        self._read += len(data)
        if self._piecewise is not None:
            self.line += data.count(b"\n")

    def read(self, size: int = -1) -> bytes:
        """The next bytes; of none the parser asks first."""
        if not size:
            return b""
        slowly = self._piecewise is not None and self._read >= self._piecewise
        data = self._file.read(1 if slowly else size)
        self._pass(data)
        self.since += len(data)
        if self.since > _MOST_BYTES:
            raise Broken(
                _("one value is larger than {size} MB").format(size=_MOST_BYTES // 1024 // 1024)
            )
        return data


def refuse_too_deep(depth: int) -> None:
    """Raise `Broken` where so many open values stand within one another."""
    if depth > _MOST_DEEP:
        raise Broken(_("it is nested deeper than any program does"))


def events(file: Bounded | BinaryIO, *, exact: bool = False) -> Iterator[tuple[str, object]]:
    """The events of the file: what begins, ends or stands there, and the value that stands there.

    `Broken` where it is no JSON or ends early; `TooLarge` at a number that only the slow parser,
    which is asked with `exact`, can take.
    """
    # Imported late: the window needs no parser to start.
    import ijson  # type: ignore[import-untyped]

    try:
        # Floats and 64 bits: with exact numbers, one beyond Python's bounds leaves an exception
        # behind in the parser written in C (ijson 3.6) that comes up wherever Python goes next.
        # The slow one, written in Python, takes whole numbers of any length.
        parse = ijson.get_backend("python").basic_parse if exact else ijson.basic_parse
        yield from parse(file, multiple_values=True, use_float=True, buf_size=PIECE)
    except ijson.JSONError as error:
        reason = _reason(str(error.args[0] if error.args else ""))
        raise (TooLarge if reason == too_large() and not exact else Broken)(reason) from error
    except (ArithmeticError, ValueError) as error:
        raise (Broken if exact else TooLarge)(too_large()) from error


def _reason(told: str) -> str:
    """The parser's word without the piece of the file that it quotes; empty of an early end."""
    word = told.removeprefix("b'").partition("\n")[0].partition("\\n")[0][:120].strip(" .'")
    if "remature EOF" in word or "ncomplete" in word:
        return ""
    return too_large() if "overflow" in word else word


def too_large() -> str:
    """Why a file is broken in which a number is beyond all bounds."""
    return _("a number in it is too large")
