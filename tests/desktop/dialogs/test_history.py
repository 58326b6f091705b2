"""Tests for desktop.dialogs.history and desktop.dialogs.history_rows."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester

from db.words import Status, Verb, Verdict
from desktop.dialogs import history as history_dialog
from desktop.dialogs import history_rows
from desktop.dialogs.history import HistoryDialog
from desktop.dialogs.history_rows import history_model, look_up, row_of
from desktop.operations import Operations
from moderation import decisions, edits, history
from moderation.changes import SILENT
from moderation.newsroom import Newsroom
from moderation.queue import Picked
from tests.conftest import TickingClock
from tests.desktop.town import Town

Settle = Callable[[], None]


@pytest.fixture
def busy(town: Town) -> Town:
    """A town in which three comments came, and two of them were decided."""
    numbers = [town.say(f"Comment {n}", f"Jon {n}") for n in range(3)]
    decisions.decide(town.newsroom, Picked.of(town.card(numbers[0])), Verdict.APPROVE)
    decisions.decide(
        town.newsroom, Picked.of(town.card(numbers[1])), Verdict.REJECT, reason="off topic"
    )
    return town


@pytest.fixture
def dialog(busy: Town, operations: Operations, settle: Settle) -> Iterator[HistoryDialog]:
    """The history of that town."""
    made = HistoryDialog(busy.newsroom, operations)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    made.open()
    settle()
    yield made
    operations.wait_idle()
    made.leave()
    made.deleteLater()


def told(dialog: HistoryDialog) -> list[str]:
    """What was done, as it is listed."""
    rows = (dialog.model.row(n) for n in range(dialog.model.rowCount()))
    return [row.what + (f" ({row.state})" if row.state else "") for row in rows if row]


def test_everything_that_was_done_is_listed_newest_first(dialog: HistoryDialog) -> None:
    assert told(dialog) == [
        "Reject 1 comment: off topic",
        "Approve 1 comment",
        "Add 1 comment",
        "Add 1 comment",
        "Add 1 comment",
    ]
    row = dialog.model.row(0)
    assert row is not None
    assert row.who == "ana"
    assert row.when.startswith("2 March 2026, ")


def test_the_one_chosen_is_taken_back_and_no_other(
    dialog: HistoryDialog, busy: Town, settle: Settle
) -> None:
    dialog.choose(1)

    dialog.undo_button.click()
    settle()

    assert busy.card(1).status is Status.PENDING
    assert busy.card(2).status is Status.REJECTED
    assert dialog.said == "Undone: Approve 1 comment."
    assert told(dialog)[:3] == [
        "Undo: Approve 1 comment",
        "Reject 1 comment: off topic",
        "Approve 1 comment (taken back)",
    ]


def test_what_was_taken_back_and_what_was_only_looked_at_cannot_be_undone(
    dialog: HistoryDialog, busy: Town, settle: Settle
) -> None:
    dialog.choose(0)
    dialog.undo_button.click()
    settle()
    edits.reveal_contact(busy.newsroom, 1)
    dialog.look()
    settle()

    undoable = []
    for n in range(3):
        dialog.choose(n)
        undoable.append((told(dialog)[n].split(" ")[0], dialog.undo_button.isEnabled()))

    assert undoable == [("Look", False), ("Undo:", False), ("Reject", False)]


def test_what_was_changed_since_is_left_alone_and_said(
    dialog: HistoryDialog, busy: Town, settle: Settle
) -> None:
    decisions.decide(busy.newsroom, Picked.of(busy.card(1)), Verdict.SPAM)
    dialog.look()
    settle()
    dialog.choose(2)
    assert told(dialog)[2] == "Approve 1 comment"

    dialog.undo_button.click()
    settle()

    assert busy.card(1).status is Status.SPAM
    assert "Jon 0" in dialog.said


def test_what_came_back_in_part_says_how_much_of_it(
    dialog: HistoryDialog, busy: Town, settle: Settle
) -> None:
    made = Picked.of(*(busy.card(busy.say(f"Word {n}", "Eva")) for n in range(3)))
    decisions.decide(busy.newsroom, made, Verdict.SPAM)
    decisions.decide(busy.newsroom, Picked.of(busy.card(made.ids[0])), Verdict.APPROVE)
    dialog.look()
    settle()
    dialog.choose(1)

    dialog.undo_button.click()
    settle()

    assert dialog.said.startswith(
        "Undone: Mark 3 comments as spam. 2 of 3 taken back; 1 was decided by you since. ana"
    )
    assert told(dialog)[:3] == [
        "Undo: Mark 2 comments as spam (2 of 3)",
        "Approve 1 comment",
        "Mark 3 comments as spam (2 of 3 taken back)",
    ]


def test_a_search_finds_by_what_who_and_when(dialog: HistoryDialog, settle: Settle) -> None:
    dialog.search.setText("reject ana march")
    settle()
    assert told(dialog) == ["Reject 1 comment: off topic"]

    dialog.search.setText("nobody did this")
    settle()
    assert told(dialog) == []
    assert dialog._nothing.text() == "Nothing in the history matches."
    assert not dialog.undo_button.isEnabled()


def test_the_list_follows_what_happens(
    dialog: HistoryDialog, operations: Operations, busy: Town, settle: Settle
) -> None:
    newsroom, picked = busy.newsroom, Picked.of(busy.card(3))

    operations.run(
        "Deciding", lambda _p: decisions.decide(newsroom, picked, Verdict.SPAM), lambda _c: None
    )
    settle()

    assert told(dialog)[0] == "Mark 1 comment as spam"


def test_older_ones_are_looked_up_when_asked(
    busy: Town, operations: Operations, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history_dialog, "_AT_ONCE", 2)
    monkeypatch.setattr(history_rows, "_PAGE", 2)
    dialog = HistoryDialog(busy.newsroom, operations)
    dialog.open()
    settle()
    assert len(told(dialog)) == 2
    assert dialog.more_button.isVisible()

    for _time in range(2):
        dialog.more_button.click()
        settle()

    assert len(told(dialog)) == 5
    assert not dialog.more_button.isVisible()
    dialog.leave()


def test_a_newsroom_without_a_past_says_so(
    town: Town, operations: Operations, settle: Settle
) -> None:
    dialog = HistoryDialog(town.newsroom, operations)
    settle()

    assert dialog._nothing.text() == "Nothing has happened yet."
    dialog.leave()


def test_the_keyboard_goes_from_the_search_into_the_list(dialog: HistoryDialog) -> None:
    dialog.activateWindow()
    dialog.search.setFocus()

    QTest.keyClick(dialog.search, Qt.Key.Key_Down)

    assert dialog.focusWidget() is dialog.table


def test_the_model_keeps_qts_promises(busy: Town, qtmodeltester: ModelTester) -> None:
    model = history_model()
    assert isinstance(model, QAbstractItemModel)
    found = look_up(busy.newsroom, "", None, 3, SILENT)

    model.show_rows(found.rows[:2])
    model.add_rows(found.rows[2:])
    model.add_rows([])

    qtmodeltester.check(model)
    assert model.rowCount() == 5
    assert model.headerData(2, Qt.Orientation.Horizontal) == "What"
    assert model.headerData(2, Qt.Orientation.Vertical) is None


def test_a_row_never_has_an_address_in_it(busy: Town) -> None:
    edits.reveal_contact(busy.newsroom, 1)

    for operation in history.operations(busy.newsroom):
        row = row_of(operation, UTC)
        assert "@" not in row.what + row.who + row.state


def test_words_of_the_comments_find_what_was_done_to_them(newsroom: Newsroom) -> None:
    town = Town(newsroom)
    bridge = town.say("The bridge is green.", "Petra", "petra@example.org")
    ferry = town.say("The ferry had coffee.", "Sam", "sam@example.org")
    for number, verdict in ((bridge, Verdict.REJECT), (ferry, Verdict.SPAM)):
        decisions.decide(newsroom, Picked.of(town.card(number)), verdict)

    def found(text: str) -> list[str]:
        rows = look_up(newsroom, text, None, 50, SILENT).rows
        return [row.what for row in rows]

    assert found("bridge") == ["Reject 1 comment", "Add 1 comment"]
    assert found("reject bri") == ["Reject 1 comment"]
    assert found("petra") == ["Reject 1 comment", "Add 1 comment"]
    assert found("spam bridge") == []
    assert found("!!!") == []


def test_days_narrow_the_history(town: Town, clock: TickingClock) -> None:
    """Those of one day, between two, and of a month; a word besides."""
    newsroom = town.newsroom
    for day in (2, 3, 4):
        clock.now = datetime(2026, 3, day, 9, tzinfo=UTC)
        number = town.say(f"Comment of {day} March", f"Jon {day}")
        decisions.decide(newsroom, Picked.of(town.card(number)), Verdict.APPROVE)

    def days(text: str) -> list[int]:
        found = look_up(newsroom, text, None, 100, SILENT).rows
        return [row.operation.at.day for row in found if row.operation.verb is Verb.APPROVE]

    assert days("after:2026-03-03") == [4, 3]
    assert days("before:2026-03-03") == [2]
    assert days("after:2026-03-03 before:2026-03-04") == [3]
    assert days("on:2026-03-03") == [3]
    assert days("on:2026-03") == [4, 3, 2]
    assert days("before:today") == [3, 2]
    assert days("after:-1d approve") == [4, 3]
    assert days("before:2026-03-03 jon") == [2]
    assert days("after:2027") == []
    assert days("after:") == [4, 3, 2]  # half typed


def test_a_day_that_there_is_not_is_said_and_the_list_stays(
    dialog: HistoryDialog, settle: Settle
) -> None:
    dialog.search.setText("before:2026-02-30")
    settle()
    assert dialog.said.startswith("There is no such day as “2026-02-30”.")
    assert len(told(dialog)) == 5

    dialog.search.setText("before:2026-02-28")
    settle()
    assert dialog.said == ""
    assert told(dialog) == []
