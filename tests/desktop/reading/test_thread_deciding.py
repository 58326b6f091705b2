"""The thread by keyboard: walk it, fold it, go to what is answered; the focused one is decided."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.words import Standing
from desktop.actions import Actions
from desktop.reading.entry import Entry
from desktop.reading.entry_tools import EntryTools
from desktop.reading.pane import ReadingPane
from moderation import standings
from tests.desktop.town import Said, Town

Settle = Callable[[], None]


@pytest.fixture
def thread(town: Town, pane: ReadingPane, settle: Settle, qtbot: QtBot) -> dict[str, int]:
    """A thread of some depth, shown about Jon's comment."""
    one = town.say("Who paid?", "Petra", "petra@example.org")
    two = town.say("We did.", "Jon", "jon@example.org", to=one)
    three = town.say("All of us?", "Kim", "kim@example.org", to=two)
    four = town.say("Yes.", "Sam", "sam@example.org", to=three)
    five = town.say("Not I.", "Lea", "lea@example.org", to=one)
    six = town.say("Nor I.", "Max", "max@example.org", to=five)
    with qtbot.waitActive(pane):
        pane.activateWindow()
    pane.show_comment(two)
    settle()
    return {"petra": one, "jon": two, "kim": three, "sam": four, "lea": five, "max": six}


def focused(pane: ReadingPane) -> int | None:
    card = pane.thread_view.focused
    return None if card is None else card.id


def shown(pane: ReadingPane) -> list[int]:
    return [getattr(one, "entry").comment.id for one in pane.thread_view.order]  # noqa: B009


def press(pane: ReadingPane, key: Qt.Key) -> None:
    widget = QApplication.focusWidget()
    assert isinstance(widget, Entry)
    QtBot.keyClick(widget, key)


def test_a_key_brings_the_keyboard_to_what_is_answered_and_on(
    pane: ReadingPane, actions: Actions, thread: dict[str, int]
) -> None:
    actions["discussion"].trigger()
    assert focused(pane) == thread["petra"]

    pane.thread_view.go(1)
    assert focused(pane) == thread["kim"]
    pane.thread_view.go(-9)
    assert focused(pane) == thread["petra"]
    pane.thread_view.go(2)
    assert focused(pane) == thread["sam"]
    actions["parent"].trigger()

    assert focused(pane) == thread["kim"]


def test_where_there_is_nowhere_to_go_a_sentence_says_so(
    pane: ReadingPane, actions: Actions, said: Said, town: Town, settle: Settle
) -> None:
    pane.show_comment(town.say("Alone here.", under=town.add_article("A quiet one")))
    settle()

    actions["discussion"].trigger()
    actions["parent"].trigger()

    assert [one.sentence for one in said.told] == [
        "No other comment stands around this one.",
        "It answers no other comment.",
    ]


def test_nothing_is_said_of_a_thread_that_is_not_found_yet(
    pane: ReadingPane, actions: Actions, said: Said, thread: dict[str, int]
) -> None:
    pane.thread_view.show_thread((), thread["petra"])

    actions["discussion"].trigger()
    actions["parent"].trigger()

    assert not said.told


def test_branches_fold_and_open_where_the_keyboard_is(
    pane: ReadingPane, actions: Actions, thread: dict[str, int]
) -> None:
    assert shown(pane) == [thread[name] for name in ("petra", "jon", "kim", "sam", "lea")]
    actions["discussion"].trigger()
    pane.thread_view.go(1)

    press(pane, Qt.Key.Key_Left)
    assert shown(pane) == [thread[name] for name in ("petra", "jon", "kim", "lea")]
    assert focused(pane) == thread["kim"]
    press(pane, Qt.Key.Key_Right)
    assert thread["sam"] in shown(pane)
    pane.thread_view.go(9)
    press(pane, Qt.Key.Key_Right)

    assert shown(pane)[-2:] == [thread["lea"], thread["max"]]
    assert focused(pane) == thread["lea"]


def test_the_keyboard_stays_with_its_comment_when_the_thread_is_shown_anew(
    pane: ReadingPane, actions: Actions, thread: dict[str, int], settle: Settle
) -> None:
    actions["discussion"].trigger()
    pane.thread_view.go(1)

    pane.show_comment(thread["jon"])
    settle()

    assert focused(pane) == thread["kim"]


def test_the_buttons_stand_in_the_comment_that_is_pointed_at(
    pane: ReadingPane, actions: Actions, thread: dict[str, int], qtbot: QtBot
) -> None:
    actions["discussion"].trigger()
    entry = QApplication.focusWidget()
    assert isinstance(entry, Entry)
    tools = pane.thread_view._tools
    assert tools.parentWidget() is entry
    assert tools.isVisible()

    with qtbot.waitSignal(actions["spam"].triggered):
        tools.buttons["spam"].click()

    assert focused(pane) == thread["petra"]


def test_an_errand_is_about_the_comment_that_has_the_keyboard(
    town: Town, pane: ReadingPane, actions: Actions, thread: dict[str, int], settle: Settle
) -> None:
    actions["discussion"].trigger()

    actions["watch"].trigger()
    settle()

    assert standings.regard(town.newsroom, thread["petra"]).standing is Standing.WATCHED
    assert standings.regard(town.newsroom, thread["jon"]).standing is Standing.NONE


def test_the_buttons_stay_within_an_entry_that_becomes_narrower(
    pane: ReadingPane, actions: Actions, thread: dict[str, int]
) -> None:
    actions["discussion"].trigger()
    QApplication.processEvents()
    entry = QApplication.focusWidget()
    assert isinstance(entry, Entry)
    tools = entry.findChild(EntryTools)
    assert isinstance(tools, EntryTools)
    assert tools.isVisible()
    before = entry.width()

    pane.resize(pane.width() - 40, pane.height())
    QApplication.processEvents()

    assert entry.width() < before
    assert entry.width() - tools.geometry().right() < 20
    assert entry.rect().contains(tools.geometry())
