"""Backups by themselves: before what changes much at once, and daily while a newsroom is in use.

They lie in the folder beside the newsroom, are verified when they are made, and thinned by age. One
that cannot be made is told to whoever works here and holds nobody up.
"""

import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from db import backups as kept
from db import keys, mending, operations
from db.backups import BY_HAND, Backup
from db.chain import seal_of
from moderation.changes import SILENT, Progress
from moderation.errors import Cancelled, LibraryError, NewsroomError, NotFound
from moderation.newsroom import Newsroom, translated
from resources.translation import _

BEFORE_IMPORT, BEFORE_DECISION, DAILY = "before-import", "before-decision", "daily"
# A decision on more than so many comments is worth a backup.
MANY = 10_000
# What was kept so long ago at the most stands for now: who imports ten files needs one backup.
_FRESH = timedelta(minutes=10)
_DAY = timedelta(days=1)
# A newsroom that has been in use for so long, and has no backup yet, needs its first.
_FIRST = timedelta(hours=1)
# One at a time, and none while a person is erased: it would bring them back.
AT_WORK = threading.RLock()


@dataclass(frozen=True, slots=True)
class Listed:
    """A backup as it is listed; `good` None: nobody has looked into it, or could.

    `is_locked`: it is encrypted with another passphrase than the newsroom has now.
    """

    backup: Backup
    reason: str
    good: bool | None = None
    is_locked: bool = False

    def as_json(self) -> dict[str, object]:
        """The backup as `backups --json` lists it."""
        return {
            "file": str(self.backup.path),
            "made_at": self.backup.made_at.isoformat(),
            "why": self.backup.why,
            "bytes": self.backup.size,
            "good": self.good,
            "locked": self.is_locked,
        }


def reason(backup: Backup) -> str:
    """Why it was made, in words."""
    if backup.why.startswith("before-migration"):
        return _("Before an upgrade")
    told: dict[str, Callable[[], str]] = {
        BEFORE_IMPORT: lambda: _("Before an import"),
        BEFORE_DECISION: lambda: _("Before a decision on many"),
        DAILY: lambda: _("Daily"),
        BY_HAND: lambda: _("Asked for"),
    }
    return told.get(backup.why, lambda: _("Put there by somebody"))()


def listed(path: Path, *, look: bool = True, progress: Progress = SILENT) -> list[Listed]:
    """The backups beside the newsroom at `path`, newest first; with `look`, whether each is good.

    To look is to read each of them whole. `Cancelled` if the progress says stop.
    """
    try:
        found = kept.backups(path)
    except OSError as error:
        raise _unreadable(path, error) from error
    rows = []
    for number, one in enumerate(found):
        progress.tell(number, len(found), _("Looking through the backups"))
        if progress.stop_asked():
            raise Cancelled(_("Nothing was changed."))
        is_locked = keys.is_locked(one.path)
        good = mending.is_whole(one.path) if look and not is_locked else None
        rows.append(Listed(one, reason(one), good, is_locked))
    return rows


def state(listed: Listed) -> str:
    """What is known of it, in a word."""
    if listed.is_locked:
        return _("encrypted with another passphrase")
    if listed.good is None:
        return ""
    return _("good") if listed.good else _("damaged")


def _unreadable(path: Path, error: OSError) -> LibraryError:
    return LibraryError(
        _("The backups of {path} cannot be listed: {reason}.").format(
            path=path, reason=error.strerror
        )
    )


def find(path: Path, name: Path) -> Path:
    """The file that is meant: a path, or the name of a backup beside the newsroom.

    `NotFound` where there is neither.
    """
    if name.exists():
        return name
    for one in kept.backups(path):
        if one.path.name == str(name):
            return one.path
    raise NotFound(
        _("There is no backup {path}.").format(path=name),
        _("“commentdesk backups” lists those beside the newsroom."),
    )


def make(newsroom: Newsroom, why: str = BY_HAND, *, progress: Progress = SILENT) -> Backup:
    """Make a backup beside the newsroom, verified, and thin the older ones.

    `LibraryError` where it cannot be made, `Cancelled` where the progress says stop; nothing is
    left of it then, and no other was removed.
    """

    def see(done: int, total: int) -> None:
        progress.tell(done, total, _("Making a backup"))
        if progress.stop_asked():
            raise Cancelled(_("Stopped; no backup was made."))

    path = newsroom.path
    with AT_WORK, translated(path):
        try:
            made = kept.make(newsroom.library, why, see)
        except OSError as error:
            raise LibraryError(
                _("No backup could be made: {reason}.").format(reason=error.strerror),
                _("Make room, or give the newsroom a place where its folder can be written."),
            ) from error
        # One that cannot be removed is there the next time, and in nobody's way.
        with suppress(OSError):
            kept.thin(path, datetime.now(UTC), made.path)
    return made


def make_before(newsroom: Newsroom, why: str, *, progress: Progress = SILENT) -> Backup | None:
    """Make a backup before much is changed, unless there is a fresh one, or nothing to keep.

    If it cannot be made, that is told (`newsroom.tell`) and work goes on. `Cancelled` as `make`.
    """
    try:
        if not _has_history(newsroom) or _has_fresh(newsroom):
            return None
        return make(newsroom, why, progress=progress)
    except Cancelled:
        raise
    except NewsroomError as error:
        newsroom.tell(_failed(error))
        return None


def make_daily(newsroom: Newsroom, *, progress: Progress = SILENT) -> Backup | None:
    """Make the day's backup if it is due (see `is_due`); None if it was stopped.

    If it cannot be made, that is told (`newsroom.tell`).
    """
    try:
        return make(newsroom, DAILY, progress=progress) if is_due(newsroom) else None
    except Cancelled:
        return None
    except NewsroomError as error:
        newsroom.tell(_failed(error))
        return None


def is_due(newsroom: Newsroom) -> bool:
    """Whether the newest backup is a day old, and something happened since; cheap to ask."""
    with newsroom.read() as reading:
        newest, first = seal_of(reading), operations.first_moment(reading)
    if newest is None or first is None:
        return False
    now = datetime.now(UTC)
    found = _found(newsroom.path)
    if not found:
        return now - first > _FIRST
    return now - found[0].made_at >= _DAY and kept.seal_in(found[0].path) != newest


def _has_history(newsroom: Newsroom) -> bool:
    return newsroom.revision() > 0


def _has_fresh(newsroom: Newsroom) -> bool:
    """Whether the newest backup is of this very newsroom, and of now or nearly so."""
    found = _found(newsroom.path)
    if not found:
        return False
    seal = kept.seal_in(found[0].path)
    with newsroom.read() as reading:
        if seal is None or seal_of(reading, seal[0]) != seal:
            return False
        if timedelta(0) <= datetime.now(UTC) - found[0].made_at < _FRESH:
            return True
        return seal_of(reading) == seal


def _found(path: Path) -> Sequence[Backup]:
    try:
        return kept.backups(path)
    except OSError as error:
        raise _unreadable(path, error) from error


def _failed(error: NewsroomError) -> str:
    return _("{sentence} Work goes on without this backup.").format(sentence=error.sentence)


__all__ = [
    "AT_WORK", "BEFORE_DECISION", "BEFORE_IMPORT", "BY_HAND", "DAILY", "MANY", "Backup", "Listed",
    "find", "is_due", "listed", "make", "make_before", "make_daily", "reason", "state",
]  # fmt: skip
