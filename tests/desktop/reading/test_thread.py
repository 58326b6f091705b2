"""Tests for desktop.reading.thread and desktop.reading.halves."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop.reading.around import Gap, Place, Shown
from desktop.reading.entry import Entry
from desktop.reading.pane import ReadingPane
from moderation import queue
from tests.desktop.reading.seeing import press
from tests.desktop.town import Town

Settle = Callable[[], None]


def places(pane: ReadingPane) -> list[Place]:
    """Where what is shown stands."""
    return [what.place for what in pane.thread_view.order]


def test_the_parent_is_seen_even_where_siblings_were_many(
    town: Town, pane: ReadingPane, settle: Settle
) -> None:
    first = town.say("Who runs the visa desks now?", "Petra")
    for n in range(4):
        town.say("word " * 200, f"Jon {n}", to=first)
    number = town.say("word " * 100, to=first)
    pane.resize(760, 640)
    settle()

    pane.show_comment(number)
    settle()

    shown = {what.place: widget for what, widget in pane.thread_view._order
             if isinstance(what, Shown)}  # fmt: skip
    port = pane.thread_view.viewport()
    parent = shown[Place.ABOVE]
    assert Place.BEFORE not in shown
    assert Place.BEFORE in places(pane)
    assert parent.mapTo(port, parent.rect().topLeft()).y() >= 0


def test_a_deep_thread_stays_readable(town: Town, pane: ReadingPane, settle: Settle) -> None:
    number = town.say("first")
    for n in range(30):
        number = town.say(f"reply {n}", to=number)

    pane.show_comment(number)
    settle()

    assert pane.card.width() >= 240
    gaps = [what for what in pane.thread_view.order if isinstance(what, Gap)]
    assert [gap.count for gap in gaps] == [30 - 5]


def test_going_up_opens_the_gap_in_which_what_is_answered_is(
    town: Town, pane: ReadingPane, settle: Settle, qtbot: QtBot
) -> None:
    numbers = [town.say("first")]
    for n in range(40):
        numbers.append(town.say(f"reply {n}", to=numbers[-1]))
    with qtbot.waitActive(pane):
        pane.activateWindow()
    pane.show_comment(numbers[-1])
    settle()

    for number in reversed(numbers[:-1]):
        assert pane.thread_view.go_to_parent()
        assert pane.thread_view.focused is not None
        assert pane.thread_view.focused.id == number
    assert not pane.thread_view.go_to_parent()


def test_the_keyboard_reaches_the_thread_and_its_comments(
    town: Town, pane: ReadingPane, settle: Settle
) -> None:
    first = town.say("Who runs the visa desks now?", "Petra")
    number = town.say("Nobody.", to=first)
    pane.show_comment(number)
    settle()
    pane.activateWindow()
    chosen: list[int] = []
    pane.comment_chosen.connect(chosen.append)
    (parent,) = (w for what, w in pane.thread_view._order if what.place is Place.ABOVE)

    parent.setFocus()
    QTest.keyClick(parent, Qt.Key.Key_Return)

    assert chosen == [first]


def test_a_text_that_grows_pushes_nothing_out_of_sight(
    town: Town, pane: ReadingPane, settle: Settle
) -> None:
    pane.show_comment(town.say("Good morning."))
    settle()
    before = pane.card.height()

    pane.card.asked.emit("reveal")
    settle()

    assert pane.card.height() > before
    assert pane.card.height() == pane.card.heightForWidth(pane.card.width())


def test_a_dragged_line_stays_where_it_was_put(
    town: Town, pane: ReadingPane, settle: Settle
) -> None:
    pane.show_comment(town.say("one", under=town.add_article("Long", "<p>line</p>" * 100)))
    settle()
    halves = pane._halves
    halves.moveSplitter(200, 1)
    QApplication.processEvents()

    pane.show_comment(town.say("two"))
    settle()
    pane.resize(700, 870)
    settle()

    # Narrower, the decision bar has a line more, which both halves give a part of.
    assert abs(halves.sizes()[0] - 200) < 8


def test_a_short_article_takes_no_more_than_it_needs(
    town: Town, pane: ReadingPane, settle: Settle
) -> None:
    pane.show_comment(town.say("one"))
    settle()

    assert pane._halves.sizes()[0] < 160
    assert pane._halves.orientation() is Qt.Orientation.Vertical


def test_the_comment_does_not_wait_for_its_thread(
    town: Town, pane: ReadingPane, settle: Settle
) -> None:
    first = town.say("Who runs the visa desks now?", "Petra")
    number = town.say("Nobody.", to=first)
    view = pane.thread_view

    view.show_comment(number)
    assert view.order == []
    assert pane.card.isVisibleTo(view)

    view.show_thread(queue.thread(town.newsroom, number), number)
    assert [what.place for what in view.order] == [Place.ABOVE, Place.CHOSEN]

    view.show_comment(first)
    assert [what.place for what in view.order] == [Place.CHOSEN, Place.REPLIES]


def test_no_entry_above_is_cut_in_a_low_window(
    town: Town, pane: ReadingPane, settle: Settle
) -> None:
    """Also where less than a page would be left below: there is room made."""
    number = town.say("Could you add what the rounds agreed on? " * 3, "Jonas")
    for name in ("Petra", "Ludmila", "Ana"):
        number = town.say("Who runs the visa desks now? " * 4, name, to=number)
    pane.resize(535, 560)
    pane.show_comment(number)
    settle()

    view = pane.thread_view
    place = view.verticalScrollBar().value()
    tops = [(widget.y() - place, widget.height()) for _what, widget in view._order]
    assert place > 0
    assert not [(top, high) for top, high in tops if top < 0 < top + high]
    card = view._card
    assert card.y() >= place
    assert card.y() - place + card.height() <= view.viewport().height()


def test_on_a_very_large_screen_lines_stay_short(
    town: Town, pane: ReadingPane, settle: Settle
) -> None:
    pane.resize(3000, 1800)
    pane.show_comment(town.say("word " * 300))
    settle()

    assert pane._halves.orientation() is Qt.Orientation.Horizontal
    assert pane.article_view.width() < 900
    assert pane.card.width() <= 960


def test_a_thread_of_a_thousand_takes_no_more_widgets_than_a_short_one(
    town: Town, pane: ReadingPane, settle: Settle
) -> None:
    first = town.say("Who runs the visa desks now?", "Petra")
    replies = [town.say(f"Me, number {n}", to=first) for n in range(60)]

    for number in (first, replies[30], replies[-1]):
        pane.show_comment(number)
        settle()

    assert len(pane.findChildren(Entry)) <= 25
    assert all(entry.shown is not None for entry in pane.findChildren(Entry) if entry.isVisible())


def test_more_replies_are_shown_when_asked_and_the_comment_stays_where_it_is(
    town: Town, pane: ReadingPane, settle: Settle
) -> None:
    first = town.say("Who runs the visa desks now?", "Petra")
    for n in range(20):
        town.say(f"Me, number {n}", to=first)
    pane.show_comment(first)
    settle()
    place = pane.card.mapTo(pane, pane.card.rect().topLeft())

    press(pane, "Show 8 more replies")
    settle()

    assert len(pane.thread_view.order) == 21
    assert pane.card.mapTo(pane, pane.card.rect().topLeft()) == place


def test_a_click_on_another_comment_asks_to_decide_that_one(
    qtbot: QtBot, town: Town, pane: ReadingPane, settle: Settle
) -> None:
    first = town.say("Who runs the visa desks now?", "Petra")
    pane.show_comment(town.say("Nobody does.", to=first))
    settle()
    (entry,) = (one for one in pane.findChildren(Entry) if one.isVisible())

    with qtbot.waitSignal(pane.comment_chosen) as chosen:
        entry.click()

    assert chosen.args == [first]
    assert entry.accessibleName().startswith("Petra, pending")


def test_nothing_a_stranger_wrote_is_taken_for_markup_in_the_thread(
    town: Town, pane: ReadingPane, settle: Settle
) -> None:
    name = "<img src='file:///etc/passwd'>"
    first = town.say("<b>bold</b>", name)
    number = town.say("answer", name, to=first)
    pane.show_comment(number)
    settle()
    (entry,) = (one for one in pane.findChildren(Entry) if one.isVisible())

    assert entry.shown is not None
    assert entry.shown.entry.comment.name == name
    assert entry.accessibleName().startswith(name)
    assert all("<img" not in one.toolTip() for one in pane.findChildren(QPushButton))
