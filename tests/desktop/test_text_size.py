"""Text grows and shrinks by keys, and stays as it was chosen."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from db.words import Status
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


def test_where_it_is_tight_the_sidebar_steps_aside_and_comes_when_asked_for(
    window: MainWindow, filled: Newsroom
) -> None:
    """At twice the size on a small screen three columns would cut every name."""
    assert window.desk is not None
    desk, sidebar, queue = window.desk, window.desk.sidebar, window.desk.queue
    window.resize(1024, 700)
    QApplication.processEvents()
    assert sidebar.isVisible()

    for _step in STEPS:
        press_key(window, Qt.Key.Key_Plus, CTRL)
    assert desk.columns.tight
    assert (sidebar.isVisible(), window.deeds["sidebar"].isChecked()) == (False, False)
    assert queue.isVisible()

    # Asked for, it has the place of the queue and the keyboard; Enter leads back.
    press_key(window, Qt.Key.Key_B, CTRL)
    assert (sidebar.isVisible(), queue.isVisible()) == (True, False)
    assert sidebar.queues.hasFocus()
    press_key(window, Qt.Key.Key_Down)
    press_key(window, Qt.Key.Key_Return)
    assert (sidebar.isVisible(), queue.isVisible()) == (False, True)
    assert desk.place.status is Status.APPROVED
    assert queue.view.hasFocus()

    # So does Esc.
    press_key(window, Qt.Key.Key_B, CTRL)
    press_key(window, Qt.Key.Key_Escape)
    assert queue.view.hasFocus()

    # What was chosen for a roomy window holds there again.
    assert window.remembered.sidebar
    window.deeds["usual_size"].trigger()
    QApplication.processEvents()
    assert (sidebar.isVisible(), queue.isVisible()) == (True, True)
    assert window.deeds["sidebar"].isChecked()
