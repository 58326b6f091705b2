"""Tests for desktop.queue.chips."""

from collections.abc import Callable

from db.rows import Card, CommentId, Score, Tally
from db.words import Standing, Status
from desktop.queue.chips import Chip, chips

MakeCard = Callable[..., Card]


def test_what_is_missing_comes_first(make_card: MakeCard) -> None:
    card = make_card(lacks=("name", "email"), links=3)

    assert chips(card, shown=Status.PENDING)[:3] == [
        Chip("no name", "no"),
        Chip("no valid e-mail", "no"),
        Chip("3 links", "spam"),
    ]


def test_a_text_that_is_too_long_is_not_called_missing(make_card: MakeCard) -> None:
    assert chips(make_card(lacks=("comment",), excerpt=" "), shown=Status.PENDING) == [
        Chip("no text", "no")
    ]
    assert chips(make_card(lacks=("comment",), excerpt="On and on"), shown=Status.PENDING) == [
        Chip("too long", "no")
    ]


def test_what_was_let_pass_is_no_problem(make_card: MakeCard) -> None:
    assert chips(make_card(lacks=("email",), waived=True), shown=Status.PENDING) == []


def test_the_status_is_said_where_the_queue_does_not_say_it(make_card: MakeCard) -> None:
    card = make_card(status=Status.SPAM)

    assert chips(card, shown=None) == [Chip("spam", "spam")]
    assert chips(card, shown=Status.SPAM) == []


def test_among_comments_of_all_statuses_each_card_begins_with_its_own(make_card: MakeCard) -> None:
    card = make_card(status=Status.SPAM, lacks=("email",), links=3)

    assert chips(card, shown=None)[0] == Chip("spam", "spam")


def test_a_first_comment_and_a_bad_record_are_said(make_card: MakeCard) -> None:
    first = make_card(record=Tally())
    bad = make_card(record=Tally(approved=4, rejected=2, spam=1))

    assert chips(first, shown=Status.PENDING) == [Chip("first comment")]
    assert chips(bad, shown=Status.PENDING) == [Chip("3 rejected before", "no")]


def test_a_bad_record_comes_before_a_score_at_ease_and_after_a_warning(
    make_card: MakeCard,
) -> None:
    """Where there is room for one of them, “likely fine” never hides “3 rejected before”."""
    record, bad = Tally(approved=1, rejected=3), Chip("3 rejected before", "no")
    fine = make_card(record=record, score=Score(spam=0.02, abuse=0.01))
    warned = make_card(record=record, score=Score(spam=0.99, abuse=0.01))

    assert chips(fine, shown=Status.PENDING) == [bad, Chip("likely fine · risk 2 %", "ok")]
    assert chips(warned, shown=Status.PENDING) == [Chip("likely spam · 99 %", "spam"), bad]


def test_replies_and_pingbacks_are_said(make_card: MakeCard) -> None:
    reply = make_card(parent=CommentId(1), parent_name="Petra")

    assert chips(reply, shown=Status.PENDING) == [Chip("reply")]
    assert chips(make_card(kind="pingback"), shown=Status.PENDING) == [Chip("pingback")]


def test_what_the_newsroom_thinks_of_the_commenter_is_said(make_card: MakeCard) -> None:
    thought = {Standing.TRUSTED: "ok", Standing.WATCHED: "spam", Standing.BLOCKED: "no"}

    for standing, meaning in thought.items():
        card = make_card(standing=standing, notes=1)

        assert chips(card, shown=Status.PENDING) == [Chip(standing, meaning), Chip("1 note")]
