"""Auto-sort: off until it is switched on, sure by the past alone, audited, and one undo away."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from db.rows import Comment
from db.words import Status, Verdict
from moderation import auto_sort, decisions, history, queue
from moderation.assist.measuring import ASKED, Quality
from moderation.assist.model import Question
from moderation.auto_sort import Side
from moderation.changes import Changes
from moderation.errors import NewsroomError
from moderation.newsroom import Newsroom
from moderation.queue import Picked
from moderation.scores import AUTO_DESK, Scores
from tests.moderation.deciding import decide_many

Put = Callable[..., Comment]
SPAM = "Earn money from home with tickets, it is great: www.example.com/tickets"
GOOD = "The tram was late again this evening, and nobody told us why."
ABUSE = "What an idiot you are, you stupid moron, shut up about the tram."


@pytest.fixture
def scores(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> Scores:
    """The scores of a newsroom with 180 decisions, which are enough here."""
    monkeypatch.setattr(auto_sort, "FEWEST", 100)
    decide_many(newsroom, good=80, spam=60, abuse=40)
    made = Scores(newsroom)
    made.refit()
    sure(made)
    return made


def sure(scores: Scores, above: float = 0.7, below: float = 0.3) -> None:
    """Let the past have been sure from these chances on."""
    kept = scores._model._kept
    assert kept is not None
    heads = {
        question: replace(
            head, quality=replace(head.quality, above=(above,) * 3, below=(below,) * 3)
        )
        for question, head in kept.model.heads.items()
    }
    scores._model._kept = replace(kept, model=replace(kept.model, heads=heads, fine=(below,) * 3))


def run(newsroom: Newsroom, scores: Scores) -> list[Changes]:
    scores.score_pending()
    return auto_sort.sort(newsroom, scores)


def test_off_it_does_nothing(newsroom: Newsroom, put: Put, scores: Scores) -> None:
    one = put(SPAM)

    assert run(newsroom, scores) == []
    assert queue.comment(newsroom, one.id).status is Status.PENDING


def test_it_needs_four_hundred_decisions(newsroom: Newsroom) -> None:
    decide_many(newsroom)

    with pytest.raises(NewsroomError, match="400 decisions; there are 60"):
        auto_sort.choose(newsroom, Side.SPAM, 0.99)


def test_it_can_be_asked_only_what_it_can_tell(newsroom: Newsroom, scores: Scores) -> None:
    with pytest.raises(NewsroomError, match="95, 98, 99"):
        auto_sort.choose(newsroom, Side.SPAM, 0.999)


def test_each_side_sorts_its_own_and_abuse_is_never_turned_away(
    newsroom: Newsroom, put: Put, scores: Scores
) -> None:
    wanted = {text: [put(text, email=f"{n}@example.org").id for n in range(30)]
              for text in (SPAM, GOOD, ABUSE)}  # fmt: skip
    auto_sort.choose(newsroom, Side.SPAM, 0.95)

    run(newsroom, scores)

    found = {text: {queue.comment(newsroom, one).status for one in ids}
             for text, ids in wanted.items()}  # fmt: skip
    assert Status.SPAM in found[SPAM]
    assert found[GOOD] == found[ABUSE] == {Status.PENDING}
    auto_sort.choose(newsroom, Side.FINE, 0.95)
    run(newsroom, scores)
    assert {queue.comment(newsroom, one).status for one in wanted[ABUSE]} == {Status.PENDING}
    assert Status.APPROVED in {queue.comment(newsroom, one).status for one in wanted[GOOD]}


def test_what_it_did_is_its_own_and_one_undo_away_and_not_done_again(
    newsroom: Newsroom, put: Put, scores: Scores
) -> None:
    for n in range(30):
        put(SPAM, email=f"{n}@example.org")
    before = queue.tally(newsroom)
    auto_sort.choose(newsroom, Side.SPAM, 0.99)
    (changes,) = run(newsroom, scores)
    assert changes.operation is not None
    operation = history.operation(newsroom, changes.operation)
    assert operation.desk == AUTO_DESK

    history.undo(newsroom, changes.operation)

    assert queue.tally(newsroom) == before
    assert run(newsroom, scores) == []


def test_one_in_twenty_is_left_for_a_person(newsroom: Newsroom, put: Put, scores: Scores) -> None:
    numbers = [put(SPAM, email=f"{n}@example.org").id for n in range(200)]
    auto_sort.choose(newsroom, Side.SPAM, 0.95)

    run(newsroom, scores)

    left = [one for one in numbers if queue.comment(newsroom, one).status is Status.PENDING]
    assert 3 <= len(left) <= 20
    assert auto_sort.standings(newsroom, scores)[0].choice.audits == tuple(reversed(left))


@pytest.mark.parametrize(("wrong", "stays"), [(0, True), (8, False)])
def test_an_audit_that_is_worse_than_was_asked_switches_it_off_and_says_so(
    newsroom: Newsroom, put: Put, scores: Scores, wrong: int, stays: bool
) -> None:
    told: list[str] = []
    newsroom.tell = told.append
    for n in range(200):
        put(SPAM, email=f"{n}@example.org")
    auto_sort.choose(newsroom, Side.SPAM, 0.95)
    run(newsroom, scores)
    audits = auto_sort.standings(newsroom, scores)[0].choice.audits
    for place, number in enumerate(audits):
        verdict = Verdict.APPROVE if place < wrong else Verdict.SPAM
        decisions.decide(newsroom, Picked.of(queue.comment(newsroom, number)), verdict)
    put(SPAM, email="late@example.org")

    run(newsroom, scores)

    assert auto_sort.is_on(newsroom) is stays
    assert bool(told) is not stays
    if not stays:
        assert "switched itself off" in told[0]
        assert auto_sort.standings(newsroom, scores)[0].choice.off_because == told[0]


def test_what_lacks_a_field_is_left_alone(newsroom: Newsroom, put: Put, scores: Scores) -> None:
    one = put(GOOD, lacks="email")
    auto_sort.choose(newsroom, Side.FINE, 0.95)

    run(newsroom, scores)

    assert queue.comment(newsroom, one.id).status is Status.PENDING


def test_where_the_past_was_never_sure_it_sorts_nothing(
    newsroom: Newsroom, put: Put, scores: Scores
) -> None:
    sure(scores, above=2.0, below=-1.0)
    put(SPAM)
    for side in Side:
        auto_sort.choose(newsroom, side, 0.99)

    assert run(newsroom, scores) == []
    assert [one.threshold for one in auto_sort.standings(newsroom, scores)] == [None, None]
    assert "sorts nothing" in auto_sort.sentence(auto_sort.standings(newsroom, scores)[0])


def test_thresholds_come_from_decisions_that_came_later(newsroom: Newsroom) -> None:
    decide_many(newsroom, good=90, spam=90, abuse=0)
    kept = Scores(newsroom).refit()

    assert kept is not None
    quality: Quality = kept.model.heads[Question.SPAM].quality
    assert len(quality.above) == len(quality.below) == len(ASKED)
    assert list(quality.above) == sorted(quality.above)
    # However right lower chances were: what it is less sure of than it was asked to be is left.
    assert all(one >= asked for one, asked in zip(quality.above, ASKED, strict=True))
    assert Scores(newsroom).learnt().kept is not None
