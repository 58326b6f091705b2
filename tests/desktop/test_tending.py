"""The assist works behind the window: soon after something was written, and not once it closes."""

import threading

import pytest
from PySide6.QtCore import QTimer

from desktop.main_window import MainWindow
from desktop.operations import RunningOperation
from moderation import likenesses, tending
from moderation.changes import Progress
from moderation.newsroom import Newsroom
from moderation.scores import Scores
from moderation.tender import Tended, Tender, TenderGone
from tests.windows import OpenWindow, press, said


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


def test_more_than_a_moments_work_is_given_to_a_process_of_its_own(
    window: MainWindow, filled: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert window.desk is not None
    news: list[int] = []
    window.desk.arrivals.elsewhere.connect(news.append)
    monkeypatch.setattr(tending, "is_little", lambda _newsroom, _scores: False)

    window.desk.tending.tend()
    window.operations.wait_idle()

    assert window.desk.tending.tender.pid is not None
    assert likenesses.left(filled) == 0
    assert window.desk.tending.scores.learnt().kept is not None
    window.desk.arrivals.look()
    assert not news, "what it wrote is no news of somebody else"


def test_it_ends_with_the_window(
    open_window: OpenWindow, filled: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(filled)
    assert window.desk is not None
    monkeypatch.setattr(tending, "is_little", lambda _newsroom, _scores: False)
    window.desk.tending.tend()
    window.operations.wait_idle()

    window.close_anyway()

    assert window.desk.tending.tender.pid is None


def test_a_process_that_ends_by_itself_is_begun_once_more_and_then_told_of(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert window.desk is not None

    def go(_tender: Tender, _progress: Progress) -> Tended:
        raise TenderGone("It ended.")

    monkeypatch.setattr(tending, "is_little", lambda _newsroom, _scores: False)
    monkeypatch.setattr(Tender, "tend", go)
    _timer(window).stop()
    window.desk.tending.tend()
    window.operations.wait_idle()
    assert _timer(window).isActive()
    _timer(window).stop()

    window.desk.tending.tend()
    window.operations.wait_idle()

    assert said(window).startswith("It ended.")
    window.desk.tending.tend_soon()
    assert not _timer(window).isActive()


def test_whoever_stops_it_is_left_alone_for_longer(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert window.desk is not None
    asked = threading.Event()

    def wait(_newsroom: Newsroom, _scores: Scores, _progress: Progress) -> bool:
        return not asked.wait(10)

    monkeypatch.setattr(tending, "tend", wait)
    window.desk.tending.tend()
    running = [one for one in window.operations.running if "Comparing" in one.label]
    running[0].stop()
    asked.set()
    window.operations.wait_idle()

    assert _timer(window).remainingTime() > 60_000


def test_what_lasts_is_shown_with_its_stop_and_what_does_not_is_not(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    bar, asked = window.operation_bar, threading.Event()
    began: list[RunningOperation] = []
    window.operations.started.connect(began.append)
    window.operations.run("Looking", lambda _progress: asked.wait(10), lambda _told: None,
                          writing=False, beside=True)  # fmt: skip
    bar._appear()
    assert not bar.isVisible()

    began[0].started -= 10
    bar._appear()

    assert bar.isVisible()
    assert bar.label.text() == "Looking"
    asked.set()
    window.operations.wait_idle()
    assert not bar.isVisible()
