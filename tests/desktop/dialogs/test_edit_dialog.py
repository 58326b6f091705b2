"""Tests for desktop.dialogs.edit_dialog."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.rows import Contact
from db.words import BodyFormat
from desktop.dialogs.edit_dialog import EditDialog
from moderation import queue
from moderation.drafts import Problem
from moderation.edits import Edit
from tests.desktop.town import Town


@pytest.fixture
def dialog(qtbot: QtBot, town: Town) -> EditDialog:
    """The dialog for a comment in HTML."""
    number = town.say("Good <b>morning</b>.", body_format=BodyFormat.HTML)
    made = EditDialog(queue.comment(town.newsroom, number), requires=["name", "email", "comment"])
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made, before_close_func=EditDialog.leave)
    made.open()
    return made


def test_the_raw_body_is_edited_and_named_by_its_format(dialog: EditDialog) -> None:
    assert dialog.body.text == "Good <b>morning</b>."
    assert dialog.body.editor.accessibleName() == "Comment (HTML)"
    assert [field.required for field in dialog.fields] == [True, True, False, True]


def test_only_what_was_changed_is_given(dialog: EditDialog) -> None:
    given: list[Edit] = []
    dialog.given.connect(lambda change, _approve: given.append(change))

    dialog.url.fill("https://example.org")
    dialog.save.click()

    assert given == [Edit(url="https://example.org")]


def test_the_stored_address_is_not_there_and_typing_replaces_it(dialog: EditDialog) -> None:
    given: list[Edit] = []
    dialog.given.connect(lambda change, _approve: given.append(change))
    assert dialog.email.text == ""

    dialog.email.fill("new@example.org")
    dialog.show_contact(Contact("ana@example.org", "", ""))
    dialog.save.click()

    assert given == [Edit(email="new@example.org")]
    assert dialog.reveal.isHidden()


def test_trouble_that_belongs_to_no_field_is_said_above_the_buttons(dialog: EditDialog) -> None:
    dialog.blame([Problem("article", "The article is closed."), Problem("name", "Too long.")])

    assert dialog.said == "The article is closed."
    assert dialog.name.problem == "Too long."
    dialog.leave()


def test_what_was_changed_is_not_lost_by_closing(dialog: EditDialog) -> None:
    dialog.name.fill("Somebody else")

    dialog.close()

    assert dialog.isVisible()
    assert dialog.said == "What you changed is not kept yet."
    dialog.leave()
    assert dialog.isHidden()


def test_the_difference_is_shown_before_it_is_kept(qtbot: QtBot, dialog: EditDialog) -> None:
    assert not dialog.difference.isVisible()

    before = dialog.body.text
    dialog.body.fill(f"{before} And more.")
    qtbot.waitUntil(dialog.difference.isVisible)

    assert dialog.difference.toPlainText().endswith("And more.")
    dialog.body.fill(before)
    qtbot.waitUntil(lambda: not dialog.difference.isVisible())


def test_save_and_approve_is_one_button(qtbot: QtBot, dialog: EditDialog) -> None:
    dialog.body.fill("Otherwise.")

    with qtbot.waitSignal(dialog.given) as given:
        dialog.approve.click()

    assert given.args[1] is True
    with qtbot.waitSignal(dialog.given) as given:
        dialog.save.click()
    assert given.args[1] is False
