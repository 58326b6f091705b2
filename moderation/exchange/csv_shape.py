"""The shape of a table of text: how its cells are parted and quoted, and its rows with their lines.

Nothing is known here of comments. A line longer than any row may be, and a quotation mark that is
never closed, refuse the file: what follows them cannot be told apart any more.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from moderation.errors import ImportRefused
from moderation.exchange.encoding import utf8_file
from moderation.exchange.source import Notes
from resources.translation import _

# In characters. A comment has 65,525 at the most; a row may hold an article beside it.
LONGEST = 4 * 1024 * 1024
# In characters: so much of the beginning is looked at to tell the shape.
SAMPLE = 64 * 1024
_DELIMITERS = (",", ";", "\t", "|")
# Excel's own first line, which names the delimiter.
_SEP = re.compile(r'\s*"?sep=([,;\t|])"?\s*\r?\n', re.IGNORECASE)
# So many rows in a hundred have the width of the table.
_REGULAR = 80

Row = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Shape:
    """How cells are parted; `escape` is the backslash where the file uses one before quotes."""

    delimiter: str
    escape: str | None = None


def sniffed(text: str) -> Shape | None:
    """The shape of a table that begins with this text; None where it is none."""
    told = _SEP.match(text.lstrip("\r\n"))
    if told:
        return Shape(told[1])
    found: list[tuple[int, int, int, Shape]] = []
    for delimiter in _DELIMITERS:
        for escape in (None, "\\") if '\\"' in text else (None,):
            shape = Shape(delimiter, escape)
            regular, width = _regularity(sample_rows(text, shape))
            if width > 1 and regular >= _REGULAR:
                found.append((regular, width, escape is None, shape))
    return max(found, key=lambda one: one[:3])[3] if found else None


def _regularity(rows: Sequence[Row]) -> tuple[int, int]:
    """How many rows in a hundred have the commonest width, and that width."""
    widths = Counter(len(cells) for _line, cells in rows)
    if not widths:
        return 0, 0
    width, count = widths.most_common(1)[0]
    return 100 * count // len(rows), width


def sample_rows(text: str, shape: Shape) -> list[Row]:
    """The rows that this beginning of a table holds whole; never raises."""
    rows: list[Row] = []
    try:
        rows.extend(_rows(io.StringIO(text, newline=""), shape))
    except ImportRefused:
        return rows
    # Where the sample was cut off, it was in the middle of a row.
    return rows[:-1] if len(text) >= SAMPLE and len(rows) > 1 else rows


def beginning(file: BinaryIO) -> str:
    """The first characters of a file (seekable, packed or not), to tell its shape by."""
    return _text(file, Notes()).read(SAMPLE)


def rows(file: BinaryIO, shape: Shape, notes: Notes) -> Iterator[Row]:
    """All rows that are not blank, each with the line on which it begins, from the start.

    What is repaired in the encoding goes to the notes. `ImportRefused` where a row has no end.
    """
    yield from _rows(_text(file, notes), shape)


def _text(file: BinaryIO, notes: Notes) -> io.TextIOWrapper:
    return io.TextIOWrapper(utf8_file(file, notes), "utf-8", "replace", newline="")


class _Lines:
    """The lines of a text, counted; `ended` once there was none left to give."""

    def __init__(self, text: io.TextIOBase) -> None:
        self.number = 0
        self.ended = False
        self._text = text

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._text.readline(LONGEST)
        if not line:
            self.ended = True
            raise StopIteration
        self.number += 1
        if len(line) == LONGEST:
            raise _without_end(self.number)
        return line


def _rows(text: io.TextIOBase, shape: Shape) -> Iterator[Row]:
    # The limit is the whole process'; nothing here wants a lower one.
    csv.field_size_limit(LONGEST)
    lines = _Lines(text)
    table = csv.reader(lines, delimiter=shape.delimiter, escapechar=shape.escape)
    first = True
    while True:
        line = lines.number + 1
        try:
            cells = next(table, None)
        except csv.Error as error:
            raise _without_end(line) from error
        if cells is None:
            return
        if lines.ended:
            # The reader gives what it has when the file ends between quotation marks.
            raise _never_closed(line)
        if not any(map(_seen, cells)):
            continue
        if not (first and cells[0].strip('\ufeff "').lower().startswith("sep=")):
            yield line, cells
        first = False


def _seen(cell: str) -> bool:
    return bool(cell) and not cell.isspace()


def _without_end(line: int) -> ImportRefused:
    return ImportRefused(
        _("A row of the table is longer than any comment."),
        _("Perhaps a quotation mark is missing there, or the file is no table."),
        where=_("line {number}").format(number=line),
    )


def _never_closed(line: int) -> ImportRefused:
    return ImportRefused(
        _("A quotation mark is opened in this row of the table and never closed."),
        _("Perhaps the file was cut off: export it again. Else close the quotation mark."),
        where=_("line {number}").format(number=line),
    )
