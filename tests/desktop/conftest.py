"""The real window, offscreen, on the sample newsroom."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db import lanes
from desktop.main_window import MainWindow
from desktop.program import Program
from moderation.newsroom import Newsroom
from moderation.sample import fill_sample
from tests.windows import OpenWindow


@pytest.fixture
def window(open_window: OpenWindow, filled: Newsroom) -> MainWindow:
    """The window of the sample newsroom."""
    return open_window(filled)


@pytest.fixture
def program(qtbot: QtBot) -> Iterator[Program]:
    """The program, showing nothing yet."""
    made = Program()
    yield made
    if made.window is not None:
        made.window.close_anyway()
    made.deleteLater()


@pytest.fixture
def desk(
    open_desk: Callable[..., Newsroom], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Newsroom:
    """The sample newsroom on a drive of its own; nobody waits long for a lock."""
    monkeypatch.setattr(lanes, "_BUSY_SECONDS", 0.05)
    folder = tmp_path / "drive"
    folder.mkdir()
    desk = open_desk(path=folder / "newsroom.commentdesk")
    fill_sample(desk)
    return desk
