"""Tests for desktop.reading.pane and pane_actions: what is shown about a comment, and where."""

from collections.abc import Callable

import pytest

from db.words import Status, Verdict
from desktop import theme
from desktop.actions import Actions
from desktop.reading.pane import ReadingPane
from desktop.reading.readers_view import ReadersView
from desktop.reading.several import SeveralView
from moderation import decisions, queue
from moderation.changes import Changes
from moderation.newsroom import Newsroom
from moderation.queue import Picked
from tests.desktop.reading.seeing import press, texts
from tests.desktop.town import Said, Town

Settle = Callable[[], None]
OpenPane = Callable[..., ReadingPane]


def is_in_sight(pane: ReadingPane) -> bool:
    """Whether the card of the comment is seen whole, or from its top where it is too long."""
    port = pane.thread_view.viewport()
    top = pane.card.mapTo(port, pane.card.rect().topLeft()).y()
    if pane.card.height() > port.height():
        return 0 <= top <= 16
    return top >= 0 and top + pane.card.height() <= port.height()


def test_a_comment_is_shown_beside_its_article_and_in_its_thread(
    town: Town, pane: ReadingPane, settle: Settle
) -> None:
    first = town.say("Who runs the visa desks now?", "Petra")
    number = town.say("Nobody does.", to=first)
    reply = town.say("Somebody must.", "Ludmila", to=number)

    pane.show_comment(number)
    settle()

    assert pane.article_view.headline == "Harbour bridge opens"
    assert "the barriers went up" in pane.article_view.text.toPlainText()
    assert pane.card.body.toPlainText() == "Nobody does."
    shown = [getattr(one, "entry").comment.id for one in pane.thread_view.order]  # noqa: B009
    assert shown == [first, number, reply]


def test_another_comment_of_the_article_leaves_the_article_where_it_was_scrolled(
    town: Town, pane: ReadingPane, settle: Settle
) -> None:
    long = town.add_article("A long one", "<p>line</p>" * 200)
    one, other = town.say("one", under=long), town.say("other", under=long)
    pane.show_comment(one)
    settle()
    bar = pane.article_view.text.verticalScrollBar()
    bar.setValue(300)

    pane.show_comment(other)
    settle()

    assert bar.value() == 300
    pane.show_comment(town.say("elsewhere"))
    settle()
    assert bar.value() == 0


@pytest.mark.parametrize(("width", "height"), [(760, 870), (532, 674), (344, 674)])
def test_every_comment_of_the_sample_is_in_sight_with_its_article(
    filled: Newsroom, open_pane: OpenPane, settle: Settle, width: int, height: int
) -> None:
    pane = open_pane(filled, width, height)
    numbers = [
        entry.comment.id
        for head in queue.articles(filled)
        for entry in queue.discussion(filled, head.id)
        if entry.comment.status is Status.PENDING or entry.depth > 4
    ]

    out_of_sight = []
    for number in numbers:
        pane.show_comment(number)
        settle()
        article = pane.article_view.text.viewport().height()
        if not is_in_sight(pane) or article < 3 * 16:
            out_of_sight.append(number)

    assert len(numbers) > 50
    assert out_of_sight == []


def test_a_comment_that_is_gone_leaves_the_pane_empty(
    town: Town, pane: ReadingPane, said: Said, settle: Settle
) -> None:
    pane.show_comment(99)
    settle()

    assert not pane.card.isVisible()
    assert said.troubled == []


def test_only_the_last_question_is_answered(town: Town, pane: ReadingPane, settle: Settle) -> None:
    numbers = [town.say(f"Comment {n}") for n in range(5)]

    for number in numbers:
        pane.show_comment(number)
    settle()

    assert pane.card.body.toPlainText() == "Comment 4"
    assert pane.shown == numbers[-1]


def test_what_changed_is_shown_after_a_refresh(
    town: Town, pane: ReadingPane, settle: Settle
) -> None:
    number = town.say("Good morning.")
    pane.show_comment(number)
    settle()
    decisions.decide(town.newsroom, Picked.of(town.card(number)), Verdict.REJECT)

    pane.refresh(Changes(None, [], ""))
    settle()

    assert "rejected" in pane.card.accessibleName()


def test_several_comments_are_summed_up(town: Town, pane: ReadingPane, settle: Settle) -> None:
    numbers = [town.say(f"Comment {n}", f"Jon {n}") for n in range(3)]
    town.say("https://example.org https://example.com", "Spam")

    pane.show_several(4, lambda: [*numbers, 4])
    settle()

    assert pane.several.sentence == "4 comments selected"
    assert pane.several.facts.splitlines() == [
        "4 pending.",
        "By 4 names, under “Harbour bridge opens”.",
        "1 has links, 2 in all.",
    ]
    assert pane.bar.accessibleName() == "Decide 4 comments"


def test_one_comment_after_several_is_shown_as_ever(
    town: Town, pane: ReadingPane, settle: Settle
) -> None:
    number = town.say("Good morning.")
    pane.show_several(2, lambda: [number, number])
    settle()

    pane.show_comment(number)
    settle()

    assert pane.card.isVisible()
    assert not pane.shows_several


def test_in_the_readers_view_reply_opens_the_form_in_reply_to_the_comment(
    town: Town, pane: ReadingPane, actions: Actions, settle: Settle
) -> None:
    number = town.say("Good morning.")
    pane.show_comment(number)
    settle()
    actions["readers_view"].trigger()

    actions["reply"].trigger()
    settle()

    assert actions["readers_view"].isChecked()
    assert pane.readers_view.form.draft.parent == number
    assert pane.readers_view.form.fields[0].editor is pane.window().focusWidget()


def test_the_switch_is_the_action(
    town: Town, pane: ReadingPane, actions: Actions, settle: Settle
) -> None:
    pane.show_comment(town.say("Good morning."))
    settle()

    press(pane, "Reader’s view")
    settle()
    assert actions["readers_view"].isChecked()
    assert pane.readers_view.isVisible()

    actions["readers_view"].setChecked(False)
    settle()
    assert pane.card.isVisible()
    assert not pane.readers_view.isVisible()


def test_an_article_without_a_comment_can_be_read_as_readers_do(
    town: Town, pane: ReadingPane, actions: Actions, settle: Settle
) -> None:
    pane.show_comment(None)
    pane.show_article(town.article)
    assert not pane.readers_view.isVisible()

    actions["readers_view"].setChecked(True)
    settle()

    assert pane.readers_view.isVisible()
    assert "Harbour bridge opens" in pane.readers_view.page.toPlainText()


def test_statuses_are_told_in_words(town: Town, pane: ReadingPane, settle: Settle) -> None:
    number = town.say("Good morning.", approved=True)

    pane.show_comment(number)
    settle()

    assert queue.comment(town.newsroom, number).status is Status.APPROVED
    assert "approved" in texts(pane)
    assert pane.card.accessibleName().startswith("Comment by Ana Ribeiro, approved")


def test_what_is_not_looked_at_is_not_made(town: Town, pane: ReadingPane, settle: Settle) -> None:
    number = town.say("Good morning.")
    pane.show_comment(number)
    settle()
    pane.refresh(Changes(None, [], ""))
    pane.take_focus()

    assert not pane.findChildren(ReadersView)
    assert not pane.findChildren(SeveralView)

    pane.show_readers_view(True)
    settle()

    assert pane.findChildren(ReadersView) == [pane.readers_view]
    assert pane.readers_view.isVisible()


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_on_a_very_large_screen_nothing_stands_far_from_the_lines(
    town: Town, pane: ReadingPane, settle: Settle, scale: float
) -> None:
    number = town.say("Hello")
    force = theme.in_force()
    force.use_text_scale(scale)
    pane.resize(round(3_100 * scale), 1_200)
    pane.show_comment(number)
    settle()
    ends = {pane.beside.geometry().right(), pane._halves.geometry().right()}
    pane.show_readers_view(True)
    settle()
    head = pane.readers_view._head.width()
    lines = pane.readers_view._inner.width()
    force.use_text_scale(1.0)

    assert max(ends) <= (40 + 1_720) * scale
    assert head == lines == 688 * scale
