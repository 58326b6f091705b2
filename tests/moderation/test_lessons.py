"""What decisions teach: which answer each is, and what was known before it."""

from collections.abc import Callable

import pytest

from db import decided
from db.rows import Comment
from db.words import Status, Verdict
from moderation import decisions, likenesses, reasons
from moderation.lessons import is_abuse, whole_from
from moderation.newsroom import Newsroom
from moderation.queue import Picked
from moderation.reasons import DecisionReason
from moderation.scores import AUTO_DESK, Scores
from tests.moderation.deciding import NEW_ABUSE, NEW_GOOD, decide_many

pytestmark = pytest.mark.usefixtures("no_network")

Put = Callable[..., Comment]


def test_what_it_sorted_itself_teaches_it_nothing(
    newsroom: Newsroom, put: Put, open_desk: Callable[..., Newsroom]
) -> None:
    decide_many(newsroom)
    waiting = [put(f"{NEW_GOOD} {n}") for n in range(30)]
    machine = open_desk(AUTO_DESK)
    decisions.decide(machine, Picked.of(*waiting), Verdict.SPAM)

    kept_model = Scores(newsroom).refit()

    assert kept_model is not None
    assert kept_model.decisions == 60


def test_a_group_that_was_rejected_speaks_against_the_next_copy(
    newsroom: Newsroom, put: Put
) -> None:
    decide_many(newsroom, spam=10)
    for n in range(10):
        put(f"A quiet word about the lighthouse keeper's cat and its nine kittens {n}",
            status=Status.SPAM, email=f"k{n}@example.org", minute=n)  # fmt: skip
    copy = put("A quiet word about the lighthouse keeper's cat and its nine kittens!")
    likenesses.catch_up(newsroom)
    with newsroom.read() as reading:
        told = decided.undecided(reading, [copy.id])[0]

    assert (told.copies_good, told.copies_bad) == (0, 10)


def test_reasons_tell_abuse_from_the_rest(newsroom: Newsroom) -> None:
    reasons.keep(
        newsroom,
        [DecisionReason("rude", "Rude", abuse=True), DecisionReason("insult", "Too much insulin")],
    )
    abusive = reasons.abusive(newsroom)

    def told(reason: str) -> bool | None:
        return is_abuse(Status.REJECTED, reason, abusive)

    assert told("rude") is True
    assert told("hatred") is True, "it was on the list once"
    assert told("insult") is None, "the newsroom says that it is none"
    assert told("off-topic") is None
    assert told("") is True
    assert is_abuse(Status.APPROVED, "", abusive) is False
    assert is_abuse(Status.SPAM, "rude", abusive) is None


def test_a_reason_that_is_given_a_moment_later_counts(newsroom: Newsroom, put: Put) -> None:
    one, other = put(NEW_GOOD), put(NEW_ABUSE)
    for comment, reason in ((one, "off-topic"), (other, "insult")):
        changes = decisions.decide(newsroom, Picked.of(comment), Verdict.REJECT)
        assert changes.operation is not None
        reasons.give(newsroom, changes.operation, "advertising")
        reasons.give(newsroom, changes.operation, reason)

    with newsroom.read() as reading:
        told = {each.comment: each.reason for each in decided.decided(reading, 10)}

    assert told == {one.id: "off-topic", other.id: "insult"}


def test_what_there_is_too_much_of_does_not_make_the_rest_look_common(
    newsroom: Newsroom, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("moderation.lessons.MOST", 30)
    decide_many(newsroom, good=0, spam=40, abuse=0)
    decide_many(newsroom, good=60, spam=6, abuse=0)
    with newsroom.read() as reading:
        known = decided.decided(reading, 30)

    place = whole_from(known)

    whole = [one.status for one in known[place:]]
    assert whole.count(Status.APPROVED) == 30
    assert place > 0
    assert whole.count(Status.SPAM) < 10
    assert Scores(newsroom).refit() is not None
