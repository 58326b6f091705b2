"""The backups beside a library: names, and which may go."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from db import backups, files
from db.backups import Backup, superfluous
from moderation.newsroom import Newsroom

ALSO_ENCRYPTED = True

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def backup(age: timedelta, why: str = "daily") -> Backup:
    """A backup of that age."""
    made_at = NOW - age
    return Backup(Path(f"{made_at:%Y-%m-%dT%H%M%S.%f}Z-{why}.commentdesk"), made_at, 1, why)


AGES = st.integers(-3_600, 200 * 86_400).map(lambda seconds: timedelta(seconds=seconds))
WHYS = st.sampled_from(["daily", "before-import", "before-decision", "by-hand", ""])
FOUND = st.lists(st.builds(backup, AGES, WHYS), max_size=60, unique_by=lambda one: one.path)


@given(FOUND)
def test_the_newest_is_never_superfluous_nor_what_somebody_put_there(found: list[Backup]) -> None:
    gone = superfluous(found, NOW)

    ours = [one for one in found if one.why not in {"", "by-hand"}]
    newest = max((one.made_at for one in ours), default=None)
    # Two that were made in one moment are equally new; one of them is enough.
    assert not ours or any(one.made_at == newest and one not in gone for one in ours)
    assert all(one in ours for one in gone)


@given(FOUND)
def test_thinning_again_removes_nothing_more(found: list[Backup]) -> None:
    gone = superfluous(found, NOW)

    assert superfluous([one for one in found if one not in gone], NOW) == []


@given(FOUND)
def test_each_day_of_two_weeks_and_each_week_of_a_quarter_keeps_one(found: list[Backup]) -> None:
    gone = superfluous(found, NOW)
    kept = [one for one in found if one not in gone]

    for one in gone:
        age = NOW - one.made_at
        if age < timedelta(days=14) and age >= timedelta(days=1):
            assert any(other.made_at.date() == one.made_at.date() for other in kept)
        elif timedelta(days=1) <= age < timedelta(weeks=13):
            week = one.made_at.isocalendar()[:2]
            assert any(other.made_at.isocalendar()[:2] == week for other in kept)


def test_of_a_year_of_daily_backups_and_many_of_today_a_few_dozen_stay() -> None:
    daily = [backup(timedelta(days=n, hours=1)) for n in range(365)]
    today = [backup(timedelta(minutes=n), "before-import") for n in range(100)]

    left = len(daily) + len(today) - len(superfluous([*daily, *today], NOW))

    assert 20 + 13 + 10 <= left <= 20 + 14 + 13


def test_a_name_tells_the_moment_and_the_reason(newsroom: Newsroom) -> None:
    path, before = newsroom.path, datetime.now(UTC)
    made = backups.make(newsroom.library, "before-import")
    (made.path.parent / f"monday{path.suffix}").write_bytes(b"")
    (made.path.parent / f"2026-99-99T999999Z-odd{path.suffix}").write_bytes(b"")
    (made.path.parent / f".hidden{path.suffix}").write_bytes(b"")
    (made.path.parent / f"link{path.suffix}").symlink_to(made.path)

    found = {one.path.name: one for one in backups.backups(path)}

    assert found[made.path.name] == made
    assert before <= made.made_at <= datetime.now(UTC)
    assert made.why == "before-import"
    assert found[f"monday{path.suffix}"].why == ""
    assert found[f"2026-99-99T999999Z-odd{path.suffix}"].why == ""
    assert len(found) == 3


def test_what_a_killed_process_left_is_cleared_away_but_not_what_is_being_written(
    newsroom: Newsroom,
) -> None:
    folder = backups.make(newsroom.library, "daily").path.parent
    old, new = folder / ".a.part", folder / ".b.part"
    for one in (old, new):
        files.make_private_file(one)
    os.utime(old, (0, 0))

    backups.make(newsroom.library, "daily")

    assert not old.exists()
    assert new.exists()


def test_thinning_keeps_the_one_just_made_whatever_the_clock_says(newsroom: Newsroom) -> None:
    path = newsroom.path
    first = backups.make(newsroom.library, "daily")
    second = backups.make(newsroom.library, "daily")

    gone = backups.thin(path, second.made_at + timedelta(days=1_000), first.path)

    assert gone == []
    assert backups.thin(path, second.made_at + timedelta(days=1_000), second.path) == [first.path]
