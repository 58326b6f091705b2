"""Tests for desktop.dialogs.import_report."""

from dataclasses import replace

from pytestqt.qtbot import QtBot

from desktop.dialogs.import_report import ImportReportView
from moderation.drafts import Problem
from moderation.reports import ImportReport, Warned

REPORT = ImportReport(
    file="site.xml",
    format="wxr",
    source="wordpress:example.org",
    added=30,
    unchanged=1,
    updated=1,
    refused=1,
    held=3,
    articles_added=2,
    by_status={"approved": 27, "pending": 3},
)


def shown(qtbot: QtBot, report: ImportReport) -> ImportReportView:
    """The view of this report."""
    view = ImportReportView()
    qtbot.addWidget(view)
    view.show_report(report)
    return view


def texts(view: ImportReportView) -> str:
    """Everything that is written in it."""
    from PySide6.QtWidgets import QLabel

    return "\n".join(label.text() for label in view.findChildren(QLabel))


def test_every_count_is_there(qtbot: QtBot) -> None:
    view = shown(qtbot, REPORT)

    told = texts(view)
    assert "Of those added: 27 approved, 3 pending." in told
    assert "3 wait as pending because they lack a required field." in told
    assert "2 new articles." in told
    for words in ("read", "added", "unchanged", "updated", "refused", "held"):
        assert words in told.splitlines()


def test_problems_beyond_those_named_are_counted(qtbot: QtBot) -> None:
    problems = [Problem("name", "Name is required.", f"line {n}") for n in range(2)]

    view = shown(qtbot, replace(REPORT, problems=problems, problem_count=5_000))

    assert "Missing or wrong: 5,000; these are the first 2" in texts(view)
    assert view.problems.rowCount() == 2


def test_warnings_are_told_by_kind_with_their_first_places(qtbot: QtBot) -> None:
    places = [f"line {n}" for n in range(8)]
    warnings = [Warned("status", 12, "A status is not known.", places), Warned("x", 1, "Odd.")]

    view = shown(qtbot, replace(REPORT, warnings=warnings))

    assert view.warnings.splitlines() == [
        "• A status is not known. (12 times: line 0, line 1, line 2, line 3, line 4 …)",
        "• Odd. (once)",
    ]


def test_many_kinds_of_warnings_leave_room_for_the_rest(qtbot: QtBot) -> None:
    warnings = [Warned(f"kind{n}", 1, f"Warning {n}.") for n in range(20)]

    view = shown(qtbot, replace(REPORT, warnings=warnings))

    assert len(view.warnings.splitlines()) == 7
    assert view.warnings.endswith("• 14 more kinds, named in the saved report")


def test_a_file_without_comments_says_so(qtbot: QtBot) -> None:
    empty = replace(REPORT, added=0, unchanged=0, updated=0, refused=0, held=0, by_status={})

    assert shown(qtbot, empty).sentence == "There are no comments in site.xml."


def test_what_was_brought_up_to_date_is_told(qtbot: QtBot) -> None:
    newer = replace(REPORT, added=0, updated=4, articles_added=0, articles_updated=2, by_status={})

    view = shown(qtbot, newer)

    assert view.sentence == "4 comments brought up to date."
    assert "2 articles brought up to date." in texts(view)


def test_another_report_takes_the_place_of_the_one_before(qtbot: QtBot) -> None:
    view = shown(qtbot, replace(REPORT, problems=[Problem("name", "x", "y")], problem_count=1))

    view.show_report(REPORT)

    assert view.problems.rowCount() == 0
    assert view.problems.isHidden()
