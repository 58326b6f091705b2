"""Is a library sound? Each look answers what it found, as plain rows; nothing is changed.

What SQLite can tell of its own file, what the triggers counted against what is there, and what the
journal says against how comments stand. The chain itself is walked by `db.chain`.
"""

import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db import connecting, drivers, keys, trouble
from db.files import make_private_file
from db.lanes import connect
from db.library import Library, Reading

# Every row is looked up in every index of its table: pages that are read twice stay in memory.
_ROOM = "PRAGMA cache_size = -200000"
_PAGES = 2_000
# So many steps of SQLite's own machine between two questions whether to stop: some tens of
# milliseconds, for each has to wait for Python.
_STEPS = 2_000_000
_OFTEN = 5_000


class Stopped(Exception):
    """Whoever asked does not want to know any more."""


@dataclass(frozen=True, slots=True)
class Miscount:
    """A kept count that is not what is there; `article` is its key, None for the whole library."""

    article: str | None
    status: str
    kept: int
    real: int


@contextmanager
def stoppable(reading: Reading, stop: Callable[[], bool], *, often: bool = False) -> Iterator[None]:
    """Ask `stop` while statements of the block run; `Stopped` once it says yes.

    `often` is every millisecond, for what must be done within a frame or two.
    """
    with _stopping(reading.driver, stop, _OFTEN if often else _STEPS):
        yield


@contextmanager
def _stopping(
    raw: sqlite3.Connection, stop: Callable[[], bool], steps: int = _STEPS
) -> Iterator[None]:
    raw.set_progress_handler(lambda: int(stop()), steps)
    try:
        yield
    except drivers.errors("Error") as error:
        if drivers.code(error) == sqlite3.SQLITE_INTERRUPT:
            raise Stopped from error
        raise
    finally:
        raw.set_progress_handler(None, 0)


def damage(reading: Reading) -> list[str]:
    """What SQLite finds wrong with pages, indexes and constraints, in its own words."""
    usual = reading.run("PRAGMA cache_size").scalar_one()
    reading.run(_ROOM)
    try:
        found = [str(row[0]) for row in reading.run("PRAGMA integrity_check(100)")]
    finally:
        reading.run(f"PRAGMA cache_size = {int(usual)}")
        reading.run("PRAGMA shrink_memory")
    return [] if found == ["ok"] else found


def loose_ends(reading: Reading) -> list[tuple[str, int, str]]:
    """Rows that point at what is not there: table, row (0: not known), table pointed at."""
    rows = reading.run("PRAGMA foreign_key_check")
    return [(str(row[0]), int(row[1] or 0), str(row[2])) for row in rows]


def does_index_hold(library: Library, stop: Callable[[], bool]) -> bool:
    """Whether the full-text index has every word of every comment, and no other.

    FTS5 checks only where it might write (sqlite.org/fts5.html §6.4), which would keep other desks
    waiting; so a copy is checked, beside the library, private, and gone afterwards.
    """
    folder = library.path.parent
    try:
        with (
            trouble.told(library.path),
            tempfile.TemporaryDirectory(prefix=".commentdesk-check-", dir=folder) as aside,
        ):
            copy = Path(aside) / library.path.name
            make_private_file(copy)
            key = keys.key_of(library.path)
            with (
                closing(connecting.connect(copy, key=key)) as connection,
                _stopping(connection, stop),
            ):
                _copy(library.path, connection, stop)
                return _is_index_sound(connection)
    except OSError as error:
        raise trouble.of_system(folder, error) from error


def _copy(path: Path, copy: sqlite3.Connection, stop: Callable[[], bool]) -> None:
    """One moment of the library, as it lies there; to be looked at and thrown away."""
    copy.execute("PRAGMA synchronous = OFF")
    copy.execute(_ROOM)

    def see(_status: int, _left: int, _total: int) -> None:
        if stop():
            raise Stopped

    # A reader's connection: a copy of the file alone may be of two moments.
    with closing(connect(path, mode="ro")) as source:
        source.execute("BEGIN")
        source.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
        source.backup(copy, pages=_PAGES, progress=see, sleep=0)


def _is_index_sound(connection: sqlite3.Connection) -> bool:
    try:
        # The rank 1 has it compared with the comments as well.
        connection.execute(
            "INSERT INTO comment_words (comment_words, rank) VALUES ('integrity-check', 1)"
        )
    except drivers.errors("DatabaseError") as error:
        # This statement is typed well: where SQLite calls it mistyped, the index's own is spoilt.
        # SQLCipher's driver does not tell what of it is damaged; of pages that are not as they were
        # written the copy was not made.
        if drivers.code(error) in (sqlite3.SQLITE_CORRUPT_VTAB, sqlite3.SQLITE_ERROR) or (
            drivers.is_strong(error) and drivers.code(error) == sqlite3.SQLITE_CORRUPT
        ):
            return False
        raise
    return True


_BY_STATUS = """
    SELECT NULL, status, coalesce(kept.total, 0), coalesce(made.total, 0) FROM
        (SELECT status FROM status_count UNION SELECT status FROM comment)
        LEFT JOIN status_count kept USING (status)
        LEFT JOIN (SELECT status, count(*) AS total FROM comment GROUP BY status) made
            USING (status)
    WHERE coalesce(kept.total, 0) <> coalesce(made.total, 0) ORDER BY status
"""
_BY_ARTICLE = """
    WITH made AS MATERIALIZED (
        SELECT article_id, status, count(*) AS total FROM comment GROUP BY article_id, status
    )
    SELECT coalesce(a.key, every.article_id), every.status, coalesce(kept.total, 0),
        coalesce(made.total, 0)
    FROM (SELECT article_id, status FROM article_count UNION SELECT article_id, status FROM made)
            every
        LEFT JOIN article_count kept USING (article_id, status)
        LEFT JOIN made USING (article_id, status)
        LEFT JOIN article a ON a.id = every.article_id
    WHERE coalesce(kept.total, 0) <> coalesce(made.total, 0) ORDER BY 1, 2
"""


def miscounts(reading: Reading) -> list[Miscount]:
    """The counts kept by triggers that differ from what a count of the comments says."""
    rows = [*reading.run(_BY_STATUS), *reading.run(_BY_ARTICLE)]
    return [
        Miscount(None if key is None else str(key), status, kept, real)
        for key, status, kept, real in rows
    ]


def approved_incomplete(reading: Reading) -> list[tuple[int, tuple[str, ...]]]:
    """Approved comments that lack a required field without a waiver, with what they lack.

    Each is as its site required when it was approved; the text is required always.
    """
    rows = reading.run(
        "SELECT id, lacks, text FROM comment WHERE status = 'approved' AND waiver IS NULL"
        " AND (lacks <> '' OR text = '') ORDER BY id"
    )
    return [(int(row[0]), tuple(filter(None, row[1].split(","))) or ("comment",)) for row in rows]


def without_contact(reading: Reading) -> list[int]:
    """Comments whose private part is missing; every one has a row for it, be it empty."""
    return _numbers(
        reading,
        "SELECT c.id FROM comment c LEFT JOIN private_contact p ON p.comment_id = c.id"
        " WHERE p.comment_id IS NULL ORDER BY c.id",
    )


def under_another_article(reading: Reading) -> list[int]:
    """Replies that stand under another article than what they answer."""
    return _numbers(
        reading,
        "SELECT c.id FROM comment c JOIN comment parent ON parent.id = c.parent_id"
        " WHERE parent.article_id <> c.article_id ORDER BY c.id",
    )


def unlike_the_journal(reading: Reading) -> list[int]:
    """Comments that stand otherwise than their last entry in the journal says."""
    return _numbers(
        reading,
        'SELECT c.id FROM comment c JOIN "change" last ON last.comment_id = c.id'
        ' AND last.operation_id = (SELECT max(operation_id) FROM "change"'
        " WHERE comment_id = c.id) WHERE last.after <> c.status ORDER BY c.id",
    )


def _numbers(reading: Reading, statement: str, values: tuple[Any, ...] = ()) -> list[int]:
    return [int(row[0]) for row in reading.run(statement, values)]
