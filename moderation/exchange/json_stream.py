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
from moderation.exchange.encoding import as_file, head_text, utf8_pieces
from moderation.exchange.json_events import (
    ENDS,
    HEADER,
    STARTS,
    Bounded,
    Broken,
    TooLarge,
    events,
    refuse_too_deep,
    too_large,
)
from moderation.exchange.json_repair import whole_characters
from moderation.exchange.source import Notes
from resources.translation import _

Path = tuple[str, ...]
# Which name records at a path have; None: it is no record, but may hold some.
Names = Callable[[Path], str | None]

COMMENT = "comment"
# Values of one record.
_MOST_VALUES = 500_000
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
    bounded = Bounded(_text(file, noted))
    try:
        for told, one in enumerate(_Walk(bounded, names, noted), 1):  # noqa: B007  (used below)
            yield one
    except TooLarge:
        noted = Notes()
        yield from islice(_slowly(file, noted, names), told, None)
    except Broken as error:
        line = _line_of_fault(file, bounded.last_piece, names)
        raise _refusal(error.reason, line) from error
    finally:
        notes.take(noted)


def _slowly(file: BinaryIO, notes: Notes, names: Names) -> Iterator[Found]:
    """All records from the beginning, by a parser that takes numbers of any length."""
    bounded = Bounded(_text(file, notes))
    try:
        yield from _Walk(bounded, names, notes, exact=True)
    except Broken as error:
        line = _line_of_fault(file, bounded.last_piece, names, exact=True)
        # What the quick one called too large and the slow one no number is too large for both.
        reason = too_large() if "symbol" in error.reason else error.reason
        raise _refusal(reason, line) from error


def _text(file: BinaryIO, notes: Notes) -> BinaryIO:
    return as_file(whole_characters(utf8_pieces(file, notes), notes))


def place(number: int) -> str:
    """The place of a comment, by its number in the file."""
    return _("comment {number}").format(number=number)


def paths(head: bytes) -> frozenset[Path]:
    """The paths in the beginning of a file, as far as it is JSON; never raises."""
    text = head_text(head).lstrip()
    while text.startswith(HEADER.decode()):
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


class _Walk:
    """The walk through the events of the parser, down to the records."""

    def __init__(self, file: Bounded, names: Names, notes: Notes, *, exact: bool = False) -> None:
        self._file = file
        self._names = names
        self._notes = notes
        self._events = events(file, exact=exact)
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
            if event in ENDS:
                path = open_.pop()[0]
                continue
            if not path and event != "start_array":
                top += 1
            name = self._names(path) if event != "start_array" else None
            if name is not None and event == "start_map":
                number = self._next(name)
                where = place(number) if name == COMMENT else ""
                yield Found(name, self._object(where), top, number)
            elif event in STARTS:
                open_.append((path, event == "start_array"))
                refuse_too_deep(len(open_))
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
            if event in ENDS:
                if not above:
                    return root
                current = above.pop()
                continue
            inner = STARTS[event]() if event in STARTS else value
            if isinstance(current, list):
                current.append(inner)
            else:
                if key in current:
                    told = _("A field is told twice; the last was taken.")
                    self._notes.warn("field-twice", told, where)
                current[key] = inner
            if event in STARTS:
                above.append(current)
                current = inner  # type: ignore[assignment]
                refuse_too_deep(len(above))
            if count > _MOST_VALUES:
                raise Broken(_("one comment holds more values than any does"))
        raise Broken("")


def _line_of_fault(file: BinaryIO, last_piece: int, names: Names, *, exact: bool = False) -> int:
    """The line where the file cannot be read on; it is read once more for that."""
    slow = Bounded(_text(file, Notes()), last_piece)
    try:
        for _each in _Walk(slow, names, Notes(), exact=exact):
            pass
    except Broken:
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
        for event, value in events(io.BytesIO(text.encode("utf-8", "replace"))):
            if event == "map_key":
                path = (*open_[-1], str(value))
                if len(path) <= _SIGN_DEPTH:
                    found.add(path)
            elif event in ENDS:
                path = open_.pop()
            elif event in STARTS:
                open_.append(path)
                refuse_too_deep(len(open_))
    except Broken:
        pass  # a beginning ends where it ends; what came before it is what counts
    return frozenset(found)
