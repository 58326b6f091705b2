"""Opens the real window in tests, offscreen, and presses keys where the focus is."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from db.words import Status
from desktop.main_window import MainWindow
from desktop.memory import Memory
from moderation import queue
from moderation.newsroom import Newsroom

OpenWindow = Callable[[Newsroom | None], MainWindow]


@contextmanager
def windows(qtbot: QtBot, memory: Path) -> Iterator[OpenWindow]:
    """Opens the window of a newsroom, with the focus; closes every one of them at the end."""
    opened: list[MainWindow] = []

    def open_on(newsroom: Newsroom | None) -> MainWindow:
        window = MainWindow(newsroom, Memory(memory))
        opened.append(window)
        window.begin()
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        window.operations.wait_idle()
        return window

    yield open_on
    for window in opened:
        window.close_anyway()
        window.deleteLater()


def settle(window: MainWindow) -> None:
    """Wait until what comes after the first row, and what that asks for, is there."""
    for _round in range(4):
        QApplication.processEvents()
        window.operations.wait_idle()


def press(window: MainWindow, keys: str) -> None:
    """Press these letters, wherever the focus is, and wait for what each asks for."""
    for key in keys:
        QtBot.keyClicks(_focus(window), key)
        window.operations.wait_idle()


def press_key(
    window: MainWindow,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """Press one key, wherever the focus is, and wait for what it asks for."""
    QtBot.keyClick(_focus(window), key, modifier)
    window.operations.wait_idle()
    QApplication.processEvents()
    window.operations.wait_idle()


def _focus(window: MainWindow) -> QWidget:
    if QApplication.activeWindow() is None:
        # A window manager gives the focus back when a dialog closes; offscreen there is none.
        window.activateWindow()
        QApplication.processEvents()
    return QApplication.focusWidget() or window


def current(window: MainWindow) -> int:
    assert window.desk is not None
    number = window.desk.queue.view.current_number
    assert number is not None
    return number


def status_of(window: MainWindow, number: int) -> Status:
    assert window.newsroom is not None
    return queue.comment(window.newsroom, number).status


def said(window: MainWindow) -> str:
    assert window.desk is not None
    return window.desk.reading.bar.line.sentence
