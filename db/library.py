"""The library file: one writing lane, many readers, and a public reader.

Functions elsewhere in `db` take an open `Reading` or `Writing`; whoever opens one keeps it short.
"""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from db import drivers, files, lanes, place, trouble, turns
from db.answers import Answer
from db.lanes import begin_read, begin_write
from db.pool import Pool, transaction
from resources import heap

if TYPE_CHECKING:
    from sqlalchemy import Executable

# SQLite's own steps between two looks at whether to stop: well under a millisecond.
_STEPS = 20_000
# Who changed so many rows went through most of the file, and keeps nothing of it in memory.
_MANY_ROWS = 100_000


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
        with transaction(self._driver, begin_read):
            yield Writing(self._driver)

    @contextmanager
    def write(self) -> Iterator[Writing]:
        """Write the library with what was gathered, as `Library.write` does.

        Before the next one others get their turn: who gathers and writes again and again, as a
        fetch does, works beside somebody who decides.
        """
        with self._lane, transaction(self._driver, begin_write), self._place.held():
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
        self._readers = self._pool(lanes.reader, 8)
        self._public = self._pool(lanes.public_reader, 2)
        self._stages = self._pool(lanes.stage, 1)
        self._lesser = self._pool(lanes.lesser, 1)
        self._settling = turns.Settling(lambda: self._connected(lanes.connect))

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
        with self._told(self._readers), self._readers.transaction(begin_read) as driver:
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
            with self._lane, self._lesser.transaction(begin_write) as driver, self._place.held():
                began = time.monotonic()
                yield Writing(driver)
            turns.leave_a_turn(time.monotonic() - began)

    @contextmanager
    def _writes(self) -> Iterator[sqlite3.Connection]:
        with self._writer.connection() as driver:
            before = driver.total_changes
            with transaction(driver, begin_write):
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
        with self._told(self._public), self._public.transaction(begin_read) as driver:
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
        connection = lanes.writer(path)
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
