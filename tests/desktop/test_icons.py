"""Tests for desktop.icons."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QApplication, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from desktop import icons, theme
from desktop.action_specs import SPECS
from desktop.pictures import ICONS, coloured_file
from desktop.theme import Choice

NAMES = sorted({spec.icon for spec in SPECS if spec.icon})


def _colours(icon: QIcon) -> set[str]:
    image = icon.pixmap(QSize(32, 32)).toImage()
    pixels = (image.pixelColor(x, y) for x in range(32) for y in range(32))
    return {colour.name() for colour in pixels if colour.alpha() == 255}


@pytest.mark.parametrize("name", NAMES)
def test_every_action_has_its_icon_file(name: str) -> None:
    assert (ICONS / f"{name}.svg").is_file()


@pytest.mark.parametrize("choice", [Choice.LIGHT, Choice.DARK])
def test_an_icon_is_drawn_in_the_colour_of_the_theme(qapp: QApplication, choice: Choice) -> None:
    icon = icons.icon("approve", "ok")

    theme.in_force().choose(choice)
    drawn = _colours(icon)

    assert QColor(theme.in_force().tokens.ok).name() in drawn
    theme.in_force().choose(Choice.SYSTEM)


@pytest.mark.parametrize("choice", [Choice.LIGHT, Choice.DARK, Choice.CONTRAST])
def test_an_icon_is_seen_on_its_button_with_the_focus_and_without(
    qtbot: QtBot, choice: Choice
) -> None:
    theme.in_force().choose(choice)
    row = QWidget()
    qtbot.addWidget(row)
    button, other = QToolButton(row), QToolButton(row)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    icons.put_on(button, "close")
    button.resize(32, 32)
    row.show()
    row.activateWindow()

    button.setFocus()
    QApplication.processEvents()
    focused = _inks(button)
    other.setFocus()
    QApplication.processEvents()
    theirs = focused, _inks(button)
    theme.in_force().choose(Choice.SYSTEM)

    assert all(len(inks) > 1 for inks in theirs)


def _inks(button: QToolButton) -> set[str]:
    """The colours in the middle of a button: its ground, and what is drawn there."""
    image = button.grab(button.rect().adjusted(9, 9, -9, -9)).toImage()
    places = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return {image.pixelColor(x, y).name() for x, y in places}


def test_an_icon_survives_being_copied(qapp: QApplication) -> None:
    copy = QIcon(icons.icon("reject"))

    assert not copy.pixmap(16, 16).isNull()


def test_the_program_has_an_icon_of_its_own(qapp: QApplication) -> None:
    assert not icons.application_icon().pixmap(64, 64).isNull()


def test_the_style_sheet_gets_files_in_its_colours() -> None:
    from pathlib import Path

    made = Path(coloured_file("approve", "#123456"))

    assert "#123456" in made.read_text(encoding="utf-8")
    assert "currentColor" not in made.read_text(encoding="utf-8")
