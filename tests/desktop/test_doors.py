"""Tests for desktop.doors: no dialog blocks, and of each there is one."""

import pytest
from PySide6.QtWidgets import QDialog

from desktop.main_window import MainWindow


@pytest.mark.parametrize("name", ["import", "export", "history", "keys", "about", "open", "new"])
def test_no_dialog_stands_in_the_way(window: MainWindow, name: str) -> None:
    window.deeds[name].trigger()
    window.operations.wait_idle()
    dialog = window.doors.dialog

    assert dialog is not None
    assert dialog.isVisible()
    dialog.close()
    assert window.doors.dialog is None


@pytest.mark.parametrize(
    "action",
    [
        "backups", "evenness", "export", "history", "import", "keys", "person", "rules",
        "save_search", "settings", "statistics",
    ],
)  # fmt: skip
def test_of_each_dialog_there_is_one(window: MainWindow, action: str) -> None:
    window.deeds[action].setEnabled(True)
    window.deeds[action].trigger()
    first = window.doors.dialog
    assert first is not None
    window.deeds["about"].trigger()

    window.deeds[action].trigger()
    window.operations.wait_idle()

    shown = [one for one in window.findChildren(QDialog) if one.isVisible()]
    assert [type(one) for one in shown].count(type(first)) == 1
