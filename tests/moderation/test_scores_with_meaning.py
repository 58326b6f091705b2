"""With the sentence encoder scores weigh what comments mean; they go on where it is gone."""

from collections.abc import Callable

import numpy as np
import pytest

from db.rows import Comment
from moderation import likenesses, tending
from moderation.assist import meaning, meaning_file
from moderation.assist.regression import Weights
from moderation.bands import Band, band_of
from moderation.changes import Silent
from moderation.explaining import explain
from moderation.newsroom import Newsroom
from moderation.scores import Question, Scores
from tests.encoders import Counting, stand_in
from tests.moderation.deciding import NEW_SPAM, decide_many

Put = Callable[..., Comment]


@pytest.fixture
def encoder_of_ours(monkeypatch: pytest.MonkeyPatch) -> Counting:
    return stand_in(monkeypatch)


def weights(scores: Scores) -> Weights:
    kept = scores.learnt().kept
    assert kept is not None
    return kept.model.heads[Question.SPAM].weights


def test_it_learns_what_comments_mean_and_asks_about_each_once(
    newsroom: Newsroom, put: Put, encoder_of_ours: Counting
) -> None:
    decide_many(newsroom)
    one = put(NEW_SPAM).id
    Scores(newsroom).refit()
    asked = len(encoder_of_ours.asked)
    again = Scores(newsroom)
    again.refit()

    assert len(encoder_of_ours.asked) == asked
    assert np.abs(weights(again).dense[-meaning.COLUMNS :]).max() > 0.01
    # What waits was asked about before anything was learnt: it tells in what comments differ here.
    assert NEW_SPAM in encoder_of_ours.asked
    assert again.score_pending() == 1
    assert len(encoder_of_ours.asked) == asked
    put(f"{NEW_SPAM} again")
    assert again.score_pending() == 1
    assert len(encoder_of_ours.asked) == asked + 1
    assert band_of(again.score([one])[one]) is Band.SPAM
    assert again.learnt().no_meaning == ""
    assert explain(again, newsroom, one).words


def test_where_the_encoder_is_gone_it_learns_anew_without_and_with_it_again(
    newsroom: Newsroom, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide_many(newsroom)
    one = put(NEW_SPAM).id
    with monkeypatch.context() as for_now:
        stand_in(for_now)
        Scores(newsroom).refit()
    scores = Scores(newsroom)

    assert scores.learnt().reason == "old"
    assert scores.learnt().no_meaning == "absent"
    assert scores.score([one]) == {}
    assert scores.is_due()
    scores.refit()
    assert band_of(scores.score([one])[one]) is Band.SPAM
    assert not scores.is_due()
    stand_in(monkeypatch)
    assert scores.is_due(), "there is more to learn from than there was"


def test_a_broken_encoder_is_no_reason_to_learn_again_and_again(
    newsroom: Newsroom, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide_many(newsroom)
    one = put(NEW_SPAM).id
    stand_in(monkeypatch, "raises")
    scores = Scores(newsroom)

    assert scores.refit() is not None

    assert scores.learnt().no_meaning == "broken"
    assert band_of(scores.score([one])[one]) is Band.SPAM
    assert not scores.is_due()
    stand_in(monkeypatch, "raises")  # another process, which does not know it yet
    assert not Scores(newsroom).is_due()


def test_stopped_while_it_reads_it_has_learnt_nothing_and_goes_on_later(
    newsroom: Newsroom, encoder_of_ours: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(meaning_file, "_BATCH", 2)
    decide_many(newsroom)

    class StopsSoon(Silent):
        def stop_asked(self) -> bool:
            return len(encoder_of_ours.asked) >= 2

    scores = Scores(newsroom)

    assert scores.refit(progress=StopsSoon()) is None
    assert len(encoder_of_ours.asked) == 2
    assert scores.refit() is not None
    assert len(encoder_of_ours.asked) == len(set(encoder_of_ours.asked))


def test_what_texts_mean_is_forgotten_with_the_model(
    newsroom: Newsroom, encoder_of_ours: Counting
) -> None:
    decide_many(newsroom)
    scores = Scores(newsroom)
    scores.refit()
    beside = meaning_file.beside(newsroom.path)
    assert beside.exists()

    scores.forget()

    assert not beside.exists()


def test_of_an_encrypted_newsroom_nothing_of_it_lies_on_the_disk(
    newsroom: Newsroom, encoder_of_ours: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide_many(newsroom)
    monkeypatch.setattr(Newsroom, "is_encrypted", True)
    scores = Scores(newsroom)
    scores.refit()

    assert scores.learnt().kept is not None
    assert not meaning_file.beside(newsroom.path).exists()


def test_the_window_leaves_the_encoder_to_the_other_process(
    newsroom: Newsroom, put: Put, encoder_of_ours: Counting
) -> None:
    put(NEW_SPAM)
    scores = Scores(newsroom)
    assert tending.is_little(newsroom, scores), "there is nothing to learn from yet"
    decide_many(newsroom)
    assert not tending.is_little(newsroom, scores)
    tending.tend(newsroom, scores)
    assert tending.is_little(newsroom, scores)

    put(NEW_SPAM)

    assert not tending.is_little(newsroom, scores)


def test_what_comes_in_by_command_is_placed_and_its_score_left_to_the_window(
    newsroom: Newsroom, put: Put, encoder_of_ours: Counting
) -> None:
    decide_many(newsroom)
    Scores(newsroom).refit()
    put(NEW_SPAM)
    asked = len(encoder_of_ours.asked)

    assert not tending.look_at_new(newsroom)

    assert len(encoder_of_ours.asked) == asked
    assert likenesses.left(newsroom) == 0
