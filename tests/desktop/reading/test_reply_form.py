"""Tests for desktop.reading.reply_form: a comment that came by letter."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from db.rows import CommentId
from db.words import Status
from desktop.actions import Actions
from desktop.operations import Operations
from desktop.reading.pane import ReadingPane
from desktop.reading.reply_draft import Answerable, FormFor, ReplyDraft
from desktop.reading.reply_form import ReplyForm
from moderation import arrivals, queue
from tests.desktop.town import Said, Town

Settle = Callable[[], None]


@pytest.fixture
def form(town: Town, operations: Operations) -> Iterator[ReplyForm]:
    """The reply form under the town's article, on the screen."""
    made = ReplyForm(town.newsroom, operations)
    made.open_for(for_article(town), ReplyDraft())
    made.resize(640, 500)
    made.show()
    made.activateWindow()
    QApplication.processEvents()
    yield made
    operations.wait_idle()
    made.hide()
    made.deleteLater()


def for_article(town: Town, *answerable: Answerable, article: int | None = None) -> FormFor:
    """The form for an article of the town."""
    found = queue.article(town.newsroom, article or town.article)
    return FormFor(found.id, found.key, True, True, answerable)


def fill(form: ReplyForm, name: str, email: str, body: str, url: str = "") -> None:
    """Type these."""
    for field, text in zip(form.fields, (name, email, url, body), strict=True):
        field.fill(text)


def button(form: ReplyForm, words: str) -> QPushButton:
    """The button with these words."""
    return next(one for one in form.findChildren(QPushButton) if one.text() == words)


def count(town: Town) -> int:
    """How many comments there are."""
    return queue.tally(town.newsroom).total


def test_required_fields_are_marked(form: ReplyForm) -> None:
    assert [field.required for field in form.fields] == [True, True, False, True]
    assert [field.editor.accessibleName() for field in form.fields] == [
        "Name",
        "E-mail",
        "Website",
        "Comment",
    ]
    assert "Required." in form.fields[0].editor.accessibleDescription()


def test_what_a_site_does_not_require_is_not_marked(form: ReplyForm, town: Town) -> None:
    found = queue.article(town.newsroom, town.article)

    form.open_for(FormFor(found.id, found.key, False, False, ()), ReplyDraft())

    assert [field.required for field in form.fields] == [False, False, False, True]


def test_all_that_fails_is_said_beside_its_field_and_nothing_is_stored(
    form: ReplyForm, town: Town, settle: Settle
) -> None:
    fill(form, "", "ana@", "Good morning.", "javascript:alert(1)")

    form.send()
    settle()

    name, email, url, body = form.fields
    assert name.problem == "Name is required."
    assert "there is nothing after the @-sign" in email.problem
    assert url.problem != ""
    assert body.problem == ""
    assert form.told == "Nothing was added yet."
    assert form.focusWidget() is name.editor
    assert name.problem in name.editor.accessibleDescription()
    assert count(town) == 0
    assert body.text == "Good morning."


def test_corrected_it_enters_the_queue_as_pending_and_the_form_is_empty(
    qtbot: QtBot, form: ReplyForm, town: Town, settle: Settle
) -> None:
    fill(form, "", "ana@", "Good morning.")
    form.send()
    settle()

    fill(form, "Ana", "ana@example.org", "Good morning.")
    with qtbot.waitSignal(form.added) as added:
        form.send()
        settle()

    article, number = added.args or (0, 0)
    assert article == town.article
    assert queue.comment(town.newsroom, number).status is Status.PENDING
    assert form.told == "The comment by Ana is in the queue."
    assert form.draft == ReplyDraft()
    assert [field.problem for field in form.fields] == ["", "", "", ""]


def test_a_field_that_is_mended_is_forgiven_at_once(form: ReplyForm, settle: Settle) -> None:
    form.send()
    settle()
    assert form.fields[0].problem

    form.fields[0].fill("A")

    assert form.fields[0].problem == ""
    assert form.fields[1].problem


def test_ctrl_enter_sends_from_any_field(form: ReplyForm, town: Town, settle: Settle) -> None:
    fill(form, "Ana", "ana@example.org", "Good morning.")
    editor = form.fields[3].editor
    editor.setFocus()

    QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()

    assert count(town) == 1


def test_tab_goes_through_the_fields_in_their_order_and_leaves_the_comment(
    form: ReplyForm,
) -> None:
    form.fields[0].editor.setFocus()
    visited = []
    for _step in range(4):
        visited.append(form.focusWidget())
        QTest.keyClick(form.focusWidget(), Qt.Key.Key_Tab)

    assert visited == [field.editor for field in form.fields]
    assert form.focusWidget() is form.send_button
    comment = form.fields[3].editor
    assert isinstance(comment, QPlainTextEdit)
    assert "\t" not in comment.toPlainText()


def test_a_reply_is_stored_as_a_reply(form: ReplyForm, town: Town, settle: Settle) -> None:
    first = town.say("Who runs the visa desks now?", "Petra")
    form.reply_to(Answerable(CommentId(first), "Petra: Who runs the visa desks now?"))
    fill(form, "Ana", "ana@example.org", "Nobody does.")

    form.send()
    settle()

    assert queue.comment(town.newsroom, first + 1).parent == first
    assert form.draft.parent is None


def test_what_was_discarded_can_be_brought_back(form: ReplyForm) -> None:
    fill(form, "Ana", "ana@example.org", "Good morning.")

    button(form, "Discard").click()
    assert form.draft == ReplyDraft()
    assert form.told == "Discarded."

    button(form, "Bring it back").click()
    assert form.draft == ReplyDraft("Ana", "ana@example.org", "", "Good morning.")


def test_an_article_that_is_gone_is_said_and_nothing_typed_is_lost(
    form: ReplyForm, town: Town, settle: Settle
) -> None:
    found = queue.article(town.newsroom, town.article)
    form.open_for(FormFor(found.id, "no-such-article", True, True, ()), ReplyDraft())
    fill(form, "Ana", "ana@example.org", "Good morning.")

    form.send()
    settle()

    assert form.told == "There is no article with the key “no-such-article”."
    assert form.draft.body == "Good morning."


def test_letters_typed_into_the_form_decide_nothing(
    town: Town, pane: ReadingPane, actions: Actions, settle: Settle
) -> None:
    decided: list[str] = []
    for name in ("approve", "reject", "spam", "edit", "next"):
        actions[name].triggered.connect(lambda _on=False, name=name: decided.append(name))
        pane.addAction(actions[name])
    pane.show_comment(town.say("Good morning."))
    actions["readers_view"].setChecked(True)
    settle()
    pane.activateWindow()
    form = pane.readers_view.form

    for field in form.fields:
        field.editor.setFocus()
        QTest.keyClicks(field.editor, "adsej")
    for chooser in form.findChildren(type(form._parent_box)):
        chooser.setFocus()
        QTest.keyClicks(chooser, "adsej")

    assert decided == []
    assert form.fields[0].text == "adsej"


def test_drafts_are_kept_under_their_article(
    town: Town, pane: ReadingPane, actions: Actions, settle: Settle
) -> None:
    other = town.add_article("Ferry times")
    here, there = town.say("here"), town.say("there", under=other)
    pane.show_comment(here)
    actions["readers_view"].setChecked(True)
    settle()
    form = pane.readers_view.form
    fill(form, "Ana", "ana@example.org", "A letter about the bridge")

    pane.show_comment(there)
    settle()
    assert form.draft == ReplyDraft()
    assert pane.unsent() == ["Harbour bridge opens"]

    pane.show_comment(here)
    settle()
    assert form.draft.body == "A letter about the bridge"

    form.send()
    settle()
    assert pane.unsent() == []


def test_a_refresh_leaves_what_is_being_typed(
    town: Town, pane: ReadingPane, actions: Actions, operations: Operations, settle: Settle
) -> None:
    operations.newsroom_changed.connect(pane.refresh)
    first = town.say("Good morning.", approved=True)
    pane.show_comment(first)
    actions["readers_view"].setChecked(True)
    settle()
    form = pane.readers_view.form
    form.reply_to(Answerable(CommentId(first), "Ana: Good morning."))
    fill(form, "Jon", "", "Half a sen")

    town.say("Meanwhile", approved=True)
    assert pane.seen is not None
    pane.errands.run("reveal", pane.seen)
    settle()

    assert form.draft == ReplyDraft("Jon", "", "", "Half a sen", CommentId(first))


@pytest.mark.logs("An error nobody expected")
def test_an_error_nobody_expected_is_reported_and_nothing_typed_is_lost(
    form: ReplyForm, said: Said, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: object, **_named: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(arrivals, "add", fail)
    fill(form, "Ana", "ana@example.org", "Good morning.")

    form.send()
    settle()

    assert "inside the program" in said.troubled[0].sentence
    assert form.draft.body == "Good morning."
    assert form.send_button.isEnabled()
