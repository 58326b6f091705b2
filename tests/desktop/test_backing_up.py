"""The day's backup beside the work, and restoring one through the whole window."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.backing_up import BackingUp
from desktop.dialogs.backups_dialog import BackupsDialog
from desktop.operations import Operations
from desktop.program import Program
from moderation import backups, queue
from moderation.backups import Backup
from moderation.newsroom import open_newsroom
from moderation.sample import fill_sample
from tests.desktop.town import Said, Town, operations, said, settle, town

__all__ = ["operations", "said", "settle", "town"]

Settle = Callable[[], None]


@pytest.fixture
def backing_up(town: Town, operations: Operations) -> Iterator[BackingUp]:
    """What makes the day's backup in that town's window."""
    made = BackingUp(town.newsroom, operations)
    yield made
    made.stop()
    made.deleteLater()


def test_the_days_backup_is_made_without_the_writing_lane_and_once(
    backing_up: BackingUp, town: Town, operations: Operations, settle: Settle
) -> None:
    town.say("Something")
    made: list[Backup] = []
    backing_up.made.connect(made.append)

    backing_up.look()
    assert [one.writing for one in operations.running] == [False]
    settle()
    backing_up.look()
    settle()

    assert [one.why for one in made] == ["daily"]


def test_what_hinders_it_is_said_once_and_work_goes_on(
    backing_up: BackingUp, town: Town, said: Said, settle: Settle
) -> None:
    town.say("Something")
    town.newsroom.path.with_name(f"{town.newsroom.path.name}-backups").write_bytes(b"")

    for _turn in range(3):
        backing_up.look()
        settle()

    [trouble] = said.troubled
    assert "Work goes on without this backup." in trouble.sentence
    town.say("Something else")


def _settled(program: Program) -> None:
    for _round in range(4):
        assert program.window is not None
        program.window.operations.wait_idle()
        QApplication.processEvents()


def test_a_backup_is_restored_through_the_window_and_the_present_one_is_kept(
    program: Program, tmp_path: Path
) -> None:
    path = tmp_path / "newsroom.commentdesk"
    with open_newsroom(path, create=True) as newsroom:
        backups.make(newsroom)
        fill_sample(newsroom)
    program.show_first(path, make=False)
    _settled(program)
    assert program.window is not None
    program.window.deeds["backups"].trigger()
    _settled(program)
    dialog = program.window.doors.dialog
    assert isinstance(dialog, BackupsDialog)

    for _press in range(2):
        QTest.keyClick(dialog.restore_button, Qt.Key.Key_Space)
    _settled(program)

    window = program.window
    assert window.page.title.text() == "The backup is in its place."
    [aside] = tmp_path.glob("newsroom-before-restore-*.commentdesk")
    assert aside.name in window.page.sentence.text()
    with open_newsroom(aside) as kept:
        assert queue.tally(kept).total > 60

    QTest.keyClick(window.page.ways[0], Qt.Key.Key_Space)
    _settled(program)
    assert program.window.newsroom is not None
    assert queue.tally(program.window.newsroom).total == 0


def test_a_backup_that_is_gone_meanwhile_changes_nothing(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "newsroom.commentdesk"
    with open_newsroom(path, create=True) as newsroom:
        fill_sample(newsroom)
    program.show_first(path, make=False)
    _settled(program)

    program.restore(path, tmp_path / "gone.commentdesk")
    _settled(program)

    assert program.window is not None
    assert "There is no file" in program.window.page.title.text()
    QTest.keyClick(program.window.page.ways[0], Qt.Key.Key_Space)
    _settled(program)
    assert program.window.newsroom is not None
    assert queue.tally(program.window.newsroom).total > 60


def test_the_sample_newsroom_is_not_restored(program: Program, tmp_path: Path) -> None:
    program.show_sample()
    _settled(program)
    window = program.window
    assert window is not None
    assert window.newsroom is not None

    window.restore_asked.emit(window.newsroom.path, tmp_path / "any")
    _settled(program)

    assert program.window is window
