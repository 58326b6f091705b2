"""The library file and its manners: one writing lane, many readers, and a public reader that is
refused private tables by SQLite itself.

Everything that is SQLite's own (pragmas, transactions, the authorizer, backup) stays here.
Functions elsewhere in `db` take an open `Reading` or `Writing`; whoever opens one keeps it short.
"""

import os
import sqlite3
import stat
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from db import (
    connecting,
    damage,
    drivers,
    files,
    functions,
    keys,
    migrations,
    place,
    trouble,
    turns,
)
from db.answers import Answer
from db.keys import Key
from db.pool import Pool, transaction
from resources import heap

if TYPE_CHECKING:
    from sqlalchemy import Executable

# "CDSK": says in the file's header that it is ours (sqlite.org/fileformat.html §1.3).
APPLICATION_ID = 0x4344534B

_BUSY_SECONDS = 10.0
# SQLite's own steps between two looks at whether to stop: well under a millisecond.
_STEPS = 20_000
# Who changed so many rows went through most of the file, and keeps nothing of it in memory.
_MANY_ROWS = 100_000
# All that a public reader may see; anything else, of this file or of SQLite's, is refused.
_PUBLIC_TABLES = frozenset({"article", "comment", "site"})
_PUBLIC_ACTIONS = frozenset(
    {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_TRANSACTION, sqlite3.SQLITE_RECURSIVE}
)
_PUBLIC_FUNCTIONS = frozenset({"count", "max", "min", "json_each", "coalesce"})


@dataclass(frozen=True, slots=True)
class Reading:
    """An open read: a consistent view of the library until it is closed."""

    driver: sqlite3.Connection

    def run(self, statement: str, values: Sequence[Any] = ()) -> Answer:
        """Run a statement of SQLite's dialect with bound values."""
        return Answer(self.driver.execute(statement, values))

    def quick(self, statement: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        """As `run`, with the driver's own cursor, for what each key does."""
        return self.driver.execute(statement, values)

    def select(self, statement: "Executable") -> Answer:
        """Run a statement made of the tables."""
        # What makes statements takes longer to load than a window to open: only searches need it.
        from db.compiling import compiled

        return self.run(*compiled(statement))

    def forget_pages(self) -> None:
        """Keep no pages of the file in memory: so many were gone through that nobody wants them."""
        self.driver.execute("PRAGMA shrink_memory")
        heap.give_back()


@dataclass(frozen=True, slots=True)
class Writing(Reading):
    """An open write: all of it is kept when the block ends, or none of it if the block raises."""

    def run_many(self, statement: str, rows: Sequence[Sequence[Any]]) -> None:
        """Run a statement once for each of the rows; no rows is nothing to do."""
        if rows:
            self.driver.executemany(statement, rows)

    def give_up(self) -> None:
        """Keep nothing of this write: it was only to find out what would happen."""
        self.driver.rollback()


@dataclass(frozen=True, slots=True)
class Stage:
    """Gathers rows in temporary tables, and then brings them into the library in one write."""

    _driver: sqlite3.Connection
    _lane: threading.Lock
    _place: "place.Place"

    @contextmanager
    def gather(self) -> Iterator[Writing]:
        """Write temporary tables only; neither the lane nor the file is held meanwhile."""
        with transaction(self._driver, _read):
            yield Writing(self._driver)

    @contextmanager
    def write(self) -> Iterator[Writing]:
        """Write the library with what was gathered, as `Library.write` does.

        Before the next one others get their turn: who gathers and writes again and again, as a
        fetch does, works beside somebody who decides.
        """
        with self._lane, transaction(self._driver, _write), self._place.held():
            began = time.monotonic()
            yield Writing(self._driver)
        turns.leave_a_turn(time.monotonic() - began)


@dataclass(frozen=True, slots=True)
class PublicReading(Reading):
    """An open read of what may become public; SQLite refuses it every private table."""


class Library:
    """An open library file. Threads may share it; `close` it when nobody uses it any more."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lane = threading.Lock()
        self._place = place.Place(path)
        self._writer = self._pool(self._connect_writer, 1)
        self._readers = self._pool(_reader, 8)
        self._public = self._pool(_public_reader, 2)
        self._stages = self._pool(_stage, 1)
        self._lesser = self._pool(_lesser, 1)
        self._settling = turns.Settling(lambda: self._connected(connect))

    def _pool(self, make: Callable[[Path], sqlite3.Connection], keeps: int) -> Pool:
        return Pool(lambda: self._connected(make), keeps)

    def _connected(self, make: Callable[[Path], sqlite3.Connection]) -> sqlite3.Connection:
        self._place.look_at_file()
        return make(self.path)

    @contextmanager
    def read(self, stop: Callable[[], bool] | None = None) -> Iterator[Reading]:
        """Read; what others write meanwhile is not seen until the next read.

        With `stop`, a long statement asks now and then whether to go on, and raises `Interrupted`
        if not.
        """
        with self._told(self._readers), self._readers.transaction(_read) as driver:
            if stop is None:
                yield Reading(driver)
                return
            driver.set_progress_handler(stop, _STEPS)
            try:
                yield Reading(driver)
            except drivers.errors("OperationalError") as error:
                if stop():
                    raise trouble.Interrupted(str(error), "") from error
                raise
            finally:
                driver.set_progress_handler(None, 0)

    @contextmanager
    def write(self) -> Iterator[Writing]:
        """Write, alone: others of this process wait in the lane, other processes for the file.

        What the block did is durable when it has ended; if it raises, nothing of it is kept.
        """
        with (
            self._lane,
            self._told(self._writer),
            self._writes() as driver,
            self._place.held(),
        ):
            yield Writing(driver)

    @contextmanager
    def write_lesser(self) -> Iterator[Writing]:
        """As `write`, for what is derived and can be made again; keep it to some milliseconds.

        A power cut may take the last ones back, each whole; and before the next of them others get
        their turn.
        """
        began = time.monotonic()
        with self._told(self._lesser):
            with self._lane, self._lesser.transaction(_write) as driver, self._place.held():
                began = time.monotonic()
                yield Writing(driver)
            turns.leave_a_turn(time.monotonic() - began)

    @contextmanager
    def _writes(self) -> Iterator[sqlite3.Connection]:
        with self._writer.connection() as driver:
            before = driver.total_changes
            with transaction(driver, _write):
                yield driver
            rows = driver.total_changes - before
            self._settling.note(rows)
            if rows > _MANY_ROWS:
                Writing(driver).forget_pages()

    @contextmanager
    def stage(self) -> Iterator["Stage"]:
        """A connection of its own on which to gather rows without holding up anybody."""
        with self._told(self._stages), self._stages.connection() as driver:
            yield Stage(driver, self._lane, self._place)

    @contextmanager
    def public_read(self) -> Iterator[PublicReading]:
        """Read what may become public; a statement that touches anything else fails."""
        with self._told(self._public), self._public.transaction(_read) as driver:
            yield PublicReading(driver)

    @contextmanager
    def _told(self, pool: Pool) -> Iterator[None]:
        """Trouble with the file is told as such; a connection that it spoilt is not used again."""
        try:
            with trouble.told(self.path):
                yield
        except trouble.LibraryTrouble as told:
            if drivers.is_spoiling(told.__cause__):
                pool.let_go()
            # What a new connection finds without the log looks like a drive that gives nothing out.
            looks_broken = isinstance(told, trouble.FailingDrive | trouble.DamagedLibrary)
            if looks_broken and self._place.is_lost():
                raise trouble.moved(self.path) from told
            raise

    def _connect_writer(self, path: Path) -> sqlite3.Connection:
        connection = _stage(path)
        connection.execute("PRAGMA cache_size = -16000")
        # Nobody's key waits for the log to be brought into the file; `turns.Settling` does that.
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        self._place.forget_log()
        return connection

    def back_up(self, target: Path, see: files.See | None = None) -> None:
        """Write a whole copy of the library to `target`, verified; or nothing of that name.

        `see` is told how many pages of how many are done, and may raise to stop it.
        """
        # A connection to another file of that name would take our log for its own, and play it in.
        with trouble.told(self.path), self._place.held():
            files.back_up(self.path, target, see)

    def close(self) -> None:
        """Let go of the file, once what is being written is written."""
        self._settling.close()
        with self._lane:
            for pool in (self._lesser, self._stages, self._public, self._readers, self._writer):
                pool.let_go()
            self._place.let_go()


def open_library(path: Path, *, create: bool = False, key: Key | None = None) -> Library:
    """Open the library at `path`; with `create`, make it where there is no file (mode 0600).

    A new one is encrypted with the key, if one is given. An older library is backed up and migrated
    first. Refused, with the file untouched, are: no file, a file that is no library, an encrypted
    one whose key is not known, a newer, a read-only, a locked and a damaged one; each as the
    `LibraryTrouble` of that name.
    """
    path = Path(os.path.abspath(path))  # noqa: PTH100 - a symlink is opened by its own name
    if not path.exists():
        if path.is_symlink():
            raise trouble.planted(path)
        if not create:
            raise trouble.no_library(path)
        try:
            _make(path, key)
        except OSError as error:
            raise trouble.of_system(path, error) from error
    _refuse_unusable(path)
    with trouble.told(path):
        connection = connect(path)
        try:
            _settle(path, connection)
        finally:
            connection.close()
        return Library(path)


def _make(path: Path, key: Key | None) -> None:
    """Make an empty file; an encrypted one is never seen before it is."""
    if key is None:
        files.make_private_file(path)
        return
    draft = path.with_name(f".{path.name}.part")
    draft.unlink(missing_ok=True)
    files.make_private_file(draft)
    try:
        with trouble.told(path), closing(connecting.connect(draft, key=key)) as connection:
            migrations.migrate(connection, APPLICATION_ID)
        files.name_new(draft, path)
    finally:
        for end in ("", "-journal"):
            draft.with_name(draft.name + end).unlink(missing_ok=True)
    files.keep_folder(path.parent)


def _settle(path: Path, connection: sqlite3.Connection) -> None:
    """Make the schema today's, or refuse what is not ours to change."""
    marked = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    is_empty = _is_empty(path, connection)
    if not is_empty and marked != APPLICATION_ID:
        raise trouble.not_a_library(path)
    if version > migrations.latest():
        raise trouble.newer_library(path)
    # WAL is a property of the file: readers never wait for the writer, nor it for them.
    connection.execute("PRAGMA journal_mode = WAL")
    if version < migrations.latest():
        if not is_empty:
            _keep_before(path, version)
        connection.execute("PRAGMA synchronous = FULL")
        migrations.migrate(connection, APPLICATION_ID)


def _keep_before(path: Path, version: int) -> None:
    try:
        files.back_up(path, files.backup_name(path, f"before-migration-{version}"))
    except OSError as error:
        raise trouble.of_system(trouble.backup_folder(path), error) from error


def _is_empty(path: Path, connection: sqlite3.Connection) -> bool:
    try:
        return not connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
    except drivers.errors("OperationalError") as error:
        # "unsupported file format" and its like come under the code of a mistyped statement,
        # and this one is typed well.
        if drivers.code(error) == sqlite3.SQLITE_ERROR:
            raise trouble.damaged(path) from error
        raise


def _refuse_unusable(path: Path) -> None:
    """Refuse what a look from outside tells: a folder, another kind of file, no right to write."""
    if not path.is_file():
        raise trouble.not_a_library(path)
    files.refuse_planted(path)
    # The mode is looked at too: for root every file is writable, and its owner may not mean it.
    means_it = path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)
    if not means_it or not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        raise trouble.read_only(path)
    keys.key_of(path)
    # Last, for it may leave a log beside a file that it may not write. Through SQLite, never by a
    # file handle of our own: closing that would drop the locks of every connection that this
    # process has to the file (sqlite.org/howtocorrupt.html §2.2).
    try:
        if not place.is_open_here(path):
            damage.refuse_log(path)
        with trouble.told(path), closing(connect(path, mode="ro")) as connection:
            connection.execute("PRAGMA schema_version")
            damage.refuse(path, connection)
    except trouble.NotALibrary:
        if not place.is_open_here(path) and damage.was_ours(path):
            raise trouble.damaged(path) from None
        raise


def connect(path: Path, mode: str = "rw") -> sqlite3.Connection:
    """A bare connection to an existing file, in which transactions are ours to begin."""
    return connecting.connect(path, mode, seconds=_BUSY_SECONDS)


def _read(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN")


def _write(connection: sqlite3.Connection) -> None:
    # SQLite refuses to turn a read into a write while another writer is active, busy timeout or
    # not; so a writing transaction says so at its first word.
    turns.begin(connection, _BUSY_SECONDS)


def _lesser(path: Path) -> sqlite3.Connection:
    connection = _stage(path)
    # NORMAL: what is derived waits for no disk, and is whole or not there after a power cut.
    connection.execute("PRAGMA synchronous = NORMAL")
    return connection


def _stage(path: Path) -> sqlite3.Connection:
    connection = connect(path)
    # FULL: a decision that was shown survives a power cut (sqlite.org/pragma.html#synchronous).
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA cache_size = -32000")
    connection.execute("CREATE TEMP TABLE picked (id INTEGER PRIMARY KEY, revision INTEGER)")
    return connection


def _reader(path: Path) -> sqlite3.Connection:
    connection = connect(path)
    connection.execute("PRAGMA query_only = ON")
    connection.execute("PRAGMA cache_size = -16000")
    functions.teach(connection)
    return connection


def _public_reader(path: Path) -> sqlite3.Connection:
    connection = _reader(path)
    connection.set_authorizer(_allow_public)
    return connection


def _allow_public(
    action: int, first: str | None, second: str | None, _database: str | None, _inner: str | None
) -> int:
    if action in _PUBLIC_ACTIONS:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_READ and first in _PUBLIC_TABLES | {"json_each", "sqlite_master"}:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_FUNCTION and second in _PUBLIC_FUNCTIONS:
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY
