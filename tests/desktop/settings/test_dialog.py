"""Tests for desktop.settings: the window of settings and its pages."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QScrollBar, QWidget
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from desktop.settings import dialog as settings_dialog
from desktop.settings.dialog import SettingsDialog
from desktop.settings.look_page import LookPage
from desktop.settings.page import SettingsPage
from desktop.theme import Choice, in_force
from tests.windows import OpenWindow, press_key

CTRL = Qt.KeyboardModifier.ControlModifier


def opened(window: MainWindow) -> SettingsDialog:
    press_key(window, Qt.Key.Key_Comma, CTRL)
    assert isinstance(window.doors.dialog, SettingsDialog)
    return window.doors.dialog


def test_every_page_can_be_come_to_with_the_arrow_keys(window: MainWindow) -> None:
    dialog = opened(window)

    seen = [dialog.shown]
    for _page in dialog.specs[1:]:
        QtBot.keyClick(dialog.list, Qt.Key.Key_Down)
        seen.append(dialog.shown)

    assert seen == [dialog.page(spec.id) for spec in dialog.specs]
    assert all(page.isVisibleTo(dialog) == (page is seen[-1]) for page in seen)


def test_what_talks_with_sites_is_loaded_before_somebody_comes_to_it(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[str] = []
    monkeypatch.setattr(settings_dialog, "import_module", loaded.append)

    opened(window)
    window.operations.wait_idle()

    assert loaded == ["moderation.wordpress.connecting"]


def test_a_page_that_is_asked_for_is_the_only_one_that_is_made(window: MainWindow) -> None:
    window.doors.settings("keys")
    dialog = window.doors.dialog
    assert isinstance(dialog, SettingsDialog)

    assert dialog.list.currentItem().text() == "Keys"
    assert [type(page).__name__ for page in dialog.findChildren(SettingsPage)] == ["KeysPage"]


def test_without_a_newsroom_there_are_the_pages_of_this_machine(open_window: OpenWindow) -> None:
    dialog = opened(open_window(None))

    assert dialog.specs
    assert not [spec.id for spec in dialog.specs if spec.needs_newsroom]


def test_asking_again_goes_to_the_page_in_the_window_that_is_open(window: MainWindow) -> None:
    dialog = opened(window)

    window.doors.settings("look")

    assert window.doors.dialog is dialog
    assert isinstance(dialog.shown, LookPage)


def test_a_look_chosen_there_is_worn_and_remembered_at_once(window: MainWindow) -> None:
    before = in_force().choice
    page = opened(window).page("look")
    assert isinstance(page, LookPage)

    page.choice("theme_dark").click()

    assert in_force().choice is Choice.DARK
    assert window.remembered.theme is Choice.DARK
    assert window.deeds["theme_dark"].isChecked()
    in_force().choose(before)


@pytest.mark.parametrize("name", ["site", "rules", "assist", "keys", "look"])
def test_a_page_ends_where_the_buttons_do_or_before_its_bar(window: MainWindow, name: str) -> None:
    dialog = opened(window)
    page = dialog.show_page(name)
    window.operations.wait_idle()
    QApplication.processEvents()
    close = next(one for one in dialog.findChildren(QPushButton) if one.text() == "Close")
    end = close.mapTo(dialog, close.rect().topRight()).x()
    bar = dialog_bar(page)
    if bar.isVisible():
        end = bar.mapTo(dialog, bar.rect().topLeft()).x()

    widest = max(
        one.mapTo(dialog, one.rect().topRight()).x()
        for one in page.findChildren(QWidget)
        if one.isVisible() and one.parentWidget() is page
    )

    if bar.isVisible():
        assert 8 <= end - widest <= 16
    else:
        assert abs(widest - end) <= 1


def dialog_bar(page: SettingsPage) -> QScrollBar:
    """What the page is scrolled by."""
    frames = (one for one in page.window().findChildren(QScrollArea) if one.widget() is page)
    return next(frames).verticalScrollBar()
