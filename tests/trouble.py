"""Trouble with a library's drive, made for real: each lasts as long as its block.

The program under test is not changed for it: what fails are the system's own calls.
"""

import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

from db.connecting import connect
from db.keys import salt_of

Trouble = Callable[[Path], AbstractContextManager[None]]


@contextmanager
def full_disk(path: Path) -> Iterator[None]:
    """No room for a single byte: every write is refused with ENOSPC."""
    # Everything is written to the log first; an empty one is not read.
    with closing(connect(path)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with _instead([_log(path)], os.open("/dev/full", os.O_RDWR)):
        yield


@contextmanager
def quota(path: Path) -> Iterator[None]:
    """No file may grow: every write beyond the present end is refused with EFBIG."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def failing_drive(path: Path) -> Iterator[None]:
    """What lies on the drive can neither be read nor written: every call on it fails."""
    with _instead([path, _log(path)], os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)):
        yield


@contextmanager
def gone(path: Path) -> Iterator[None]:
    """The drive is not there: neither the file nor what lay beside it."""
    away = path.parent.with_name(f"{path.parent.name}-away")
    path.parent.rename(away)
    try:
        yield
    finally:
        away.rename(path.parent)


@contextmanager
def replaced(path: Path) -> Iterator[None]:
    """Another file lies under the name, as a program that synchronises folders would do it."""
    aside = path.with_name("aside")
    path.rename(aside)
    path.write_bytes(aside.read_bytes())
    try:
        yield
    finally:
        aside.replace(path)


@contextmanager
def without_log(path: Path) -> Iterator[None]:
    """The log with the newest decisions was taken for rubbish, and taken away."""
    log = _log(path)
    aside = path.with_name("aside")
    log.rename(aside)
    try:
        yield
    finally:
        aside.rename(log)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Another program holds the file for itself."""
    script = _LOCK_ENCRYPTED if salt_of(path) else _LOCK
    command = [sys.executable, "-c", script, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        try:
            yield
        finally:
            other.communicate()


@contextmanager
def _instead(files: Sequence[Path], bad: int) -> Iterator[None]:
    """Whatever this process has open of these files is `bad` for a while."""
    ours = set(map(str, files))
    handles = [int(one.name) for one in Path("/proc/self/fd").iterdir() if _leads_to(one) in ours]
    kept = {handle: os.dup(handle) for handle in handles}
    assert kept, "nothing of it is open"
    for handle in handles:
        os.dup2(bad, handle)
    try:
        yield
    finally:
        for handle, good in kept.items():
            os.dup2(good, handle)
            os.close(good)
        os.close(bad)


_LOCK = (
    "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None);"
    "c.execute('BEGIN IMMEDIATE'); print(flush=True); sys.stdin.read()"
)
# Who has no key takes the place of whoever writes (sqlite.org/walformat.html, §2.3.1).
_LOCK_ENCRYPTED = (
    "import fcntl, sys; f = open(sys.argv[1] + '-shm', 'r+b');"
    "fcntl.lockf(f, fcntl.LOCK_EX, 1, 120); print(flush=True); sys.stdin.read()"
)


def _log(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def _leads_to(link: Path) -> str:
    try:
        return os.readlink(link)  # noqa: PTH115 - of a handle, which need not be a path
    except OSError:
        return ""


# What each is, and words of the sentence that says it.
TROUBLES: dict[str, tuple[Trouble, str]] = {
    "full disk": (full_disk, "no room left"),
    "quota": (quota, "did not take what was to be written"),
    "failing drive": (failing_drive, "The drive d"),
    "gone": (gone, "was moved, deleted or replaced"),
    "replaced": (replaced, "was moved, deleted or replaced"),
    "without log": (without_log, "was moved, deleted or replaced"),
    "locked": (locked, "Another program is keeping"),
}
