"""A crash report tells kinds and places, never what anybody wrote, and is the user's alone."""

from pathlib import Path

import pytest

from moderation import crash_reports
from tests.calling import call

SECRET = "ana@example.org wrote: secret"


def a_crash(words: str) -> BaseException:
    """An error whose words, cause and variables hold what somebody wrote."""
    try:
        try:
            raise KeyError(words)
        except KeyError as error:
            raise ValueError(f"cannot take {words}") from error
    except ValueError as error:
        return error


def test_a_report_has_kinds_and_places_and_no_value() -> None:
    told = crash_reports.report(a_crash(SECRET))

    assert "builtins.ValueError" in told
    assert "builtins.KeyError" in told
    assert "test_crash_reports.py:" in told
    assert "in a_crash" in told
    assert "ana" not in told.replace("a_crash", "")
    assert "secret" not in told
    assert str(Path.home()) not in told


def test_a_report_is_the_users_alone_and_old_ones_go() -> None:
    kept = [crash_reports.keep(a_crash(SECRET)) for _again in range(25)]

    assert kept[-1] is not None
    assert kept[-1].stat().st_mode & 0o777 == 0o600
    assert kept[-1].parent.stat().st_mode & 0o777 == 0o700
    assert len(list(kept[-1].parent.iterdir())) == 20


def test_where_no_report_can_be_kept_the_work_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    monkeypatch.setattr(crash_reports, "reports_folder", lambda: in_the_way / "logs")

    assert crash_reports.keep(a_crash(SECRET)) is None


def test_the_command_line_tells_a_bug_without_what_was_in_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*_any: object, **_more: object) -> None:
        raise a_crash(SECRET)

    monkeypatch.setattr("moderation.newsroom.open_newsroom", broken)
    outcome = call("check", "--json", "--newsroom", "any.commentdesk")

    assert outcome.status == 70
    assert "inside the program" in outcome.told["error"]
    assert "ValueError" in outcome.err
    assert "ana@" not in outcome.out + outcome.err
