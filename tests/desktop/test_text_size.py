"""Text grows and shrinks by keys, and stays as it was chosen."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop import theme
from desktop.main_window import MainWindow
from desktop.text_size import STEPS
from moderation.newsroom import Newsroom
from tests.windows import OpenWindow, press_key, said

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def _usual(qapp: QApplication) -> Iterator[None]:
    yield
    theme.in_force().use_text_scale(1.0)


def test_ctrl_plus_and_minus_change_the_size_of_cards_and_texts(window: MainWindow) -> None:
    assert window.desk is not None
    view, body = window.desk.queue.view, window.desk.reading.card.body
    row, font = view.rowHeight(0), body.document().defaultFont().pixelSize()

    for _step in STEPS:
        press_key(window, Qt.Key.Key_Plus, CTRL)

    assert theme.in_force().scale == 2.0
    assert view.rowHeight(0) == 2 * row
    assert body.document().defaultFont().pixelSize() == 2 * font
    assert said(window) == "Text at 200 %."
    press_key(window, Qt.Key.Key_Minus, CTRL)
    assert theme.in_force().scale == STEPS[-2]
    window.deeds["usual_size"].trigger()
    assert (theme.in_force().scale, view.rowHeight(0)) == (1.0, row)


def test_it_is_kept_for_the_next_time(
    window: MainWindow, open_window: OpenWindow, filled: Newsroom
) -> None:
    press_key(window, Qt.Key.Key_Equal, CTRL)
    window.close()
    theme.in_force().use_text_scale(1.0)

    open_window(None)

    assert theme.in_force().scale == STEPS[1]
