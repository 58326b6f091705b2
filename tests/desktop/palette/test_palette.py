"""Tests for desktop.palette, in the real window, with the keyboard alone."""

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from db.words import Status
from desktop.main_window import MainWindow
from desktop.palette.palette import Palette
from desktop.queue.place import Place
from moderation.saved_searches import SavedSearch
from tests.windows import OpenWindow, current, press, press_key, status_of

CTRL = Qt.KeyboardModifier.ControlModifier


def opened(window: MainWindow) -> Palette:
    press_key(window, Qt.Key.Key_K, CTRL)
    (palette,) = [one for one in window.findChildren(Palette) if one.isVisible()]
    return palette


def is_open(window: MainWindow) -> bool:
    return any(one.isVisible() for one in window.findChildren(Palette))


def listed(palette: Palette) -> list[str]:
    rows = (palette.rows.row(row) for row in range(palette.rows.rowCount()))
    return [entry.words for entry in rows if entry is not None]


def test_a_few_letters_and_enter_do_it_and_the_focus_is_back(window: MainWindow) -> None:
    number = current(window)
    opened(window)

    press(window, "mark sp")
    press_key(window, Qt.Key.Key_Return)

    assert status_of(window, number) is Status.SPAM
    assert not is_open(window)
    assert window.desk is not None
    assert QApplication.focusWidget() is window.desk.queue.view


def test_where_what_it_came_from_is_gone_the_queue_has_the_keyboard(window: MainWindow) -> None:
    assert window.desk is not None
    gone = QPushButton("A piece of the search", window)
    gone.show()
    gone.setFocus()
    opened(window)
    shiboken6.delete(gone)

    press_key(window, Qt.Key.Key_Escape)

    assert not is_open(window)
    assert QApplication.focusWidget() is window.desk.queue.view


def test_letters_typed_there_never_decide(window: MainWindow) -> None:
    number = current(window)
    opened(window)

    press(window, "adszx?/")

    assert status_of(window, number) is Status.PENDING


def test_arrows_go_round_and_esc_leaves_everything_as_it_was(window: MainWindow) -> None:
    palette = opened(window)
    count = palette.rows.rowCount()

    press_key(window, Qt.Key.Key_Up)
    assert palette.list.currentIndex().row() == count - 1
    press_key(window, Qt.Key.Key_Down)
    assert palette.list.currentIndex().row() == 0
    press_key(window, Qt.Key.Key_Escape)

    assert not is_open(window)
    assert window.desk is not None
    assert window.desk.place == Place()
    assert QApplication.focusWidget() is window.desk.queue.view


def test_what_cannot_be_done_says_why_and_is_not_done(window: MainWindow) -> None:
    palette = opened(window)

    press(window, "redo")
    entry = palette.rows.row(0)
    assert entry is not None
    assert (entry.words, entry.why_not) == ("Redo", "Nothing was taken back.")
    press_key(window, Qt.Key.Key_Return)

    assert is_open(window)


def test_every_action_that_is_off_says_why(window: MainWindow) -> None:
    deeds = window.deeds
    off = [name for name in deeds if deeds[name].isVisible() and not deeds[name].isEnabled()]

    assert off
    assert [name for name in off if not deeds.why_not(name)] == []


def test_without_a_newsroom_it_offers_the_doors_and_says_what_is_missing(
    open_window: OpenWindow,
) -> None:
    window = open_window(None)
    palette = opened(window)

    press(window, "export")

    entry = palette.rows.row(0)
    assert entry is not None
    assert entry.why_not == "Open a newsroom first."


def test_an_article_is_gone_to(window: MainWindow) -> None:
    assert window.desk is not None
    palette = opened(window)

    press(window, "harbour bridge")
    assert listed(palette)[0].startswith("Harbour bridge")
    press_key(window, Qt.Key.Key_Return)

    assert window.desk.place.article is not None
    assert window.desk.place.status is Status.PENDING
    assert window.desk.queue.model.rowCount() == 11


def test_a_saved_search_is_gone_to(window: MainWindow) -> None:
    assert window.desk is not None
    window.desk.saved.keep(SavedSearch("Loans", "loan*", Status.PENDING))
    window.operations.wait_idle()
    opened(window)

    press(window, "loans")
    press_key(window, Qt.Key.Key_Return)

    assert window.desk.place == Place(Status.PENDING, None, "loan*")


def test_what_is_typed_can_be_searched_for(window: MainWindow) -> None:
    assert window.desk is not None
    palette = opened(window)

    press(window, "ferry")
    assert listed(palette)[-1] == "Search for “ferry” in “Pending”"
    press_key(window, Qt.Key.Key_Up)
    press_key(window, Qt.Key.Key_Return)

    assert window.desk.place == Place(Status.PENDING, None, "ferry")


def test_the_enter_that_searches_does_not_press_what_it_leads_to(window: MainWindow) -> None:
    """Where nothing is found, the keyboard is on the button that clears the search."""
    assert window.desk is not None
    opened(window)

    press(window, "zzqqxx")
    press_key(window, Qt.Key.Key_Return)

    assert window.desk.place.text == "zzqqxx"
    assert window.desk.queue.empty.ways[0].hasFocus()
    press_key(window, Qt.Key.Key_Return)
    assert window.desk.place.text == ""


def test_what_was_taken_last_stands_first_also_in_the_next_window(
    window: MainWindow, open_window: OpenWindow
) -> None:
    opened(window)
    press(window, "compact")
    press_key(window, Qt.Key.Key_Return)
    assert listed(opened(window))[0] == "Density: Compact"
    press_key(window, Qt.Key.Key_Escape)

    assert listed(opened(open_window(None)))[0] == "Density: Compact"


def test_what_was_taken_last_and_cannot_be_done_now_stands_after_what_can(
    window: MainWindow,
) -> None:
    for entry in ("action:compact", "action:redo", "action:spam"):
        window.remembered.note_taken(entry)

    palette = opened(window)

    rows = [palette.rows.row(row) for row in range(palette.rows.rowCount())]
    possible = [not row.why_not for row in rows if row is not None]
    assert listed(palette)[:2] == ["Mark as spam", "Density: Compact"]
    assert listed(palette)[possible.index(False)] == "Redo"
    assert possible == sorted(possible, reverse=True)


def test_the_same_key_puts_it_away(window: MainWindow) -> None:
    opened(window)

    press_key(window, Qt.Key.Key_K, CTRL)

    assert not is_open(window)


def test_looking_elsewhere_puts_it_away(window: MainWindow) -> None:
    assert window.desk is not None
    opened(window)

    window.desk.queue.search.setFocus()

    assert not is_open(window)
