"""Bare connections to a library's file, in which transactions are ours to begin.

An encrypted one is opened with its key by SQLCipher; a new file takes the key that is given.
"""

import sqlite3
from pathlib import Path
from typing import Any, cast

from db import drivers, keys, trouble
from db.keys import Key

_SECONDS = 10.0


class _OfFile:
    """The key is that of the file, if it is encrypted."""


OF_FILE = _OfFile()


def connect(
    path: Path,
    mode: str = "rw",
    *,
    key: Key | _OfFile | None = OF_FILE,
    immutable: bool = False,
    strong: bool = False,
    seconds: float = _SECONDS,
) -> sqlite3.Connection:
    """A connection to an existing file; `NeedsPassphrase` if its key is not known.

    `immutable`: nobody writes it, and a log beside it is let be. `strong`: by SQLCipher, though it
    may not be encrypted, for one that is comes beside it. A lock is waited for so many `seconds`.
    """
    held = keys.key_of(path) if isinstance(key, _OfFile) else key
    end = "&immutable=1" if immutable else ""
    uri = f"file:{quoted(path)}?mode={mode}{end}"
    connection = _driver(strong=strong or held is not None).connect(
        uri, uri=True, timeout=seconds, isolation_level=None, check_same_thread=False
    )
    if strong or held is not None:
        _prepare(connection, held)
    return cast(sqlite3.Connection, connection)


def _prepare(connection: sqlite3.Connection, key: Key | None) -> None:
    """Tell SQLCipher the key of what it opened; what it would put into other files stays here."""
    # It would write to standard error by itself; what is wrong is ours to say.
    connection.execute("PRAGMA cipher_log_level = NONE").fetchall()
    if key is not None:
        connection.execute(f'PRAGMA key = "{key.spelled}"').fetchall()
    connection.execute("PRAGMA temp_store = MEMORY").fetchall()


def attach(connection: sqlite3.Connection, path: Path, name: str) -> None:
    """Attach a file that nobody writes, encrypted or not, to a connection of SQLCipher's."""
    key = keys.key_of(path)
    connection.execute(
        f"ATTACH ? AS {name} KEY ?",
        (f"file:{quoted(path)}?mode=ro&immutable=1", key.spelled if key else ""),
    )


def quoted(path: Path) -> str:
    """The path as it stands in a URI for SQLite."""
    return "".join(f"%{ord(sign):02X}" if sign in "%?#" else sign for sign in path.as_posix())


def _driver(*, strong: bool) -> Any:
    try:
        return drivers.driver(encrypted=strong)
    except drivers.NoCipher as error:
        raise trouble.no_cipher() from error
