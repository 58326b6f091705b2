"""The search of the window by its keys: completed, corrected, taken apart, sorted."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from db.words import Status
from desktop.main_window import MainWindow
from desktop.queue.search_bar import SearchBar
from moderation import queue
from moderation.errors import NewsroomError
from moderation.newsroom import Newsroom
from moderation.saved_searches import SavedSearch
from tests.putting import put_comment
from tests.windows import current, press, press_key

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def bar(window: MainWindow) -> SearchBar:
    """The search bar, with the keyboard in it."""
    assert window.desk is not None
    press(window, "/")
    assert window.desk.queue.search.line.hasFocus()
    return window.desk.queue.search


def offered(bar: SearchBar) -> list[str]:
    return [one.words for one in bar.suggestions.completions] if bar.suggestions.isVisible() else []


def listed(window: MainWindow) -> list[int]:
    assert window.desk is not None
    window.operations.wait_idle()
    return list(window.desk.queue.model.ids)


def test_names_and_values_are_completed_by_keys(window: MainWindow, bar: SearchBar) -> None:
    press(window, "sta")
    assert offered(bar) == ["status:"]

    press_key(window, Qt.Key.Key_Tab)
    assert (bar.text, offered(bar)) == ("status:", ["pending", "approved", "rejected", "spam"])
    assert not bar.sentence.isVisible()  # what is half typed is not called wrong

    for _time in range(4):
        press_key(window, Qt.Key.Key_Down)
    assert bar.line.accessibleDescription() == "4 of 4: spam"
    press_key(window, Qt.Key.Key_Return)

    assert bar.text == "status:spam "
    assert bar.line.hasFocus()
    assert window.newsroom is not None
    assert len(listed(window)) == queue.tally(window.newsroom).spam


def test_what_the_library_holds_is_completed(window: MainWindow, bar: SearchBar) -> None:
    press(window, "article:night")
    assert offered(bar) == ["night-ferry"]

    press_key(window, Qt.Key.Key_Tab)

    assert bar.text == "article:night-ferry "


def test_a_word_is_found_within_a_line_that_has_no_blanks(
    window: MainWindow, bar: SearchBar
) -> None:
    assert window.newsroom is not None
    number = put_comment(window.newsroom, "这座桥终于开了。", name="陈静", status=Status.SPAM).id

    for search in ("桥", "终于*", '"桥终于"', "author:静", "status:spam 桥 -渡轮"):
        bar.show_text(f"{search} status:spam")
        assert number in listed(window), search

    bar.show_text("渡轮 status:spam")
    assert number not in listed(window)


def test_a_search_that_is_cleared_leads_back_to_where_it_was_begun(window: MainWindow) -> None:
    assert window.desk is not None
    view = window.desk.queue.view
    press(window, "j" * 12)
    number = current(window)

    press(window, "/ferry")
    assert view.current_number != number
    press_key(window, Qt.Key.Key_Escape)
    press_key(window, Qt.Key.Key_Escape)

    assert view.hasFocus()
    assert current(window) == number


def test_each_queue_is_come_back_to_where_it_was_left(window: MainWindow) -> None:
    press(window, "jjj")
    pending = current(window)
    press_key(window, Qt.Key.Key_2, CTRL)
    press(window, "jjjjj")
    approved = current(window)

    press_key(window, Qt.Key.Key_1, CTRL)
    assert current(window) == pending
    press_key(window, Qt.Key.Key_2, CTRL)
    assert current(window) == approved


def test_a_late_answer_to_what_is_not_typed_any_more_is_dropped(
    window: MainWindow, bar: SearchBar, qtbot: QtBot
) -> None:
    qtbot.keyClicks(bar.line, "email:@e")
    qtbot.keyClick(bar.line, Qt.Key.Key_A, CTRL)
    qtbot.keyClicks(bar.line, "x")
    window.operations.wait_idle()

    assert offered(bar) == []


def test_every_name_is_there_on_asking(window: MainWindow, bar: SearchBar) -> None:
    press_key(window, Qt.Key.Key_Space, CTRL)

    assert offered(bar)[0] == "status:"
    assert len(offered(bar)) == 9


def test_a_saved_search_is_found_by_its_name(window: MainWindow, bar: SearchBar) -> None:
    assert window.desk is not None
    window.desk.saved.keep(SavedSearch("Loans everywhere", "loan*", None))
    window.operations.wait_idle()

    press(window, "loans ev")
    assert offered(bar) == ["Loans everywhere"]
    press_key(window, Qt.Key.Key_Tab)

    assert (window.desk.place.status, window.desk.place.text) == (None, "loan*")


def test_esc_closes_what_is_offered_and_leaves_what_is_typed(
    window: MainWindow, bar: SearchBar
) -> None:
    press(window, "stat")

    press_key(window, Qt.Key.Key_Escape)

    assert (bar.text, offered(bar)) == ("stat", [])
    assert bar.line.hasFocus()


def test_without_an_offer_tab_leaves_the_line(window: MainWindow, bar: SearchBar) -> None:
    press_key(window, Qt.Key.Key_Tab)

    assert not bar.line.hasFocus()


def test_what_cannot_be_read_is_corrected_by_one_key(window: MainWindow, bar: SearchBar) -> None:
    press(window, "-ferry statsu:spam")
    assert bar.sentence.isVisible()
    assert bar.correct_button.isVisible()

    press_key(window, Qt.Key.Key_Return)

    assert bar.text == "-ferry status:spam"
    assert not bar.sentence.isVisible()
    assert bar.line.hasFocus()
    press_key(window, Qt.Key.Key_Return)
    assert window.desk is not None
    assert window.desk.queue.view.hasFocus()


def test_pieces_are_taken_away_by_keys(window: MainWindow, bar: SearchBar) -> None:
    press(window, "loan* has:link -author:petra ")
    assert [chip.text for chip in bar.chips.chips] == ["loan*", "has:link", "-author:petra"]
    before = listed(window)

    bar.chips.buttons[0].setFocus()
    press_key(window, Qt.Key.Key_Right)
    assert bar.chips.buttons[1].hasFocus()
    press_key(window, Qt.Key.Key_Delete)

    assert bar.text == "loan* -author:petra"
    assert set(listed(window)) >= set(before)
    assert bar.chips.buttons[1].hasFocus()
    press_key(window, Qt.Key.Key_Backspace)
    assert bar.text == "loan*"
    assert bar.chips.buttons[0].hasFocus()
    press_key(window, Qt.Key.Key_Return)
    assert (bar.text, bar.chips.isVisible()) == ("", False)
    assert bar.line.hasFocus()


def test_a_piece_says_what_it_does_to_who_cannot_see_it(window: MainWindow, bar: SearchBar) -> None:
    press(window, "has:link loan*")

    assert bar.chips.buttons[0].accessibleName() == "Take “has:link” out of the search"


def test_a_plain_word_needs_no_chip(window: MainWindow, bar: SearchBar) -> None:
    press(window, "bridge")

    assert not bar.chips.isVisible()


def test_the_order_is_chosen_by_keys_and_stands_in_the_search(
    window: MainWindow, filled: Newsroom
) -> None:
    assert window.desk is not None
    newest = listed(window)
    window.deeds["sort_oldest"].trigger()

    assert window.desk.queue.search.text == "sort:oldest"
    assert listed(window) == newest[::-1]
    assert window.desk.queue.sort.text() == "Oldest first"
    assert window.deeds["sort_oldest"].isChecked()

    window.deeds["sort_newest"].trigger()

    assert window.desk.queue.search.text == ""
    assert listed(window) == newest


def test_the_order_that_is_typed_is_shown(window: MainWindow, bar: SearchBar) -> None:
    press(window, "sort:author")

    assert window.desk is not None
    assert window.desk.queue.sort.text() == "By author"
    assert window.deeds["sort_author"].isChecked()


def test_sorting_leaves_what_cannot_be_read(window: MainWindow, bar: SearchBar) -> None:
    press(window, "statsu:spam")

    window.deeds["sort_oldest"].trigger()

    assert bar.text == "statsu:spam"


def test_inverting_picks_what_was_not_picked(window: MainWindow) -> None:
    assert window.desk is not None
    view = window.desk.queue.view
    ids = listed(window)
    press(window, "xjjx")

    press_key(window, Qt.Key.Key_I, CTRL)

    assert list(view.picked().ids) == [ids[1], *ids[3:]]
    press_key(window, Qt.Key.Key_A, CTRL)
    press_key(window, Qt.Key.Key_I, CTRL)
    assert view.picked_count() == 1
    assert {queue.comment(window.newsroom, one).status for one in ids[:3]} == {Status.PENDING}  # type: ignore[arg-type]


def test_no_completion_stays_when_the_keyboard_goes(window: MainWindow, bar: SearchBar) -> None:
    press(window, "-stat")
    assert offered(bar)

    assert window.desk is not None
    window.desk.queue.view.setFocus()
    QApplication.processEvents()

    assert offered(bar) == []


def test_a_minus_by_itself_is_not_looked_for_yet(window: MainWindow, bar: SearchBar) -> None:
    everything = listed(window)

    press(window, "-")
    assert listed(window) == everything
    press(window, "ferry")

    assert listed(window) != everything


def test_who_types_on_waits_for_no_article_and_no_names(
    window: MainWindow, bar: SearchBar, qtbot: QtBot
) -> None:
    assert window.desk is not None
    queue_pane, reading = window.desk.queue, window.desk.reading
    asked: list[str] = []
    window.operations.started.connect(lambda operation: asked.append(operation.label))
    read = reading.shown

    for key in "author:lud":
        QtBot.keyClick(bar.line, key)
    qtbot.waitUntil(lambda: queue_pane.place.text == "author:lud")

    typing = queue_pane.finding.is_being_typed
    assert (typing, reading.shown, "Looking for values" in asked) == (True, read, False)
    window.operations.wait_idle()
    assert not queue_pane.finding.is_being_typed
    assert reading.shown == queue_pane.view.current_number != read
    assert asked.count("Looking for values") == 1


def test_who_leaves_the_line_reads_what_she_comes_to_at_once(
    window: MainWindow, bar: SearchBar, qtbot: QtBot
) -> None:
    assert window.desk is not None
    for key in "bridge":
        QtBot.keyClick(bar.line, key)
    window.operations.wait_idle()
    for key in " -visa":
        QtBot.keyClick(bar.line, key)

    QtBot.keyClick(bar.line, Qt.Key.Key_Down)

    assert not window.desk.queue.finding.is_being_typed
    assert window.desk.queue.view.hasFocus()
    qtbot.waitUntil(lambda: window.desk is not None and window.desk.queue.finding.is_whole)
    assert window.desk.reading.shown == window.desk.queue.view.current_number


@pytest.mark.parametrize("away", [Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Escape])
def test_who_types_on_after_nothing_was_found_decides_nothing(
    window: MainWindow, bar: SearchBar, away: Qt.Key
) -> None:
    """A list that was hidden when it should have got the keyboard took it between two letters."""
    assert window.desk is not None
    assert window.newsroom is not None
    before = queue.tally(window.newsroom)
    press(window, "zzzzz")
    press_key(window, away)
    press(window, "/")
    press_key(window, Qt.Key.Key_A, CTRL)

    press(window, "bridge ads")

    assert bar.line.hasFocus()
    assert bar.text == "bridge ads"
    assert queue.tally(window.newsroom) == before


def test_esc_in_an_empty_queue_leaves_the_line_and_closes_the_reasons(
    window: MainWindow, bar: SearchBar
) -> None:
    assert window.desk is not None
    press_key(window, Qt.Key.Key_Escape)
    press_key(window, Qt.Key.Key_A, CTRL)
    press(window, "d")
    while listed(window):
        press(window, "d")  # the copies that one card stood for are one decision
    assert window.desk.deciding.moment.offered

    press_key(window, Qt.Key.Key_Escape)

    assert not window.desk.deciding.moment.offered
    press(window, "/")
    press_key(window, Qt.Key.Key_Escape)
    assert not bar.line.hasFocus()
    assert window.desk.queue.has_keyboard


def test_a_search_that_fails_leaves_the_list_and_what_is_read(
    window: MainWindow, bar: SearchBar, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert window.desk is not None
    before = listed(window)
    monkeypatch.setattr(queue, "find_page", _fail)

    press(window, "b")

    assert not window.desk.queue.finding.is_being_typed
    assert list(window.desk.queue.model.ids) == before
    assert window.desk.reading.shown == window.desk.queue.view.current_number


def _fail(*_asked: object, **_how: object) -> None:
    raise NewsroomError("The drive does not give it out.")


def test_a_key_on_its_way_to_a_piece_that_is_gone_does_nothing(
    window: MainWindow, bar: SearchBar
) -> None:
    press(window, "harbour -visa ")
    chip = bar.chips.findChildren(QPushButton)[-1]

    QtBot.keyClick(chip, Qt.Key.Key_Space)
    left = bar.text
    QtBot.keyClick(chip, Qt.Key.Key_Space)

    assert bar.text == left != "harbour -visa "
