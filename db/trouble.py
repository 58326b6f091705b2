"""Known trouble with the library file, told from bugs of ours: a sentence and a way out for each.

LibraryTrouble
├── NoLibrary         there is no file
├── NotALibrary       the file is something else
├── NewerLibrary      a newer program wrote it
├── PlantedLink       a link lies where a file of ours belongs
├── NeedsPassphrase   it is encrypted, and nobody has told its passphrase
│   └── WrongPassphrase   the one that was told does not open it
├── NoCipher          it is encrypted, and what opens such files is not installed
├── ReadOnlyLibrary   it may not be written
├── LockedLibrary     another program holds it
├── DamagedLibrary    its bytes are not what was written
├── FullDisk          no room to write
├── FailingDrive      the drive does not give or take what it should
├── MovedLibrary      the open file was moved, deleted or replaced
└── Interrupted       whoever asked wants no answer any more; no trouble at all

Any other database error is a bug of ours and passes unchanged.
"""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from db import drivers
from resources.translation import _


class LibraryTrouble(Exception):
    """Expected trouble with the library file; `str()` is the sentence."""

    def __init__(self, sentence: str, way_out: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.way_out = way_out


class NoLibrary(LibraryTrouble):
    """There is no file."""


class NotALibrary(LibraryTrouble):
    """The file is something else."""


class NewerLibrary(LibraryTrouble):
    """A newer program wrote it."""


class PlantedLink(LibraryTrouble):
    """A link lies where a file of ours belongs."""


class NeedsPassphrase(LibraryTrouble):
    """It is encrypted, and nobody has told its passphrase."""


class WrongPassphrase(NeedsPassphrase):
    """The passphrase that was told does not open it."""


class NoCipher(LibraryTrouble):
    """It is encrypted, and what opens such files is not installed."""


class ReadOnlyLibrary(LibraryTrouble):
    """It may not be written."""


class LockedLibrary(LibraryTrouble):
    """Another program holds it."""


class DamagedLibrary(LibraryTrouble):
    """Its bytes are not what was written."""


class FullDisk(LibraryTrouble):
    """No room to write."""


class FailingDrive(LibraryTrouble):
    """The drive does not give or take what it should."""


class MovedLibrary(LibraryTrouble):
    """The open file was moved, deleted or replaced."""


class Interrupted(LibraryTrouble):
    """Whoever asked wants no answer any more."""


def no_library(path: Path) -> NoLibrary:
    """The trouble that there is no file at `path`."""
    return NoLibrary(
        _("There is no newsroom at {path}.").format(path=path),
        _("Check the name, or create a new newsroom there."),
    )


def not_a_library(path: Path) -> NotALibrary:
    """The trouble that the file at `path` is something else."""
    return NotALibrary(
        _("{path} is not a Commentdesk newsroom.").format(path=path),
        _("Nothing in it was changed. To read comments out of another file, import it."),
    )


def newer_library(path: Path) -> NewerLibrary:
    """The trouble that a newer program wrote the file at `path`."""
    return NewerLibrary(
        _("{path} was written by a newer Commentdesk.").format(path=path),
        _("Install the newer version to open it. Nothing in it was changed."),
    )


def needs_passphrase(path: Path) -> NeedsPassphrase:
    """The trouble that the file at `path` is encrypted, and its passphrase is not known."""
    return NeedsPassphrase(
        _("{path} is encrypted.").format(path=path),
        _("Its passphrase opens it. Nothing was changed."),
    )


def wrong_passphrase(path: Path) -> WrongPassphrase:
    """The trouble that the passphrase that was told does not open the file at `path`."""
    return WrongPassphrase(
        _("This passphrase does not open {path}.").format(path=path),
        _("Capital and small letters differ, and so do spaces. Nothing was changed."),
    )


def no_cipher() -> NoCipher:
    """The trouble that encrypted files cannot be opened with what is installed."""
    told = drivers.NoCipher()
    return NoCipher(told.sentence, told.way_out)


def planted(path: Path) -> PlantedLink:
    """The trouble that a link lies where a file of ours belongs; what it points at is let be."""
    return PlantedLink(
        _("{path} is a link, and leads elsewhere; it is not followed.").format(path=path),
        _("Find out who put it there, and take it away."),
    )


def read_only(path: Path) -> ReadOnlyLibrary:
    """The trouble that the file at `path`, or its folder, may not be written."""
    return ReadOnlyLibrary(
        _("{path} can only be read, not written.").format(path=path),
        _("Give yourself the right to write the file and its folder, or open a copy elsewhere."),
    )


def locked(path: Path) -> LockedLibrary:
    """The trouble that another program holds the file at `path`."""
    return LockedLibrary(
        _("Another program is keeping {path} locked.").format(path=path),
        _("Wait until it is done, or close it, and try again. Nothing was changed."),
    )


def damaged(path: Path, sentence: str = "") -> DamagedLibrary:
    """The trouble that the bytes of the file at `path` are not what was written."""
    folder = backup_folder(path)
    if folder.is_dir():
        way_out = _(
            "The file was left as it is. Open the newest backup from “{folder}” beside it, or bring"
            " out what can be read: commentdesk salvage."
        ).format(folder=folder.name)
    else:
        way_out = _("The file was left as it is. Bring out what can be read: commentdesk salvage.")
    return DamagedLibrary(sentence or _("{path} is damaged.").format(path=path), way_out)


def nothing_left(path: Path) -> DamagedLibrary:
    """The trouble that nothing of the damaged library at `path` can be read any more."""
    folder = backup_folder(path)
    if folder.is_dir():
        way_out = _("The file was left as it is. Open the newest backup from “{folder}” beside it.")
    else:
        way_out = _("The file was left as it is; there is no “{folder}” with backups beside it.")
    return DamagedLibrary(
        _("Nothing can be read any more of what {path} held.").format(path=path),
        way_out.format(folder=folder.name),
    )


def full_disk(path: Path) -> FullDisk:
    """The trouble that there is no room to write the file at `path`."""
    return FullDisk(
        _("There is no room left to write {path}.").format(path=path),
        _("Make room on the disk and try again. Nothing was half done."),
    )


def backup_folder(path: Path) -> Path:
    """The folder in which backups of the library at `path` are kept."""
    return path.with_name(f"{path.name}-backups")


def failing_drive(path: Path, code: int = sqlite3.SQLITE_IOERR) -> FailingDrive:
    """The trouble that the drive refuses; `code` is SQLite's own word for what it refused."""
    sentence = (
        _("The drive does not give out what is in {path}.")
        if code in _READING
        else _("The drive did not take what was to be written to {path}.")
    )
    return FailingDrive(
        sentence.format(path=path),
        _(
            "See that the drive is connected and well, has room, and that you are not over your"
            " quota; then try again. Nothing was half done."
        ),
    )


def moved(path: Path) -> MovedLibrary:
    """The trouble that the file at `path` is not the one any more that was opened."""
    return MovedLibrary(
        _("{path} was moved, deleted or replaced while it was open.").format(path=path),
        _(
            "Nothing was written. Connect its drive again or put the file back, and try again; or"
            " close this newsroom and open it where it is now."
        ),
    )


def of_system(path: Path, error: OSError) -> LibraryTrouble:
    """The trouble that the system's refusal to read or write the file at `path` stands for."""
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            return full_disk(path)
        case errno.EROFS | errno.EACCES | errno.EPERM:
            return read_only(path)
        case errno.ENOENT | errno.ENOTDIR:
            return no_library(path)
        case _:
            return LibraryTrouble(
                _("{path} cannot be used: {reason}.").format(path=path, reason=error.strerror),
                _("See that its drive is connected and well, and try again."),
            )


def _not_opened(path: Path) -> LibraryTrouble:
    return read_only(path) if path.exists() else moved(path)


_READING = frozenset(
    {sqlite3.SQLITE_IOERR_READ, sqlite3.SQLITE_IOERR_SHORT_READ, sqlite3.SQLITE_IOERR_FSTAT}
)
_BY_CODE = {
    sqlite3.SQLITE_BUSY: locked,
    sqlite3.SQLITE_LOCKED: locked,
    sqlite3.SQLITE_PROTOCOL: locked,
    sqlite3.SQLITE_READONLY: read_only,
    sqlite3.SQLITE_PERM: read_only,
    sqlite3.SQLITE_CANTOPEN: _not_opened,
    sqlite3.SQLITE_CORRUPT: damaged,
    sqlite3.SQLITE_NOTADB: not_a_library,
    sqlite3.SQLITE_FULL: full_disk,
}


def known(path: Path, error: BaseException) -> LibraryTrouble | None:
    """The known trouble that a database error stands for, or None if it is a bug of ours."""
    code = drivers.code(error)
    if not code:
        return damaged(path) if _is_undecodable(error) else None
    if code == sqlite3.SQLITE_READONLY_DBMOVED:
        return moved(path)
    # The low byte is the kind; the rest says which of its cases (sqlite.org/rescode.html).
    kind = code & 0xFF
    if kind == sqlite3.SQLITE_IOERR:
        return failing_drive(path, code)
    if kind == sqlite3.SQLITE_ERROR and _is_emptied(path):
        return damaged(path)
    # Its key was tried before anything else was: what does not fit it now is damage.
    if kind == sqlite3.SQLITE_NOTADB and drivers.is_strong(error):
        return damaged(path)
    make = _BY_CODE.get(kind)
    return make(path) if make else None


def _is_undecodable(cause: BaseException | None) -> bool:
    """Whether Python could not read a text, of a row or of SQLite's own complaint, as UTF-8."""
    if isinstance(cause, UnicodeDecodeError):
        return b"malformed database schema" in cause.object
    return isinstance(cause, drivers.errors("Error")) and "Could not decode to UTF-8" in str(cause)


def _is_emptied(path: Path) -> bool:
    """Whether nothing is left in the file, so that every table is missing."""
    try:
        return path.stat().st_size == 0
    except OSError:
        return False


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn known database errors of the block into `LibraryTrouble`; let bugs pass unchanged."""
    try:
        yield
    except drivers.errors("Error", UnicodeDecodeError) as error:
        trouble = known(path, error)
        if trouble is None:
            raise
        raise trouble from error
