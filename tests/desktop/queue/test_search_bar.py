"""Tests for desktop.queue.search_bar."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.words import Status
from desktop.queue.search_bar import SearchBar
from moderation.errors import BadQuery


@pytest.fixture
def bar(qtbot: QtBot) -> SearchBar:
    """An empty search bar."""
    made = SearchBar()
    qtbot.addWidget(made)
    made.show()
    return made


def test_each_letter_searches(bar: SearchBar, qtbot: QtBot) -> None:
    said: list[str] = []
    bar.searched.connect(said.append)

    qtbot.keyClicks(bar.line, "mod")

    assert said == ["m", "mo", "mod"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down])
def test_enter_and_down_go_to_what_was_found(bar: SearchBar, qtbot: QtBot, key: Qt.Key) -> None:
    with qtbot.waitSignal(bar.left):
        qtbot.keyClick(bar.line, key)


def test_an_empty_bar_says_what_it_searches_and_its_key(bar: SearchBar) -> None:
    bar.name_queue(Status.PENDING, "/")
    assert bar.line.placeholderText().split() == ["Search", "pending", "comments", "/"]

    bar.name_queue(None, "")
    assert bar.line.placeholderText() == "Search all comments"


def test_what_is_wrong_is_underlined_where_it_stands_also_behind_emoji(
    bar: SearchBar, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[QInputMethodEvent] = []
    send = QApplication.sendEvent
    monkeypatch.setattr(
        QApplication,
        "sendEvent",
        lambda to, event: (
            asked.append(event) if isinstance(event, QInputMethodEvent) else send(to, event)
        ),
    )
    bar.show_text("🙂🙂 statsu:spam")

    bar.show_error(BadQuery("No such thing as “statsu”.", 3, 7))

    (underline,) = asked[-1].attributes()
    start = underline.start + bar.line.cursorPosition()
    shown = "🙂🙂 statsu:spam".encode("utf-16-le")
    assert shown[2 * start : 2 * (start + underline.length)].decode("utf-16-le") == "statsu:"


def test_the_caret_is_told_and_put_by_characters(bar: SearchBar) -> None:
    bar.put("🙂 harbour bridge", 10)

    assert bar.caret == 10
    assert bar.line.text()[: bar.caret] == "🙂 harbour "


def test_an_error_is_said_and_taken_back(bar: SearchBar) -> None:
    bar.show_text("loan statsu:spam")
    bar.show_error(BadQuery("No such thing as “statsu”.", 5, 7, "Did you mean “status”?"))

    assert bar.sentence.isVisible()
    assert bar.sentence.text() == "No such thing as “statsu”. Did you mean “status”?"
    assert bar.line.accessibleDescription() == bar.sentence.text()
    assert bar.line.text() == "loan statsu:spam"

    bar.show_error(None)

    assert not bar.sentence.isVisible()
    assert bar.line.accessibleDescription() == ""
