"""Tests for desktop.queue.saved and desktop.dialogs.search_dialog, in the real window."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.words import Status
from desktop.desk import Desk
from desktop.dialogs.search_dialog import SearchDialog
from desktop.main_window import MainWindow
from desktop.queue.place import Place
from moderation import history, queue, saved_searches
from moderation.newsroom import Newsroom
from moderation.saved_searches import SavedSearch
from tests.windows import OpenWindow, press, press_key, said

CTRL = Qt.KeyboardModifier.ControlModifier

ROLE = Qt.ItemDataRole.AccessibleTextRole
LINKS = SavedSearch("Links", "has:link", Status.PENDING)


def desk_of(window: MainWindow) -> Desk:
    assert window.desk is not None
    return window.desk


def search(window: MainWindow, text: str) -> None:
    desk_of(window).queue.search.show_text(text)
    window.operations.wait_idle()


def names(window: MainWindow) -> list[str]:
    entries = desk_of(window).sidebar.searches.entries
    return [str(entries.index(row, 0).data()) for row in range(entries.rowCount())]


def test_a_search_is_saved_by_keyboard_and_is_a_queue_of_its_own(window: MainWindow) -> None:
    assert window.newsroom is not None
    search(window, "has:link")

    press_key(window, Qt.Key.Key_S, CTRL)
    dialog = window.doors.dialog
    assert isinstance(dialog, SearchDialog)
    dialog.name.fill("Links")
    dialog.keep_button.click()
    window.operations.wait_idle()

    assert saved_searches.saved(window.newsroom) == [LINKS]
    assert names(window) == ["Links"]
    assert window.deeds["saved_1"].text() == "Links"
    assert not window.deeds["saved_2"].isVisible()


def test_its_key_goes_there_from_anywhere_and_it_shows_as_chosen(
    open_window: OpenWindow, filled: Newsroom
) -> None:
    saved_searches.keep(filled, LINKS)
    window = open_window(filled)
    press_key(window, Qt.Key.Key_4, CTRL)

    press_key(window, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    window.operations.wait_idle()

    desk = desk_of(window)
    assert desk.place == Place(Status.PENDING, None, "has:link")
    assert desk.sidebar.searches.currentIndex().row() == 0
    assert not desk.sidebar.queues.currentIndex().isValid()
    press_key(window, Qt.Key.Key_1, CTRL)
    assert (desk.place, desk.sidebar.queues.currentIndex().row()) == (Place(), 0)
    assert not desk.sidebar.searches.currentIndex().isValid()


def test_its_count_is_live(open_window: OpenWindow, filled: Newsroom, qtbot: QtBot) -> None:
    saved_searches.keep(filled, LINKS)
    window = open_window(filled)
    press_key(window, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    window.operations.wait_idle()
    before = queue.tally(filled).pending
    counted = saved_searches.count(filled, LINKS)
    entries = desk_of(window).sidebar.searches.entries

    press(window, "a")
    window.operations.wait_idle()

    assert queue.tally(filled).pending == before - 1
    spoken = f"Links, {counted - 1} comment"
    qtbot.waitUntil(lambda: str(entries.data(entries.index(0, 0), ROLE)).startswith(spoken))


def test_taking_one_away_can_be_taken_back(open_window: OpenWindow, filled: Newsroom) -> None:
    saved_searches.keep(filled, LINKS)
    window = open_window(filled)
    assert not window.deeds["forget_search"].isEnabled()
    press_key(window, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    window.operations.wait_idle()

    window.deeds["forget_search"].trigger()
    window.operations.wait_idle()

    assert (names(window), saved_searches.saved(filled)) == ([], [])
    assert not desk_of(window).sidebar.searches.isVisible()
    assert said(window) == "“Links” is no longer among the saved searches."
    assert window.deeds["undo"].text() == "Undo “Take a saved search away: Links”"
    press(window, "z")
    assert (names(window), saved_searches.saved(filled)) == (["Links"], [LINKS])
    assert window.deeds["forget_search"].isEnabled()
    assert desk_of(window).sidebar.searches.currentIndex().row() == 0


def test_what_another_window_saves_and_takes_back_is_listed_here(
    open_window: OpenWindow, filled: Newsroom, open_desk: Callable[..., Newsroom]
) -> None:
    window = open_window(filled)
    elsewhere = open_desk("ben", filled.path)

    saved_searches.keep(elsewhere, LINKS)
    desk_of(window).arrivals.look()
    assert names(window) == ["Links"]

    history.undo(elsewhere)
    desk_of(window).arrivals.look()
    assert names(window) == []


def test_nothing_searched_is_nothing_to_save(window: MainWindow) -> None:
    assert not window.deeds["save_search"].isEnabled()

    search(window, "bridge")

    assert window.deeds["save_search"].isEnabled()


def test_a_name_is_required_and_one_that_is_taken_is_said(
    open_window: OpenWindow, filled: Newsroom
) -> None:
    saved_searches.keep(filled, LINKS)
    window = open_window(filled)
    search(window, "bridge")
    press_key(window, Qt.Key.Key_S, CTRL)
    dialog = window.doors.dialog
    assert isinstance(dialog, SearchDialog)

    dialog.keep_button.click()
    assert dialog.isVisible()
    assert "needs a name" in dialog.name.problem

    dialog.name.fill("LINKS")
    assert "There is one of this name" in dialog.warning.text()
    dialog.keep_button.click()
    window.operations.wait_idle()
    assert saved_searches.saved(filled) == [SavedSearch("LINKS", "bridge", Status.PENDING)]
    assert said(window) == "“LINKS” searches for something else now."
    press(window, "z")
    assert saved_searches.saved(filled) == [LINKS]
