"""JSON in a stream: the records of a file one by one, in flat memory and within bounds.

Arrays are transparent: a path is made of the keys alone. So one object, an array of objects,
objects back to back or line by line, and pages one after another are read alike.
"""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import BinaryIO

from moderation.errors import ImportRefused
from moderation.exchange.encoding import PIECE, as_file, head_text, utf8_pieces
from moderation.exchange.json_repair import whole_characters
from moderation.exchange.source import Notes
from resources.translation import _

Path = tuple[str, ...]
# Which name records at a path have; None: it is no record, but may hold some.
Names = Callable[[Path], str | None]
_Events = Iterator[tuple[str, object]]

COMMENT = "comment"
# No program nests deeper: threads of replies within replies come to some dozens.
_MOST_DEEP = 500
# Of one record: bytes of the file, and values.
_MOST_BYTES = 8 * 1024 * 1024
_MOST_VALUES = 500_000
# LeanCloud writes a line of its own before the JSON, behind this sign.
_HEADER = b"#"
_LONGEST_HEADER = 4096
_SIGN_DEPTH = 6


@dataclass(frozen=True, slots=True)
class Found:
    """A value at a path that has a name: mostly an object, but whatever stands there.

    `top` numbers the values at the top of the file, from 1; `number` those of this name.
    """

    name: str
    value: object
    top: int
    number: int


def records(file: BinaryIO, notes: Notes, names: Names) -> Iterator[Found]:
    """Every record of `file` (seekable, gzip'd or not), in its order; none is within another.

    `ImportRefused` with the line where it is no JSON, ends too early, or goes beyond all bounds.
    """
    told, noted = 0, Notes()
    bounded = _Bounded(_text(file, noted))
    try:
        for told, one in enumerate(_Walk(bounded, names, noted), 1):  # noqa: B007  (used below)
            yield one
    except _TooLarge:
        noted = Notes()
        yield from islice(_slowly(file, noted, names), told, None)
    except _Broken as error:
        line = _line_of_fault(file, bounded.last_piece, names)
        raise _refusal(error.reason, line) from error
    finally:
        notes.take(noted)


def _slowly(file: BinaryIO, notes: Notes, names: Names) -> Iterator[Found]:
    """All records from the beginning, by a parser that takes numbers of any length."""
    bounded = _Bounded(_text(file, notes))
    try:
        yield from _Walk(bounded, names, notes, exact=True)
    except _Broken as error:
        line = _line_of_fault(file, bounded.last_piece, names, exact=True)
        # What the quick one called too large and the slow one no number is too large for both.
        reason = _too_large() if "symbol" in error.reason else error.reason
        raise _refusal(reason, line) from error


def _text(file: BinaryIO, notes: Notes) -> BinaryIO:
    return as_file(whole_characters(utf8_pieces(file, notes), notes))


def place(number: int) -> str:
    """The place of a comment, by its number in the file."""
    return _("comment {number}").format(number=number)


def paths(head: bytes) -> frozenset[Path]:
    """The paths in the beginning of a file, as far as it is JSON; never raises."""
    text = head_text(head).lstrip()
    while text.startswith(_HEADER.decode()):
        text = text.partition("\n")[2].lstrip()
    return _paths(text) if text.startswith(("{", "[")) else frozenset()


def place_of(head: bytes, *keys: str) -> Path | None:
    """Where objects stand, in the beginning of a file, that have all these keys; None: nowhere."""
    beside: dict[Path, set[str]] = {}
    for path in paths(head):
        beside.setdefault(path[:-1], set()).add(path[-1])
    found = (place for place, present in beside.items() if present.issuperset(keys))
    return min(found, key=lambda place: (len(place), place), default=None)


def at(path: Path, name: str = COMMENT) -> Names:
    """The records at one path."""
    return {path: name}.get


class _Broken(Exception):
    """The JSON cannot be read on: `reason` is the parser's word, or empty where it ends early."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class _TooLarge(_Broken):
    """A number goes beyond the bounds of the parser."""


class _Bounded:
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
        return self._read < _LONGEST_HEADER and peek is not None and peek(1)[:1] == _HEADER

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
            raise _Broken(
                _("one value is larger than {size} MB").format(size=_MOST_BYTES // 1024 // 1024)
            )
        return data


class _Walk:
    """The walk through the events of the parser, down to the records."""

    def __init__(self, file: _Bounded, names: Names, notes: Notes, *, exact: bool = False) -> None:
        self._file = file
        self._names = names
        self._notes = notes
        self._events = _events(file, exact=exact)
        self._counts: dict[str, int] = {}

    def __iter__(self) -> Iterator[Found]:
        path: Path = ()
        # Of each open container: where it stands, and whether it is an array.
        open_: list[tuple[Path, bool]] = []
        top = 0
        for event, value in self._events:
            self._file.since = 0
            if event == "map_key":
                path = (*open_[-1][0], str(value))
                continue
            if event in _ENDS:
                path = open_.pop()[0]
                continue
            if not path and event != "start_array":
                top += 1
            name = self._names(path) if event != "start_array" else None
            if name is not None and event == "start_map":
                number = self._next(name)
                where = place(number) if name == COMMENT else ""
                yield Found(name, self._object(where), top, number)
            elif event in _STARTS:
                open_.append((path, event == "start_array"))
                _refuse_too_deep(len(open_))
            elif name is not None and (value is not None or (open_ and open_[-1][1])):
                yield Found(name, value, top, self._next(name))

    def _next(self, name: str) -> int:
        self._counts[name] = self._counts.get(name, 0) + 1
        return self._counts[name]

    def _object(self, where: str) -> dict[str, object]:
        """The object that has just begun, whole; of a key told twice the last value stays."""
        root: dict[str, object] = {}
        current: dict[str, object] | list[object] = root
        above: list[dict[str, object] | list[object]] = []
        key = ""
        for count, (event, value) in enumerate(self._events):
            if event == "map_key":
                key = str(value)
                continue
            if event in _ENDS:
                if not above:
                    return root
                current = above.pop()
                continue
            inner = _STARTS[event]() if event in _STARTS else value
            if isinstance(current, list):
                current.append(inner)
            else:
                if key in current:
                    told = _("A field is told twice; the last was taken.")
                    self._notes.warn("field-twice", told, where)
                current[key] = inner
            if event in _STARTS:
                above.append(current)
                current = inner  # type: ignore[assignment]
                _refuse_too_deep(len(above))
            if count > _MOST_VALUES:
                raise _Broken(_("one comment holds more values than any does"))
        raise _Broken("")


_STARTS: dict[str, type[dict[str, object]] | type[list[object]]] = {
    "start_map": dict,
    "start_array": list,
}
_ENDS = frozenset({"end_map", "end_array"})


def _refuse_too_deep(depth: int) -> None:
    if depth > _MOST_DEEP:
        raise _Broken(_("it is nested deeper than any program does"))


def _events(file: _Bounded | BinaryIO, *, exact: bool = False) -> _Events:
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
        raise (_TooLarge if reason == _too_large() and not exact else _Broken)(reason) from error
    except (ArithmeticError, ValueError) as error:
        raise (_Broken if exact else _TooLarge)(_too_large()) from error


def _reason(told: str) -> str:
    """The parser's word without the piece of the file that it quotes; empty of an early end."""
    word = told.removeprefix("b'").partition("\n")[0].partition("\\n")[0][:120].strip(" .'")
    if "remature EOF" in word or "ncomplete" in word:
        return ""
    return _too_large() if "overflow" in word else word


def _too_large() -> str:
    return _("a number in it is too large")


def _line_of_fault(file: BinaryIO, last_piece: int, names: Names, *, exact: bool = False) -> int:
    """The line where the file cannot be read on; it is read once more for that."""
    slow = _Bounded(_text(file, Notes()), last_piece)
    try:
        for _each in _Walk(slow, names, Notes(), exact=exact):
            pass
    except _Broken:
        pass  # it breaks where it broke before, and how is known
    return slow.line


def _refusal(reason: str, line: int) -> ImportRefused:
    if reason:
        sentence = _("The file is broken at line {line}, and cannot be read on ({reason}).")
        way_out = _("Export it again, or mend that line in a text editor.")
    else:
        sentence = _("The file ends in the middle, at line {line}.")
        way_out = _("It was cut off on the way: fetch or export the whole of it again.")
    return ImportRefused(
        sentence.format(line=line, reason=reason),
        way_out,
        where=_("line {number}").format(number=line),
    )


@lru_cache(maxsize=4)
def _paths(text: str) -> frozenset[Path]:
    """Arrays are looked through; what stands deeper than a sign ever does is left out."""
    found: set[Path] = set()
    open_: list[Path] = []
    path: Path = ()
    try:
        for event, value in _events(io.BytesIO(text.encode("utf-8", "replace"))):
            if event == "map_key":
                path = (*open_[-1], str(value))
                if len(path) <= _SIGN_DEPTH:
                    found.add(path)
            elif event in _ENDS:
                path = open_.pop()
            elif event in _STARTS:
                open_.append(path)
                _refuse_too_deep(len(open_))
    except _Broken:
        pass  # a beginning ends where it ends; what came before it is what counts
    return frozenset(found)
