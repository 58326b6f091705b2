"""Tests for desktop.dialogs.sheet and desktop.dialogs.words_dialog."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop import theme
from desktop.dialogs.sheet import Sheet
from desktop.dialogs.words_dialog import WordsDialog
from desktop.dressing import is_waiting
from desktop.reading.form_field import FormField
from desktop.theme import Choice
from moderation.errors import NewsroomError


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """The window beside which dialogs stand."""
    theme.in_force()
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def dialog(window: QWidget) -> WordsDialog:
    """A dialog that asks for a note."""
    made = WordsDialog(
        "Note", "For the newsroom alone.", "Note", "Keep", text="before", parent=window
    )
    made.open()
    QApplication.processEvents()
    return made


def button(dialog: WordsDialog, words: str) -> QPushButton:
    """The button with these words."""
    return next(one for one in dialog.findChildren(QPushButton) if one.text() == words)


def test_it_never_stands_in_the_way_of_the_window(dialog: WordsDialog) -> None:
    assert not dialog.isModal()
    assert QApplication.activeModalWidget() is None


def test_esc_closes_it_where_nothing_was_typed(qtbot: QtBot, dialog: WordsDialog) -> None:
    with qtbot.waitSignal(dialog.finished):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)

    assert dialog.isHidden()


def test_one_stray_esc_loses_nothing_that_was_typed(qtbot: QtBot, dialog: WordsDialog) -> None:
    QTest.keyClicks(dialog.field.editor, "Knows the mayor. ")

    QTest.keyClick(dialog.field.editor, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.said == "What you typed is not kept yet."

    button(dialog, "Go on").click()
    assert dialog.said == ""
    assert dialog.field.text.startswith("Knows the mayor.")

    dialog.close()
    with qtbot.waitSignal(dialog.finished):
        button(dialog, "Discard it").click()


def test_enter_alone_sends_nothing_and_ctrl_enter_does(qtbot: QtBot, dialog: WordsDialog) -> None:
    given: list[str] = []
    dialog.given.connect(given.append)
    dialog.field.fill("after")

    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert given == []

    dialog.activateWindow()
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert given == ["after"]
    dialog.leave()


def test_enter_on_a_button_presses_it(qtbot: QtBot, dialog: WordsDialog) -> None:
    cancel = button(dialog, "Cancel")
    cancel.setFocus()

    with qtbot.waitSignal(dialog.finished):
        QTest.keyClick(cancel, Qt.Key.Key_Return)


def test_trouble_is_said_with_its_way_out(dialog: WordsDialog) -> None:
    dialog.say_trouble(NewsroomError("Somebody was here.", "Look again."))

    assert dialog.said == "Somebody was here. Look again."
    dialog.leave()


def test_a_required_text_is_asked_for_beside_its_field(window: QWidget) -> None:
    dialog = WordsDialog(
        "Let it pass", "Why?", "Reason", "Let it pass", required=True, parent=window
    )
    given: list[str] = []
    dialog.given.connect(given.append)

    dialog.field.fill(" \u00a0 ")
    dialog.done_button.click()

    assert given == []
    assert dialog.field.problem == "A few words are required."
    dialog.leave()


def test_a_snug_one_is_as_high_as_what_is_in_it_and_grows_with_what_is_wrong(
    window: QWidget, qtbot: QtBot
) -> None:
    sheet = Sheet("Name", window, QSize(460, 400), snug=True)
    qtbot.addWidget(sheet)
    field = FormField("name", "Name", QLineEdit())
    sheet.contents.addWidget(field)
    sheet.plain("Close")
    sheet.open()
    QApplication.processEvents()
    snug = sheet.height()
    assert 100 < snug < 300

    field.blame("This name is taken. " * 8)
    for _round in range(3):
        QApplication.processEvents()

    assert sheet.height() > snug
    assert field.editor.height() >= field.editor.sizeHint().height()


def test_what_is_in_sight_grows_with_what_it_lists_and_never_shrinks(window: QWidget) -> None:
    sheet = Sheet("Backups", window, QSize(460, 400))
    sheet.contents.addWidget(QLabel("There is none yet."))
    sheet.be_snug(True)
    sheet.open()
    QApplication.processEvents()
    low = sheet.height()

    sheet.be_snug(False)
    grown = sheet.height()
    sheet.be_snug(True)
    QApplication.processEvents()

    assert low < 200
    assert (grown, sheet.height()) == (400, 400)


def test_one_that_is_told_late_that_there_is_nothing_shrinks_once(window: QWidget) -> None:
    sheet = Sheet("Outbox", window, QSize(460, 400))
    listed = QPlainTextEdit()
    sheet.contents.addWidget(listed)
    sheet.open()
    QApplication.processEvents()
    assert sheet.height() == 400

    listed.hide()
    sheet.be_snug(True)
    QApplication.processEvents()

    assert sheet.height() < 200


def test_an_open_one_grows_where_larger_text_would_cut_what_is_in_it(
    window: QWidget, qtbot: QtBot
) -> None:
    sheet = Sheet("Export", window, QSize(460, 300))
    fields = [QLineEdit(f"field {number}") for number in range(5)]
    for field in fields:
        sheet.contents.addWidget(field)
    sheet.open()
    sheet.activateWindow()
    qtbot.waitUntil(sheet.isActiveWindow)
    assert sheet.height() == 300

    theme.in_force().use_text_scale(2.0)
    qtbot.waitUntil(lambda: sheet.height() > 300)

    assert all(field.height() >= field.minimumSizeHint().height() for field in fields)
    theme.in_force().use_text_scale(1.0)


def test_an_open_one_is_wider_with_larger_text_but_not_in_another_theme(
    window: QWidget, qtbot: QtBot
) -> None:
    window.resize(1000, 600)
    dialog = Sheet("A title", window, QSize(400, 300))
    dialog.open()
    dialog.resize(300, 300)
    theme.in_force().choose(Choice.DARK)
    qtbot.waitUntil(lambda: not any(map(is_waiting, QApplication.allWidgets())))
    QApplication.processEvents()
    in_the_dark = dialog.width()

    theme.in_force().choose(Choice.SYSTEM)
    theme.in_force().use_text_scale(2.0)

    qtbot.waitUntil(lambda: dialog.width() == 800)
    assert in_the_dark == 300
    theme.in_force().use_text_scale(1.0)
    dialog.leave()
