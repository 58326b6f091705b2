"""The pages beside a comment: who wrote it, what happened to it, what was decided of its like."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from db.rows import CommentId
from db.words import Standing, Status, Verb, Verdict
from desktop.actions import Actions
from desktop.dialogs.block_dialog import BlockDialog
from desktop.dialogs.reply_dialog import ReplyDialog
from desktop.dialogs.words_dialog import WordsDialog
from desktop.reading.beside import Page
from desktop.reading.focus_ring import FocusRing
from desktop.reading.pane import ReadingPane
from moderation import decisions, history, notes, queue, standings
from moderation.errors import NewsroomError
from moderation.queue import Picked
from tests.desktop.town import Said, Town

Settle = Callable[[], None]
LOAN = "Mrs Grace Holloway gave me a loan of 50,000 at only 2 % interest, no collateral needed."


def text(pane: ReadingPane, page: Page) -> str:
    return pane.beside.leaf(page).toPlainText()


def decide(town: Town, number: int, verdict: Verdict) -> None:
    decisions.decide(town.newsroom, Picked.of(town.card(number)), verdict)


def dialog(pane: ReadingPane) -> object:
    return pane.errands.dialogs[-1]


def test_the_commenter_s_page_has_the_record_and_leads_to_the_last_comments(
    town: Town, pane: ReadingPane, actions: Actions, settle: Settle, qtbot: QtBot
) -> None:
    earlier = town.say("The lights are <b>green</b>.", approved=True)
    town.say("Not me.", "Ana Ribeiro", "other@example.org")
    number = town.say("At last.")
    pane.show_comment(number)

    actions["commenter"].trigger()
    settle()

    told = text(pane, Page.COMMENTER)
    assert "1 approved · 1 pending" in told
    assert "The lights are <b>green</b>." in told
    assert "Ana Ribeiro\u2069 under another address: 1 comment" in told
    assert "example.org" not in told
    with qtbot.waitSignal(pane.comment_chosen) as chosen:
        pane.beside.leaf(Page.COMMENTER).link_chosen.emit(f"comment:{earlier}")
    assert chosen.args == [earlier]


def test_addresses_are_shown_on_asking_and_forgotten_with_the_comment(
    town: Town, pane: ReadingPane, actions: Actions, settle: Settle
) -> None:
    town.say("Not me.", "Ana Ribeiro", "other@example.org")
    number, next_one = town.say("At last."), town.say("Hm.", "Jon", "jon@example.org")
    pane.show_comment(number)
    actions["commenter"].trigger()
    settle()

    pane.beside.show_addresses()
    settle()

    assert "other@example.org" in text(pane, Page.COMMENTER)
    assert history.operations(town.newsroom)[0].verb is Verb.REVEAL
    pane.show_comment(next_one)
    settle()
    pane.show_comment(number)
    settle()
    assert "example.org" not in text(pane, Page.COMMENTER)


def test_without_an_address_the_page_says_so(
    town: Town, pane: ReadingPane, actions: Actions, settle: Settle
) -> None:
    number = town.say("At last.")
    with town.newsroom.write() as writing:
        writing.run("UPDATE private_contact SET email = '', email_key = '', email_domain = ''")
    pane.show_comment(number)
    actions["commenter"].trigger()
    settle()

    assert "nobody is known here" in text(pane, Page.COMMENTER)


@pytest.mark.parametrize(
    ("action", "standing", "chip"),
    [("trust", Standing.TRUSTED, "Trusted since"), ("watch", Standing.WATCHED, "Watched since")],
)
def test_one_key_trusts_or_watches_and_the_same_key_no_more(
    town: Town,
    pane: ReadingPane,
    actions: Actions,
    settle: Settle,
    said: Said,
    action: str,
    standing: Standing,
    chip: str,
) -> None:
    number = town.say("At last.")
    pane.show_comment(number)
    actions["commenter"].trigger()
    settle()

    actions[action].trigger()
    settle()
    pane.beside.refresh()
    settle()

    assert standings.regard(town.newsroom, number).standing is standing
    assert said.told[-1].undoable
    assert chip in text(pane, Page.COMMENTER)
    actions[action].trigger()
    settle()
    assert standings.regard(town.newsroom, number).standing is Standing.NONE


def test_a_block_asks_for_how_long_and_the_same_key_ends_it(
    town: Town, pane: ReadingPane, actions: Actions, settle: Settle
) -> None:
    number = town.say("At last.")
    pane.show_comment(number)
    settle()

    actions["block"].trigger()
    asked = dialog(pane)
    assert isinstance(asked, BlockDialog)
    asked.choose(7)
    asked.block.click()
    settle()

    held = standings.regard(town.newsroom, number)
    assert held.standing is Standing.BLOCKED
    assert held.until is not None
    assert timedelta(days=7) <= held.until - town.newsroom.clock() <= timedelta(days=8)
    actions["block"].trigger()
    settle()
    assert standings.regard(town.newsroom, number).standing is Standing.NONE


def test_a_note_on_the_commenter_is_kept_changed_and_taken_away(
    town: Town, pane: ReadingPane, actions: Actions, settle: Settle
) -> None:
    number = town.say("At last.")
    pane.show_comment(number)
    settle()
    actions["person_note"].trigger()
    asked = dialog(pane)
    assert isinstance(asked, WordsDialog)
    asked.field.fill("Rang on Monday.")
    asked.done_button.click()
    settle()
    pane.show_comment(number)
    settle()

    (note,) = notes.of(town.newsroom, number)
    assert (note.text, note.on_person) == ("Rang on Monday.", True)
    pane.card.asked.emit(f"change-note {note.id}")
    asked = dialog(pane)
    assert isinstance(asked, WordsDialog)
    asked.field.fill("")
    asked.done_button.click()
    settle()
    assert notes.of(town.newsroom, number) == []


def test_the_story_tells_what_happened_and_takes_one_of_it_back(
    town: Town, pane: ReadingPane, actions: Actions, settle: Settle
) -> None:
    number = town.say("At last.")
    decide(town, number, Verdict.SPAM)
    spam = history.operations(town.newsroom)[0].id
    decide(town, number, Verdict.REJECT)
    reject = history.operations(town.newsroom)[0].id
    pane.show_comment(number)

    actions["story"].trigger()
    settle()

    told = text(pane, Page.STORY)
    assert told.index("rejected") < told.index("marked as spam") < told.index("came in as pending")
    pane.beside.leaf(Page.STORY).link_chosen.emit(f"undo:{spam}")
    settle()
    assert queue.comment(town.newsroom, number).status is Status.REJECTED
    pane.beside.leaf(Page.STORY).link_chosen.emit(f"undo:{reject}")
    settle()
    assert queue.comment(town.newsroom, number).status is Status.SPAM


def test_what_was_decided_of_its_like_is_said_beside_the_comment(
    town: Town, pane: ReadingPane, actions: Actions, settle: Settle
) -> None:
    before = town.say(LOAN.replace("50,000", "75,000"), "Thankful", "t@example.org")
    decide(town, before, Verdict.SPAM)
    number, other = town.say(LOAN), town.say("Quite another thing about the ferry.")

    pane.show_comment(number)
    settle()

    (notice,) = pane.card.notice_list.shown
    assert notice.sentence.startswith("A comment like it was marked as spam on ")
    pane.card.asked.emit("alike")
    settle()
    assert pane.beside.page is Page.ALIKE
    assert "75,000" in text(pane, Page.ALIKE)
    pane.show_comment(other)
    settle()
    assert pane.card.notice_list.shown == []
    assert "is much like this one" in text(pane, Page.ALIKE)


def test_the_newsroom_replies_and_approves_at_once(
    town: Town, pane: ReadingPane, actions: Actions, settle: Settle
) -> None:
    number = town.say("When does it open?")
    pane.show_comment(number)
    settle()

    actions["approve_reply"].trigger()
    asked = dialog(pane)
    assert isinstance(asked, ReplyDialog)
    asked.send.click()
    assert asked.field.problem
    asked.field.fill("On Monday.")
    assert asked.reason_to_stay()
    asked.send.click()
    settle()

    assert queue.comment(town.newsroom, number).status is Status.APPROVED
    reply = queue.thread(town.newsroom, number)[-1]
    assert (reply.text, reply.comment.status) == ("On Monday.", Status.APPROVED)
    history.undo(town.newsroom)
    assert queue.comment(town.newsroom, number).status is Status.PENDING


def test_a_reply_alone_leaves_the_comment_where_it_is(
    town: Town, pane: ReadingPane, actions: Actions, settle: Settle
) -> None:
    number = town.say("When does it open?")
    pane.show_comment(number)
    settle()

    actions["reply"].trigger()
    asked = dialog(pane)
    assert isinstance(asked, ReplyDialog)
    asked.field.fill("On Monday.")
    asked.send.click()
    settle()

    assert queue.comment(town.newsroom, number).status is Status.PENDING
    assert len(queue.thread(town.newsroom, number)) == 2


def test_what_is_refused_is_said_in_the_dialog(
    town: Town, pane: ReadingPane, actions: Actions, settle: Settle
) -> None:
    number = town.say("When does it open?")
    pane.show_comment(number)
    settle()
    actions["approve_reply"].trigger()
    asked = dialog(pane)
    assert isinstance(asked, ReplyDialog)
    decide(town, number, Verdict.REJECT)
    asked.field.fill("On Monday.")

    asked.send.click()
    settle()

    assert "changed the comment" in asked.said
    assert asked.field.text == "On Monday."


def test_standings_without_an_address_are_refused_with_a_sentence(
    town: Town, pane: ReadingPane, actions: Actions, settle: Settle, said: Said
) -> None:
    number = town.say("At last.")
    with town.newsroom.write() as writing:
        writing.run("UPDATE private_contact SET email = '', email_key = '', email_domain = ''")
    pane.show_comment(number)
    settle()

    actions["trust"].trigger()
    settle()

    assert "left no valid e-mail address" in said.troubled[-1].sentence
    with pytest.raises(NewsroomError):
        standings.give(town.newsroom, CommentId(number), Standing.TRUSTED)


@pytest.mark.parametrize(("first", "then"), [("commenter", "story"), ("story", "alike")])
def test_from_page_to_page_it_is_seen_where_the_keyboard_is(
    town: Town,
    pane: ReadingPane,
    actions: Actions,
    settle: Settle,
    qtbot: QtBot,
    first: str,
    then: str,
) -> None:
    with qtbot.waitActive(pane):
        pane.activateWindow()
    pane.show_comment(town.say("At last."))
    settle()

    actions[first].trigger()
    settle()
    actions[then].trigger()
    settle()

    leaf = pane.beside.leaf(Page(then))
    assert leaf.hasFocus()
    around = leaf.parentWidget()
    assert around is not None
    assert any(ring.isVisible() for ring in around.findChildren(FocusRing))
