"""Tests for desktop.reading.choices."""

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.reading.choices import FoldingCheckBox, FoldingRadioButton, folded

WORDS = "Tell readers which comments the newsroom edited"


def test_words_are_folded_between_words_and_lost_nowhere(qapp: QApplication) -> None:
    room = QFontMetrics(QApplication.font())
    width = room.horizontalAdvance("Tell readers which comments")

    lines = folded(WORDS, room, width).split("\n")

    assert lines[0] == "Tell readers which comments"
    assert " ".join(lines) == WORDS
    assert folded(WORDS, room, 1).split("\n") == WORDS.split()


@pytest.mark.parametrize("kind", [FoldingCheckBox, FoldingRadioButton])
def test_in_a_narrow_page_a_choice_is_whole_on_more_lines(
    qtbot: QtBot, kind: type[FoldingCheckBox] | type[FoldingRadioButton]
) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    choice = kind(WORDS)
    column.addWidget(choice)
    column.addStretch(1)
    page.resize(600, 300)
    page.show()
    QApplication.processEvents()
    line = choice.height()
    assert choice.text() == WORDS

    page.resize(180, 300)
    for _round in range(2):
        QApplication.processEvents()

    assert page.width() == 180
    assert choice.text().count("\n") >= 1
    assert choice.height() > line
    assert choice.accessibleName() == WORDS

    page.resize(600, 300)
    QApplication.processEvents()
    assert (choice.text(), choice.height()) == (WORDS, line)
