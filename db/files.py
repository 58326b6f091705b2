"""Files made with care: private from the first byte, through no planted link, whole or none."""

import errno
import os
import sqlite3
import tempfile
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from db import connecting, keys
from db.trouble import backup_folder, damaged, planted

# Told after each part of a copy how many pages are done, and of how many; it may raise to stop.
See = Callable[[int, int], None]
# So many pages (of 4 KiB) are copied between two looks at whether to stop.
_PAGES = 2_000
_BLOCK = 1 << 20


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


def back_up(path: Path, target: Path, see: See | None = None) -> None:
    """Copy the library while it may be in use, check the copy, and only then give it its name.

    The copy is made by SQLite's online backup (sqlite.org/backup.html): one consistent moment.
    `see` may raise to stop it; nothing is left of it then.
    """
    draft = target.with_name(f".{target.name}.part")
    draft.unlink(missing_ok=True)
    make_private_file(draft)
    try:
        _copy(path, draft, see)
        draft.replace(target)
    except BaseException:
        for end in ("", "-journal"):
            draft.with_name(draft.name + end).unlink(missing_ok=True)
        raise
    keep_folder(target.parent)


def _copy(path: Path, draft: Path, see: See | None) -> None:
    source = connecting.connect(path)
    copy = connecting.connect(draft, key=keys.key_of(path))
    try:
        # One moment from the first page to the last: else every write of another desk would have
        # the copy begin anew.
        source.execute("BEGIN")
        source.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()

        def tell(_status: int, left: int, total: int) -> None:
            if see is not None:
                see(total - left, total)

        source.backup(copy, pages=_PAGES if see is not None else -1, progress=tell, sleep=0)
        # One file, without a log beside it: a backup is carried around.
        copy.execute("PRAGMA journal_mode = DELETE")
        sound = copy.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
        if not sound or newest_seal(copy) != newest_seal(source):
            raise damaged(path)
    finally:
        copy.close()
        source.close()
    with draft.open("rb") as file:
        os.fsync(file.fileno())


def newest_seal(connection: sqlite3.Connection) -> tuple[int, str] | None:
    """The number and the seal of the newest operation, or None if there is none."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'operation'").fetchone():
        return None
    found = connection.execute("SELECT * FROM operation ORDER BY id DESC LIMIT 1")
    row = found.fetchone()
    if row is None:
        return None
    told = dict(zip((one[0] for one in found.description), row, strict=True))
    return int(told["id"]), str(told["hash"])


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
    with new_private(path) as file:
        file.write(data)


@contextmanager
def new_private(path: Path) -> Iterator[IO[bytes]]:
    """A new file to be written in the block, for its owner alone (0600); it gets its name after.

    If the block raises, nothing of it is left. `FileExistsError` as `write_private`.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".commentdesk-", suffix=".part")
    draft = Path(name)
    try:
        with os.fdopen(handle, "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        name_new(draft, path)
    finally:
        draft.unlink(missing_ok=True)
    keep_folder(path.parent)


def name_new(draft: Path, path: Path) -> None:
    """Give a finished file a name that is free; `FileExistsError` if it is not."""
    try:
        # A link, unlike a rename, never takes the place of what somebody put there meanwhile.
        os.link(draft, path)
    except FileExistsError:
        raise
    except OSError:  # a drive that knows no second names, such as a stick's
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
        draft.rename(path)


def put_in_place(draft: Path, target: Path) -> None:
    """Give a finished file its name, in place of what has it now; it survives a power cut."""
    draft.replace(target)
    keep_folder(target.parent)


def shred(path: Path) -> None:
    """Overwrite a file with noise, and remove it.

    On a flash drive, in snapshots and in copies that others made, what it held may remain.
    """
    left = path.stat().st_size
    with path.open("r+b") as file:
        while left > 0:
            left -= file.write(os.urandom(min(left, _BLOCK)))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()


def folded(text: str) -> str:
    """The text as it is compared: without case and without diacritics."""
    if text.isascii():
        return text.casefold()
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def folded_address(address: str) -> str:
    """An address as it is looked up: without case (its local part too, as every host has it)."""
    return address.strip().casefold()
