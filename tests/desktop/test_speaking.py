"""Tests for desktop.speaking: what a screen reader is told."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtWidgets import QApplication

from desktop import speaking
from desktop.main_window import MainWindow
from tests.windows import press, press_key


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What Qt is asked to pass on to a screen reader, while one is there."""
    told: list[str] = []

    class Listening:
        Event = QAccessible.Event

        @staticmethod
        def isActive() -> bool:
            return True

        @staticmethod
        def updateAccessibility(event: QAccessibleEvent) -> None:
            assert isinstance(event, QAccessibleAnnouncementEvent)
            told.append(event.message())

    monkeypatch.setattr(speaking, "QAccessible", Listening)
    return told


def settled(window: MainWindow) -> None:
    window.operations.wait_idle()
    QApplication.processEvents()


def test_it_is_told_what_was_decided_and_what_is_next(window: MainWindow, heard: list[str]) -> None:
    press(window, "a")
    settled(window)

    assert window.desk is not None
    view = window.desk.queue.view
    spoken = view.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert len(heard) == 1
    assert "approved" in heard[0]
    assert heard[0].endswith(f"Next: {spoken}")
    interface = QAccessible.queryAccessibleInterface(view)
    assert interface is not None
    rows = [interface.child(at).text(QAccessible.Text.Name) for at in range(interface.childCount())]
    assert any(row.startswith(spoken.split(",")[0]) for row in rows)


def test_it_is_told_when_nothing_is_left(window: MainWindow, heard: list[str]) -> None:
    window.deeds["select_all"].trigger()
    press(window, "d")
    settled(window)

    assert heard[-1].endswith("Nothing is left here.")


def test_it_is_told_what_the_palette_would_do(window: MainWindow, heard: list[str]) -> None:
    press_key(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    press(window, "redo")

    assert heard[-1] == "Redo, Key: Ctrl+Shift+Z, Not now. Nothing was taken back."


def test_without_a_screen_reader_nothing_is_made_for_it(window: MainWindow) -> None:
    assert not QAccessible.isActive()

    speaking.announce(window, "Nobody hears this.")

    assert window.accessibleName() != "Nobody hears this."
