"""A library written anew as an encrypted one, or as one that is not: a copy, compared row by row.

Nobody else may have it open meanwhile: what was decided after a row was copied would be lost.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import zip_longest
from pathlib import Path

from db import connecting, drivers, files, place, trouble
from db.keys import Key

# So long a lock is waited for: who holds it is at work, and is told of.
_SECONDS = 1.0
_STEPS = 200_000
_EVERY = 500
# Told how many rows of how many are compared; it may raise to stop.
See = Callable[[int, int], None]


@contextmanager
def alone(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection to a library that nobody else has, or gets, open; `LockedLibrary` if one has."""
    if place.is_open_here(path):
        raise trouble.locked(path)
    with (
        trouble.told(path),
        closing(connecting.connect(path, strong=True, seconds=_SECONDS)) as connection,
    ):
        # Its log goes into the file, and there is none until somebody opens it again.
        connection.execute("PRAGMA main.journal_mode = DELETE").fetchall()
        connection.execute("PRAGMA main.locking_mode = EXCLUSIVE").fetchall()
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
        yield connection


def recode(library: sqlite3.Connection, draft: Path, key: Key | None, see: See) -> None:
    """Write the library to `draft` with this key, or without any; then compare all of it.

    `DamagedLibrary` if a page of it is not as it must be, or the copy is another. What `see`
    raises ends it.
    """
    files.make_private_file(draft)
    library.execute(
        "ATTACH ? AS other KEY ?",
        (f"file:{connecting.quoted(draft)}?mode=rw", key.spelled if key else ""),
    )
    with _stopped_by(library, see):
        if library.execute("PRAGMA main.quick_check(1)").fetchone()[0] != "ok":
            raise trouble.damaged(draft)
        library.execute("SELECT sqlcipher_export('other')").fetchall()
        for pragma in ("user_version", "application_id"):
            value = int(library.execute(f"PRAGMA main.{pragma}").fetchone()[0])
            library.execute(f"PRAGMA other.{pragma} = {value}")
        if not _is_the_same(library, see):
            raise trouble.damaged(draft)
    library.execute("DETACH other")
    with draft.open("rb") as file:
        os.fsync(file.fileno())


@contextmanager
def _stopped_by(library: sqlite3.Connection, see: See) -> Iterator[None]:
    """Ask to go on while SQLite is at work for long, too; what was raised then is raised."""
    raised: list[BaseException] = []

    def look() -> int:
        try:
            see(0, 0)
        except BaseException as stop:  # noqa: BLE001 - SQLite would swallow it: raised below
            raised.append(stop)
            return 1
        return 0

    library.set_progress_handler(look, _STEPS)
    try:
        yield
    except drivers.errors("OperationalError"):
        if raised:
            raise raised[0] from None
        raise
    finally:
        library.set_progress_handler(None, 0)


def _is_the_same(library: sqlite3.Connection, see: See) -> bool:
    """Whether the copy has the same tables with the same rows, in the same order, and is sound."""
    if _schema(library, "main") != _schema(library, "other"):
        return False
    tables = [
        str(row[0])
        for row in library.execute(
            "SELECT name FROM main.sqlite_master WHERE type = 'table' AND rootpage > 0"
        )
    ]
    total = sum(_count(library, name) for name in tables)
    done = 0
    for name in tables:
        order = _order(library, name)
        rows = (
            library.execute(f'SELECT * FROM {which}."{name}" ORDER BY {order}')
            for which in ("main", "other")
        )
        for own, copied in zip_longest(*rows):
            if own != copied:
                return False
            done += 1
            if done % _EVERY == 0:
                see(done, total)
    return bool(library.execute("PRAGMA other.quick_check(1)").fetchone()[0] == "ok")


def _schema(library: sqlite3.Connection, which: str) -> set[tuple[object, ...]]:
    return set(library.execute(f"SELECT type, name, tbl_name, sql FROM {which}.sqlite_master"))


def _count(library: sqlite3.Connection, name: str) -> int:
    return int(library.execute(f'SELECT count(*) FROM main."{name}"').fetchone()[0])


def _order(library: sqlite3.Connection, name: str) -> str:
    """The order in which its rows lie, so that nothing is sorted."""
    told = library.execute(
        "SELECT wr FROM pragma_table_list WHERE name = ? AND schema = 'main'", (name,)
    )
    if not told.fetchone()[0]:
        return "rowid"
    columns = library.execute(f'PRAGMA main.table_info("{name}")').fetchall()
    keys = sorted((one for one in columns if int(one[5])), key=lambda one: int(one[5]))
    return ", ".join(f'"{one[1]}"' for one in keys)
