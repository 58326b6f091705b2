"""How writers of several processes take turns, and when a log is brought into its file.

SQLite's own way of waiting looks again after 1, 2, 5, 10 … 100 milliseconds, and so may miss one
gap after the other of a process that writes much; and whoever happens to write the thousandth page
into the log has to bring all of it into the file, before her key is done with. Both are
milliseconds that somebody waits for at the desk.
"""

import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing

from db import drivers, trouble

# So soon a writer looks again whether the file is free.
_LOOK = 0.0004
# Between two writes of what can wait, others find the file free for so long.
_LEAST_GAP, _MOST_GAP = 0.001, 0.002
# So much is written before it is worth bringing into the file: writes, or rows.
_WRITES, _ROWS = 64, 4_000
# It waits until nobody wrote for a second, unless very much gathers.
_QUIET, _VERY_MUCH = 1.0, 200_000


def begin(connection: sqlite3.Connection, seconds: float) -> None:
    """Begin a write, once nobody else writes; waits so long for that, as short as it can be."""
    connection.execute("PRAGMA busy_timeout = 0")
    end = time.monotonic() + seconds
    try:
        while True:
            try:
                connection.execute("BEGIN IMMEDIATE")
            except drivers.errors("OperationalError") as error:
                is_busy = drivers.code(error) & 0xFF == sqlite3.SQLITE_BUSY
                if not is_busy or time.monotonic() >= end:
                    raise
                time.sleep(_LOOK)
            else:
                return
    finally:
        connection.execute(f"PRAGMA busy_timeout = {round(1000 * seconds)}")


def leave_a_turn(held: float) -> None:
    """After a write that could wait: leave the file to others for a moment, a longer one longer."""
    time.sleep(min(max(held, _LEAST_GAP), _MOST_GAP))


class Settling:
    """Brings the log of a library into its file while nobody waits for it, on a thread that ends
    when it has.

    `connect` makes a connection of its own for that.
    """

    def __init__(self, connect: Callable[[], sqlite3.Connection]) -> None:
        self._connect = connect
        self._lane = threading.Lock()
        self._closed = threading.Event()
        self._thread: threading.Thread | None = None
        self._writes = self._rows = 0
        self._last = 0.0

    def note(self, rows: int) -> None:
        """Something was written: so many rows, in one go."""
        with self._lane:
            self._writes += 1
            self._rows += rows
            self._last = time.monotonic()
            is_much = self._writes >= _WRITES or self._rows >= _ROWS
            if is_much and self._thread is None and not self._closed.is_set():
                self._thread = threading.Thread(
                    target=self._settle_when_quiet, name="commentdesk-settles", daemon=True
                )
                self._thread.start()

    def close(self) -> None:
        """Bring nothing in any more; whoever closes a library last does that anyway."""
        self._closed.set()
        with self._lane:
            thread = self._thread
        if thread is not None:
            thread.join()

    def _settle_when_quiet(self) -> None:
        while self._rows < _VERY_MUCH:
            left = self._last + _QUIET - time.monotonic()
            if left <= 0 or self._closed.wait(left):
                break
        with self._lane:
            self._writes = self._rows = 0
        if not self._closed.is_set():
            self._settle()
        with self._lane:
            self._thread = None

    def _settle(self) -> None:
        try:
            # PASSIVE keeps nobody from writing, and brings in what nobody needs as it was.
            with closing(self._connect()) as connection:
                connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        except drivers.errors("Error", trouble.LibraryTrouble):
            # What is written lies safe in the log. What is wrong, the next to write comes upon.
            return
