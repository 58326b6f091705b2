"""Reads what can be read of a damaged library, from a copy; the damaged file is never touched.

What the file says of its own tables is not trusted. The first page of the copy is replaced by one
made here, in which each table begins at the page where it is known to, with the columns that it
has had since its version and no index: SQLite then reads rows, and what it cannot read of one
table hides nothing of another (sqlite.org/fileformat2.html).
"""

import re
import shutil
import sqlite3
import struct
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from db import migrations

# Made anew from the others, or not a library's own.
_DERIVED = frozenset({"migration", "status_count", "article_count", "comment_words", "likeness",
                      "likeness_band", "likeness_wanted", "score"})  # fmt: skip
# How many comments there were is kept in a place of its own.
_TOLD = "status_count"
_SHORTEST = 40
_HEADER = 100
_LEAF = 13

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
        self.counts = {name: Count() for name in self.shapes if name != _TOLD}

    def close(self) -> None:
        """Let go of the copy."""
        self._connection.close()

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
            except sqlite3.DatabaseError:
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
        except sqlite3.DatabaseError:
            return 0
        return found[0] if found is not None and isinstance(found[0], int) else 0

    def said_comments(self) -> int:
        """How many comments there were, as the library kept count of them; 0 if that is lost."""
        try:
            rows = self._connection.execute(f"SELECT * FROM {_TOLD}").fetchall()
        except sqlite3.DatabaseError:
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
        except sqlite3.DatabaseError:
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


def open_wreck(path: Path, folder: Path, *, with_log: bool) -> Wreck:
    """A wreck of the damaged library at `path`, copied into `folder`, which is the caller's."""
    copy = folder / "wreck"
    shutil.copyfile(path, copy)
    size = copy.stat().st_size
    page, version = _told_by_header(copy)
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as template:
        migrations.migrate(template, 0, up_to=version)
        starts = _places(_starts(template))
        shapes = [_shape(template, name) for name in starts]
    starts = _believed(starts, _own_starts(copy) or _traced_starts(copy))
    log = path.with_name(f"{path.name}-wal")
    if with_log and log.is_file() and log.stat().st_size:
        shutil.copyfile(log, folder / "wreck-wal")
        _put_first_page(copy, _first_page(folder, shapes, starts, page, logged=True))
        _play_log(copy)
        size = copy.stat().st_size
        starts = _believed(starts, _own_starts(copy))
    # A page that is cut short reads as zeros from there on.
    with copy.open("r+b") as file:
        file.truncate(max(1, -(-size // page)) * page)
    _put_first_page(copy, _first_page(folder, shapes, starts, page, logged=False))
    return Wreck(_bare(copy), shapes, version, copy.stat().st_size)


def _bare(copy: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(copy, isolation_level=None, check_same_thread=False)
    connection.text_factory = bytes
    for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "query_only = ON"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _play_log(copy: Path) -> None:
    """Bring what the log holds into the copy, as far as SQLite trusts the log."""
    try:
        with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    except sqlite3.DatabaseError:
        pass  # the copy is as it was
    for suffix in ("-wal", "-shm"):
        copy.with_name(f"{copy.name}{suffix}").unlink(missing_ok=True)


def _told_by_header(copy: Path) -> tuple[int, int]:
    """The size of a page and the version of the schema; what is usual where they cannot be."""
    with copy.open("rb") as file:
        header = file.read(_HEADER).ljust(_HEADER, b"\0")
    page = int.from_bytes(header[16:18], "big")
    version = int.from_bytes(header[60:64], "big")
    usual = page if page in (1024, 2048, 4096, 8192, 16384, 32768) else 4096
    return usual, version if 0 < version <= migrations.latest() else migrations.latest()


def _shape(template: sqlite3.Connection, name: str) -> Shape:
    told = template.execute(f'PRAGMA table_info("{name}")').fetchall()
    kinds = template.execute("SELECT wr FROM pragma_table_list WHERE name = ?", (name,))
    return Shape(
        name,
        tuple(one[1] for one in told),
        tuple(one[2] for one in told),
        tuple(bool(one[3]) for one in told),
        tuple(one[4] for one in told),
        tuple(one[1] for one in sorted(told, key=lambda one: int(one[5])) if one[5]),
        bool(kinds.fetchone()[0]),
    )


def _starts(connection: sqlite3.Connection) -> dict[str, object]:
    rows = connection.execute("SELECT name, rootpage FROM sqlite_master WHERE type = 'table'")
    return {
        name: page
        for name, page in rows
        if (name not in _DERIVED or name == _TOLD)
        and not name.startswith(("sqlite_", "comment_words_"))
    }


def _places(found: Mapping[str, object]) -> dict[str, int]:
    return {name: at for name, at in found.items() if isinstance(at, int) and 1 < at < 2**31}


def _believed(usual: dict[str, int], own: Mapping[str, int]) -> dict[str, int]:
    """Where the tables begin: a file that was made otherwise differs in more than one place."""
    others = {name: at for name, at in own.items() if usual.get(name, at) != at}
    return usual | others if len(others) > 1 else usual


def _own_starts(copy: Path) -> dict[str, int]:
    """Where the file itself says that its tables begin, if that can be read."""
    try:
        with closing(sqlite3.connect(f"file:{copy}?mode=ro&immutable=1", uri=True)) as connection:
            connection.text_factory = lambda raw: raw.decode(errors="replace")
            connection.execute("PRAGMA writable_schema = ON")
            found = _starts(connection)
    except sqlite3.DatabaseError:
        return {}
    return _places(found)


def _traced_starts(copy: Path) -> dict[str, int]:
    """Where the tables begin by what is left of the schema itself, wherever it lies.

    An entry is its kind, its name twice, the page in one to four bytes, and the statement.
    """
    with copy.open("rb") as file:
        found = _ENTRY.findall(file.read(_TRACED))
    return _places({name.decode(): int.from_bytes(page, "big") for name, page in found})


_TRACED = 64 * 1024 * 1024
_ENTRY = re.compile(rb"table([a-z_]{1,60}?)\1([\0-\xff]{1,4}?)CREATE TABLE", re.DOTALL)


def _first_page(
    folder: Path, shapes: Sequence[Shape], starts: dict[str, int], page: int, *, logged: bool
) -> bytes:
    """A first page that names these tables at their places, and nothing else."""
    made = folder / "first"
    made.unlink(missing_ok=True)
    with closing(sqlite3.connect(made, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA page_size = {page}")
        for shape in shapes:
            connection.execute(shape.bare)
        connection.execute("PRAGMA writable_schema = ON")
        for shape in shapes:
            connection.execute(
                "UPDATE sqlite_master SET rootpage = ? WHERE name = ?",
                (starts[shape.name], shape.name),
            )
    # All tables are told on the first page itself, which is then a leaf.
    assert made.read_bytes()[_HEADER] == _LEAF
    first = bytearray(made.read_bytes()[:page])
    first[18:20] = b"\2\2" if logged else b"\1\1"
    return bytes(first)


def _put_first_page(copy: Path, first: bytes) -> None:
    pages = max(1, copy.stat().st_size // len(first))
    page = bytearray(first)
    # Its size, no free pages, and the mark that the size may be trusted.
    page[28:32] = struct.pack(">I", pages)
    page[32:40] = bytes(8)
    page[92:96] = page[24:28]
    with copy.open("r+b") as file:
        file.write(page)
