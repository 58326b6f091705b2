"""Figures about a library, kept in a file beside it and brought up to date from the journal.

Nothing is in it that could not be made anew: it follows the operations since it was looked at
last, and begins again where the library is another than it followed. A million comments are
counted once; after that a look costs what happened since. No text, name, address or IP is in it.
Time is counted in quarters of an hour, into which the days of every zone can be cut.
"""

import sqlite3
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from db import connecting, drivers, files, keys
from db.figure_deltas import Delta, deltas, links_since, newest, newest_hash, why_anew
from db.keys import Key
from db.library import Reading
from db.words import Status

T = TypeVar("T")
_VERSION = 1
QUARTER_SECONDS = 900
# Told how many parts of how many are done; it may raise to stop.
See = Callable[[int, int], None]

_SCHEMA = """
CREATE TABLE followed (version INTEGER NOT NULL, operation INTEGER NOT NULL, hash TEXT NOT NULL);
CREATE TABLE arrived (quarter INTEGER, status TEXT, total INTEGER NOT NULL,
    PRIMARY KEY (quarter, status)) WITHOUT ROWID;
CREATE TABLE decided (quarter INTEGER, desk TEXT, article INTEGER, verdict TEXT,
    total INTEGER NOT NULL, PRIMARY KEY (quarter, desk, article, verdict)) WITHOUT ROWID;
CREATE TABLE waited (quarter INTEGER, step INTEGER, total INTEGER NOT NULL,
    PRIMARY KEY (quarter, step)) WITHOUT ROWID;
CREATE TABLE linked (comment INTEGER PRIMARY KEY, quarter INTEGER NOT NULL, status TEXT NOT NULL,
    domains TEXT NOT NULL);
CREATE TABLE domain (quarter INTEGER, name TEXT, status TEXT, total INTEGER NOT NULL,
    PRIMARY KEY (quarter, name, status)) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Span:
    """Quarters from `start` up to `end`, not included, of which `day` is the first's local day.

    A span has whole days of 96 quarters, or is one day of another length, when clocks change.
    """

    start: int
    end: int
    day: int


class Figures:
    """Open figures. Each answer is of what was followed last."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def follow(self, reading: Reading, see: See | None = None) -> None:
        """Bring the figures up to date with the library, or make them anew."""
        tell: See = see or (lambda _done, _of: None)
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            since = self._followed(reading)
            if since is None:
                self._begin_anew()
                since = 0
            if newest(reading) > since or not since:
                for done, change in enumerate(deltas(reading, since)):
                    tell(done, 5)
                    self._add(change)
                tell(4, 5)
                self._follow_links(reading, since, tell)
                self._connection.execute("DELETE FROM followed")
                now = newest(reading)
                self._connection.execute(
                    "INSERT INTO followed VALUES (?, ?, ?)",
                    (_VERSION, now, newest_hash(reading, now)),
                )
            self._connection.execute("COMMIT")
        except BaseException:
            with suppress(
                *drivers.errors("DatabaseError")
            ):  # of a damaged file nothing is left to undo
                self._connection.execute("ROLLBACK")
            raise

    def first_quarter(self) -> int | None:
        """The quarter of the oldest comment or decision; None where there is none."""
        row = self._connection.execute(
            "SELECT min(quarter) FROM (SELECT min(quarter) AS quarter FROM arrived"
            " WHERE total > 0 UNION SELECT min(quarter) FROM decided WHERE total > 0)"
        ).fetchone()
        return None if row[0] is None else int(row[0])

    def arrived(self, spans: Sequence[Span]) -> dict[tuple[int, str], int]:
        """Comments by local day of arrival and status."""
        found: Counter[tuple[int, str]] = Counter()
        for span in spans:
            for day, status, total in self._connection.execute(
                "SELECT ? + min((quarter - ?) / 96, ?), status, sum(total) FROM arrived"
                " WHERE quarter >= ? AND quarter < ? GROUP BY 1, 2",
                (span.day, span.start, _last_day(span), span.start, span.end),
            ):
                found[day, status] += total
        return dict(found)

    def waited(self, spans: Sequence[Span]) -> dict[tuple[int, int], int]:
        """Decisions by local day and the step of how long the comment had waited."""
        found: Counter[tuple[int, int]] = Counter()
        for span in spans:
            for day, step, total in self._connection.execute(
                "SELECT ? + min((quarter - ?) / 96, ?), step, sum(total) FROM waited"
                " WHERE quarter >= ? AND quarter < ? GROUP BY 1, 2 HAVING sum(total) > 0",
                (span.day, span.start, _last_day(span), span.start, span.end),
            ):
                found[day, step] += total
        return dict(found)

    def decided_by_desk(self, start: int, end: int) -> list[tuple[str, str, int]]:
        """Decisions that stand, by who took them and what they led to."""
        return [(str(desk), word, total) for desk, word, total in self._sums("desk", start, end)]

    def decided_by_article(self, start: int, end: int) -> list[tuple[int, str, int]]:
        """Decisions that stand, by article and what they led to."""
        return [(int(one), word, total) for one, word, total in self._sums("article", start, end)]

    def domains(self, start: int, end: int, limit: int) -> list[tuple[str, int, int]]:
        """The domains linked to from most spam: their name, how much is spam, how much in all."""
        return self._connection.execute(
            "SELECT name, sum(CASE status WHEN 'spam' THEN total ELSE 0 END) AS spam, sum(total)"
            " FROM domain WHERE quarter >= ? AND quarter < ? GROUP BY name HAVING spam > 0"
            " ORDER BY spam DESC, 3, name LIMIT ?",
            (start, end, limit),
        ).fetchall()

    def _sums(self, by: str, start: int, end: int) -> list[tuple[Any, str, int]]:
        return self._connection.execute(
            f"SELECT {by}, verdict, sum(total) FROM decided WHERE quarter >= ? AND quarter < ?"
            " GROUP BY 1, 2 HAVING sum(total) > 0",
            (start, end),
        ).fetchall()

    def _followed(self, reading: Reading) -> int | None:
        """The operation up to which the figures hold; None if they are to be made anew."""
        try:
            row = self._connection.execute("SELECT * FROM followed").fetchone()
        except drivers.errors("OperationalError"):  # a new file
            return None
        if row is None or row[0] != _VERSION or newest_hash(reading, row[1]) != row[2]:
            return None
        return None if why_anew(reading, row[1]) else int(row[1])

    def _begin_anew(self) -> None:
        tables = self._connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        for (name,) in tables.fetchall():
            self._connection.execute(f'DROP TABLE "{name}"')
        for statement in _SCHEMA.split(";"):
            self._connection.execute(statement)

    def _add(self, change: Delta) -> None:
        keys = ", ".join(change.keys)
        marks = ", ".join("?" for _key in change.keys)
        self._connection.executemany(
            f"INSERT INTO {change.table} ({keys}, total) VALUES ({marks}, ?)"
            f" ON CONFLICT ({keys}) DO UPDATE SET total = total + excluded.total",
            change.rows,
        )

    def _follow_links(self, reading: Reading, since: int, tell: See) -> None:
        """What each changed comment links to now, in place of what it linked to."""
        sums: Counter[tuple[int, str, str]] = Counter()
        for batch in links_since(reading, since):
            tell(4, 5)
            for comment, quarter, status, domains in batch:
                old = self._connection.execute(
                    "DELETE FROM linked WHERE comment = ? RETURNING quarter, status, domains",
                    (comment,),
                ).fetchone()
                if old is not None:
                    sums.update({(old[0], name, old[1]): -1 for name in old[2].split()})
                if domains and status in _SHOWN:
                    self._connection.execute(
                        "INSERT INTO linked VALUES (?, ?, ?, ?)",
                        (comment, quarter, status, " ".join(domains)),
                    )
                    for name in domains:
                        sums[quarter, name, status] += 1
        rows = [(*key, total) for key, total in sums.items() if total]
        self._add(Delta("domain", ("quarter", "name", "status"), rows))


_SHOWN = frozenset(status.value for status in Status)


def _last_day(span: Span) -> int:
    return max(0, (span.end - span.start) // 96 - 1)


def beside(library: Path) -> Path:
    """The file of a library's figures."""
    return library.with_name(f"{library.name}-statistics")


def forget(library: Path) -> None:
    """Remove the file; the next look makes it anew."""
    for end in ("", "-journal"):
        with suppress(FileNotFoundError):
            path = beside(library)
            path.with_name(path.name + end).unlink()


def ask(
    library: Path, reading: Reading, question: Callable[[Figures], T], see: See | None = None
) -> T:
    """What the figures answer once they have followed the library; a damaged file is made anew."""
    try:
        return _ask(library, reading, question, see)
    except drivers.errors("DatabaseError"):
        forget(library)
        return _ask(library, reading, question, see)


def _ask(library: Path, reading: Reading, question: Callable[[Figures], T], see: See | None) -> T:
    connection = _open(beside(library), keys.key_of(library))
    try:
        opened = Figures(connection)
        opened.follow(reading, see)
        return question(opened)
    finally:
        connection.close()


def _open(path: Path, key: Key | None) -> sqlite3.Connection:
    try:
        return _opened(path, key)
    except drivers.errors("DatabaseError"):
        with suppress(OSError):
            path.unlink()
    except OSError:
        return _prepared(sqlite3.connect(":memory:", isolation_level=None))
    try:
        return _opened(path, key)
    except drivers.errors("DatabaseError", OSError):
        return _prepared(sqlite3.connect(":memory:", isolation_level=None))


def _opened(path: Path, key: Key | None) -> sqlite3.Connection:
    if path.is_symlink():
        path.unlink()  # planted: what it points at is let be
    if not path.exists():
        with suppress(FileExistsError):
            files.make_private_file(path)
    # As the library is: encrypted with its key, or not.
    connection = connecting.connect(path, key=key, seconds=30)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        return _prepared(connection)
    except drivers.errors("DatabaseError"):
        connection.close()
        raise


def _prepared(connection: sqlite3.Connection) -> sqlite3.Connection:
    # It can be made anew at any time, so no write of it waits for the disk.
    connection.execute("PRAGMA synchronous = OFF")
    return connection
