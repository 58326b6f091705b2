"""A damaged library: a backup in its place, or what can be read of it; it is kept aside."""

import os
import shutil
import tempfile
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from db import chain, connecting, damage, drivers, keys, trouble
from db.files import keep_folder, make_private_file, name_new
from db.library import Library
from db.opening import APPLICATION_ID
from db.refuge import Doubts, Refuge, Saved, Tell
from db.wreckage import open_wreck

_BESIDE = ("-wal", "-shm", "-journal")
# Of two within one second.
_AGAIN = tuple(f"-{number}" for number in range(2, 1_000))


def is_whole(path: Path, *, settled: bool = False) -> bool:
    """Whether the file is a library of ours in which every page is as it must be; a scan.

    With `settled`, nobody else has it, and a log beside it is played back into it first.
    """
    how = "rw" if settled else "ro"
    try:
        with closing(connecting.connect(path, how, immutable=not settled)) as connection:
            marked = connection.execute("PRAGMA application_id").fetchone()[0]
            found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            return bool(marked == APPLICATION_ID and found == "ok")
    except drivers.errors("DatabaseError", trouble.NeedsPassphrase, trouble.NoCipher):
        return False


def put_in_place(path: Path, backup: Path) -> Path:
    """Make a copy of the backup the library at `path`; where the damaged one is kept now.

    At every moment there is a file of that name; its log goes aside first, for SQLite would play
    it back into the backup.
    """
    draft = path.with_name(f".{path.name}.part")
    draft.unlink(missing_ok=True)
    make_private_file(draft)
    try:
        shutil.copyfile(backup, draft)
        aside = take_place(path, draft, "damaged")
    finally:
        draft.unlink(missing_ok=True)
    assert aside is not None
    return aside


def take_place(path: Path, draft: Path, why: str = "before-restore") -> Path | None:
    """Make a finished file the library at `path`; where what was there is kept, if anything was.

    At every moment there is a file of that name, if there was one.
    """
    with draft.open("rb") as file:
        os.fsync(file.fileno())
    if not path.exists():
        name_new(draft, path)
        keep_folder(path.parent)
        return None
    moment = datetime.now(UTC).strftime("%Y-%m-%dT%H%M%SZ")
    aside = _free(path.with_name(f"{path.stem}-{why}-{moment}{path.suffix}"))
    for suffix in _BESIDE:
        beside = path.with_name(f"{path.name}{suffix}")
        if beside.exists():
            beside.rename(aside.with_name(f"{aside.name}{suffix}"))
    keep_under(path, aside)
    draft.replace(path)
    keep_folder(path.parent)
    return aside


def _free(path: Path) -> Path:
    names = (path.with_name(f"{path.stem}{end}{path.suffix}") for end in ("", *_AGAIN))
    return next(one for one in names if not os.path.lexists(one))


def keep_under(path: Path, aside: Path) -> None:
    """Give a file a second name; where a drive knows none, that name alone."""
    try:
        aside.hardlink_to(path)
    except OSError:  # a drive that knows no second names
        path.rename(aside)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a salvage: what was saved, whether there was a log and it was left out, and
    the first operation whose seal does not hold with what is wrong with it (None: all hold).
    """

    saved: Saved
    log_left_out: bool
    broken: tuple[int, str] | None


def bring_out(
    path: Path, into: Path, backup: Path | None, lost_title: str, doubts: Doubts, tell: Tell
) -> Outcome:
    """Make a new library at `into` of all that can be read in the damaged one at `path`.

    A backup that is good is compared with what was not changed since.

    The new one is there whole or not at all; the damaged one is only copied. `OSError` where the
    new one cannot be written, `DamagedLibrary` where nothing can be read any more, `NotALibrary`
    where nothing tells that it was a library.
    """
    log = path.with_name(f"{path.name}-wal")
    with_log = damage.does_log_belong(path)
    with tempfile.TemporaryDirectory(prefix=".commentdesk-salvage-", dir=into.parent) as name:
        folder = Path(name)
        draft = folder / into.name
        # It is compared with the backup on one connection, whichever of the two is encrypted.
        is_strong = backup is not None and keys.key_of(backup) is not None
        wreck = open_wreck(path, folder, with_log=with_log)
        refuge = Refuge(draft, wreck, doubts, tell, keys.key_of(path), strong=is_strong)
        try:
            with trouble.told(into):
                saved = refuge.fill(lost_title, backup)
        finally:
            refuge.close()
            wreck.close()
        if not any(saved.counts[table].read for table in ("comment", "article", "operation")):
            was_ours = damage.was_ours(path)
            raise trouble.nothing_left(path) if was_ours else trouble.not_a_library(path)
        broken = _first_broken(draft)
        with draft.open("rb") as file:
            os.fsync(file.fileno())
        draft.rename(into)
    keep_folder(into.parent)
    return Outcome(saved, log.exists() and not with_log, broken)


def _first_broken(draft: Path) -> tuple[int, str] | None:
    made = Library(draft)
    try:
        with made.read() as reading:
            return next(chain.broken_links(reading), None)
    finally:
        made.close()
