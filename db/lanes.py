"""The connections that a library works with, each with the manners of its lane.

Pragmas, the beginnings of transactions and the authorizer stay here.
"""

import sqlite3
from pathlib import Path

from db import connecting, functions, turns

_BUSY_SECONDS = 10.0
# All that a public reader may see; anything else, of this file or of SQLite's, is refused.
_PUBLIC_TABLES = frozenset({"article", "comment", "site"})
_PUBLIC_ACTIONS = frozenset(
    {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_TRANSACTION, sqlite3.SQLITE_RECURSIVE}
)
_PUBLIC_FUNCTIONS = frozenset({"count", "max", "min", "json_each", "coalesce"})


def connect(path: Path, mode: str = "rw") -> sqlite3.Connection:
    """A bare connection to an existing file, in which transactions are ours to begin."""
    return connecting.connect(path, mode, seconds=_BUSY_SECONDS)


def begin_read(connection: sqlite3.Connection) -> None:
    """Begin to read: one view of the library from the first look on."""
    connection.execute("BEGIN")


def begin_write(connection: sqlite3.Connection) -> None:
    """Begin to write, once nobody else does."""
    # SQLite refuses to turn a read into a write while another writer is active, busy timeout or
    # not; so a writing transaction says so at its first word.
    turns.begin(connection, _BUSY_SECONDS)


def writer(path: Path) -> sqlite3.Connection:
    """One for the writing lane."""
    connection = stage(path)
    connection.execute("PRAGMA cache_size = -16000")
    # Nobody's key waits for the log to be brought into the file; `turns.Settling` does that.
    connection.execute("PRAGMA wal_autocheckpoint = 0")
    return connection


def lesser(path: Path) -> sqlite3.Connection:
    """One that writes what is derived and can be made again."""
    connection = stage(path)
    # NORMAL: what is derived waits for no disk, and is whole or not there after a power cut.
    connection.execute("PRAGMA synchronous = NORMAL")
    return connection


def stage(path: Path) -> sqlite3.Connection:
    """One that writes, and gathers in temporary tables before."""
    connection = connect(path)
    # FULL: a decision that was shown survives a power cut (sqlite.org/pragma.html#synchronous).
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA cache_size = -32000")
    connection.execute("CREATE TEMP TABLE picked (id INTEGER PRIMARY KEY, revision INTEGER)")
    return connection


def reader(path: Path) -> sqlite3.Connection:
    """One that reads everything and writes nothing."""
    connection = connect(path)
    connection.execute("PRAGMA query_only = ON")
    connection.execute("PRAGMA cache_size = -16000")
    functions.teach(connection)
    return connection


def public_reader(path: Path) -> sqlite3.Connection:
    """One that SQLite itself refuses private tables, and whatever else is not public."""
    connection = reader(path)
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
