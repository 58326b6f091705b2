"""How a public file comes into the world: written aside, checked, and only then given its name.

Until then nobody else may read it, and if anything goes wrong nothing of it stays. Links that
somebody planted are never followed.
"""

import hashlib
import os
import secrets
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import BinaryIO, TypeVar

from moderation.errors import ExportRefused
from resources.translation import _

T = TypeVar("T")
Check = Callable[[BinaryIO, str], None]

# What a folder of pages lists its files in; `sha256sum -c` reads it.
SUMS = "SHA256SUMS"
_NEW = (
    os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
)
_SQLITE = b"SQLite format 3\x00"


def release_file(target: Path, write: Callable[[BinaryIO], T], check: Check) -> tuple[T, str]:
    """Write a file aside, check it, and give it its name; answers what `write` did, and SHA-256.

    `check` gets the file, read again from its beginning, and raises to refuse it. A file of that
    name is replaced at once as a whole; a link, a device or a library is refused with
    ExportRefused, as is whatever the system refuses.
    """
    with _told(target):
        mode = _mode_of_file(target)
        aside = _aside(target)
        try:
            written, digest = _written(aside, write, check, target.name)
            aside.chmod(mode)
            aside.replace(target)
        finally:
            aside.unlink(missing_ok=True)
        _sync_folder(target.parent)
    return written, digest


def release_folder(target: Path, write: Callable[["Pages"], T], check: Check) -> tuple[T, str]:
    """Write a folder of files aside, each checked, and give it its name as a whole.

    An empty folder of that name is replaced, and one that holds an earlier export and nothing
    else; any other is refused with ExportRefused. The SHA-256 is that of its `SHA256SUMS`.
    """
    with _told(target):
        _refuse_unfit_folder(target)
        aside = _aside(target)
        aside.mkdir(mode=0o700)
        try:
            pages = Pages(aside, check)
            written = write(pages)
            digest = pages.close()
            aside.chmod(0o755)
            _swap(aside, target)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
        _sync_folder(target.parent)
    return written, digest


class Pages:
    """A folder that is being written; its files are checked one by one."""

    def __init__(self, folder: Path, check: Check) -> None:
        self._folder = folder
        self._check = check
        self._digests: dict[str, str] = {}

    def add(self, name: str, write: Callable[[BinaryIO], T]) -> T:
        """Write and check the file of that name; slashes in it make folders."""
        (self._folder / name).parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        written, self._digests[name] = _written(self._folder / name, write, self._check, name)
        (self._folder / name).chmod(0o644)
        return written

    def close(self) -> str:
        """List the files in `SHA256SUMS`, sorted by name; the list's own SHA-256."""
        lines = [f"{digest}  {name}\n" for name, digest in sorted(self._digests.items())]
        self.add(SUMS, lambda file: file.write("".join(lines).encode()))
        for folder in {self._folder, *((self._folder / name).parent for name in self._digests)}:
            _sync_folder(folder)
        return self._digests[SUMS]


def _written(path: Path, write: Callable[[BinaryIO], T], check: Check, name: str) -> tuple[T, str]:
    # The same open file is written, read again and synced: nobody can put another in its place.
    with os.fdopen(os.open(path, _NEW, 0o600), "w+b") as file:
        written = write(file)
        file.flush()
        file.seek(0)
        check(file, name)
        file.seek(0)
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        os.fsync(file.fileno())
    return written, digest


def _aside(target: Path) -> Path:
    return target.parent / f".commentdesk-{secrets.token_hex(8)}.part"


def _mode_of_file(target: Path) -> int:
    """The mode that the new file is to have; ExportRefused if the old one is not to be replaced."""
    try:
        found = target.lstat()
    except FileNotFoundError:
        return 0o644
    if stat.S_ISDIR(found.st_mode):
        raise _refused(target, _("it is a folder"))
    if not stat.S_ISREG(found.st_mode):
        raise _refused(target, _("it is a link or a device"))
    with target.open("rb") as file:
        if file.read(len(_SQLITE)) == _SQLITE:
            raise _refused(target, _("it is a library or another database"))
    return stat.S_IMODE(found.st_mode) & 0o777


def _refuse_unfit_folder(target: Path) -> None:
    if not os.path.lexists(target):
        return
    if target.is_symlink() or not target.is_dir():
        raise _refused(target, _("it is no folder"))
    names = {
        str(PurePosixPath(each.relative_to(target)))
        for each in target.rglob("*")
        if each.is_symlink() or not each.is_dir()
    }
    if next(target.iterdir(), None) is not None and names != _earlier_files(target):
        raise _refused(target, _("it holds files that are not from an export"))


def _earlier_files(folder: Path) -> set[str]:
    """The names of an earlier export's files; empty if this is none."""
    with suppress(FileNotFoundError, IsADirectoryError, UnicodeDecodeError):
        lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
        return {line[66:] for line in lines} | {SUMS}
    return set()


def _swap(new: Path, target: Path) -> None:
    """Put the new folder in the old one's place; the old one comes back if that fails."""
    if not target.exists():
        new.rename(target)
        return
    old = _aside(target)
    target.rename(old)
    try:
        new.rename(target)
    except OSError:
        old.rename(target)
        raise
    shutil.rmtree(old)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # pragma: no cover  # Windows has no way to sync a folder
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _refused(target: Path, reason: str) -> ExportRefused:
    return ExportRefused(
        _("{path} was not replaced: {reason}.").format(path=target, reason=reason),
        _("Choose another name."),
    )


@contextmanager
def _told(target: Path) -> Iterator[None]:
    """Turn the system's refusals into a sentence."""
    try:
        yield
    except OSError as error:
        raise ExportRefused(
            _("{path} cannot be written: {reason}.").format(
                path=target, reason=error.strerror or str(error)
            ),
            _("Choose another place, or make room there."),
        ) from error
