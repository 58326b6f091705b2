"""Tests for desktop.reading.entry."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop import theme
from desktop.reading.around import Place, Shown
from desktop.reading.entry import Entry
from moderation.queue import ThreadEntry
from tests.desktop.town import Town

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """What the entries lie in."""
    made = QWidget()
    qtbot.addWidget(made)
    return made


def entry(window: QWidget, town: Town, text: str, name: str = "Petra", place: Place = Place.AFTER,
          hidden: int = 0) -> Entry:  # fmt: skip
    """An entry with this text, 400 pixels wide."""
    card = town.card(town.say("x", name))
    made = Entry(window)
    made.show_entry(Shown(ThreadEntry(card, text, 0), place, 0, hidden), NOW, UTC)
    made.resize(400, made.heightForWidth(400))
    return made


def test_a_long_text_is_cut_to_a_few_lines(window: QWidget, town: Town) -> None:
    short = entry(window, town, "One line.").height()
    long = entry(window, town, "word " * 5_000).height()
    above = entry(window, town, "word " * 5_000, place=Place.ABOVE).height()

    assert short < long < above < short * 8


@pytest.mark.parametrize("text", ["a" * 5_000, "سلام " * 500, "\n" * 300 + "end", "😀" * 900, ""])
def test_any_text_is_painted_in_its_own_room(window: QWidget, town: Town, text: str) -> None:
    shown = entry(window, town, text, name="n" * 245)

    image = shown.grab().toImage()

    assert image.height() == shown.height() * image.devicePixelRatio()
    assert shown.height() < 200


def test_it_is_read_out_with_name_status_time_and_text(window: QWidget, town: Town) -> None:
    shown = entry(window, town, "So who runs the desks?")

    assert shown.accessibleName() == "Petra, pending, 2 hours ago"
    assert shown.accessibleDescription() == "So who runs the desks?"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_the_keyboard_chooses_it(qtbot: QtBot, window: QWidget, town: Town, key: Qt.Key) -> None:
    shown = entry(window, town, "Hello")

    with qtbot.waitSignal(shown.chosen) as chosen:
        QTest.keyClick(shown, key)

    assert chosen.args == [1]


def test_the_arrows_go_through_the_thread(qtbot: QtBot, window: QWidget, town: Town) -> None:
    first, second = entry(window, town, "one"), entry(window, town, "two")
    window.show()
    window.activateWindow()
    first.setFocus()

    QTest.keyClick(first, Qt.Key.Key_Down)
    assert window.focusWidget() is second

    QTest.keyClick(second, Qt.Key.Key_Up)
    assert window.focusWidget() is first


def test_larger_text_takes_more_room(window: QWidget, town: Town) -> None:
    shown = entry(window, town, "word " * 40)
    force = theme.in_force()

    before = shown.heightForWidth(400)
    force.use_text_scale(2.0)
    after = shown.heightForWidth(400)
    force.use_text_scale(1.0)

    assert after > before * 1.5
