"""Tests for desktop.queue.suggestion_list."""

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QWidget
from pytestqt.qtbot import QtBot

from desktop import theme
from desktop.queue.suggestion_list import SuggestionList
from desktop.theme import Choice
from moderation.search.hints import Completion


@pytest.mark.parametrize("choice", [Choice.LIGHT, Choice.CONTRAST])
def test_what_is_offered_is_seen_whole_without_a_bar_to_scroll(
    qtbot: QtBot, choice: Choice
) -> None:
    theme.in_force().choose(choice)
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(500, 500)
    line = QLineEdit(window)
    window.show()
    offered = SuggestionList(window)

    offered.offer([Completion(words, 0, 2, words, "") for words in ("reason:", "rejected:")], line)
    QApplication.processEvents()
    (listed,) = offered.findChildren(QListView)
    hidden = listed.verticalScrollBar().maximum()
    theme.in_force().choose(Choice.SYSTEM)

    assert hidden == 0
    assert len(offered.completions) == 2
