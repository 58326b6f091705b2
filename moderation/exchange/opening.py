"""Opening a source, whatever it is: a file, a packed one, an archive, or a folder."""

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from moderation.errors import ImportRefused
from moderation.exchange import readers
from moderation.exchange.readers import Format
from moderation.exchange.source import Draft, Notes, Reading, Wishes
from moderation.exchange.trees import ZIP, Archive, Folder, Tree
from resources.translation import _

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

    from moderation.exchange.csv_mapping import Table


@dataclass(frozen=True, slots=True)
class Opened:
    """A source that was recognised. `position()` of `size` bytes were read so far.

    `read(notes, wishes)` may be called once, while it is open; it answers as a format's module.
    `look_at_table(wishes)` answers, of a table, its columns and what they are taken for.
    """

    format: Format
    size: int
    read: Callable[[Notes, Wishes], Reading]
    position: Callable[[], int]
    look_at_table: Callable[[Wishes], "Table"]


@contextmanager
def opened(
    path: Path, name: str | None = None, *, watch: Callable[[], None] | None = None
) -> Iterator[Opened]:
    """Open a source and recognise it, or take it for the format of that name.

    `ImportRefused` says what it looked like, or why it cannot be opened. `watch` is called before
    each piece of a file is read, and ends the reading by raising; so does a preview that is no
    longer wanted.
    """
    with ExitStack() as stack:
        if path.is_dir():
            yield _of_tree(_folder(path), name, stack)
            return
        file = stack.enter_context(_file(path, watch))
        if _head(file).startswith(ZIP):
            yield _of_tree(Archive(file, path.name), name, stack)
        else:
            yield _of_file(file, path.stat().st_size, name)


class _Watched(io.FileIO):
    """A file of which somebody hears before it is read on."""

    def __init__(self, path: Path, watch: Callable[[], None]) -> None:
        super().__init__(path, "rb")
        self._watch = watch

    def readinto(self, buffer: "WriteableBuffer") -> int | None:
        self._watch()
        return super().readinto(buffer)

    def readall(self) -> bytes:
        self._watch()
        return super().readall()


def _file(path: Path, watch: Callable[[], None] | None) -> BinaryIO:
    try:
        if watch is not None:
            return io.BufferedReader(_Watched(path, watch))
        return path.open("rb")
    except OSError as error:
        raise _cannot_be_opened(path, error) from error


def _folder(path: Path) -> Folder:
    try:
        return Folder(path)
    except OSError as error:
        raise _cannot_be_opened(path, error) from error


def _cannot_be_opened(path: Path, error: OSError) -> ImportRefused:
    return ImportRefused(
        _("{path} cannot be opened: {reason}.").format(path=path, reason=error.strerror),
        _("Check its name and whether you may read it."),
    )


def _head(file: BinaryIO) -> bytes:
    head = file.read(readers.HEAD)
    file.seek(0)
    return head


def _of_file(file: BinaryIO, size: int, name: str | None) -> Opened:
    found = readers.of_file(_head(file), name)
    look = partial(_look_at_table, file)
    return Opened(found, size, partial(found.of_files.read, file), file.tell, look)


def _look_at_table(file: BinaryIO, wishes: Wishes) -> "Table":
    from moderation.exchange.csv_mapping import look_at

    return look_at(file, wishes)


def _no_table(_wishes: Wishes) -> "Table":
    raise ValueError("a folder's own format is no table")


def _of_tree(tree: Tree, name: str | None, stack: ExitStack) -> Opened:
    """A folder's own format; else its files one after another, if they are of one format."""
    own = readers.of_tree(tree, name)
    if own is not None:
        read_tree = partial(_read_tree, own, tree)
        return Opened(own, tree.size, read_tree, lambda: tree.read_so_far, _no_table)
    formats = dict(_recognised(tree, tree.files(), name))
    found = set(formats.values())
    if not found:
        _refuse_nested(tree)
    if len(found) != 1:
        raise _none_or_several(tree, sorted(one.title() for one in found))
    one = found.pop()
    read = partial(_read_series, tree, list(formats), one, stack)

    def look(wishes: Wishes) -> "Table":
        with tree.open(next(iter(formats))) as first:
            return _look_at_table(first, wishes)

    return Opened(one, tree.size, read, lambda: tree.read_so_far, look)


def _read_tree(own: Format, tree: Tree, notes: Notes, wishes: Wishes) -> Reading:
    """The folder as its format reads it; exports that lie in it too are named, not read."""
    others = [name for name in tree.files() if name.lower().endswith(_EXPORTS)]
    for name, _format in _recognised(tree, others[:_MOST_NAMED], None):
        told = _("An export of comments lies among the files; import it by itself.")
        notes.warn("left-out", told, name)
    return own.of_trees.read(tree, notes, wishes)


# What exports are called; only to tell of those that lie among the files of a site.
_EXPORTS = (".xml", ".csv", ".tsv", ".gz", ".db", ".sqlite", ".sqlite3", ".jsonl")
_MOST_NAMED = 50


def _recognised(tree: Tree, names: Sequence[str], name: str | None) -> Iterator[tuple[str, Format]]:
    before = tree.read_so_far
    for each in names:
        with tree.open(each) as file:
            head = _head(file)
            # What is in an archive that is in an archive nobody sees; nor is it guessed at.
            if head.startswith(ZIP):
                continue
            try:
                yield each, readers.of_file(head, name)
            except ImportRefused:
                continue  # a picture, a licence: what is of use is told by the others
    tree.read_so_far = before


def _refuse_nested(tree: Tree) -> None:
    """Say so where the comments are packed twice."""
    for name in tree.files():
        with tree.open(name) as file:
            if _head(file).startswith(ZIP):
                raise ImportRefused(
                    _("{name} is an archive within an archive or a folder.").format(name=name),
                    _("Unpack it first, and import what is in it."),
                )


def _none_or_several(tree: Tree, titles: list[str]) -> ImportRefused:
    if titles:
        return ImportRefused(
            _("{name} holds files of several formats: {formats}.").format(
                name=tree.name, formats=", ".join(titles)
            ),
            _("Import them one by one."),
        )
    return ImportRefused(
        _("{name} holds no file of comments that can be read.").format(name=tree.name),
        _("What can be read: {formats}.").format(formats=", ".join(readers.titles())),
    )


def _read_series(
    tree: Tree, names: list[str], format_: Format, stack: ExitStack, notes: Notes, wishes: Wishes
) -> Reading:
    """The files of one export that was written in parts, as one reading."""

    def read(name: str) -> Reading:
        return format_.of_files.read(stack.enter_context(tree.open(name)), notes, wishes)

    first = read(names[0])

    def others() -> Iterator[Draft]:
        for name in names[1:]:
            reading = read(name)
            if reading.source != first.source:
                raise ImportRefused(
                    _("{name} is of another site than {first}.").format(name=name, first=names[0]),
                    _("Import them one by one."),
                )
            yield from reading.drafts

    return Reading(first.format, first.source, first.title, chain(first.drafts, others()))
