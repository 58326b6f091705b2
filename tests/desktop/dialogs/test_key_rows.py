"""Tests for desktop.dialogs.key_rows."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import theme
from desktop.dialogs.key_rows import KeyList, KeyRow

ROWS = (
    KeyRow("COMMENT"),
    KeyRow("Approve", ("A", "Ctrl+Shift+A")),
    KeyRow("Show its near-copies, or close them", ("I",)),
)


@pytest.fixture(autouse=True)
def _usual(qapp: QApplication) -> Iterator[None]:
    yield
    theme.in_force().use_text_scale(1.0)


def keys(qtbot: QtBot) -> KeyList:
    made = KeyList("Comment", ROWS)
    qtbot.addWidget(made)
    made.resize(made.sizeHint())
    made.show()
    QApplication.processEvents()
    return made


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_all_rows_have_their_place_at_every_size_of_text(qtbot: QtBot, scale: float) -> None:
    made = keys(qtbot)

    theme.in_force().use_text_scale(scale)
    made.resize(made.sizeHint())
    QApplication.processEvents()

    places = [made.visualRect(made.model().index(row, 0)) for row in range(len(ROWS))]
    assert places[-1].bottom() + 1 == made.height()
    assert made.rect().united(places[-1]) == made.rect()
    assert all(not upper.intersects(lower) for upper, lower in pairwise(places))


def test_between_the_longest_words_and_their_key_there_is_room(qtbot: QtBot) -> None:
    made = keys(qtbot)
    shown = made.viewport().grab().toImage()
    row: QRect = made.visualRect(made.model().index(2, 0))
    ground = shown.pixelColor(0, row.top())

    def is_empty(x: int) -> bool:
        column = range(row.top(), row.bottom())
        return all(shown.pixelColor(x, y) == ground for y in column)

    assert any(all(is_empty(x + step) for step in range(10)) for x in range(100, row.right() - 20))


def test_a_screen_reader_is_told_what_is_done_and_its_keys(qtbot: QtBot) -> None:
    made = keys(qtbot)

    told = QAccessible.queryAccessibleInterface(made)
    said = [told.child(row).text(QAccessible.Text.Name) for row in range(told.childCount())]

    assert said == ["COMMENT", "Approve: A, Ctrl+Shift+A", "Show its near-copies, or close them: I"]
