"""The drive fails under the open window: it says so, goes on, and work goes on afterwards."""

import sys

import pytest
from PySide6.QtWidgets import QApplication

from desktop.main_window import MainWindow
from desktop.messages import Trouble
from moderation import queue
from moderation.newsroom import Newsroom
from moderation.soundness import look_over
from tests.trouble import TROUBLES, failing_drive
from tests.windows import OpenWindow, press

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="made with Linux's own means")


def _said(window: MainWindow) -> list[Trouble]:
    said: list[Trouble] = []
    window.messages.troubled.connect(said.append)
    return said


@pytest.mark.parametrize("name", TROUBLES)
def test_trouble_is_said_and_the_same_key_works_when_it_is_over(
    open_window: OpenWindow, desk: Newsroom, name: str
) -> None:
    trouble, words = TROUBLES[name]
    window = open_window(desk)
    said = _said(window)
    before = queue.tally(desk)

    with trouble(desk.path):
        press(window, "d")
        press(window, "z")
    assert len(said) >= 2
    assert all(words in one.sentence and one.way_out for one in said), said
    assert queue.tally(desk) == before

    said.clear()
    press(window, "d")
    assert not said
    assert queue.tally(desk).rejected == before.rejected + 1
    assert look_over(desk).is_sound


def test_looking_around_while_the_drive_gives_nothing_out_is_said_as_well(
    open_window: OpenWindow, desk: Newsroom
) -> None:
    window = open_window(desk)
    said = _said(window)

    with failing_drive(desk.path):
        desk.library._readers.let_go()  # what is in memory is no drive's
        for name in ("queue_spam", "next", "refresh", "queue_all", "readers_view", "history"):
            window.deeds[name].trigger()
            window.operations.wait_idle()
            QApplication.processEvents()
        assert window.isVisible()
    assert said
    assert all("drive" in one.sentence or "moved" in one.sentence for one in said), said

    window.deeds["refresh"].trigger()
    window.operations.wait_idle()
    press(window, "d")


def test_news_is_looked_for_again_once_the_drive_is_back(
    open_window: OpenWindow, desk: Newsroom
) -> None:
    window = open_window(desk)
    said = _said(window)
    assert window.desk is not None
    arrivals = window.desk.arrivals

    with failing_drive(desk.path):
        desk.library._readers.let_go()
        arrivals.look()
        arrivals.look()
    assert len(said) == 1

    heard: list[bool] = []
    arrivals.elsewhere.connect(lambda: heard.append(True))
    desk.keep_setting("paper", "Courier")
    press(window, "d")
    arrivals.look()
    assert not heard
