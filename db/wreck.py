"""Reads what can be read of a damaged library, row by row and around the damage.

It reads a copy that `db.wreckage` has made readable; the damaged file is never touched.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from db import drivers

# How many comments there were is kept in a place of its own.
TOLD = "status_count"
_SHORTEST = 40

Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """A table as its version has it; `key` are the columns in whose order its rows lie."""

    name: str
    columns: tuple[str, ...]
    types: tuple[str, ...]
    needed: tuple[bool, ...]
    defaults: tuple[str | None, ...]
    key: tuple[str, ...]
    without_rowid: bool

    @property
    def is_numbered(self) -> bool:
        """Whether each row has a number of its own, given one after the other."""
        return not self.without_rowid and len(self.key) == 1

    @property
    def bare(self) -> str:
        """The statement that makes the table, short, without what a damaged row could fail."""
        names = [self._told(name) for name in self.columns]
        if self.without_rowid:
            keys = ",".join(self.column(name) for name in self.key)
            return f'CREATE TABLE "{self.name}"({",".join(names)},PRIMARY KEY({keys}))WITHOUT ROWID'
        # The number of a row is not kept in it, but in its place.
        names[self.columns.index(self.key[0])] += " INTEGER PRIMARY KEY"
        return f'CREATE TABLE "{self.name}"({",".join(names)})'

    def _told(self, name: str) -> str:
        # A row that is older than a column ends before it; SQLite then tells the default.
        default = self.defaults[self.columns.index(name)]
        called = self.column(name)
        return called if default is None else f"{called} DEFAULT {default}"

    def column(self, name: str) -> str:
        """What a column is called in the copy: all tables are told on one page."""
        return f"a{self.columns.index(name)}"


@dataclass(slots=True)
class Count:
    """How many rows of a table were read, how many that must have been there were not."""

    read: int = 0
    lost: int = 0
    spoilt: set[int] = field(default_factory=set)  # numbers of rows with signs that are none


class Wreck:
    """A copy of a damaged library, opened for reading row by row. Close it when done."""

    def __init__(
        self, connection: sqlite3.Connection, shapes: Sequence[Shape], version: int, size: int
    ) -> None:
        self._connection = connection
        self.version = version
        # Numbers are given one after the other, and no row is shorter than this.
        self._highest = size // _SHORTEST + 1_000
        self.shapes = {shape.name: shape for shape in shapes}
        self.counts = {name: Count() for name in self.shapes if name != TOLD}

    def close(self) -> None:
        """Let go of the copy."""
        self._connection.close()

    def begins_well(self, name: str) -> bool:
        """Whether the first row of a table is one that it can have."""
        try:
            row = self._connection.execute(f'SELECT * FROM "{name}" LIMIT 1').fetchone()
        except drivers.errors("DatabaseError"):
            return False
        return row is not None and self._checked(self.shapes[name], row) is not None

    def numbered(self, name: str, last: int) -> Iterator[Row]:
        """The rows of a table with numbers, 1 to `last` at the least, each number once."""
        shape, count, seen = self.shapes[name], self.counts[name], set[int]()
        known = 0
        last = max(last, self.highest(name, shape.key[0]))
        for row, gap in self._between(shape, "", (), 1, last):
            known += gap
            number = row[shape.columns.index(shape.key[0])] if row else None
            good = self._checked(shape, row) if row else None
            if good is not None and isinstance(number, int) and number not in seen:
                seen.add(number)
                yield good
        count.read = len(seen)
        count.lost = max(0, last - len(seen) - known)

    def of_operation(self, name: str, operation: int, last: int) -> Iterator[Row]:
        """The rows that one operation has in a table, by the numbers of comments up to `last`."""
        shape, count, seen = self.shapes[name], self.counts[name], set[int]()
        where = f"{shape.column('operation_id')} = ? AND "
        for row, _gap in self._between(shape, where, (operation,), 0, last):
            good = self._checked(shape, row) if row else None
            # SQLite looks where an operation ends only; a row within may name another one.
            number = good[1] if good and good[0] == operation else None
            if good is not None and isinstance(number, int) and number not in seen:
                seen.add(number)
                yield good
        count.read += len(seen)

    def loose(self, name: str) -> Iterator[Row]:
        """The rows of a table without numbers, from its beginning and then from its end."""
        shape, seen = self.shapes[name], set[Row]()
        at = [shape.columns.index(key) for key in shape.key]
        for direction in ("ASC", "DESC"):
            order = ", ".join(f"{shape.column(key)} {direction}" for key in shape.key)
            try:
                for row in self._connection.execute(f'SELECT * FROM "{name}" ORDER BY {order}'):
                    good = self._checked(shape, row)
                    key = tuple(good[place] for place in at) if good else ()
                    if good is not None and key not in seen:
                        seen.add(key)
                        yield good
            except drivers.errors("DatabaseError"):
                self.counts[name].lost = 1  # at least; nothing says how many there were
            else:
                self.counts[name].lost = 0
                break
        self.counts[name].read = len(seen)

    def highest(self, name: str, column: str) -> int:
        """The highest number that a column holds, as far as it can be read and can be true."""
        called = self.shapes[name].column(column)
        try:
            found = self._connection.execute(
                f'SELECT {called} FROM "{name}" WHERE {called} BETWEEN 1 AND ?'
                f" ORDER BY {called} DESC LIMIT 1",
                (self._highest,),
            ).fetchone()
        except drivers.errors("DatabaseError"):
            return 0
        return found[0] if found is not None and isinstance(found[0], int) else 0

    def said_comments(self) -> int:
        """How many comments there were, as the library kept count of them; 0 if that is lost."""
        try:
            rows = self._connection.execute(f"SELECT * FROM {TOLD}").fetchall()
        except drivers.errors("DatabaseError"):
            return 0
        totals = [row[1] for row in rows if isinstance(row[1], int) and row[1] >= 0]
        return min(sum(totals), self._highest)

    def _between(
        self, shape: Shape, where: str, values: Row, low: int, high: int
    ) -> Iterator[tuple[Row | None, int]]:
        """Rows with the number of numbers before each that no row ever had; around the damage.

        A stretch that cannot be read is cut in halves until single numbers are left.
        """
        left = [(low, high)]
        while left:
            start, end = left.pop()
            at = start - 1
            for number, row in self._in_order(shape, where, (*values, start)):
                if row is None:
                    at = end  # the table ends here: what is missing after it was there, and is lost
                elif number > end:
                    yield None, end - at if at >= start else 0
                    at = end
                if row is None or number > end:
                    break
                # Only between two rows that lie beside each other it is certain that none was.
                yield row, number - at - 1 if at >= start else 0
                at = number
            if at + 1 < end:
                middle = (at + 1 + end) // 2
                left += [(middle + 1, end), (at + 1, middle)]

    def _in_order(self, shape: Shape, where: str, values: Row) -> Iterator[tuple[int, Row | None]]:
        """Rows from a number on as they lie, until one cannot be read or is out of its order.

        A row is believed once the next one follows it; None stands for the end of the table.
        """
        key = shape.column(shape.key[-1])
        statement = f'SELECT {key}, * FROM "{shape.name}" WHERE {where}{key} >= ?'
        held: tuple[int, Row] | None = None
        try:
            for number, *row in self._connection.execute(f"{statement} ORDER BY {key}", values):
                if not isinstance(number, int) or (held is not None and number <= held[0]):
                    return
                if held is not None:
                    yield held
                held = number, tuple(row)
            if held is not None:
                yield held
            yield 0, None
        except drivers.errors("DatabaseError"):
            if held is not None:
                yield held

    def _checked(self, shape: Shape, row: Row) -> Row | None:
        """The row with its texts decoded; None if it holds what this table never holds."""
        told: list[object] = []
        for value, kind, needed in zip(row, shape.types, shape.needed, strict=True):
            if value is None:
                if needed:
                    return None
                told.append(None)
            elif kind == "INTEGER":
                if not isinstance(value, int):
                    return None
                told.append(value)
            elif isinstance(value, bytes):
                told.append(self._decoded(shape, row, value))
            else:
                return None
        return tuple(told)

    def _decoded(self, shape: Shape, row: Row, value: bytes) -> str:
        try:
            return value.decode()
        except UnicodeDecodeError:
            if isinstance(row[0], int):
                self.counts[shape.name].spoilt.add(row[0])
            return value.decode(errors="replace")
