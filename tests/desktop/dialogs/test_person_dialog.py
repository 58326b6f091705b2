"""Tests for desktop.dialogs.person_dialog, opened from the real window."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from db.rows import Comment
from desktop import theme
from desktop.dialogs.person_dialog import PersonDialog
from desktop.main_window import MainWindow
from moderation import queue
from moderation.newsroom import Newsroom

ADDRESS = "rosa@example.org"


@pytest.fixture
def rosa(filled: Newsroom, put: Callable[..., Comment]) -> Comment:
    """A comment in the sample newsroom, whose address stands in a reply as well."""
    one = put("By the way.", name="Rosa Rosenrot", email=ADDRESS)
    put(f"Ask {ADDRESS}.", name="Jon", reply_to=one.id, minute=2)
    return one


def looked_for(window: MainWindow, text: str) -> PersonDialog:
    window.deeds["person"].trigger()
    dialog = window.doors.dialog
    assert isinstance(dialog, PersonDialog)
    dialog.who.fill(text)
    dialog.find_button.click()
    window.operations.wait_idle()
    return dialog


def test_it_tells_what_is_held_and_no_address(rosa: Comment, window: MainWindow) -> None:
    dialog = looked_for(window, ADDRESS)

    assert "Rosa Rosenrot" in dialog.told.text()
    assert "1 comment under 1 e-mail address." in dialog.told.text()
    assert "stands in 1 comment of somebody else" in dialog.told.text()
    assert ADDRESS not in dialog.told.text()
    assert not dialog.erase_button.isEnabled()
    dialog.close()


def test_it_erases_once_somebody_is_sure_and_shows_the_certificate(
    rosa: Comment, window: MainWindow, filled: Newsroom
) -> None:
    dialog = looked_for(window, "Rosa Rosenrot")

    dialog.sure.setChecked(True)
    dialog.erase_button.click()
    window.operations.wait_idle()

    assert "Certificate of erasure" in dialog.certificate.toPlainText()
    assert queue.comment(filled, rosa.id).name == ""
    assert ADDRESS.encode() not in filled.path.read_bytes()
    assert not dialog.erase_button.isVisible()
    dialog.close()


def test_the_certificate_makes_no_dialog_higher_than_it_was(
    rosa: Comment, window: MainWindow
) -> None:
    theme.in_force().use_text_scale(2.0)
    dialog = looked_for(window, "Rosa Rosenrot")
    dialog.resize(1024, 700)
    before = dialog.height()

    dialog.sure.setChecked(True)
    dialog.erase_button.click()
    window.operations.wait_idle()
    QApplication.processEvents()

    assert dialog.certificate.isVisible()
    assert dialog.height() == before == 700
    dialog.close()
    theme.in_force().use_text_scale(1.0)


def test_it_exports_to_a_private_file(rosa: Comment, window: MainWindow, tmp_path: Path) -> None:
    dialog = looked_for(window, ADDRESS)

    dialog.export_to(tmp_path / "rosa.json")
    window.operations.wait_idle()

    assert json.loads((tmp_path / "rosa.json").read_text())["emails"] == [ADDRESS]
    assert "personal data" in dialog.said
    dialog.export_to(tmp_path / "rosa.json")
    window.operations.wait_idle()
    assert "there already" in dialog.said
    dialog.close()


def test_nobody_is_said_in_the_dialog(window: MainWindow) -> None:
    dialog = looked_for(window, "Nobody At All")

    assert "Nobody here fits" in dialog.said
    assert not dialog.export_button.isVisible()
    dialog.close()


def test_who_left_nothing_here_is_told_so_and_not_in_zeros(window: MainWindow) -> None:
    dialog = looked_for(window, "nobody@nowhere.example")

    first, *rest = dialog.told.text().split("\n")
    dialog.close()

    assert first == "Nothing of this person is kept in the newsroom."
    assert rest == ["0 backups lie beside the newsroom."]


def test_another_name_forgets_who_was_found(rosa: Comment, window: MainWindow) -> None:
    dialog = looked_for(window, ADDRESS)
    dialog.sure.setChecked(True)

    dialog.who.editor.setFocus()
    dialog.who.fill("jon")

    assert not dialog.erase_button.isVisible()
    dialog.close()


def test_it_opens_from_the_contact_for_that_commenter(window: MainWindow) -> None:
    assert window.desk is not None
    pane = window.desk.reading
    window.operations.wait_idle()
    pane.card.asked.emit("person")
    window.operations.wait_idle()

    dialog = pane.errands.dialogs[0]
    assert isinstance(dialog, PersonDialog)
    assert "Names: " in dialog.told.text()
    assert dialog.export_button.isVisible()
    dialog.close()
