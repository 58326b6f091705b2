"""The real window, offscreen, on the sample newsroom."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from moderation.newsroom import Newsroom
from tests.windows import OpenWindow, windows


@pytest.fixture
def open_window(qtbot: QtBot, tmp_path: Path) -> Iterator[OpenWindow]:
    """Opens the window of a newsroom; every one of them is closed at the end."""
    with windows(qtbot, tmp_path / "window.ini") as open_on:
        yield open_on


@pytest.fixture
def window(open_window: OpenWindow, filled: Newsroom) -> MainWindow:
    """The window of the sample newsroom."""
    return open_window(filled)
