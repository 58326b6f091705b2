"""Files made with care: private from the first byte, through no planted link, whole or none."""

import os
import sqlite3
import tempfile
import unicodedata
from datetime import UTC, datetime
from pathlib import Path

from db.trouble import backup_folder, damaged, planted


def make_private_file(path: Path) -> None:
    """Make an empty file that its owner alone may read and write; refuse one that is there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0)
    os.close(os.open(path, flags, 0o600))


def backup_name(path: Path, why: str) -> Path:
    """A name beside the library for a backup made now; the folder is made if need be (0700)."""
    folder = backup_folder(path)
    if folder.is_symlink():
        raise planted(folder)
    folder.mkdir(mode=0o700, exist_ok=True)
    moment = datetime.now(UTC).strftime("%Y-%m-%dT%H%M%S.%fZ")
    return folder / f"{moment}-{why}{path.suffix}"


def back_up(path: Path, target: Path) -> None:
    """Copy the library while it may be in use, check the copy, and only then give it its name.

    The copy is made by SQLite's online backup (sqlite.org/backup.html): one consistent moment.
    """
    draft = target.with_name(f".{target.name}.part")
    draft.unlink(missing_ok=True)
    make_private_file(draft)
    try:
        _copy(path, draft)
        draft.replace(target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    keep_folder(target.parent)


def _copy(path: Path, draft: Path) -> None:
    source, copy = sqlite3.connect(path), sqlite3.connect(draft)
    try:
        source.backup(copy)
        # One file, without a log beside it: a backup is carried around.
        copy.execute("PRAGMA journal_mode = DELETE")
        if copy.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise damaged(path)
    finally:
        copy.close()
        source.close()
    with draft.open("rb") as file:
        os.fsync(file.fileno())


def keep_folder(folder: Path) -> None:
    """Make a rename in the folder survive a power cut; not every system can be asked to."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def refuse_planted(path: Path) -> None:
    """Refuse a library whose log or index of the log is a link: SQLite would write through it."""
    real = path.resolve()
    for end in ("-wal", "-shm", "-journal"):
        beside = real.with_name(real.name + end)
        if beside.is_symlink():
            raise planted(beside)


def replace_private(path: Path, data: bytes) -> None:
    """Write a file that its owner alone may read (0600), in place of one of that name.

    A link of that name is replaced itself, and what it points at is let be.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".commentdesk-", suffix=".part")
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        put_in_place(draft, path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def write_private(path: Path, data: bytes) -> None:
    """Write a new file that its owner alone may read (0600): whole, or nothing of that name.

    `FileExistsError` if anything of that name is there, be it a link to nowhere.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".commentdesk-", suffix=".part")
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        # A link, unlike a rename, never takes the place of what somebody put there meanwhile.
        os.link(draft, path)
    finally:
        draft.unlink(missing_ok=True)
    keep_folder(path.parent)


def put_in_place(draft: Path, target: Path) -> None:
    """Give a finished file its name, in place of what has it now; it survives a power cut."""
    draft.replace(target)
    keep_folder(target.parent)


def folded(text: str) -> str:
    """The text as it is compared: without case and without diacritics."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))
