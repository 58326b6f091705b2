"""Folders and zip archives as one thing: names, and files to read; nothing is ever unpacked to."""

import lzma
import tempfile
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from moderation.errors import ImportRefused
from moderation.exchange.encoding import PIECE, grows_beyond_reason
from resources.translation import _

ZIP = b"PK\x03\x04"
# No site keeps more files of comments than this.
_MOST_FILES = 500_000
_IN_MEMORY = 8 * 1024 * 1024
# What reading a file of an archive raises: a name in no encoding is a ValueError.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, NotImplementedError,
    ValueError,
)  # fmt: skip
_NOT_OURS = frozenset({"node_modules", "__MACOSX"})


class Tree(Protocol):
    """Files by name. `read_so_far` of `size` bytes were opened."""

    name: str
    size: int
    read_so_far: int

    def files(self) -> Sequence[str]:
        """The names of all files, with slashes, sorted; none that is hidden."""

    def open(self, name: str) -> BinaryIO:
        """One of the files, seekable. `ImportRefused` where it cannot be read."""


class Folder:
    """A folder of the disk. Links are not followed."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        self.read_so_far = 0
        self._path = path
        self._sizes = dict(sorted(_sizes_below(path).items()))
        self.size = sum(self._sizes.values())

    def files(self) -> Sequence[str]:
        """The names of all files below the folder."""
        return list(self._sizes)

    def open(self, name: str) -> BinaryIO:
        """One of the files."""
        self.read_so_far += self._sizes[name]
        try:
            return (self._path / name).open("rb")
        except OSError as error:
            raise ImportRefused(
                _("{path} cannot be opened: {reason}.").format(path=name, reason=error.strerror),
                _("Check whether you may read it."),
            ) from error


class _Unpacked(tempfile.SpooledTemporaryFile[bytes]):
    """A file of an archive, unpacked aside; called as it is in there, as a file in a folder is."""

    def __init__(self, name: str) -> None:
        super().__init__(_IN_MEMORY)
        self._called = name

    @property
    def name(self) -> str:
        """Its name in the archive."""
        return self._called


class Archive:
    """A zip archive, read where it lies; one that grows beyond reason is refused."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self.name = name
        self.read_so_far = 0
        try:
            self._zip = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise _damaged() from error
        self._infos = {
            info.filename: info
            for info in sorted(self._zip.infolist(), key=lambda one: one.filename)
            if not info.is_dir() and not _hidden(info.filename)
        }
        _refuse_too_many(len(self._infos))
        self.size = sum(info.file_size for info in self._infos.values())
        if grows_beyond_reason(self.size, sum(one.compress_size for one in self._infos.values())):
            raise _bomb()

    def files(self) -> Sequence[str]:
        """The names of all files in the archive."""
        return list(self._infos)

    def open(self, name: str) -> BinaryIO:
        """One of the files, unpacked aside."""
        info = self._infos[name]
        self.read_so_far += info.file_size
        if info.flag_bits & 1:
            raise ImportRefused(
                _("The archive is locked with a password."), _("Unpack it yourself first.")
            )
        aside = _Unpacked(name)
        try:
            with self._zip.open(info) as inside:
                while piece := inside.read(PIECE):
                    aside.write(piece)
        except _BROKEN as error:
            aside.close()
            raise _damaged() from error
        aside.seek(0)
        return cast("BinaryIO", aside)


def _sizes_below(path: Path) -> Mapping[str, int]:
    sizes: dict[str, int] = {}
    waiting = [path]
    while waiting:
        for one in waiting.pop().iterdir():
            name = one.relative_to(path).as_posix()
            if one.is_symlink() or _hidden(name):
                continue
            if one.is_dir():
                waiting.append(one)
            elif one.is_file():
                sizes[name] = one.stat().st_size
        _refuse_too_many(len(sizes))
    return sizes


def _hidden(name: str) -> bool:
    return any(part.startswith(".") or part in _NOT_OURS for part in name.split("/"))


def _refuse_too_many(count: int) -> None:
    if count > _MOST_FILES:
        raise ImportRefused(
            _("There are more than {count} files in it.").format(count=f"{_MOST_FILES:,}"),
            _("Choose the folder that holds the comments alone."),
        )


def _damaged() -> ImportRefused:
    return ImportRefused(
        _("The compressed file is damaged, or it ends in the middle."), _("Download it again.")
    )


def _bomb() -> ImportRefused:
    return ImportRefused(
        _("The compressed file grows without end; no export does that."),
        _("Unpack it yourself, and see whether it is what you expect."),
    )
