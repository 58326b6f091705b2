"""A key between a dialog that is shown and its being active decides no comment behind it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit

from desktop.dialogs.sheet import Sheet
from desktop.handover import Handover
from desktop.main_window import MainWindow
from moderation import queue
from moderation.newsroom import Newsroom
from tests.windows import current, press, status_of

# Every dialog that a single letter or key opens over the desk.
OPENED_BY = (
    "edit", "note", "person_note", "block", "approve_reply", "history", "statistics", "evenness",
    "settings", "rules", "keys", "import", "export", "backups", "person", "outbox",
)  # fmt: skip


def close(window: MainWindow) -> None:
    dialog = the_dialog(window)
    dialog.leave() if isinstance(dialog, Sheet) else dialog.reject()
    window.activateWindow()
    QApplication.processEvents()


@pytest.fixture(autouse=True)
def _all_is_there(window: MainWindow) -> None:
    """The reading pane comes after the first row, and opens some of the dialogs."""
    for _round in range(3):
        QApplication.processEvents()
        window.operations.wait_idle()


def the_dialog(window: MainWindow) -> QDialog:
    return next(one for one in window.findChildren(QDialog) if one.isVisible())


def test_a_letter_before_the_dialog_is_active_decides_nothing(
    window: MainWindow, filled: Newsroom
) -> None:
    assert window.desk is not None
    view, number = window.desk.queue.view, current(window)
    tally = queue.tally(filled)

    for name in OPENED_BY:
        window.deeds[name].trigger()
        assert QApplication.activeWindow() is window  # as on a screen that takes its time
        for key in "dsa":
            QTest.keyClicks(view, key)
        window.operations.wait_idle()
        assert (queue.tally(filled), current(window)) == (tally, number), name
        close(window)


def test_what_is_typed_meanwhile_stands_in_the_dialog(window: MainWindow) -> None:
    assert window.desk is not None
    window.deeds["note"].trigger()
    dialog = the_dialog(window)
    for key in "dad":
        QTest.keyClicks(window.desk.queue.view, key)

    assert dialog.findChildren(QPlainTextEdit)[0].toPlainText() == "dad"


def test_once_it_is_active_or_gone_keys_are_the_window_s_again(window: MainWindow) -> None:
    assert window.desk is not None
    number = current(window)
    window.deeds["note"].trigger()
    dialog = the_dialog(window)
    (handover,) = dialog.findChildren(Handover)
    QApplication.processEvents()
    assert QApplication.activeWindow() is dialog
    assert not handover.watches

    dialog.close()
    window.activateWindow()
    QApplication.processEvents()
    press(window, "s")

    assert status_of(window, number).value == "spam"


def test_who_clicks_back_into_the_window_works_there(window: MainWindow) -> None:
    assert window.desk is not None
    number, view = current(window), window.desk.queue.view
    window.deeds["note"].trigger()
    dialog = the_dialog(window)
    (handover,) = dialog.findChildren(Handover)

    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(
        view.currentIndex()).center())  # fmt: skip
    assert not handover.watches
    QTest.keyClicks(view, "s")
    window.operations.wait_idle()

    assert status_of(window, number).value == "spam"


def test_other_windows_keep_their_keys(window: MainWindow, qapp: QApplication) -> None:
    other = QPlainTextEdit()
    other.show()
    window.deeds["note"].trigger()
    (handover,) = the_dialog(window).findChildren(Handover)
    assert handover.watches

    QTest.keyClicks(other, "d")

    assert other.toPlainText() == "d"
    other.close()
    other.deleteLater()
