"""The newsroom: an open library, a clock, its settings, and who is at the desk."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from types import TracebackType
from typing import TypeVar, cast

from db import keys, opening, operations, settings
from db.library import Library, PublicReading, Reading, Stage, Writing
from db.trouble import (
    DamagedLibrary,
    Interrupted,
    LibraryTrouble,
    NeedsPassphrase,
    WrongPassphrase,
)
from moderation.errors import Cancelled, DamagedNewsroom, EncryptedNewsroom, LibraryError
from resources.translation import _

SUFFIX = ".commentdesk"

T = TypeVar("T")


def _now() -> datetime:
    return datetime.now(UTC)


def _nobody(_sentence: str) -> None:
    """Nobody listens."""


class Newsroom:
    """An open newsroom. Threads may share it; `close` it when nobody uses it any more.

    `desk` is who is at it, as the history names them; `zone` is the zone in which times are shown.
    `tell` is given a sentence where something went wrong that holds nobody up, by any thread;
    whoever opened the newsroom may listen.
    """

    def __init__(
        self,
        opened: Library,
        *,
        desk: str,
        clock: Callable[[], datetime] = _now,
        zone: tzinfo | None = None,
    ) -> None:
        self.library = opened
        self.desk = desk
        self.clock = clock
        self.tell: Callable[[str], None] = _nobody
        self.zone: tzinfo = zone or cast(tzinfo, datetime.now().astimezone().tzinfo)

    @property
    def path(self) -> Path:
        """The library's file."""
        return self.library.path

    @property
    def is_encrypted(self) -> bool:
        """Whether its file, and with it each backup, opens with a passphrase only."""
        return keys.salt_of(self.path) is not None

    def read(self, stop: Callable[[], bool] | None = None) -> AbstractContextManager[Reading]:
        """Read the library; trouble with its file is a `LibraryError`.

        With `stop`, a long read asks it now and then, and ends with `Cancelled` if it says so.
        """
        return self._told(self.library.read(stop))

    def write(self) -> AbstractContextManager[Writing]:
        """Write the library: all of the block is kept, or none of it if it raises."""
        return self._told(self.library.write())

    def write_lesser(self) -> AbstractContextManager[Writing]:
        """As `write`, for what is derived: a power cut may take it back, and others come first."""
        return self._told(self.library.write_lesser())

    def stage(self) -> AbstractContextManager[Stage]:
        """A connection of its own on which to gather rows before one write."""
        return self._told(self.library.stage())

    def public_read(self) -> AbstractContextManager[PublicReading]:
        """Read what may become public, and nothing else."""
        return self._told(self.library.public_read())

    def revision(self) -> int:
        """A number that grows with every operation, whoever wrote it; cheap to ask for."""
        with self.read() as reading:
            return operations.latest(reading)

    def setting(self, key: str, default: T) -> T:
        """The value kept under that key if it is of the default's type, else the default."""
        with self.read() as reading:
            kept = settings.setting(reading, key)
        return kept if isinstance(kept, type(default)) else default

    def keep_setting(self, key: str, value: object) -> None:
        """Keep a JSON-able value under that key."""
        with self.write() as writing:
            settings.keep_setting(writing, key, value)

    def back_up(self, target: Path, see: Callable[[int, int], None] | None = None) -> None:
        """Write a whole copy, with all personal data, to `target` (mode 0600), verified.

        `see` is told how many pages of how many are done, and may raise to stop it.
        """
        with translated(self.path):
            self.library.back_up(target, see)

    def close(self) -> None:
        """Let go of the file."""
        with translated(self.path):
            self.library.close()

    @contextmanager
    def _told(self, opened: AbstractContextManager[T]) -> Iterator[T]:
        with translated(self.path), opened as inner:
            yield inner

    def __enter__(self) -> "Newsroom":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open_newsroom(
    path: Path,
    *,
    create: bool = False,
    passphrase: str | None = None,
    desk: str | None = None,
    clock: Callable[[], datetime] = _now,
    zone: tzinfo | None = None,
) -> Newsroom:
    """Open the newsroom in that file; with `create`, make it where there is none.

    An encrypted one opens with its passphrase, which this process needs to be told once
    (`EncryptedNewsroom`); a new one is encrypted if there is a passphrase.

    Refused with `LibraryError`, the file untouched: none, one that is no library, a newer, a
    read-only, a locked and a damaged one.
    """
    with translated(path):
        is_new = create and not path.exists()
        if passphrase is not None and not is_new and keys.is_locked(path):
            keys.unlock(path, passphrase)
        key = keys.new(passphrase) if is_new and passphrase is not None else None
        opened = opening.open_library(path, create=create, key=key)
    return Newsroom(opened, desk=desk or whoever_is_here(), clock=clock, zone=zone)


def is_locked(path: Path) -> bool:
    """Whether it is encrypted, and its passphrase was not told yet."""
    return keys.is_locked(path)


def whoever_is_here() -> str:
    """The name of the user of this machine; `desk` where the system does not know one."""
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "desk"


def default_path() -> Path:
    """Where the newsroom is kept if nobody says otherwise: in the user's data folder."""
    import platformdirs

    folder = platformdirs.user_data_path("commentdesk", appauthor=False)
    return folder / f"newsroom{SUFFIX}"


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Trouble with the library at `path` is a `LibraryError`, and says if it is damage, or if it
    is a passphrase that is wanted.
    """
    try:
        yield
    except Interrupted as trouble:
        raise Cancelled(_("Stopped.")) from trouble
    except DamagedLibrary as trouble:
        raise DamagedNewsroom(trouble.sentence, trouble.way_out, path) from trouble
    except NeedsPassphrase as trouble:
        is_wrong = isinstance(trouble, WrongPassphrase)
        raise EncryptedNewsroom(
            trouble.sentence, trouble.way_out, path, is_wrong=is_wrong
        ) from trouble
    except LibraryTrouble as trouble:
        raise LibraryError(trouble.sentence, trouble.way_out) from trouble
