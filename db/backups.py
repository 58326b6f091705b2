"""The backups beside a library: what they are called, which are there, which may go.

A name tells the moment and the reason (`2026-11-24T081500.000000Z-daily.commentdesk`). Files that
somebody else put there are listed and never removed.
"""

import re
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from db import connecting, drivers, files, trouble
from db.library import Library
from db.opening import APPLICATION_ID

BY_HAND = "by-hand"
_NAME = re.compile(r"(\d{4}-\d\d-\d\dT\d{6}(?:\.\d{6})?Z)-([a-z0-9-]+)")
_DAY = timedelta(days=1)
# All of the last day, but so many at the most; one of each day for two weeks; one of each week for
# a quarter of a year.
_OF_THE_LAST_DAY = 20
_DAYS, _WEEKS = 14, 13
# A draft that nobody wrote to for so long is of a process that was killed.
_ABANDONED = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup beside a library: its file, when it was made, how large it is in bytes, and why.

    `why` is empty for a file that was not made by the program.
    """

    path: Path
    made_at: datetime
    size: int
    why: str = ""


def backups(path: Path) -> list[Backup]:
    """The backups beside the library at `path`, newest first; nobody has looked into them."""
    folder = trouble.backup_folder(path)
    if not folder.is_dir():
        return []
    found = [
        _told(one)
        for one in folder.iterdir()
        if one.suffix == path.suffix and not one.name.startswith(".") and not one.is_symlink()
    ]
    return sorted(found, key=lambda one: (one.made_at, one.path.name), reverse=True)


def _told(path: Path) -> Backup:
    told = path.stat()
    made_at, why = datetime.fromtimestamp(told.st_mtime, UTC), ""
    if name := _NAME.fullmatch(path.stem):
        # No moment after all: it is somebody's own name.
        with suppress(ValueError):
            made_at, why = datetime.fromisoformat(_spelled(name[1])), name[2]
    return Backup(path, made_at, told.st_size, why)


def _spelled(moment: str) -> str:
    """The moment of a name, as ISO writes it: colons cannot be in every system's names."""
    day, time = moment.removesuffix("Z").split("T")
    return f"{day}T{time[:2]}:{time[2:4]}:{time[4:]}+00:00"


def make(library: Library, why: str, see: files.See | None = None) -> Backup:
    """Make a backup of the library beside it, verified; or nothing, and an `OSError` or trouble.

    What a killed process left of an earlier one is cleared away first.
    """
    target = files.backup_name(library.path, why)
    _clear(target.parent)
    library.back_up(target, see)
    return _told(target)


def _clear(folder: Path) -> None:
    before = (datetime.now(UTC) - _ABANDONED).timestamp()
    for one in folder.glob(".*.part*"):
        if not one.is_symlink() and one.stat().st_mtime < before:
            one.unlink(missing_ok=True)


def superfluous(found: Sequence[Backup], now: datetime) -> list[Backup]:
    """Those that age makes superfluous: the newest of a day, or of a week, stands for the others.

    Only what the program made by itself is ever superfluous, and never the newest of all.
    """
    ours = sorted(
        (one for one in found if one.why and one.why != BY_HAND),
        key=lambda one: (one.made_at, one.path.name),
        reverse=True,
    )
    kept: set[Path] = {one.path for one in ours[:1]}
    spans: set[str] = set()
    recent = 0
    for one in ours:
        age = now - one.made_at
        if age < _DAY:
            recent += 1
            span = f"{recent}" if recent <= _OF_THE_LAST_DAY else ""
        elif age < _DAYS * _DAY:
            span = one.made_at.date().isoformat()
        elif age < _WEEKS * 7 * _DAY:
            span = "{}-W{}".format(*one.made_at.isocalendar()[:2])
        else:
            span = ""
        if span and span not in spans:
            spans.add(span)
            kept.add(one.path)
    return [one for one in ours if one.path not in kept]


def thin(path: Path, now: datetime, good: Path) -> list[Path]:
    """Remove what is superfluous beside the library; what was removed. `good` always stays.

    Whoever calls has just made and verified `good`: so whatever is wrong with the others, one
    good backup is there.
    """
    gone = []
    for one in superfluous(backups(path), now):
        if one.path != good:
            one.path.unlink(missing_ok=True)
            gone.append(one.path)
    return gone


def seal_in(path: Path) -> tuple[int, str] | None:
    """The newest operation in a backup, with its seal; None if there is none, or nothing at all."""
    try:
        with closing(connecting.connect(path, "ro", immutable=True)) as connection:
            if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                return None
            return files.newest_seal(connection)
    except drivers.errors("DatabaseError", trouble.NeedsPassphrase, trouble.NoCipher):
        return None
