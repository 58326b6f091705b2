"""What the assist does of itself, and what is little of it."""

from collections.abc import Callable

import pytest

from db import decided
from db.rows import Comment
from db.words import Status
from moderation import assist_settings, languages_again, likenesses, tending
from moderation.changes import Silent
from moderation.newsroom import Newsroom
from moderation.scores import Scores
from tests.moderation.deciding import decide_many

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


def test_what_has_just_come_in_is_placed_and_scored_at_once(newsroom: Newsroom, put: Put) -> None:
    decide_many(newsroom)
    Scores(newsroom).refit()
    one = put("Earn money from home with tickets, order now at www.example.com/tickets")

    assert tending.look_at_new(newsroom)

    assert likenesses.left(newsroom) == 0
    with newsroom.read() as reading:
        assert decided.scores(reading, [one.id])[one.id].risk > 0.8


def test_much_that_came_in_is_left_to_the_window(newsroom: Newsroom, put: Put) -> None:
    for number in range(201):
        put(f"comment number {number}")

    assert not tending.look_at_new(newsroom)

    assert likenesses.left(newsroom) == 201


def test_languages_are_told_again_where_others_are_chosen(newsroom: Newsroom, put: Put) -> None:
    put("Die Straßenbahn kam heute Abend wieder zu spät, und niemand sagt warum.")
    put("The tram was late again this evening, and nobody told us why.")
    scores = Scores(newsroom)
    tending.tend(newsroom, scores)
    assert likenesses.languages(newsroom) == {"de": 1, "en": 1}
    assert tending.is_little(newsroom, scores)

    assist_settings.keep(newsroom, assist_settings.read("en fr", "DE"))

    assert not tending.is_little(newsroom, scores)
    assert tending.tend(newsroom, scores)
    assert "de" not in likenesses.languages(newsroom)
    assist_settings.keep(newsroom, assist_settings.read("en fr", "GB"))
    assert tending.is_little(newsroom, scores), "nothing is to be told anew"


def test_stopped_between_two_batches_languages_are_gone_on_with(
    newsroom: Newsroom, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(languages_again, "_BATCH", 1)
    for n in range(3):
        put(f"Die Straßenbahn kam heute Abend wieder zu spät, und niemand sagt warum {n}.")
    likenesses.catch_up(newsroom)
    assist_settings.keep(newsroom, assist_settings.read("en", "DE"))

    class Once(Silent):
        told = False

        def tell(self, done: int, total: int | None, what: str) -> None:
            self.told = True

        def stop_asked(self) -> bool:
            return self.told

    assert languages_again.tell(newsroom, progress=Once()) == 1
    assert languages_again.is_due(newsroom)
    assert languages_again.tell(newsroom) == 2
    assert not languages_again.is_due(newsroom)
