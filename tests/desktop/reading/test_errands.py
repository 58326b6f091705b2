"""Tests for desktop.reading.errands, with the dialogs they open."""

from collections.abc import Callable

import pytest

from db.words import BodyFormat, Status, Verb, Verdict
from desktop.actions import Actions
from desktop.dialogs.edit_dialog import EditDialog
from desktop.dialogs.words_dialog import WordsDialog
from desktop.operations import Operations
from desktop.reading.pane import ReadingPane
from moderation import decisions, edits, history, importing, notes, queue
from moderation.drafts import ArticleDraft, CommentDraft
from moderation.edits import Edit
from moderation.exchange.source import Notes, Reading, Refusal
from moderation.queue import Picked
from tests.contacts import contact_of
from tests.desktop.reading.seeing import press, texts
from tests.desktop.town import Said, Town

Settle = Callable[[], None]


@pytest.fixture
def nameless(town: Town) -> int:
    """A comment that came in without an e-mail address."""
    drafts: list[ArticleDraft | CommentDraft | Refusal] = [
        ArticleDraft(external_id="1", title="Letters"),
        CommentDraft(article="1", name="Hannelore", email="", body="No.", external_id="1/1"),
    ]
    reading = Reading(format="wxr", source="test:", title="", drafts=iter(drafts))
    importing.take_in(town.newsroom, reading, Notes(), "letters.xml")
    return queue.cards(town.newsroom, [1])[0].id


def the_dialog(pane: ReadingPane) -> EditDialog | WordsDialog:
    """The dialog that is open."""
    (dialog,) = pane.errands.dialogs
    assert isinstance(dialog, EditDialog | WordsDialog)
    return dialog


def the_edit(pane: ReadingPane) -> EditDialog:
    """Ask to edit the comment that is shown; the dialog for it."""
    pane.card.asked.emit("edit")
    dialog = the_dialog(pane)
    assert isinstance(dialog, EditDialog)
    return dialog


def test_a_missing_field_is_completed(
    town: Town, pane: ReadingPane, settle: Settle, nameless: int
) -> None:
    pane.show_comment(nameless)
    settle()
    pane.card.asked.emit("complete")
    dialog = the_dialog(pane)
    assert isinstance(dialog, EditDialog)
    assert dialog.email.required
    assert dialog.focusWidget() is dialog.email.editor

    dialog.email.fill("hannelore@example.org")
    dialog.save.click()
    settle()

    assert pane.errands.dialogs == []
    assert queue.comment(town.newsroom, nameless).lacks == ()
    assert contact_of(town.newsroom, nameless).email == "hannelore@example.org"


def test_what_fails_is_said_beside_the_field_and_the_dialog_stays(
    town: Town, pane: ReadingPane, settle: Settle
) -> None:
    number = town.say("Good morning.")
    pane.show_comment(number)
    settle()
    dialog = the_edit(pane)

    dialog.name.fill("")
    dialog.email.fill("ana@")
    dialog.save.click()
    settle()

    assert dialog.name.problem == "Name is required."
    assert "ana@" in dialog.email.problem
    assert dialog.focusWidget() is dialog.name.editor
    assert queue.comment(town.newsroom, number).name == "Ana Ribeiro"
    dialog.leave()


def test_an_edit_leaves_alone_what_was_not_touched(
    town: Town, pane: ReadingPane, settle: Settle
) -> None:
    number = town.say("Good morning.")
    pane.show_comment(number)
    settle()
    dialog = the_edit(pane)

    dialog.body.fill("Good evening.")
    dialog.save.click()
    settle()

    assert queue.comment(town.newsroom, number).text == "Good evening."
    assert contact_of(town.newsroom, number).email == "ana@example.org"


def test_an_incomplete_comment_is_let_pass_only_with_a_reason(
    town: Town, pane: ReadingPane, settle: Settle, nameless: int
) -> None:
    pane.show_comment(nameless)
    settle()
    pane.card.asked.emit("waive")
    dialog = the_dialog(pane)
    assert isinstance(dialog, WordsDialog)

    dialog.done_button.click()
    assert dialog.field.problem == "A few words are required."

    dialog.field.fill("It came by letter.")
    dialog.done_button.click()
    settle()

    assert queue.comment(town.newsroom, nameless).waiver == "It came by letter."
    card = town.card(nameless)
    decisions.decide(town.newsroom, Picked.of(card), Verdict.APPROVE)
    assert town.card(nameless).status is Status.APPROVED


def test_a_note_is_kept_by_the_action(
    town: Town, pane: ReadingPane, actions: Actions, settle: Settle
) -> None:
    number = town.say("Good morning.")
    pane.show_comment(number)
    settle()

    actions["note"].trigger()
    dialog = the_dialog(pane)
    assert isinstance(dialog, WordsDialog)
    dialog.field.fill("Knows the mayor.")
    dialog.done_button.click()
    settle()

    assert [one.text for one in notes.of(town.newsroom, number)] == ["Knows the mayor."]


def test_the_same_errand_is_not_opened_twice(
    town: Town, pane: ReadingPane, actions: Actions, settle: Settle
) -> None:
    pane.show_comment(town.say("Good morning."))
    settle()

    actions["edit"].trigger()
    actions["edit"].trigger()

    the_dialog(pane).leave()
    assert pane.errands.dialogs == []


def test_a_stale_edit_is_refused_with_who_and_what_and_nothing_typed_is_lost(
    town: Town, pane: ReadingPane, settle: Settle
) -> None:
    number = town.say("Good morning.")
    pane.show_comment(number)
    settle()
    dialog = the_edit(pane)
    edits.let_address_stand(town.newsroom, number, dialog.comment.revision, stands=True)

    dialog.body.fill("Good evening.")
    dialog.save.click()
    settle()

    assert "changed the comment by Ana Ribeiro" in dialog.said
    assert dialog.body.text == "Good evening."

    # It was nothing of the text: who knows that may save what she typed.
    assert "Save once more" in dialog.said
    dialog.save.click()
    settle()
    assert queue.comment(town.newsroom, number).text == "Good evening."


def test_an_edit_of_what_somebody_else_edited_is_refused_for_good(
    town: Town, pane: ReadingPane, settle: Settle
) -> None:
    number = town.say("Good morning.")
    pane.show_comment(number)
    settle()
    dialog = the_edit(pane)
    edits.edit(town.newsroom, number, dialog.comment.revision, Edit(body="Good day."))
    dialog.body.fill("Good evening.")

    for _time in range(2):
        dialog.save.click()
        settle()

        assert "change it as it is now" in dialog.said
        assert queue.comment(town.newsroom, number).text == "Good day."
    dialog.leave()


def test_the_stored_address_comes_into_the_edit_only_when_asked(
    town: Town, pane: ReadingPane, settle: Settle
) -> None:
    pane.show_comment(town.say("Good morning."))
    settle()
    dialog = the_edit(pane)
    assert dialog.email.text == ""

    dialog.reveal.click()
    settle()

    assert dialog.email.text == "ana@example.org"
    assert dialog.reason_to_stay() == ""
    dialog.leave()


def test_what_was_done_is_told_and_can_be_undone(
    town: Town, pane: ReadingPane, said: Said, settle: Settle
) -> None:
    pane.show_comment(town.say("Write to jon@example.org"))
    settle()

    pane.card.asked.emit("stand")
    settle()

    assert said.told[-1].sentence == "The comment by Ana Ribeiro was changed."
    assert said.told[-1].undoable


def test_a_contact_that_is_shown_after_the_dialog_is_gone_harms_nobody(
    town: Town, pane: ReadingPane, settle: Settle
) -> None:
    number = town.say("Good morning.")
    pane.show_comment(number)
    settle()
    dialog = the_edit(pane)
    dialog.leave()
    settle()

    pane.errands.contact_revealed.emit(number, contact_of(town.newsroom, number))

    assert pane.errands.dialogs == []


def test_looking_at_the_address_is_journalled(
    town: Town, pane: ReadingPane, settle: Settle
) -> None:
    pane.show_comment(town.say("Good morning."))
    settle()
    assert "ana@example.org" not in pane.card.commenter.contact_shown

    press(pane, "Show e-mail")
    settle()

    assert pane.card.commenter.contact_shown == "ana@example.org"
    assert history.operations(town.newsroom)[0].verb is Verb.REVEAL


def test_the_address_of_one_commenter_is_never_left_under_another(
    town: Town, pane: ReadingPane, settle: Settle
) -> None:
    one, other = town.say("one"), town.say("other", "Jon", "jon@example.org")
    pane.show_comment(one)
    settle()
    press(pane, "Show e-mail")
    settle()

    pane.show_comment(other)
    settle()

    assert pane.card.commenter.contact_shown == ""


def test_an_address_can_be_let_stand_and_masked_again(
    town: Town, pane: ReadingPane, operations: Operations, settle: Settle
) -> None:
    operations.newsroom_changed.connect(pane.refresh)
    number = town.say("Write to jon@example.org")
    pane.show_comment(number)
    settle()

    press(pane, "Let it stand")
    settle()
    assert queue.comment(town.newsroom, number).address_stands

    press(pane, "Mask it")
    settle()
    assert not queue.comment(town.newsroom, number).address_stands


def test_a_link_is_only_opened_by_whoever_says_so(
    town: Town, pane: ReadingPane, said: Said, settle: Settle
) -> None:
    number = town.say('<a href="https://bonus.example">win</a>', body_format=BodyFormat.HTML)
    pane.show_comment(number)
    settle()

    pane.card.body.anchorClicked.emit("https://bonus.example")

    (question,) = said.asked
    assert question.sentence == "This link leads to https://bonus.example"
    assert [way.words for way in question.ways] == ["Open in the browser", "Copy"]
    assert "bonus.example" in texts(pane)


def test_a_link_to_somewhere_else_than_the_web_is_never_opened(
    town: Town, pane: ReadingPane, said: Said
) -> None:
    pane.errands.offer_link("file:///etc/passwd")

    assert said.asked == []
    assert said.troubled[0].sentence == "This link leads nowhere on the web: file:///etc/passwd"
