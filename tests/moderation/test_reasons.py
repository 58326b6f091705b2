"""Why comments are turned away: a list of the newsroom's own, amended decisions, one undo."""

from collections.abc import Callable

import pytest

from db import chain
from db.rows import Comment, OperationId
from db.words import Status, Verdict
from moderation import decisions, history, queue, reasons
from moderation.errors import NewsroomError, NotFound, StaleDecision
from moderation.newsroom import Newsroom
from moderation.queue import Picked
from moderation.reasons import DecisionReason
from moderation.search.grammar import parse
from moderation.soundness import look_over

Put = Callable[..., Comment]


def found(newsroom: Newsroom, text: str) -> list[int]:
    query = parse(text, today=newsroom.clock().date(), zone=newsroom.zone)
    return sorted(queue.find(newsroom, query).ids)


def rejected(newsroom: Newsroom, *comments: Comment) -> OperationId:
    changes = decisions.decide(newsroom, Picked.of(*comments), Verdict.REJECT)
    assert changes.operation is not None
    return changes.operation


def status(newsroom: Newsroom, comment: Comment) -> Status:
    return queue.comment(newsroom, comment.id).status


def test_a_newsroom_begins_with_a_list_and_makes_it_its_own(newsroom: Newsroom) -> None:
    assert reasons.reasons(newsroom) == reasons.usual()

    own = [DecisionReason("rude", "Rude", abuse=True), DecisionReason("no-source", "No source")]
    assert reasons.keep(newsroom, own) == tuple(own)
    assert reasons.reasons(newsroom) == tuple(own)
    assert reasons.keep(newsroom, []) == reasons.usual()


def test_a_list_of_before_says_of_the_usual_ones_alone_that_they_name_abuse(
    newsroom: Newsroom,
) -> None:
    newsroom.keep_setting(
        "reasons", [{"code": "insult", "words": "Insult"}, {"code": "rude", "words": "Rude"}]
    )

    assert [one.abuse for one in reasons.reasons(newsroom)] == [True, False]
    assert reasons.abusive(newsroom) == {"insult", "hatred", "threat"}


@pytest.mark.parametrize(
    "bad",
    [
        [DecisionReason("Rude!", "Rude")],
        [DecisionReason("rude", " ")],
        [DecisionReason("rude", "x" * 61)],
        [DecisionReason("rude", "Rude"), DecisionReason("rude", "Very rude")],
        [DecisionReason(f"code-{n}", "Rude") for n in range(41)],
    ],
)
def test_a_list_that_cannot_be_kept_changes_nothing(
    newsroom: Newsroom, bad: list[DecisionReason]
) -> None:
    with pytest.raises(NewsroomError):
        reasons.keep(newsroom, bad)

    assert reasons.reasons(newsroom) == reasons.usual()


@pytest.mark.parametrize(
    ("words", "code"), [("Off topic", "off-topic"), ("Größe!", "grosse"), ("…", "reason")]
)
def test_a_code_is_made_of_words(words: str, code: str) -> None:
    assert reasons.code_of(words) == code


def test_a_reason_amends_the_decision_and_is_found(newsroom: Newsroom, put: Put) -> None:
    one, other = put(), put(minute=1)
    decision = rejected(newsroom, one, other)

    changes = reasons.give(newsroom, decision, "off-topic")

    assert changes.sentence == "2 rejected: Off topic."
    assert found(newsroom, "reason:off-topic") == [one.id, other.id]
    assert found(newsroom, "reason:Off") == [one.id, other.id]
    assert found(newsroom, "reason:insult") == []
    with newsroom.read() as reading:
        assert list(chain.broken_links(reading)) == []


def test_undo_takes_decision_and_reason_back_together(newsroom: Newsroom, put: Put) -> None:
    one = put()
    reasons.give(newsroom, rejected(newsroom, one), "insult")

    next_undo = history.next_undo(newsroom)
    assert next_undo is not None
    assert history.describe(next_undo) == "Reject 1 comment: Insult"
    history.undo(newsroom)
    assert status(newsroom, one) is Status.PENDING
    assert found(newsroom, "reason:insult") == []

    history.redo(newsroom)
    assert status(newsroom, one) is Status.REJECTED
    assert found(newsroom, "reason:insult") == [one.id]


def test_said_again_the_last_one_holds(newsroom: Newsroom, put: Put) -> None:
    one = put()
    decision = rejected(newsroom, one)
    reasons.give(newsroom, decision, "insult")
    reasons.give(newsroom, decision, "hatred")

    assert found(newsroom, "reason:insult") == []
    assert found(newsroom, "reason:hatred") == [one.id]
    history.undo(newsroom)
    assert status(newsroom, one) is Status.PENDING


def test_a_later_decision_has_no_reason_of_an_earlier_one(newsroom: Newsroom, put: Put) -> None:
    one = put()
    reasons.give(newsroom, rejected(newsroom, one), "insult")

    history.undo(newsroom)
    rejected(newsroom, queue.comment(newsroom, one.id))

    assert found(newsroom, "reason:insult") == []


def test_what_was_taken_back_meanwhile_is_not_explained(
    newsroom: Newsroom, open_desk: Callable[..., Newsroom], put: Put
) -> None:
    decision = rejected(newsroom, put())
    history.undo(open_desk("ben"), decision)

    with pytest.raises(StaleDecision):
        reasons.give(newsroom, decision, "insult")


def test_only_turning_away_has_a_reason(newsroom: Newsroom, put: Put) -> None:
    one = put()
    approved = decisions.decide(newsroom, Picked.of(one), Verdict.APPROVE).operation
    assert approved is not None

    with pytest.raises(NotFound):
        reasons.give(newsroom, approved, "insult")
    with pytest.raises(NewsroomError, match="no reason “nonsense”"):
        reasons.give(newsroom, approved, "nonsense")


def test_what_somebody_changed_since_is_not_touched_by_the_reason(
    newsroom: Newsroom, open_desk: Callable[..., Newsroom], put: Put
) -> None:
    one, other = put(), put(minute=1)
    decision = rejected(newsroom, one, other)
    ben = open_desk("ben")
    decisions.decide(ben, Picked.of(queue.comment(ben, one.id)), Verdict.APPROVE)

    changes = reasons.give(newsroom, decision, "insult")

    assert list(changes.comments) == [other.id]


def test_a_change_of_the_list_is_in_the_history_and_is_taken_back(newsroom: Newsroom) -> None:
    before = reasons.reasons(newsroom)
    mine = (DecisionReason("rude", "Rude"),)
    reasons.keep(newsroom, mine)
    reasons.keep(newsroom, mine)  # the same again is no change

    (done,) = history.operations(newsroom)
    assert history.describe(done) == "Change the list of reasons"
    changes = history.undo(newsroom)
    assert changes.rules
    assert reasons.reasons(newsroom) == before
    history.redo(newsroom)
    assert reasons.reasons(newsroom) == mine
    assert look_over(newsroom).is_sound


def test_a_list_that_was_changed_since_is_left_and_said(newsroom: Newsroom) -> None:
    reasons.keep(newsroom, (DecisionReason("rude", "Rude"),))
    (first,) = history.operations(newsroom)
    later = (DecisionReason("dull", "Dull"),)
    reasons.keep(newsroom, later)

    changes = history.undo(newsroom, first.id)

    assert changes.sentence == "The list of reasons was changed since, and was left so."
    assert reasons.reasons(newsroom) == later
