"""Backups by themselves: when they are made, what hinders them, and what never does."""

import stat
from array import array
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from db import backups as kept
from db import files
from db.words import Status, Verdict
from moderation import backups, decisions, queue
from moderation.errors import Cancelled, LibraryError, NotFound
from moderation.importing import Choices, import_file
from moderation.newsroom import Newsroom, open_newsroom
from moderation.queue import Picked
from moderation.search.query import Query
from tests.calling import Put, Run, write_export
from tests.dumping import dump

ALSO_ENCRYPTED = True


def whys(newsroom: Newsroom) -> list[str]:
    """The reasons of the backups that are there, newest first."""
    return [one.why for one in kept.backups(newsroom.path)]


def age(newsroom: Newsroom, by: timedelta) -> None:
    """Make all backups older by so much, by their names."""
    for one in kept.backups(newsroom.path):
        made = one.made_at - by
        one.path.rename(
            one.path.with_name(f"{made:%Y-%m-%dT%H%M%S.%f}Z-{one.why}{one.path.suffix}")
        )


def test_an_import_into_a_newsroom_with_a_history_keeps_what_was_there(
    put: Put, newsroom: Newsroom, tmp_path: Path
) -> None:
    put()
    before = dump(newsroom.path)

    import_file(newsroom, write_export(tmp_path))

    [one] = kept.backups(newsroom.path)
    assert one.why == "before-import"
    assert dump(one.path) == before
    assert stat.S_IMODE(one.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(one.path.parent.stat().st_mode) == 0o700


def test_an_empty_newsroom_and_a_dry_run_need_no_backup(
    newsroom: Newsroom, put: Put, tmp_path: Path
) -> None:
    import_file(newsroom, write_export(tmp_path))
    put()
    import_file(newsroom, write_export(tmp_path, site="herald"), Choices(dry_run=True))

    assert whys(newsroom) == []


def test_of_several_imports_one_after_the_other_one_backup_is_made(
    newsroom: Newsroom, put: Put, tmp_path: Path
) -> None:
    put()
    for site in ("courier", "herald", "post"):
        import_file(newsroom, write_export(tmp_path, site=site))
    assert whys(newsroom) == ["before-import"]

    age(newsroom, timedelta(minutes=11))
    import_file(newsroom, write_export(tmp_path, site="times"))
    assert whys(newsroom) == ["before-import"] * 2


def test_a_backup_of_another_newsroom_does_not_stand_for_this_one(
    newsroom: Newsroom, put: Put, tmp_path: Path
) -> None:
    put()
    with open_newsroom(tmp_path / "other.commentdesk", create=True) as other:
        import_file(other, write_export(tmp_path))
        target = files.backup_name(newsroom.path, "daily")
        other.back_up(target)

    assert backups.make_before(newsroom, backups.BEFORE_IMPORT) is not None


def test_a_decision_on_more_than_ten_thousand_is_preceded_by_one(
    newsroom: Newsroom, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert backups.MANY == 10_000
    monkeypatch.setattr(backups, "MANY", 2)
    for minute in range(3):
        put(minute=minute)
    found = queue.find(newsroom, Query())

    decisions.decide(newsroom, Picked(found.ids[:2], found.revisions[:2]), Verdict.SPAM)
    assert whys(newsroom) == []
    before = dump(newsroom.path)
    decisions.decide(newsroom, queue.find(newsroom, Query()), Verdict.HOLD)

    [one] = kept.backups(newsroom.path)
    assert one.why == "before-decision"
    assert dump(one.path) == before


def test_a_backup_that_cannot_be_made_is_told_and_holds_nobody_up(
    newsroom: Newsroom, put: Put, tmp_path: Path
) -> None:
    put()
    told: list[str] = []
    newsroom.tell = told.append
    # A file where the folder belongs; whoever runs this may be allowed everything else.
    newsroom.path.with_name(f"{newsroom.path.name}-backups").write_bytes(b"")

    report = import_file(newsroom, write_export(tmp_path))

    assert report.added == 3
    [sentence] = told
    assert "Work goes on without this backup." in sentence
    assert backups.make_daily(newsroom) is None
    with pytest.raises(LibraryError):
        backups.make(newsroom)


def test_a_planted_folder_is_not_followed(newsroom: Newsroom, put: Put, tmp_path: Path) -> None:
    put()
    told: list[str] = []
    newsroom.tell = told.append
    (tmp_path / "elsewhere").mkdir()
    newsroom.path.with_name(f"{newsroom.path.name}-backups").symlink_to(tmp_path / "elsewhere")

    assert backups.make_before(newsroom, backups.BEFORE_IMPORT) is None

    assert list((tmp_path / "elsewhere").iterdir()) == []
    assert "is a link" in told[0]


def test_a_full_disk_leaves_no_draft_and_removes_no_other(
    newsroom: Newsroom, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    put()
    first = backups.make(newsroom, backups.DAILY)
    age(newsroom, timedelta(days=400))

    def no_room(_path: Path, draft: Path, _see: object) -> None:
        draft.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "_copy", no_room)
    with pytest.raises(LibraryError, match="No space left"):
        backups.make(newsroom)

    assert len(list(first.path.parent.iterdir())) == 1


class _Stops:
    """Progress that says stop at once."""

    def tell(self, done: int, total: int | None, what: str) -> None:
        """Tell nobody."""

    def stop_asked(self) -> bool:
        """Now."""
        return True


def test_stopping_stops_the_import_as_well_and_leaves_nothing(
    newsroom: Newsroom, put: Put, tmp_path: Path
) -> None:
    put()

    with pytest.raises(Cancelled):
        backups.make_before(newsroom, backups.BEFORE_IMPORT, progress=_Stops())

    assert list(newsroom.path.with_name(f"{newsroom.path.name}-backups").iterdir()) == []


def test_the_days_backup_is_due_when_something_happened_since(newsroom: Newsroom, put: Put) -> None:
    assert not backups.is_due(newsroom)
    put()  # by its clock, long ago
    assert backups.is_due(newsroom)

    assert backups.make_daily(newsroom) is not None
    put(minute=1)
    assert not backups.is_due(newsroom)
    assert backups.make_daily(newsroom) is None

    age(newsroom, timedelta(days=1))
    assert backups.is_due(newsroom)
    assert backups.make_daily(newsroom) is not None
    age(newsroom, timedelta(days=1))
    assert not backups.is_due(newsroom)  # nothing happened since


def test_a_newsroom_of_this_hour_waits_for_its_first(tmp_path: Path) -> None:
    with open_newsroom(tmp_path / "new.commentdesk", create=True) as fresh:
        import_file(fresh, write_export(tmp_path))
        assert not backups.is_due(fresh)


def test_all_are_listed_with_whether_they_are_good(newsroom: Newsroom, put: Put) -> None:
    put()
    good, bad = backups.make(newsroom), backups.make(newsroom, backups.DAILY)
    bad.path.write_bytes(bad.path.read_bytes()[:9_000])
    theirs = good.path.with_name(f"monday{good.path.suffix}")
    theirs.write_bytes(good.path.read_bytes())

    found = backups.listed(newsroom.path)

    assert {one.backup.path.name: (one.reason, one.good) for one in found} == {
        good.path.name: ("Asked for", True),
        bad.path.name: ("Daily", False),
        theirs.name: ("Put there by somebody", True),
    }
    assert all(one.good is None for one in backups.listed(newsroom.path, look=False))
    with pytest.raises(Cancelled):
        backups.listed(newsroom.path, progress=_Stops())


def test_one_is_found_by_its_name(newsroom: Newsroom, put: Put) -> None:
    put()
    made = backups.make(newsroom)

    assert backups.find(newsroom.path, Path(made.path.name)) == made.path
    assert backups.find(newsroom.path, made.path) == made.path
    with pytest.raises(NotFound):
        backups.find(newsroom.path, Path("none"))


def test_the_command_line_makes_the_days_backup_once_it_has_answered(
    put: Put, newsroom: Newsroom, library: Path, run: Run
) -> None:
    put(status=Status.PENDING)
    newsroom.close()

    assert run("spam", "--id", "1").status == 0
    assert run("list").status == 0

    [one] = kept.backups(library)
    assert one.why == "daily"
    with open_newsroom(one.path) as copy:
        assert queue.comment(copy, 1).status is Status.SPAM


def test_the_command_lists_and_restores_one_by_its_name(
    put: Put, newsroom: Newsroom, library: Path, run: Run
) -> None:
    put("First")
    newsroom.close()
    [told] = run("backups", "--now", "--json").told["backups"]
    assert (told["why"], told["good"]) == ("by-hand", True)
    assert "Asked for" in run("backups").out
    with open_newsroom(library) as again:
        found = queue.find(again, Query())
        decisions.decide(again, Picked(array("q", found.ids), found.revisions), Verdict.SPAM)

    outcome = run("restore", "--yes", Path(told["file"]).name, "--json")

    assert outcome.status == 0
    assert datetime.fromisoformat(told["made_at"]) <= datetime.now(UTC)
    with open_newsroom(library) as again:
        assert queue.comment(again, 1).status is Status.PENDING
    assert run("restore", "--yes", "nonsense").status == 1


def test_where_there_is_none_it_says_so(newsroom: Newsroom, run: Run) -> None:
    assert "no backup" in run("backups").out
    assert run("backups", "--json").told["backups"] == []
