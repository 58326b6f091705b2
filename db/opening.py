"""Opening a library: made where there is none, brought up to date, and refused where it is not one
that can be worked with, with the file untouched.
"""

import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

from db import connecting, damage, drivers, files, keys, migrations, place, trouble
from db.keys import Key
from db.lanes import connect
from db.library import Library

# "CDSK": says in the file's header that it is ours (sqlite.org/fileformat.html §1.3).
APPLICATION_ID = 0x4344534B


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
