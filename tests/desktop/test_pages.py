"""Tests for desktop.pages: the desk, or why there is none, with the ways on."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from moderation.errors import LibraryError
from moderation.newsroom import Newsroom
from tests.windows import OpenWindow


def test_an_empty_newsroom_welcomes(
    open_window: OpenWindow, newsroom: Newsroom, qtbot: QtBot
) -> None:
    window = open_window(newsroom)
    assert window.page.isVisible()
    assert window.page.title.text() == "Welcome to Commentdesk."

    with qtbot.waitSignal(window.deeds["sites"].triggered):
        window.page.ways[1].click()
    with qtbot.waitSignal(window.sample_asked):
        window.page.ways[2].click()


def test_where_no_queue_is_shown_the_keyboard_does_not_go_into_it(
    open_window: OpenWindow, newsroom: Newsroom
) -> None:
    window = open_window(newsroom)
    before = QApplication.focusWidget()
    assert before is window.page.ways[0]

    window.deeds["search"].trigger()
    window.deeds["back"].trigger()

    assert QApplication.focusWidget() is before


def test_once_something_is_in_it_the_desk_is_there(
    open_window: OpenWindow, newsroom: Newsroom
) -> None:
    from moderation.sample import fill_sample

    window = open_window(newsroom)
    assert window.desk is not None

    fill_sample(newsroom)
    window.desk.arrivals.look()
    window.operations.wait_idle()

    assert window.desk.isVisible()
    assert not window.page.isVisible()


def test_without_a_newsroom_the_window_says_why_and_the_ways_on(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window(None)
    window.pages.show_trouble(LibraryError("This file is no newsroom.", "Open another."))

    assert window.page.title.text() == "This file is no newsroom."
    assert not window.deeds["import"].isEnabled()
    with qtbot.waitSignal(window.sample_asked):
        window.page.ways[2].click()
