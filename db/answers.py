"""What a statement answers: its rows, fetched as whoever asked wants to have them."""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Shape = TypeVar("Shape")
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Rows(Generic[Shape]):
    """Rows that are still to be fetched, each in the shape that was asked for."""

    cursor: sqlite3.Cursor
    _shape: Callable[[Row], Shape]

    def __iter__(self) -> Iterator[Shape]:
        return map(self._shape, self.cursor)

    def all(self) -> list[Shape]:
        """Every row that is left."""
        return list(map(self._shape, self.cursor.fetchall()))

    def first(self) -> Shape | None:
        """The first row, or None where there is none; the rest is let go of."""
        row = self.cursor.fetchone()
        # A statement that still stands would keep what is read from being written over.
        self.cursor.close()
        return None if row is None else self._shape(row)

    def one(self) -> Shape:
        """The only row; `LookupError` where there are none or several."""
        rows = self.cursor.fetchmany(2)
        self.cursor.close()
        if len(rows) != 1:
            raise LookupError(f"{len(rows) or 'no'} rows where there should be one")
        return self._shape(rows[0])


class Answer(Rows[Row]):
    """The rows as tuples; or as single values, or by the names of their columns."""

    __slots__ = ()

    def __init__(self, cursor: sqlite3.Cursor) -> None:
        super().__init__(cursor, tuple)

    @property
    def rowcount(self) -> int:
        """How many rows the statement changed."""
        return self.cursor.rowcount

    @property
    def lastrowid(self) -> int:
        """The number of the row that the statement inserted."""
        number = self.cursor.lastrowid
        assert number is not None
        return number

    def scalars(self) -> Rows[Any]:
        """The first value of each row."""
        return Rows(self.cursor, _first)

    def scalar(self) -> Any:
        """The first value of the first row, or None where there is none."""
        return self.scalars().first()

    def scalar_one(self) -> Any:
        """The first value of the only row."""
        return self.scalars().one()

    def mappings(self) -> Rows[dict[str, Any]]:
        """Each row by the names of its columns."""
        names = [column[0] for column in self.cursor.description]
        return Rows(self.cursor, lambda row: dict(zip(names, row, strict=True)))


def _first(row: Row) -> Any:
    return row[0]
