"""Tests for desktop.queue.finding and looking_ahead, on a real newsroom."""

import pytest
from pytestqt.qtbot import QtBot

from db.words import Status
from desktop.operations import Operations
from desktop.queue import finding
from desktop.queue.pane import QueuePane
from desktop.queue.place import Place
from moderation import queue
from moderation.newsroom import Newsroom


def test_a_late_list_of_a_place_that_was_left_is_not_shown(
    pane: QueuePane, filled: Newsroom, operations: Operations
) -> None:
    pane.go(Place(Status.SPAM), patience=0)
    pane.go(Place(Status.REJECTED), patience=0)
    operations.wait_idle()

    assert len(pane.model.ids) == queue.tally(filled).rejected


def test_the_rest_follows_what_the_eye_can_reach_and_moves_nothing(
    pane: QueuePane, operations: Operations, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = list(pane.model.ids)
    monkeypatch.setattr(finding, "_FIRST", 12)

    pane.go(Place(), patience=5)
    listed = list(pane.model.ids)
    assert (listed, pane.finding.is_whole) == (everything[:12], False)
    pane.view.choose_row(3)
    operations.wait_idle()

    listed = list(pane.model.ids)
    assert (listed, pane.finding.is_whole) == (everything, True)
    assert pane.view.current_number == everything[3]


def test_a_comment_beyond_the_first_rows_is_come_to_with_the_rest(
    pane: QueuePane, operations: Operations, monkeypatch: pytest.MonkeyPatch
) -> None:
    last = pane.model.ids[-1]
    monkeypatch.setattr(finding, "_FIRST", 12)

    pane.go(Place(), last, patience=5)
    assert pane.view.current_number != last
    operations.wait_idle()

    assert pane.view.current_number == last


def test_all_is_selected_once_all_is_listed(
    pane: QueuePane, operations: Operations, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = pane.model.rowCount()
    monkeypatch.setattr(finding, "_FIRST", 12)
    pane.go(Place(), patience=5)

    pane.select_all()
    about_to = pane.is_selecting
    operations.wait_idle()

    assert (about_to, pane.is_selecting) == (True, False)
    assert pane.view.picked_count() == count


def test_cards_are_brought_ahead_but_not_while_somebody_types(
    pane: QueuePane, operations: Operations, qtbot: QtBot
) -> None:
    asked: list[str] = []
    operations.started.connect(lambda operation: asked.append(operation.label))
    pane.search.setFocus()
    qtbot.keyClicks(pane.search.line, "the")
    asked.clear()

    pane.finding.ahead.look(pane.model.ids[20:25])
    assert (pane.finding.is_being_typed, asked) == (True, [])
    operations.wait_idle()

    assert "Looking ahead" in asked
