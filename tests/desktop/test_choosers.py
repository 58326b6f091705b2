"""Tests for desktop.choosers."""

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop.choosers import ask_where, ask_which


@pytest.fixture
def over(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def left(over: QWidget) -> list[QFileDialog]:
    """What is left over the window once Qt has taken down what is gone."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return over.findChildren(QFileDialog)


def test_an_answer_is_passed_on_and_nothing_is_left(over: QWidget, tmp_path: Path) -> None:
    chosen: list[Path] = []
    offered = tmp_path / "head.txt"
    chooser = ask_where(over, "Save", chosen.append, name=str(offered), suffix="txt")
    assert chooser.isVisible()
    assert chooser.directory().absolutePath() == str(tmp_path)

    chooser.accept()

    assert chosen == [offered]
    assert left(over) == []


def test_of_a_chooser_that_is_given_up_nothing_is_left(over: QWidget) -> None:
    chosen: list[Path] = []
    for _time in range(3):
        ask_where(over, "Save", chosen.append, name="spam-month.csv", suffix="csv").reject()

    assert chosen == []
    assert left(over) == []


def test_a_name_without_an_ending_is_given_it(over: QWidget, tmp_path: Path) -> None:
    chosen: list[Path] = []
    chooser = ask_where(over, "Save", chosen.append, name=str(tmp_path / "spam"), suffix="csv")

    chooser.accept()

    assert chosen == [tmp_path / "spam.csv"]


def test_several_files_are_passed_on_together(over: QWidget, tmp_path: Path) -> None:
    files = [tmp_path / "one.xml", tmp_path / "two.xml"]
    chosen: list[list[Path]] = []
    chooser = ask_which(over, "Import", chosen.append, many=True)
    chooser.open()

    chooser.filesSelected.emit([str(file) for file in files])
    chooser.close()

    assert chosen == [files]
    assert left(over) == []
