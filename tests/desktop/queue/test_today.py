"""Tests for desktop.queue.today: what an emptied queue tells."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtWidgets import QApplication

from db.rows import Comment
from desktop.main_window import MainWindow
from moderation.newsroom import Newsroom
from tests.windows import OpenWindow, press


def told(window: MainWindow) -> list[str]:
    window.operations.wait_idle()
    assert window.desk is not None
    assert window.desk.queue.empty.isVisible()
    return window.desk.queue.empty.sentence.text().splitlines()


def test_an_emptied_queue_tells_what_was_decided_today_and_how_soon(
    open_window: OpenWindow, newsroom: Newsroom, put: Callable[..., Comment]
) -> None:
    for number in range(3):
        put(f"Comment {number}")
    began = newsroom.clock()
    newsroom.clock = lambda: began + timedelta(minutes=10)
    window = open_window(newsroom)

    press(window, "aas")

    lines = told(window)
    assert lines[0] == "2 approved · 0 rejected · 1 spam"
    assert lines[1] == "3 decided today: 2 approved, 0 rejected, 1 spam."
    assert lines[2].startswith("Half within 9.") or lines[2].startswith("Half within 10 min")
    page = QApplication.focusWidget()
    assert page is not None
    assert page.accessibleName() == "Nothing is waiting. Well done."
    assert page.accessibleDescription().splitlines() == lines


def test_who_decided_is_named_once_there_are_two(
    open_window: OpenWindow,
    newsroom: Newsroom,
    open_desk: Callable[..., Newsroom],
    put: Callable[..., Comment],
) -> None:
    put("One")
    put("Two")
    ben = open_window(open_desk("ben"))
    press(ben, "a")
    ana = open_window(newsroom)

    press(ana, "a")

    assert "\u2068ana\u2069: 1, \u2068ben\u2069: 1" in told(ana)


def test_a_window_that_opens_on_an_empty_queue_has_the_keyboard_there(
    open_window: OpenWindow, newsroom: Newsroom, put: Callable[..., Comment]
) -> None:
    """It was in the sidebar, where the first arrow went to another queue."""
    put("One")
    press(open_window(newsroom), "a")

    window = open_window(newsroom)

    told(window)
    assert window.desk is not None
    assert window.desk.queue.has_keyboard


def test_a_queue_that_is_empty_of_a_search_tells_no_numbers(window: MainWindow) -> None:
    assert window.desk is not None
    window.desk.queue.search.show_text("no such word anywhere")
    window.operations.wait_idle()

    assert len(told(window)) == 1
