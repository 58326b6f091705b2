"""Tests for desktop.theme."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop import stylesheet, theme
from desktop.theme import Choice, Theme
from desktop.tokens import CONTRAST, DARK, LIGHT


@pytest.fixture
def worn(qapp: QApplication) -> Iterator[Theme]:
    """The theme of the application; like the system again afterwards."""
    found = theme.in_force()
    yield found
    found.use_text_scale(1.0)
    found.choose(Choice.SYSTEM)


def test_there_is_one_theme_for_the_application(worn: Theme) -> None:
    assert theme.in_force() is worn


@pytest.mark.parametrize(
    ("choice", "tokens"),
    [(Choice.LIGHT, LIGHT), (Choice.DARK, DARK), (Choice.CONTRAST, CONTRAST)],
)
def test_what_is_chosen_is_worn(worn: Theme, choice: Choice, tokens: object) -> None:
    worn.choose(choice)

    assert worn.tokens is tokens


def test_choosing_says_that_colours_are_others_now(worn: Theme, qtbot: QtBot) -> None:
    with qtbot.waitSignal(worn.changed):
        worn.choose(Choice.DARK)

    ground = QApplication.palette().color(QPalette.ColorRole.Window)
    assert ground.name().upper() == DARK.window


def test_text_grows_and_lengths_with_it(worn: Theme) -> None:
    before = QApplication.font().pixelSize()

    worn.use_text_scale(2.0)

    assert QApplication.font().pixelSize() == 2 * before
    assert worn.px(104) == 208


def test_text_never_grows_beyond_twice_its_size(worn: Theme) -> None:
    worn.use_text_scale(9.0)

    assert worn.scale == 2.0


def test_a_look_is_put_on_and_off(worn: Theme, qtbot: QtBot) -> None:
    button = QPushButton("Approve")
    qtbot.addWidget(button)

    theme.look(button, "approve")
    with_look = button.sizeHint()
    theme.look(button, "")

    assert button.property("look") == ""
    assert with_look.isValid()


def test_in_high_contrast_a_button_with_the_focus_is_inverted(worn: Theme) -> None:
    colours = f"background: {CONTRAST.text}; color: {CONTRAST.panel};"
    inverted = f"QPushButton:focus, QToolButton:focus {{ {colours} }}"

    assert inverted in stylesheet.sheet(CONTRAST)
    assert "QPushButton:focus, QToolButton:focus {  }" in stylesheet.sheet(LIGHT)
