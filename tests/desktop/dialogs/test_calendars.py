"""Tests for desktop.dialogs.calendars."""

import pytest
from PySide6.QtCore import QDate
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QDateEdit
from pytestqt.qtbot import QtBot

from desktop import theme
from desktop.dialogs.calendars import calm_calendar
from desktop.theme import Choice


@pytest.mark.parametrize("choice", [Choice.LIGHT, Choice.DARK, Choice.CONTRAST])
def test_a_calendar_has_no_colour_that_is_not_of_the_theme(qtbot: QtBot, choice: Choice) -> None:
    theme.in_force().choose(choice)
    field = QDateEdit(QDate(2026, 11, 1))
    qtbot.addWidget(field)
    field.setCalendarPopup(True)
    calm_calendar(field)
    calendar = field.calendarWidget()
    calendar.resize(300, 240)
    calendar.show()
    QApplication.processEvents()

    image = calendar.grab().toImage()
    colours = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    theme.in_force().choose(Choice.SYSTEM)

    assert not [one.name() for one in colours if _is_red(one)]


def _is_red(colour: QColor) -> bool:
    return colour.red() > 150 and colour.green() < 80 and colour.blue() < 80
