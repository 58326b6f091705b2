"""Tests for desktop.dialogs.backups_dialog and backup_rows."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester

from desktop.dialogs.backups_dialog import BackupsDialog
from desktop.operations import Operations
from moderation import backups
from tests.desktop.town import Town

Settle = Callable[[], None]
Show = Callable[[], BackupsDialog]


@pytest.fixture
def show(town: Town, operations: Operations, settle: Settle) -> Iterator[Show]:
    """Opens the dialog."""
    made: list[BackupsDialog] = []

    def open_it() -> BackupsDialog:
        town.say("Something")
        dialog = BackupsDialog(town.newsroom, operations)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        made.append(dialog)
        dialog.open()
        settle()
        return dialog

    yield open_it
    operations.wait_idle()
    for dialog in made:
        dialog.leave()
        dialog.deleteLater()


def told(dialog: BackupsDialog) -> list[tuple[str, bool | None]]:
    """Why each was made, and whether it is good."""
    rows = (dialog.model.row(n) for n in range(dialog.model.rowCount()))
    return [(row.reason, row.good) for row in rows if row]


def test_where_there_is_none_it_says_so_and_the_keyboard_makes_the_first(
    show: Show, settle: Settle
) -> None:
    dialog = show()
    assert dialog.table.isHidden()
    assert dialog.focusWidget() is dialog.now_button
    assert not dialog.restore_button.isEnabled()

    assert dialog.restore_button.isHidden()
    assert dialog.height() < 240
    low = dialog.height()

    QTest.keyClick(dialog.now_button, Qt.Key.Key_Return)
    settle()

    assert told(dialog) == [("Asked for", True)]
    assert dialog.said == "The backup was made and verified."
    assert dialog.restore_button.isEnabled()
    assert dialog.table.isVisible()
    assert dialog.height() > 2 * low


def test_a_damaged_one_is_marked_and_cannot_be_restored(
    show: Show, town: Town, settle: Settle, qtmodeltester: ModelTester
) -> None:
    good, bad = backups.make(town.newsroom), backups.make(town.newsroom, backups.DAILY)
    bad.path.write_bytes(b"gone")

    dialog = show()

    assert told(dialog) == [("Daily", False), ("Asked for", True)]
    assert not dialog.restore_button.isEnabled()
    dialog.choose(1)
    assert dialog.restore_button.isEnabled()
    model: QAbstractItemModel = dialog.model
    assert model.index(0, 3).data() == "damaged"
    assert model.index(1, 0).data(Qt.ItemDataRole.ToolTipRole) == good.path.name
    qtmodeltester.check(model)


def test_the_first_press_says_what_will_happen_and_the_second_asks_for_it(
    show: Show, town: Town
) -> None:
    older, newer = backups.make(town.newsroom), backups.make(town.newsroom)
    asked: list[Path] = []
    dialog = show()
    dialog.restore_asked.connect(asked.append)
    assert dialog.table.currentIndex().row() == 0

    QTest.keyClick(dialog.restore_button, Qt.Key.Key_Space)
    assert asked == []
    assert "is kept beside it" in dialog.said
    assert dialog.restore_button.text() == "Yes, restore it"

    # Another one is another question.
    QTest.keyClick(dialog.table, Qt.Key.Key_Down)
    assert (dialog.said, dialog.restore_button.text()) == ("", "Restore…")
    QTest.keyClick(dialog.restore_button, Qt.Key.Key_Space)
    QTest.keyClick(dialog.restore_button, Qt.Key.Key_Space)

    assert asked == [older.path]
    assert newer.path != older.path


def test_one_that_cannot_be_made_is_said_in_the_dialog(
    show: Show, town: Town, settle: Settle
) -> None:
    town.newsroom.path.with_name(f"{town.newsroom.path.name}-backups").write_bytes(b"")
    dialog = show()

    dialog.now_button.click()
    settle()

    assert "No backup could be made" in dialog.said
    assert dialog.now_button.isEnabled()
