"""Tests for desktop.reading.labels."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.reading.labels import ElidedLabel, FoldingRow, isolated, plain_label, plain_tip


def test_a_name_keeps_its_own_direction_in_a_sentence() -> None:
    assert isolated("محمد") == "\u2068محمد\u2069"


def test_what_looks_like_html_is_shown_as_it_is(qtbot: QtBot) -> None:
    label = plain_label("<b>bold</b><img src='file:///x.png'>")
    qtbot.addWidget(label)

    assert label.textFormat() is Qt.TextFormat.PlainText
    assert plain_tip("<img src=x>") == "<span>&lt;img src=x&gt;</span>"
    assert plain_tip("") == ""


def test_a_cut_label_has_the_whole_in_its_tool_tip(qtbot: QtBot) -> None:
    label = ElidedLabel()
    qtbot.addWidget(label)
    label.say("A name\nthat <goes> on and on " * 20)
    label.resize(80, 20)
    label.show()
    QApplication.processEvents()

    assert "&lt;goes&gt;" in label.toolTip()
    assert "\n" not in label.text()
    assert label.textFormat() is Qt.TextFormat.PlainText

    label.say("short")
    assert label.toolTip() == ""


@pytest.mark.parametrize(("width", "folded"), [(200, True), (600, False)])
def test_a_row_folds_where_there_is_no_room(qtbot: QtBot, width: int, folded: bool) -> None:
    row = FoldingRow(least=400)
    qtbot.addWidget(row)
    row.row.addWidget(QLabel("one"))
    row.row.addWidget(QLabel("two"))
    row.resize(width, 60)
    row.show()
    QApplication.processEvents()

    assert row.folded is folded


def test_a_row_is_as_high_beforehand_as_it_is_once_folded(qapp: QApplication) -> None:
    """What stood in it was cut where its height had been asked for before it was folded."""
    row = FoldingRow(least=400)
    row.row.addWidget(plain_label("words " * 12, wrap=True), 1)
    row.row.addWidget(QPushButton("Complete"))

    beforehand = row.row.heightForWidth(300)
    row.resize(300, beforehand)
    row.show()
    QApplication.processEvents()

    assert row.folded
    assert row.row.heightForWidth(300) == beforehand
    row.hide()
    row.deleteLater()


def test_asking_how_high_a_row_would_be_changes_nothing(qtbot: QtBot) -> None:
    """A layout asks at many widths; the row stays as it is right at the width that it has."""
    row = FoldingRow(least=400)
    qtbot.addWidget(row)
    row.row.addWidget(plain_label("a sentence that takes more than one line " * 3, wrap=True), 1)
    row.row.addWidget(QPushButton("Do it"))
    row.resize(600, 60)
    row.show()

    folded, unfolded = row.row.heightForWidth(200), row.row.heightForWidth(600)

    assert folded > unfolded
    assert not row.folded


def test_a_row_folds_rather_than_cut_a_button(qtbot: QtBot) -> None:
    row = FoldingRow(least=100)
    qtbot.addWidget(row)
    for words in ("Let it pass incomplete", "Complete what is missing"):
        row.row.addWidget(QPushButton(words))
    row.resize(row.minimumSizeHint().width() + 10, 90)
    row.show()
    QApplication.processEvents()

    assert row.folded


def test_a_label_in_a_folded_row_is_whole(qtbot: QtBot) -> None:
    row, label = FoldingRow(least=400), ElidedLabel("pending and more words " * 6)
    qtbot.addWidget(row)
    row.row.addWidget(label, 1)
    row.resize(200, 90)
    row.show()
    QApplication.processEvents()
    assert label.wordWrap()

    row.resize(700, 90)
    QApplication.processEvents()
    assert not label.wordWrap()
