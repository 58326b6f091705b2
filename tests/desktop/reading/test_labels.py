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
