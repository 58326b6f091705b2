"""Tests for desktop.columns: the lines between the columns of the window, and between halves."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QSplitter
from pytestqt.qtbot import QtBot

from desktop import theme
from desktop.columns import Columns
from desktop.main_window import MainWindow
from desktop.memory import Memory
from desktop.theme import Choice
from tests.windows import settle


@pytest.fixture(autouse=True)
def _no_theme_is_left_behind(qapp: QApplication) -> Iterator[None]:
    before = theme.in_force().choice
    yield
    theme.in_force().choose(before)


def columns_of(window: MainWindow) -> Columns:
    assert window.desk is not None
    return window.desk.columns


def gap(columns: QSplitter, place: int) -> int:
    """How many pixels lie between the part before that line and the one after it."""
    before, after = columns.widget(place - 1), columns.widget(place)
    assert before is not None
    assert after is not None
    return after.geometry().left() - before.geometry().right() - 1


def drag(qtbot: QtBot, columns: QSplitter, place: int, at: int, by: int) -> int:
    """Take the line so many pixels from its left edge; how far the part before it grew."""
    line, before = columns.handle(place), columns.widget(place - 1)
    assert before is not None
    width = before.width()
    start = QPoint(at, line.height() // 2)
    assert columns.childAt(line.mapTo(columns, start)) is line
    qtbot.mousePress(line, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(line, start + QPoint(by, 0))
    qtbot.mouseRelease(line, Qt.MouseButton.LeftButton, pos=start)
    return before.width() - width


@pytest.mark.parametrize(("choice", "thick"), [(Choice.LIGHT, 1), (Choice.CONTRAST, 2)])
def test_a_line_is_as_thick_as_all_others_and_can_be_taken_beside_it(
    window: MainWindow, qtbot: QtBot, choice: Choice, thick: int
) -> None:
    columns = columns_of(window)

    theme.in_force().choose(choice)
    settle(window)

    for place in (1, 2):
        line = columns.handle(place)
        assert gap(columns, place) == thick
        assert line.width() >= 5
        painted = line.grab().toImage()
        across = [painted.pixelColor(x, 50).name() for x in range(painted.width())]
        assert across.count(theme.in_force().colour("line").name()) == thick
        assert drag(qtbot, columns, place, 0, 20) > 10
        assert drag(qtbot, columns, place, line.width() - 1, -20) < -10


def test_what_is_remembered_of_the_columns_does_not_make_the_lines_thin(
    window: MainWindow, tmp_path: Path
) -> None:
    columns, memory = columns_of(window), Memory(tmp_path / "thin.ini")
    memory.keep_shape(window, columns)
    theme.in_force().choose(Choice.CONTRAST)

    assert memory.give_columns(columns)
    settle(window)

    assert gap(columns, 2) == 2


def test_the_halves_have_the_line_of_the_theme_and_room_side_by_side(window: MainWindow) -> None:
    assert window.desk is not None
    halves = window.desk.reading._halves
    theme.in_force().choose(Choice.CONTRAST)
    settle(window)
    assert (halves.handleWidth(), halves.handle(1).height() >= 5) == (2, True)

    window.resize(2600, 1000)
    settle(window)

    assert halves.orientation() == Qt.Orientation.Horizontal
    assert halves.handle(1).width() == halves.handleWidth() > 40
    assert halves.handle(1).mask().isEmpty()
