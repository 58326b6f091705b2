"""The assist learns from decisions alone, and says nothing before there are enough."""

from collections.abc import Callable

import pytest

from db import decided
from db.rows import Comment, Score
from db.words import Status, Verdict
from moderation import decisions, queue
from moderation.bands import Band, band_of
from moderation.changes import Silent
from moderation.newsroom import Newsroom
from moderation.queue import Picked
from moderation.scores import Question, Scores
from tests.moderation.deciding import NEW_ABUSE, NEW_GOOD, NEW_SPAM, decide_many, kept_scores

pytestmark = pytest.mark.usefixtures("no_network")

Put = Callable[..., Comment]


def test_it_ranks_what_nobody_decided_as_the_newsroom_decided_before(
    newsroom: Newsroom, put: Put
) -> None:
    decide_many(newsroom)
    spam, good, abuse = (put(text).id for text in (NEW_SPAM, NEW_GOOD, NEW_ABUSE))
    scores = Scores(newsroom)

    assert scores.refit() is not None
    told = scores.score([spam, good, abuse])

    assert [band_of(told[one]) for one in (spam, good, abuse)] == [
        Band.SPAM, Band.FINE, Band.ABUSE,
    ]  # fmt: skip
    assert scores.score_pending() == 3
    assert kept_scores(newsroom) == told
    assert scores.score_pending() == 0


@pytest.mark.parametrize(("good", "spam"), [(0, 0), (19, 0), (30, 4), (4, 30), (10, 9)], ids=str)
def test_before_twenty_decisions_with_five_of_each_kind_it_says_nothing(
    newsroom: Newsroom, put: Put, good: int, spam: int
) -> None:
    decide_many(newsroom, good=good, spam=spam, abuse=0)
    put(NEW_SPAM)
    scores = Scores(newsroom)

    assert scores.refit() is None
    assert scores.learnt().reason == "few"
    assert scores.score([1]) == {}
    assert scores.score_pending() == 0
    assert not scores.file.exists()


def test_a_question_that_was_decided_too_seldom_has_no_answer(newsroom: Newsroom, put: Put) -> None:
    decide_many(newsroom, abuse=0)
    one = put(NEW_GOOD).id
    scores = Scores(newsroom)
    scores.refit()

    score = scores.score([one])[one]

    assert score.abuse is None
    assert score.spam is not None
    assert score.spam < 0.2
    assert band_of(score) is Band.UNSURE  # nobody asked whether it is abusive


def test_decisions_that_contradict_each_other_make_it_unsure(newsroom: Newsroom, put: Put) -> None:
    for turn in range(15):
        put(NEW_GOOD, status=Status.APPROVED, minute=turn, email=f"a{turn}@example.org")
        put(NEW_GOOD, status=Status.SPAM, minute=turn, email=f"b{turn}@example.org")
    one = put(NEW_GOOD, email="new@example.org").id
    scores = Scores(newsroom)
    scores.refit()

    assert band_of(scores.score([one])[one]) is Band.UNSURE


def test_it_is_due_after_ten_more_operations(newsroom: Newsroom, put: Put) -> None:
    decide_many(newsroom)
    scores = Scores(newsroom)
    assert scores.is_due()
    scores.refit()
    assert not scores.is_due()

    for _n in range(10):
        put(NEW_GOOD, status=Status.APPROVED)

    assert scores.is_due()


def test_stopping_between_batches_keeps_what_was_scored(
    newsroom: Newsroom, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("moderation.scores._BATCH", 2)
    decide_many(newsroom)
    for n in range(6):
        put(f"{NEW_GOOD} {n}")
    scores = Scores(newsroom)
    scores.refit()

    class StopsAtOnce(Silent):
        told = 0

        def tell(self, done: int, total: int | None, what: str) -> None:
            self.told += 1

        def stop_asked(self) -> bool:
            return self.told > 0

    assert scores.score_pending(progress=StopsAtOnce()) == 2
    assert scores.score_pending() == 4


@pytest.mark.parametrize(
    "text", ["", "!", "😀" * 300, "a" * 1_000_000, "aЖ中 " * 50_000, "\u200b\u200b", "\x00"]
)
def test_odd_texts_have_a_score_too(newsroom: Newsroom, put: Put, text: str) -> None:
    decide_many(newsroom)
    one = put(text).id
    scores = Scores(newsroom)
    scores.refit()

    score = scores.score([one])[one]

    assert score.spam is not None
    assert 0 <= score.spam <= 1


def test_its_own_measure_is_of_decisions_that_came_later(newsroom: Newsroom) -> None:
    decide_many(newsroom, good=60, spam=60, abuse=0)

    kept_model = Scores(newsroom).refit()

    assert kept_model is not None
    quality = kept_model.model.heads[Question.SPAM].quality
    assert quality.tried == 72  # of 120, what came after the first forty in a hundred
    assert quality.ranking > 0.9


def test_all_of_it_goes_on_while_others_decide(newsroom: Newsroom, put: Put) -> None:
    decide_many(newsroom)
    one = put(NEW_SPAM)
    scores = Scores(newsroom)
    scores.refit()

    decisions.decide(newsroom, Picked.of(queue.comment(newsroom, one.id)), Verdict.SPAM)

    assert scores.score_pending() == 0
    assert scores.score([one.id])[one.id].risk > 0.5


def test_how_well_it_does_is_found_out_anew_after_a_tenth_more(
    newsroom: Newsroom, put: Put
) -> None:
    decide_many(newsroom, good=50, spam=50, abuse=0)
    scores = Scores(newsroom)
    scores.refit()
    first = scores.learnt().kept
    put(NEW_GOOD, status=Status.APPROVED)

    again = scores.refit(thorough=False)
    for _n in range(12):
        put(NEW_GOOD, status=Status.APPROVED)
    later = scores.refit(thorough=False)

    assert first is not None
    assert again is not None
    assert later is not None
    of = [one.model.heads[Question.SPAM].quality.of for one in (first, again, later)]
    assert of == [100, 100, 113]


def test_what_has_a_score_is_scored_again_only_when_that_is_asked(
    newsroom: Newsroom, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide_many(newsroom)
    scores = Scores(newsroom)
    scores.refit()
    first = put(NEW_SPAM).id
    scores.score_pending(again=False)
    second = put(NEW_GOOD).id
    with newsroom.write() as writing:
        decided.keep_scores(writing, {first: Score(0.5, 0.5)})

    assert scores.score_pending(again=False) == 1
    assert kept_scores(newsroom)[first] == Score(0.5, 0.5)
    assert second in kept_scores(newsroom)
    assert scores.score_pending() == 1
    assert kept_scores(newsroom)[first] != Score(0.5, 0.5)
