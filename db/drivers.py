"""The two modules that speak SQLite: Python's own, and SQLCipher's, which is an optional extra.

They have the same manner and errors of the same names, but not the same errors: whoever catches
one catches its twin (`except errors("DatabaseError")`).
"""

import importlib
import importlib.util
import sqlite3
import sys
from types import ModuleType
from typing import Any

from resources.translation import _

# Whoever installs `commentdesk[encrypted]` has it.
_STRONG = "sqlcipher3"


class NoCipher(Exception):
    """SQLCipher is not installed; `sentence` and `way_out` are for a person."""

    def __init__(self) -> None:
        self.sentence = _("Encrypted newsrooms need a part that is not installed: SQLCipher.")
        self.way_out = _("Install it: pip install 'commentdesk[encrypted]'. Nothing was changed.")
        super().__init__(self.sentence)


def has_cipher() -> bool:
    """Whether SQLCipher is installed; it is not loaded for the question."""
    return _STRONG in sys.modules or importlib.util.find_spec(_STRONG) is not None


def driver(*, encrypted: bool) -> Any:
    """The module to connect with; `NoCipher` where it would be the one that is not there."""
    if not encrypted:
        return sqlite3
    try:
        return importlib.import_module(f"{_STRONG}.dbapi2")
    except ImportError as error:
        raise NoCipher from error


def errors(name: str, *others: type[Exception]) -> tuple[type[Exception], ...]:
    """The error of that name, as each module that is loaded has it; and others with them."""
    modules: list[ModuleType] = [sqlite3]
    if f"{_STRONG}.dbapi2" in sys.modules:
        modules.append(sys.modules[f"{_STRONG}.dbapi2"])
    return (*others, *(getattr(module, name) for module in modules))


def is_strong(error: BaseException | None) -> bool:
    """Whether an error came from SQLCipher."""
    return type(error).__module__.startswith(_STRONG)


def code(error: BaseException | None) -> int:
    """SQLite's own number for what went wrong (sqlite.org/rescode.html); 0 if it gave none.

    SQLCipher's driver gives the kind alone, and none where a backup fails: its words tell it.
    """
    told = getattr(error, "sqlite_errorcode", None)
    if isinstance(told, int):
        return told
    return _BY_WORDS.get(str(error), 0) if is_strong(error) else 0


def is_spoiling(error: BaseException | None) -> bool:
    """Whether the connection on which this came about is of no use any more.

    SQLCipher goes on refusing what it could not read once, were it for a loose cable.
    """
    return is_strong(error) and code(error) & 0xFF in _SPOILING


_BY_WORDS = {
    "disk I/O error": sqlite3.SQLITE_IOERR,
    "database or disk is full": sqlite3.SQLITE_FULL,
    "database is locked": sqlite3.SQLITE_BUSY,
    "database disk image is malformed": sqlite3.SQLITE_CORRUPT,
    "file is not a database": sqlite3.SQLITE_NOTADB,
    "attempt to write a readonly database": sqlite3.SQLITE_READONLY,
    "unable to open database file": sqlite3.SQLITE_CANTOPEN,
}
_SPOILING = frozenset({sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
