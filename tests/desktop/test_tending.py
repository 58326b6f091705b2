"""The assist works behind the window: soon after something was written, and not once it closes."""

import threading

import pytest
from PySide6.QtCore import QTimer

from desktop.main_window import MainWindow
from moderation import likenesses
from moderation.changes import Progress
from moderation.newsroom import Newsroom
from tests.windows import OpenWindow, press


def _timer(window: MainWindow) -> QTimer:
    assert window.desk is not None
    return window.desk.tending.findChildren(QTimer)[0]


def test_it_begins_a_moment_after_something_was_written(
    window: MainWindow, filled: Newsroom
) -> None:
    assert window.desk is not None
    _timer(window).stop()
    press(window, "a")
    assert _timer(window).isActive()

    _timer(window).timeout.emit()
    window.operations.wait_idle()

    assert likenesses.left(filled) == 0
    assert window.desk.tending.scores.learnt().kept is not None


def test_it_begins_nothing_once_the_window_closes(
    open_window: OpenWindow, filled: Newsroom
) -> None:
    window = open_window(filled)
    assert window.desk is not None

    window.desk.stop()

    window.desk.tending.tend_soon()
    assert not _timer(window).isActive()


def test_while_it_works_another_beginning_waits(window: MainWindow) -> None:
    assert window.desk is not None
    tending = window.desk.tending
    tending.tend()
    _timer(window).stop()

    tending.tend()

    assert len([one for one in window.operations.running if "Comparing" in one.label]) == 1
    assert _timer(window).isActive()
    window.operations.wait_idle()


def test_it_gives_way_to_what_begins_meanwhile_and_goes_on_later(
    window: MainWindow, filled: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert window.desk is not None
    window.operations.wait_idle()
    tending, asked = window.desk.tending, threading.Event()
    _timer(window).stop()

    def catch_up(_newsroom: Newsroom, *, progress: Progress) -> int:
        assert asked.wait(10)
        assert progress.stop_asked()
        return 0

    monkeypatch.setattr(likenesses, "catch_up", catch_up)
    tending.tend()
    window.operations.run("Looking", lambda _progress: None, lambda _told: None, writing=False)
    asked.set()
    window.operations.wait_idle()

    assert _timer(window).isActive()
