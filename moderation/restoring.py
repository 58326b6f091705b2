"""Restoring a newsroom from a backup: whole or not at all, with what is there now kept aside.

A backup is recognised by its content: a newsroom's own file, or JSON Lines, packed or not.
"""

import gzip
import shutil
import tempfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from db import dumping, files, keys, mending, migrations, recoding
from db.dumping import Loaded, Told, Unfit
from db.keys import Key
from moderation.changes import SILENT, Progress
from moderation.errors import Cancelled, ImportRefused, LibraryError
from moderation.exchange import backup_file
from moderation.newsroom import open_newsroom, translated
from resources.translation import _

_SQLITE = b"SQLite format 3\x00"
_GZIP = b"\x1f\x8b"
_BLOCK = 1 << 20
_EVERY = 1_000


@dataclass(frozen=True, slots=True)
class Restored:
    """A newsroom that was restored from `backup`.

    `aside` is where the one that was there is kept, if there was one; `broken` the first operation
    whose seal does not hold: it was so when the backup was made. `is_encrypted`, and whether what
    was there was so (`was_encrypted`) and had another passphrase (`has_other_key`).
    """

    file: Path
    backup: Path
    format: str
    aside: Path | None
    comments: int
    operations: int
    broken: int | None
    is_encrypted: bool = False
    was_encrypted: bool = False
    has_other_key: bool = False

    @property
    def sentence(self) -> str:
        """The outcome, in words."""
        told = [
            _("Restored from {backup}: {comments} comments, {operations} operations.").format(
                backup=self.backup.name,
                comments=f"{self.comments:,}",
                operations=f"{self.operations:,}",
            )
        ]
        if self.aside is not None:
            told.append(_("What was there before is kept as {path}.").format(path=self.aside.name))
        if self.broken is not None:
            told.append(
                _("The chain of the history does not hold from operation {number} on.").format(
                    number=self.broken
                )
            )
        if self.has_other_key:
            told.append(_("It is encrypted, and opens with the passphrase of the backup."))
        if self.was_encrypted and not self.is_encrypted:
            told.append(_("It is not encrypted, as the newsroom was that was there."))
        return " ".join(told)

    def as_json(self) -> dict[str, object]:
        """The outcome as `restore --json` answers it."""
        return {
            "file": str(self.file),
            "backup": str(self.backup),
            "format": self.format,
            "kept_aside": None if self.aside is None else str(self.aside),
            "comments": self.comments,
            "operations": self.operations,
            "chain_broken_at": self.broken,
            "encrypted": self.is_encrypted,
        }


def is_empty(path: Path) -> bool:
    """Whether there is nothing to lose at `path`: no file, or a newsroom without a history."""
    if not path.exists():
        return True
    try:
        with open_newsroom(path) as newsroom:
            return newsroom.revision() == 0
    except LibraryError:
        return False  # what cannot be opened may still be mended


def restore(path: Path, backup: Path, *, progress: Progress = SILENT) -> Restored:
    """Make the newsroom at `path` what the backup holds; nobody of this process may have it open.

    Where the newsroom that is there is encrypted, and its passphrase was told, the new one is with
    the same; a backup that is encrypted itself wants its own (`EncryptedNewsroom`) and keeps it.

    The new one is made and checked beside its place first. `ImportRefused` or `LibraryError` where
    the backup is no good, `Cancelled` where the progress says stop: then all is as it was. The
    one that was there is kept aside.
    """
    _refuse(path, backup)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # In a folder of its own (0700): nobody can put a link in the place of what is made.
        with tempfile.TemporaryDirectory(prefix=".commentdesk-restore-", dir=path.parent) as name:
            draft = Path(name) / path.name
            old = keys.salt_of(path)
            form, loaded = _made(backup, draft, _key_of(path), progress)
            new = keys.salt_of(draft)
            with translated(path):
                aside = mending.take_place(path, draft)
    except OSError as error:
        raise LibraryError(
            _("{path} cannot be restored: {reason}.").format(path=path, reason=error.strerror),
            _("Nothing was changed. Make room there, or choose another place."),
        ) from error
    return Restored(
        path, backup, form, aside, loaded.comments, loaded.operations,
        loaded.broken[0] if loaded.broken else None,
        new is not None, old is not None, new is not None and new != old,
    )  # fmt: skip


def _refuse(path: Path, backup: Path) -> None:
    if not backup.is_file():
        raise LibraryError(_("There is no file at {path}.").format(path=backup))
    if path.exists() and path.samefile(backup):
        raise LibraryError(_("{path} is this newsroom itself.").format(path=backup))
    if path.is_symlink():
        raise LibraryError(
            _("{path} is a link, and leads elsewhere; it is not followed.").format(path=path)
        )


def _key_of(path: Path) -> Key | None:
    """The key of the newsroom that is there, if it is encrypted and was told."""
    return keys.key_of(path) if path.exists() and not keys.is_locked(path) else None


def _made(backup: Path, draft: Path, key: Key | None, progress: Progress) -> tuple[str, Loaded]:
    """Make the newsroom at `draft`; the backup's format, and what is in it."""
    head = _beginning(backup)
    if head.startswith((_SQLITE, keys.MARK)):
        return "sqlite", _made_of_library(backup, draft, key, progress)
    return "jsonl", _made_of_text(backup, draft, key, progress)


def _made_of_library(backup: Path, draft: Path, key: Key | None, progress: Progress) -> Loaded:
    with translated(backup):
        keys.key_of(backup)  # refuses one whose passphrase was not told
    _copy(backup, draft, progress)
    loaded = _checked(backup, draft)
    if key is not None and keys.salt_of(draft) is None:
        _encrypt(draft, key, progress)
    return loaded


def _made_of_text(backup: Path, draft: Path, key: Key | None, progress: Progress) -> Loaded:
    found: list[Loaded] = []
    with backup.open("rb") as file:
        head, lines = backup_file.read(file)
        if head.schema > migrations.latest():
            raise backup_file.newer()

        def look(loaded: Loaded) -> None:
            found.append(loaded)
            if loaded.operations != head.operation:
                raise _unfit(backup)

        try:
            with translated(draft):
                dumping.build(draft, head.schema, _rows(lines, progress), look, key)
        except Unfit as error:
            raise _unfit(backup) from error
    return found[0]


def _encrypt(draft: Path, key: Key, progress: Progress) -> None:
    with translated(draft):
        made = draft.with_name("encrypted")
        with recoding.alone(draft) as library:
            recoding.recode(
                library, made, key, lambda done, all_: _tell(progress, done, all_ or None)
            )
        made.replace(draft)


def _rows(lines: Iterator[backup_file.Line], progress: Progress) -> Iterator[Told]:
    for number, line in enumerate(lines):
        if number % _EVERY == 0:
            _tell(progress, number, None)
        yield Told(line.table, line.row)
    _tell(progress, 1, None)


def _beginning(backup: Path) -> bytes:
    with backup.open("rb") as file:
        head = file.read(4096)
    if not head.startswith(_GZIP):
        plain = head
    else:
        try:
            plain = zlib.decompressobj(31).decompress(head, 4096)
        except zlib.error:
            plain = b""
    if plain.startswith((_SQLITE, keys.MARK)) or backup_file.looks_like(plain):
        return plain
    raise ImportRefused(
        _("{path} is no backup of a newsroom.").format(path=backup),
        _("To read comments out of another file, import it."),
    )


def _copy(backup: Path, draft: Path, progress: Progress) -> None:
    files.make_private_file(draft)
    with backup.open("rb") as file:
        is_packed = file.read(2) == _GZIP
    size = backup.stat().st_size
    done = 0
    with gzip.open(backup) if is_packed else backup.open("rb") as source, draft.open("wb") as out:
        try:
            while block := source.read(_BLOCK):
                out.write(block)
                done += len(block)
                _tell(progress, done, None if is_packed else size)
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise ImportRefused(
                _("The backup is packed (gzip), and damaged."),
                _("Take another copy of it. Nothing of it was kept."),
            ) from error
    if not is_packed:
        # A newsroom that is in use has its newest decisions in the log beside it.
        log = backup.with_name(f"{backup.name}-wal")
        if log.exists() and log.stat().st_size:
            shutil.copyfile(log, draft.with_name(f"{draft.name}-wal"))


def _checked(backup: Path, draft: Path) -> Loaded:
    """What is in a copy of a newsroom, of which every page is as it must be."""
    if not mending.is_whole(draft, settled=True):
        raise LibraryError(
            _("{path} is not a good backup.").format(path=backup),
            _("Choose an older one. Nothing was changed."),
        )
    try:
        # An older one is brought up to date here; a newer one is refused by its sentence.
        with open_newsroom(draft):
            pass
        with translated(draft):
            return dumping.look(draft)
    except LibraryError as error:
        sentence = error.sentence.replace(str(draft), str(backup))
        raise LibraryError(sentence, error.way_out) from error


def _unfit(backup: Path) -> ImportRefused:
    return ImportRefused(
        _("{path} cannot be restored: what is in it makes no newsroom.").format(path=backup),
        _("Take another copy of it. Nothing was changed."),
    )


def _tell(progress: Progress, done: int, total: int | None) -> None:
    progress.tell(done, total, _("Restoring"))
    if progress.stop_asked():
        raise Cancelled(_("Stopped. Nothing was restored, and nothing was changed."))
