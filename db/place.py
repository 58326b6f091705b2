"""Is an open library still the file of that name? A write to one that is not would be lost.

A file that was deleted or replaced goes on to be written by whoever has it open, and is gone when
the last of them closes it (sqlite.org/howtocorrupt.html §2.4); so every write looks at it twice.
The log beside it (`-wal`) holds the newest decisions, and is looked at as well.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from db import trouble

_Identity = tuple[int, int]
_open_here: Counter[_Identity] = Counter()
# The first bytes of what is open: it may not be opened a second time to read them.
_beginnings: dict[_Identity, bytes] = {}
_BEGINNING = 16


class Place:
    """Remembers which file it was that was opened at a path."""

    def __init__(self, path: Path) -> None:
        self._path = path
        # Never through a file handle of our own: closing that would drop SQLite's locks.
        self._file = _identity(path)
        self._log_path = path.with_name(f"{path.name}-wal")
        self._log: _Identity | None = None
        if self._file is not None:
            _beginnings[self._file] = beginning(path)
            _open_here[self._file] += 1

    def let_go(self) -> None:
        """The library is closed; it may be done so twice."""
        if self._file is not None and _open_here[self._file]:
            _open_here[self._file] -= 1

    def forget_log(self) -> None:
        """A new connection writes; the log may be a new one, if nobody else had the file open."""
        self._log = None

    @contextmanager
    def held(self) -> Iterator[None]:
        """The block writes; `MovedLibrary`, before it begins or is kept, if the file is gone."""
        self._look()
        yield
        self._look()

    def look_at_file(self) -> None:
        """`MovedLibrary` if another file lies there now, or none.

        Before each new connection: one to another file of that name would take our log for its own
        and play it in, and cut short the log's index, which our others have mapped: that ends a
        process (SIGBUS).
        """
        if _identity(self._path) != self._file:
            raise trouble.moved(self._path)

    def is_lost(self) -> bool:
        """Whether the file or its log is not there any more, or another one is in its place."""
        is_elsewhere = _identity(self._path) != self._file
        return is_elsewhere or self._log not in (None, _identity(self._log_path))

    def _look(self) -> None:
        self.look_at_file()
        # Once a write has begun there is a log, and SQLite keeps it while anybody is here.
        log = _identity(self._log_path)
        if self._log not in (None, log):
            raise trouble.moved(self._path)
        self._log = log


def _identity(path: Path) -> _Identity | None:
    """Which file this is on this machine, whatever it is called; None if there is none."""
    try:
        told = path.stat()
    except OSError:
        return None
    return told.st_dev, told.st_ino


def beginning(path: Path) -> bytes:
    """The first sixteen bytes of the file; nothing where there is none."""
    file = _identity(path)
    if file is not None and _open_here[file] > 0:
        return _beginnings[file]
    try:
        with path.open("rb") as opened:
            return opened.read(_BEGINNING)
    except OSError:
        return b""


def is_open_here(path: Path) -> bool:
    """Whether this very process has the library open: no handle to it but SQLite's may be closed.

    Closing any would drop all locks that the process has on the file (howtocorrupt.html §2.2).
    """
    file = _identity(path)
    return file is not None and _open_here[file] > 0
