"""The real window, offscreen, on the sample newsroom."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from desktop.memory import Memory
from moderation.newsroom import Newsroom

OpenWindow = Callable[[Newsroom | None], MainWindow]


@pytest.fixture
def open_window(qtbot: QtBot, tmp_path: Path) -> Iterator[OpenWindow]:
    """Opens the window of a newsroom, with the focus; closes every one of them at the end."""
    opened: list[MainWindow] = []

    def open_on(newsroom: Newsroom | None) -> MainWindow:
        window = MainWindow(newsroom, Memory(tmp_path / "window.ini"))
        opened.append(window)
        window.begin()
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        window.operations.wait_idle()
        return window

    yield open_on
    for window in opened:
        window.close_anyway()
        window.deleteLater()


@pytest.fixture
def window(open_window: OpenWindow, filled: Newsroom) -> MainWindow:
    """The window of the sample newsroom."""
    return open_window(filled)
