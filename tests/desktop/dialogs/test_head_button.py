"""Tests for desktop.dialogs.head_button: the head of the history is copied or saved."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from desktop.dialogs.history import HistoryDialog
from desktop.operations import Operations
from moderation import heads
from moderation.soundness import look_over
from tests.desktop.town import Town

Settle = Callable[[], None]


@pytest.fixture
def dialog(town: Town, operations: Operations, settle: Settle) -> Iterator[HistoryDialog]:
    """The history of a town in which one comment came."""
    town.say("It was late again.", "Jon")
    made = HistoryDialog(town.newsroom, operations)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    made.show()
    settle()
    yield made
    made.leave()
    made.deleteLater()


def test_the_head_is_copied_and_that_is_said(dialog: HistoryDialog, settle: Settle) -> None:
    dialog.head.choices.actions()[0].trigger()
    settle()

    assert QGuiApplication.clipboard().text().startswith("Commentdesk: head of the history")
    assert "was copied" in dialog.said


def test_the_head_is_saved_where_one_says_and_holds(
    dialog: HistoryDialog, town: Town, settle: Settle, tmp_path: Path
) -> None:
    dialog.head.choices.actions()[1].trigger()
    chooser = dialog.head.chooser
    assert chooser is not None
    chooser.fileSelected.emit(str(tmp_path / "head.txt"))
    chooser.close()
    settle()

    head = heads.signed_off(tmp_path / "head.txt")
    assert look_over(town.newsroom, head=head).is_sound
    assert "head.txt" in dialog.said


def test_a_file_that_is_there_is_not_overwritten(
    dialog: HistoryDialog, settle: Settle, tmp_path: Path
) -> None:
    (tmp_path / "head.txt").write_text("mine", encoding="utf-8")

    dialog.head.save(tmp_path / "head.txt")
    settle()

    assert (tmp_path / "head.txt").read_text(encoding="utf-8") == "mine"
    assert "is there already" in dialog.said
