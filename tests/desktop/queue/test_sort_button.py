"""Tests for desktop.queue.sort_button."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import theme
from desktop.queue.sort_button import SortButton
from moderation.search.orders import Order


@pytest.mark.parametrize("order", [None, *Order])
def test_there_is_as_much_room_behind_the_words_as_before_the_sign(
    qtbot: QtBot, order: Order | None
) -> None:
    button = SortButton()
    qtbot.addWidget(button)
    button.show_order(order)
    button.fit(1_000)
    button.resize(button.sizeHint())
    button.show()
    QApplication.processEvents()
    shown = button.grab().toImage()
    edge = 2 * theme.in_force().tokens.line_width
    middle = range(8, shown.height() - 8)
    ground = shown.pixelColor(edge + 1, shown.height() // 2)

    inked = [
        x
        for x in range(edge, shown.width() - edge)
        if any(shown.pixelColor(x, y) != ground for y in middle)
    ]

    before, behind = inked[0], shown.width() - 1 - inked[-1]
    assert abs(before - behind) <= 3
    assert button.text()
