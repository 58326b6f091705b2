"""Is a library damaged, as far as a look of a moment tells? Asked before anything may write to it.

Nothing is changed, not even the log beside it. That every page is as it was is not asked here: that
would be a scan, and is what `db.check` is for.
"""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from db import connecting, drivers, keys, seals, trouble
from resources.translation import _

# Tables whose first and last rows are looked at; the way there leads through their roots.
_TABLES = (
    "migration", "site", "setting", "operation", "article", "comment", "private_contact", "change",
    "private_change", "status_count", "article_count", "comment_words_data",
)  # fmt: skip
_KEYS = {"setting": "key", "status_count": "status", "change": "operation_id",
         "private_change": "operation_id", "article_count": "article_id",
         "migration": "number", "private_contact": "comment_id"}  # fmt: skip
_APPLICATION_ID = 0x4344534B
# Where SQLite keeps these lines in a file is its own affair, and pages may be missing: any will do.
_OURS = re.compile(
    rb"CREATE TABLE (?:private_contact|private_change|article_count|status_count) ?\("
    rb"|CREATE VIRTUAL TABLE comment_words "
)
_SEARCHED = 1024 * 1024
# At least the longest of those lines.
_OVERLAP = 64


def refuse_log(path: Path) -> None:
    """Raise `DamagedLibrary` if the log beside the file is gone or another's; asked first of all.

    Whoever closes a library last takes away the index of the log and then the log (wal.c); a crash
    leaves both. An index alone says that somebody took the log away.
    """
    log, index = (path.with_name(f"{path.name}{suffix}") for suffix in ("-wal", "-shm"))
    # Asked twice: whoever opens it this moment makes the log before its index.
    if not log.exists() and index.exists() and not log.exists():
        raise trouble.damaged(
            path,
            _("The log of {path} is gone: what was decided last may be missing.").format(path=path),
        )
    if _has_log(path) and not does_log_belong(path):
        raise trouble.damaged(
            path, _("The log beside {path} belongs to another newsroom.").format(path=path)
        )


def _has_log(path: Path) -> bool:
    log = path.with_name(f"{path.name}-wal")
    return log.exists() and log.stat().st_size > 0


def refuse(path: Path, connection: sqlite3.Connection) -> None:
    """Raise `DamagedLibrary` with what is wrong, if a look tells; `connection` only reads."""
    try:
        _look(path, connection)
    except drivers.errors("OperationalError") as error:
        # "unsupported file format", "no such table" and their like come under the code of a
        # mistyped statement, and these are typed well.
        if drivers.code(error) == sqlite3.SQLITE_ERROR:
            raise trouble.damaged(path) from error
        raise
    except UnicodeDecodeError as error:
        raise trouble.damaged(path) from error


def _look(path: Path, connection: sqlite3.Connection) -> None:
    if connection.execute("PRAGMA application_id").fetchone()[0] != _APPLICATION_ID:
        return  # not ours, or not yet
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'comment'").fetchone():
        return
    if not _has_log(path):
        _refuse_cut(path, connection)
    for table in _TABLES:
        key = _KEYS.get(table, "id")
        for order in ("ASC", "DESC"):
            connection.execute(f'SELECT * FROM "{table}" ORDER BY "{key}" {order} LIMIT 1')


def _refuse_cut(path: Path, connection: sqlite3.Connection) -> None:
    said = int(connection.execute("PRAGMA page_count").fetchone()[0])
    # SQLCipher answers with a text.
    said *= int(connection.execute("PRAGMA page_size").fetchone()[0])
    missing = said - path.stat().st_size
    if missing > 0:
        sentence = _("{path} is damaged: its last {count} bytes are missing.")
        raise trouble.damaged(path, sentence.format(path=path, count=f"{missing:,}"))


def does_log_belong(path: Path) -> bool:
    """Whether the log goes on from what is in the file; SQLite itself would play back any.

    The newest operation of the file alone must be there with the log as well. Whether the file has
    an operation is certain, for each is sealed; where it cannot be read, the answer is yes.
    """
    own = _newest_operation(path)
    if own is None:
        return True
    try:
        with closing(connecting.connect(path, "ro")) as both:
            found = both.execute("SELECT hash FROM operation WHERE id = ?", own[:1]).fetchone()
    except drivers.errors("DatabaseError"):
        return False
    return found is not None and found[0] == own[1]


def _newest_operation(path: Path) -> tuple[int, str] | None:
    """The newest operation of the file alone with its seal, if that holds; else None."""
    try:
        with closing(connecting.connect(path, "ro", immutable=True)) as connection:
            found = connection.execute("SELECT * FROM operation ORDER BY id DESC LIMIT 1")
            told = dict(
                zip((one[0] for one in found.description), found.fetchone() or (), strict=False)
            )
            if not told or told["hash"] != seals.hash_of(told):
                return None
            return int(str(told["id"])), str(told["hash"])
    except drivers.errors("DatabaseError", LookupError, ValueError):
        return None


def was_ours(path: Path) -> bool:
    """Whether a file that is no database (any more) holds what only a library of ours does.

    Of an encrypted one whose key is known, a single page that was written with it is enough.
    """
    if keys.is_partly_sealed(path):
        return True
    with path.open("rb") as file:
        kept = b""
        while block := file.read(_SEARCHED):
            if _OURS.search(kept + block):
                return True
            kept = block[-_OVERLAP:]
    return False
