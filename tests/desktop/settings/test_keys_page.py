"""Tests for desktop.settings.keys_page, in the real window, by keyboard."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from db.words import Status
from desktop import theme
from desktop.action_specs import Profile
from desktop.dressing import is_waiting
from desktop.main_window import MainWindow
from desktop.settings.dialog import SettingsDialog
from desktop.settings.keys_page import KeysPage
from moderation.newsroom import Newsroom
from tests.windows import OpenWindow, current, press, press_key, status_of

SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def opened(window: MainWindow) -> KeysPage:
    window.deeds["change_keys"].trigger()
    assert isinstance(window.doors.dialog, SettingsDialog)
    page = window.doors.dialog.shown
    assert isinstance(page, KeysPage)
    return page


def closed(window: MainWindow) -> None:
    assert window.doors.dialog is not None
    window.doors.dialog.close()
    QApplication.processEvents()
    assert window.desk is not None
    window.activateWindow()
    window.desk.queue.view.setFocus()


def test_a_new_key_decides_and_is_on_the_button_at_once(window: MainWindow) -> None:
    page = opened(window)
    page.choose("approve")
    page.key.setFocus()

    QtBot.keyClick(page.key, Qt.Key.Key_B)
    assert page.told.text() == "B is free."
    QtBot.keyClick(page.key, Qt.Key.Key_Return)
    closed(window)

    assert window.desk is not None
    assert window.desk.reading.bar.button("approve").text().split()[-1] == "B"
    assert window.deeds.keymap.profile is Profile.OWN
    number = current(window)
    press(window, "b")
    assert status_of(window, number) is Status.APPROVED


def test_a_key_in_use_is_named_with_what_it_does_while_it_is_typed(window: MainWindow) -> None:
    page = opened(window)
    page.choose("approve")

    QtBot.keyClick(page.key, Qt.Key.Key_J)

    assert page.told.text() == "J is “Next comment” now. Using it here takes it away there."
    assert window.deeds.key("next") == "J"
    page.take_button.click()
    assert window.deeds.key("approve") == "J"
    assert window.deeds.key("next") == "Alt+Down"


def test_a_key_that_fields_need_cannot_be_given(window: MainWindow) -> None:
    page = opened(window)
    page.choose("approve")

    QtBot.keyClick(page.key, Qt.Key.Key_Down)

    assert page.told.text() == "Down is needed in lists and fields."
    assert not page.take_button.isEnabled()


def test_a_sign_is_the_sign_whatever_shift_it_needs(window: MainWindow) -> None:
    page = opened(window)
    page.choose("refresh")

    QtBot.keyClick(page.key, Qt.Key.Key_Question, SHIFT)

    assert page.key.key == "?"
    assert "“Keys”" in page.told.text()


def test_pressed_keys_are_taken_by_the_field_alone(window: MainWindow) -> None:
    page = opened(window)
    page.choose("refresh")
    page.key.setFocus()

    QtBot.keyClick(page.key, Qt.Key.Key_Comma, CTRL)

    assert page.key.key == "Ctrl+,"
    assert "“Settings”" in page.told.text()


def test_nobody_is_caught_in_the_field(window: MainWindow) -> None:
    page = opened(window)
    page.choose("approve")
    page.key.setFocus()
    QtBot.keyClick(page.key, Qt.Key.Key_B)

    QtBot.keyClick(page.key, Qt.Key.Key_Tab)
    assert page.window().focusWidget() is page.take_button
    QtBot.keyClick(page.take_button, Qt.Key.Key_Tab, SHIFT)
    assert page.window().focusWidget() is page.key
    QtBot.keyClick(page.key, Qt.Key.Key_Escape)
    assert page.key.key == ""
    QtBot.keyClick(page.key, Qt.Key.Key_Escape)
    assert not page.isVisible()


def test_a_key_can_be_taken_away_and_the_profile_s_own_be_had_back(window: MainWindow) -> None:
    page = opened(window)
    page.choose("spam")
    (cap,) = [
        one for one in page.findChildren(QPushButton) if one.accessibleName() == "Take S away"
    ]

    cap.click()
    assert window.deeds.keys("spam") == ("Ctrl+Shift+S",)
    page.reset_button.click()

    assert window.deeds.keys("spam") == ("S", "Ctrl+Shift+S")
    assert not page.reset_button.isEnabled()


def test_own_keys_outlive_the_window_and_a_look_at_another_profile(
    open_window: OpenWindow, filled: Newsroom
) -> None:
    window = open_window(filled)
    page = opened(window)
    page.choose("approve")
    QtBot.keyClick(page.key, Qt.Key.Key_B)
    page.take()
    window.deeds["keys_coral"].trigger()
    assert window.deeds.key("approve") == "F"
    window.deeds["keys_own"].trigger()
    assert window.deeds.key("approve") == "B"

    again = open_window(None)

    assert again.deeds.key("approve") == "B"
    assert again.deeds["keys_own"].isChecked()


def test_the_table_finds_an_action_by_its_words_and_by_its_key(window: MainWindow) -> None:
    page = opened(window)

    page.filter.setText("ctrl+5")
    assert page.chosen is not None
    assert page.chosen.id == "queue_all"
    page.filter.setText("APPRO")
    assert page.rows.row_of("approve") >= 0
    page.filter.setText("nothing at all")

    assert page.rows.rowCount() == 0
    assert page.what.text() == "No action matches."
    assert page.caps.count() == 1  # a stretch: nothing is said of its keys
    assert not page.take_button.isEnabled()


def test_the_window_of_keys_leads_here(window: MainWindow) -> None:
    press_key(window, Qt.Key.Key_F1)
    dialog = window.doors.dialog
    assert dialog is not None

    (change,) = [b for b in dialog.findChildren(QPushButton) if b.text() == "Change keys…"]
    change.click()

    assert isinstance(window.doors.dialog, SettingsDialog)
    assert isinstance(window.doors.dialog.shown, KeysPage)


def test_the_table_keeps_its_height_whether_what_is_chosen_has_keys(window: MainWindow) -> None:
    page = opened(window)
    heights = []
    for name in ("new", "approve", "import"):
        page.choose(name)
        QApplication.processEvents()
        heights.append(page.table.height())

    assert len(set(heights)) == 1
    at = page.table.visualRect(page.table.currentIndex())
    assert page.table.viewport().rect().contains(at)


def test_the_table_takes_every_size_of_text_that_is_chosen_while_another_page_is_seen(
    window: MainWindow, qtbot: QtBot
) -> None:
    page = opened(window)
    dialog = page.window()
    assert isinstance(dialog, SettingsDialog)
    high = []
    for scale in (2.0, 1.0, 2.0, 1.0):
        dialog.show_page("look")
        theme.in_force().use_text_scale(scale)
        dialog.show_page("keys")
        qtbot.waitUntil(lambda: not any(map(is_waiting, QApplication.allWidgets())))
        high.append(page.table.verticalHeader().defaultSectionSize())

    assert high == [2 * high[1], high[1], 2 * high[1], high[1]]
