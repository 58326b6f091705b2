"""Connections that are taken and given back: making one costs more than most of what it is for."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from db import drivers

# Begins a transaction on a connection, once it may.
Begin = Callable[[sqlite3.Connection], object]


class Pool:
    """Makes connections as they are needed and keeps up to `keeps` of them while nobody has them.

    Threads may share it; a connection is one thread's until it is given back.
    """

    def __init__(self, make: Callable[[], sqlite3.Connection], keeps: int) -> None:
        self._make, self._keeps = make, keeps
        self._idle: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        self._age = 0

    @contextmanager
    def transaction(self, begin: Begin) -> Iterator[sqlite3.Connection]:
        """A connection in a transaction: kept when the block ends, undone if the block raises."""
        with self.connection() as connection, transaction(connection, begin):
            yield connection

    @contextmanager
    def connection(self) -> Iterator[sqlite3.Connection]:
        """A connection for the block."""
        with self._lock:
            connection = self._idle.pop() if self._idle else None
            age = self._age
        if connection is None:
            connection = self._make()
        try:
            yield connection
        finally:
            self._give_back(connection, age)

    def let_go(self) -> None:
        """Close every connection; what somebody still has is closed when it is given back."""
        with self._lock:
            idle, self._idle = self._idle, []
            self._age += 1
        for connection in idle:
            connection.close()

    def _give_back(self, connection: sqlite3.Connection, age: int) -> None:
        with self._lock:
            is_kept = age == self._age and len(self._idle) < self._keeps
            if is_kept and not connection.in_transaction:
                self._idle.append(connection)
                return
        connection.close()


@contextmanager
def transaction(connection: sqlite3.Connection, begin: Begin) -> Iterator[None]:
    """The block is a transaction, which `begin` begins."""
    begin(connection)
    try:
        yield
        connection.commit()
    except BaseException:
        # A second error hides not the first one; what is still open then is not given out again.
        with suppress(*drivers.errors("Error")):
            connection.rollback()
        raise
