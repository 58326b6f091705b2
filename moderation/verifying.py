"""Verifying: any file that is, or may become, public is searched for every stored address.

The guard is the one that every export passes; here it looks at files that lie somewhere already,
packed or in folders too. Addresses that a moderator let stand in an approved comment are no leak.
"""

import gzip
import zlib
from codecs import getincrementaldecoder
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from db import published
from moderation.changes import SILENT, Progress
from moderation.errors import ExportRefused, ImportRefused
from moderation.exchange.charset import guessed
from moderation.exchange.encoding import PIECE, as_file, encoding_of
from moderation.exchange.trees import ZIP, Archive, Folder, Tree
from moderation.guard import MOST_LEAKS, Leak, find_leaks
from moderation.newsroom import Newsroom
from moderation.public import Cleaning, known_private
from resources.translation import _, ngettext

_GZIP = b"\x1f\x8b"
_HEAD = 4096
_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Found:
    """A stored address in a file; `file` is its name, inside an archive or a folder too."""

    file: str
    leak: Leak

    def __str__(self) -> str:
        """What and where, for a person; never the address."""
        return _("{file}: {leak}").format(file=self.file, leak=self.leak)


@dataclass(frozen=True, slots=True)
class Verified:
    """What was looked at, and the first hundred places of each file where an address stands."""

    files: int
    found: Sequence[Found]

    @property
    def is_clean(self) -> bool:
        """Whether nothing was found."""
        return not self.found

    @property
    def sentence(self) -> str:
        """The outcome in one sentence."""
        if self.is_clean:
            clean = ngettext(
                "No stored e-mail or IP address is in it ({count} file).",
                "No stored e-mail or IP address is in them ({count} files).",
                self.files,
            )
            return clean.format(count=f"{self.files:,}")
        told = ngettext(
            "{count} stored address was found: do not publish this.",
            "{count} stored addresses were found: do not publish this.",
            len(self.found),
        )
        return told.format(count=f"{len(self.found):,}")

    def as_json(self) -> dict[str, object]:
        """The outcome as `verify --json` answers it."""
        return {
            "clean": self.is_clean,
            "files": self.files,
            "found": [
                {
                    "file": one.file,
                    "form": one.leak.form.name.lower().replace("_", "-"),
                    "line": one.leak.line,
                    "column": one.leak.column,
                }
                for one in self.found
            ],
        }


def verify(newsroom: Newsroom, paths: Sequence[Path], *, progress: Progress = SILENT) -> Verified:
    """Search these files, archives and folders; nothing is changed.

    `ExportRefused` where one cannot be read: then nothing is known of it. `Cancelled` if asked to
    stop.
    """
    known, standing = known_private(newsroom), _standing(newsroom)
    found: list[Found] = []
    count = 0
    for path in paths:
        with _readable(path):
            for name, file in _files(path):
                count += 1
                leaks = find_leaks(file, known, standing, progress)
                found += [Found(name, leak) for leak in leaks[:MOST_LEAKS]]
    return Verified(count, found)


def _standing(newsroom: Newsroom) -> set[str]:
    """The addresses that moderators let stand in what is public."""
    cleaning = Cleaning(known_private(newsroom))
    with newsroom.public_read() as reading:
        for number in published.articles_with_standing_addresses(reading):
            for _comment in cleaning.comments(reading, number):
                pass  # reading it is what gathers its addresses
    return cleaning.standing


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, ImportRefused, EOFError, zlib.error) as error:
        reason = getattr(error, "sentence", "") or getattr(error, "strerror", "") or str(error)
        raise ExportRefused(
            _("{path} cannot be read: {reason}").format(path=path, reason=reason),
            _("Nothing is known of it; do not publish it."),
        ) from error


def _files(path: Path) -> Iterator[tuple[str, BinaryIO]]:
    if path.is_dir():
        yield from _below(str(path), Folder(path))
        return
    with path.open("rb") as file:
        yield from _inside(str(path), file)


def _inside(name: str, file: BinaryIO, depth: int = 0) -> Iterator[tuple[str, BinaryIO]]:
    """The file as UTF-8, or what is packed in it, however often."""
    head = file.read(_HEAD)
    file.seek(0)
    packed = head.startswith((ZIP, _GZIP))
    if packed and depth == _DEEPEST:
        raise ImportRefused(_("It is packed more often than anybody packs a file."), "")
    if head.startswith(ZIP):
        yield from _below(name, Archive(file, name), depth + 1)
    elif head.startswith(_GZIP):
        with gzip.GzipFile(fileobj=file, mode="rb") as unpacked:
            yield from _inside(name, cast("BinaryIO", unpacked), depth + 1)
    else:
        encoding = _encoding(head)
        yield name, file if encoding == "utf-8" else _as_utf8(file, encoding)


def _encoding(head: bytes) -> str:
    """The encoding, if each character of it has two or four bytes; else it is read as it is."""
    told = encoding_of(head)
    if told == "utf-8" and b"\x00" in head:
        told = guessed(head)
    return told if told.startswith(("utf-16", "utf-32")) else "utf-8"


def _as_utf8(file: BinaryIO, encoding: str) -> BinaryIO:
    """A file of two or four bytes a character, as the guard reads it."""
    decoder = getincrementaldecoder(encoding)("replace")
    pieces = iter(lambda: file.read(PIECE), b"")
    return as_file(decoder.decode(piece).encode("utf-8", "replace") for piece in pieces)


def _below(name: str, tree: Tree, depth: int = 0) -> Iterator[tuple[str, BinaryIO]]:
    for each in tree.files():
        with tree.open(each) as file:
            yield from _inside(f"{name}/{each}", file, depth)
