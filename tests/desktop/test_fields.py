"""Tests for desktop.fields."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from desktop import theme
from desktop.fields import clearable, signed
from desktop.theme import Choice


@pytest.fixture
def line(qtbot: QtBot) -> QLineEdit:
    """A field to search in."""
    theme.in_force()
    made = QLineEdit()
    qtbot.addWidget(made)
    signed(made, "search", "Search")
    clearable(made)
    made.resize(300, 30)
    made.show()
    return made


def sign(line: QLineEdit, name: str) -> QAbstractButton:
    """The sign of this name."""
    signs = line.findChildren(QAbstractButton)
    return next(one for one in signs if one.accessibleName() == name)


def test_the_cross_is_there_while_something_is_typed_and_empties_the_field(line: QLineEdit) -> None:
    cross = sign(line, "Clear")
    assert cross.isHidden()
    QTest.keyClicks(line, "bridge")
    assert cross.isVisible()

    QTest.mouseClick(cross, Qt.MouseButton.LeftButton)

    assert line.text() == ""
    assert cross.isHidden()


def test_what_the_cross_took_away_comes_back_by_undo(line: QLineEdit) -> None:
    QTest.keyClicks(line, "bridge")
    sign(line, "Clear").click()

    line.undo()

    assert line.text() == "bridge"


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_signs_grow_with_the_words_and_never_lie_over_them(line: QLineEdit, scale: float) -> None:
    theme.in_force().use_text_scale(scale)
    line.setText("bridge " * 40)
    line.resize(300, line.sizeHint().height())
    line.home(False)
    QApplication.processEvents()
    search, cross = sign(line, "Search").geometry(), sign(line, "Clear").geometry()
    caret = line.cursorRect().center().x()
    theme.in_force().use_text_scale(1.0)

    assert min(search.width(), search.height()) >= 16 * scale
    assert cross.size() == search.size()
    assert caret >= search.right() - 4
    assert cross.right() <= 300


@pytest.mark.parametrize("choice", [Choice.LIGHT, Choice.DARK, Choice.CONTRAST])
def test_the_cross_is_drawn_in_a_colour_of_the_theme(line: QLineEdit, choice: Choice) -> None:
    theme.in_force().choose(choice)
    line.setText("bridge")
    QApplication.processEvents()

    image = line.grab(sign(line, "Clear").geometry()).toImage()
    found = {
        image.pixelColor(x, y).name().upper()
        for x in range(image.width())
        for y in range(image.height())
    }
    wanted = theme.in_force().tokens.muted
    theme.in_force().choose(Choice.SYSTEM)

    assert wanted in found
