"""Tests for desktop.memory."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMainWindow, QSplitter, QWidget
from pytestqt.qtbot import QtBot

from desktop.memory import Memory
from desktop.queue.card import Density
from desktop.theme import Choice


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where it is kept in this test."""
    return tmp_path / "window.ini"


def test_at_first_everything_is_like_the_system_and_the_design(
    qapp: QApplication, file: Path
) -> None:
    memory = Memory(file)

    assert memory.theme is Choice.SYSTEM
    assert memory.density is Density.COMFORTABLE
    assert memory.letters
    assert memory.sidebar
    assert memory.recent == []


def test_what_was_chosen_is_remembered(qapp: QApplication, file: Path) -> None:
    memory = Memory(file)
    memory.theme = Choice.DARK
    memory.density = Density.COMPACT
    memory.letters = False
    memory.sidebar = False
    memory._kept.sync()

    again = Memory(file)

    assert (again.theme, again.density) == (Choice.DARK, Density.COMPACT)
    assert not again.letters
    assert not again.sidebar


def test_the_last_newsrooms_that_are_still_there_are_remembered(
    qapp: QApplication, file: Path, tmp_path: Path
) -> None:
    memory = Memory(file)
    paths = [tmp_path / f"{name}.commentdesk" for name in "abc"]
    for path in paths:
        path.touch()
        memory.note_opened(path)
    memory.note_opened(paths[1])
    paths[0].unlink()

    assert memory.recent == [paths[1], paths[2]]


def test_nonsense_is_as_good_as_nothing(qapp: QApplication, file: Path) -> None:
    file.write_text(
        "[look]\ntheme=plaid\ndensity=huge\n[window]\ngeometry=what\n[newsrooms]\nrecent=3\n",
        encoding="utf-8",
    )
    memory = Memory(file)

    assert memory.theme is Choice.SYSTEM
    assert memory.density is Density.COMFORTABLE
    assert memory.recent == []


def test_the_shape_of_the_window_is_remembered(qtbot: QtBot, file: Path) -> None:
    window, splitter = QMainWindow(), QSplitter()
    for widget in (window, splitter):
        qtbot.addWidget(widget)
    for _part in range(2):
        splitter.addWidget(QWidget())
    window.resize(700, 500)
    splitter.resize(400, 100)
    splitter.setSizes([100, 300])
    Memory(file).keep_shape(window, splitter)

    again = QMainWindow()
    qtbot.addWidget(again)
    splitter.setSizes([300, 100])

    assert Memory(file).give_shape(again)
    assert Memory(file).give_columns(splitter)
    assert (again.width(), again.height()) == (700, 500)
    assert splitter.sizes()[0] < splitter.sizes()[1]


def test_without_a_memory_of_it_the_window_keeps_its_own_shape(qtbot: QtBot, file: Path) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)

    assert not Memory(file).give_shape(window)
