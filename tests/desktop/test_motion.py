"""With less motion nothing blinks, fades, glides or runs to and fro; chosen or by the system."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QProgressBar, QPushButton, QStyle

from desktop import motion, theme
from desktop.actions import Actions
from desktop.dialogs.progress_page import ProgressPage
from desktop.main_window import MainWindow
from desktop.memory import Memory
from desktop.motion import Motion
from desktop.operations import RunningOperation
from desktop.settings.dialog import SettingsDialog
from desktop.settings.look_page import LookPage

Answer = Callable[[bool], None]


@pytest.fixture(autouse=True)
def _usual(qapp: QApplication) -> Iterator[None]:
    motion.be_still(False)
    yield
    motion.be_still(False)


def glides(widget: QPushButton) -> int:
    return widget.style().styleHint(
        QStyle.StyleHint.SH_Widget_Animation_Duration,
        None,
        widget,
    )


def test_less_is_chosen_in_the_settings_and_remembered(window: MainWindow) -> None:
    blinks = QApplication.cursorFlashTime()
    button = QPushButton(window)
    usual = glides(button)
    assert usual > 0
    window.doors.settings("look")
    dialog = window.doors.dialog
    assert isinstance(dialog, SettingsDialog)
    (page,) = dialog.findChildren(LookPage)

    page.choice("motion_less").click()

    assert theme.in_force().still
    assert window.remembered.motion == "less"
    assert QApplication.cursorFlashTime() == 0
    assert glides(button) == 0
    page.choice("motion_usual").click()
    assert (theme.in_force().still, window.remembered.motion) == (False, "usual")
    assert QApplication.cursorFlashTime() == blinks
    assert glides(button) == usual


def test_what_is_under_way_without_an_end_stands_still(window: MainWindow) -> None:
    bar = QProgressBar(window)
    motion.be_busy(bar)
    assert bar.minimum() == bar.maximum()  # Qt lets such a bar run to and fro

    motion.be_still(True)
    page = ProgressPage()
    page.follow(RunningOperation("Importing", writing=False, shown_elsewhere=True, parent=page))

    assert page.bar.minimum() < page.bar.maximum()
    page.deleteLater()


@pytest.mark.parametrize("less", [True, False])
def test_it_follows_the_system_where_nothing_was_chosen(
    qapp: QApplication, tmp_path: Path, less: bool
) -> None:
    asked: list[Answer] = []
    memory, parent = Memory(tmp_path / "window.ini"), QObject()
    actions = Actions(parent)
    made = Motion(actions, memory, parent, lambda _asker, answer: asked.append(answer))
    assert actions["motion_system"].isChecked()
    made._follow_system()

    asked[0](less)

    assert theme.in_force().still is less
    # A late answer does not overrule what was chosen meanwhile.
    actions["motion_usual"].trigger()
    asked[0](True)
    assert not theme.in_force().still
    made.deleteLater()
    parent.deleteLater()
