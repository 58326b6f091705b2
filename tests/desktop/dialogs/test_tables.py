"""Tests for desktop.dialogs.tables."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QTableWidget, QTableWidgetItem
from pytestqt.qtbot import QtBot

from desktop import theme
from desktop.dialogs.tables import calm
from desktop.theme import Choice


@pytest.fixture(autouse=True)
def _usual(qapp: QApplication) -> Iterator[None]:
    yield
    theme.in_force().use_text_scale(1.0)
    theme.in_force().choose(Choice.SYSTEM)


def table(qtbot: QtBot) -> QTableWidget:
    made = QTableWidget(2, 2)
    qtbot.addWidget(made)
    calm(made, stretched=1)
    made.setItem(0, 0, QTableWidgetItem("Reject"))
    made.resize(400, 200)
    made.selectRow(0)
    made.show()
    QApplication.processEvents()
    return made


def test_rows_of_an_open_table_and_their_signs_grow_with_the_text(qtbot: QtBot) -> None:
    made = table(qtbot)
    row, icon = made.rowHeight(0), made.iconSize()

    theme.in_force().use_text_scale(2.0)

    assert made.rowHeight(0) == 2 * row
    assert made.iconSize() == icon * 2


@pytest.mark.parametrize("choice", [Choice.LIGHT, Choice.DARK, Choice.CONTRAST])
def test_the_chosen_row_has_the_soft_ground_of_the_theme_in_force(
    qtbot: QtBot, choice: Choice
) -> None:
    made = table(qtbot)

    theme.in_force().choose(choice)
    QApplication.processEvents()

    shown = made.viewport().grab().toImage()
    at_the_end = shown.pixelColor(shown.width() - 6, made.rowHeight(0) // 2)
    assert at_the_end.name() == theme.in_force().colour("accent_soft").name()
    other = shown.pixelColor(shown.width() - 6, made.rowHeight(0) + made.rowHeight(1) // 2)
    assert other.name() == theme.in_force().colour("panel").name()


def test_words_begin_where_the_words_of_the_header_do(qtbot: QtBot) -> None:
    made = table(qtbot)
    shown = made.viewport().grab().toImage()
    ground = shown.pixelColor(2, 4)

    def is_ink(x: int) -> bool:
        return any(shown.pixelColor(x, y) != ground for y in range(6, made.rowHeight(0) - 6))

    first = next(x for x in range(1, shown.width()) if is_ink(x))
    assert 8 <= first <= 14


@pytest.mark.parametrize("choice", [Choice.LIGHT, Choice.DARK, Choice.CONTRAST])
def test_the_ring_of_a_table_goes_round_the_corners_of_its_header(
    qtbot: QtBot, choice: Choice
) -> None:
    made = table(qtbot)
    theme.in_force().choose(choice)
    made.activateWindow()
    made.setFocus()
    QApplication.processEvents()
    fine = 4
    shown = QImage(made.size() * fine, QImage.Format.Format_ARGB32)
    shown.setDevicePixelRatio(fine)
    made.render(shown)

    # Half way round a corner of six pixels, in the middle of its line.
    inside = round((6 - (6 - theme.in_force().tokens.line_width / 2) / 2**0.5) * fine)
    right = shown.width() - 1 - inside
    corners = [shown.pixelColor(x, inside).name() for x in (inside, right)]
    assert corners == 2 * [theme.in_force().colour("accent").name()]
