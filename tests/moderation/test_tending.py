"""What the assist does of itself, and what is little of it."""

from collections.abc import Callable

from db.rows import Comment
from db.words import Status
from moderation import likenesses, tending
from moderation.changes import Silent
from moderation.newsroom import Newsroom
from moderation.scores import Scores

Put = Callable[..., Comment]


def test_a_sample_newsroom_is_little_work(filled: Newsroom) -> None:
    assert tending.is_little(filled, Scores(filled))


def test_many_comments_to_compare_are_not_little(newsroom: Newsroom, put: Put) -> None:
    for number in range(201):
        put(f"comment number {number}")

    assert not tending.is_little(newsroom, Scores(newsroom))


def test_learning_from_many_decisions_is_not_little(newsroom: Newsroom, put: Put) -> None:
    for number in range(310):
        put(f"comment number {number}",
            status=Status.SPAM if number % 2 else Status.APPROVED)  # fmt: skip
    likenesses.catch_up(newsroom)
    scores = Scores(newsroom)
    assert not tending.is_little(newsroom, scores)

    scores.refit(thorough=False)

    assert tending.is_little(newsroom, scores)


def test_all_is_compared_learnt_and_scored(filled: Newsroom) -> None:
    scores = Scores(filled)

    assert tending.tend(filled, scores)

    assert likenesses.left(filled) == 0
    assert scores.learnt().kept is not None
    assert not tending.tend(filled, scores)


def test_stopped_it_does_nothing_more(filled: Newsroom) -> None:
    class Stopping(Silent):
        def stop_asked(self) -> bool:
            return True

    assert not tending.tend(filled, Scores(filled), Stopping())
