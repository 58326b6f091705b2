"""A sign beside words is of the theme and the size of text in force, also while it is in sight."""

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from desktop import theme
from desktop.sign import Sign
from desktop.theme import Choice


@pytest.fixture
def sign(qtbot: QtBot) -> Sign:
    """The tick of a receipt, made while it is light."""
    theme.in_force().choose(Choice.LIGHT)
    made = Sign(24, "ok", "approve")
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_it_changes_its_colour_with_the_theme(sign: Sign) -> None:
    found = []
    for choice in (Choice.LIGHT, Choice.DARK, Choice.CONTRAST):
        theme.in_force().choose(choice)
        image = sign.pixmap().toImage()
        inks = {
            image.pixelColor(x, y).name() for x in range(24) for y in range(24)
            if image.pixelColor(x, y).alpha() == 255
        }  # fmt: skip
        found.append(QColor(theme.in_force().tokens.ok).name() in inks)
    theme.in_force().choose(Choice.SYSTEM)

    assert found == [True, True, True]


def test_it_grows_with_the_text(sign: Sign) -> None:
    theme.in_force().use_text_scale(2.0)
    grown = sign.pixmap().deviceIndependentSize().width()
    theme.in_force().use_text_scale(1.0)
    theme.in_force().choose(Choice.SYSTEM)

    assert (grown, sign.pixmap().deviceIndependentSize().width()) == (48, 24)
