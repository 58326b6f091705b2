"""Directions of meanings count by how far comments differ in them; what is learnt fits the rest."""

import numpy as np
import pytest

from moderation.assist import directions, facts, learning
from moderation.assist.meaning import COLUMNS
from moderation.assist.model import Question, Subject, take


def meanings(count: int, *, seed: int = 5) -> np.ndarray:
    """Vectors of length 1 that differ ten times as far in the first direction as in the others."""
    told = np.random.default_rng(seed).standard_normal((count, COLUMNS)).astype(np.float32)
    told[:, 0] *= 10
    length: np.ndarray = np.linalg.norm(told, axis=1, keepdims=True)
    return np.asarray(told / length, dtype=np.float32)


def test_a_direction_counts_by_the_root_of_how_far_meanings_differ_in_it() -> None:
    told = meanings(4_000)

    after = told @ directions.turned(told)

    before = told.std(axis=0)
    assert after.std(axis=0)[0] / after.std(axis=0)[1:].mean() == pytest.approx(
        (before[0] / before[1:].mean()) ** 1.5, rel=0.1
    )
    assert after.var(axis=0).sum() == pytest.approx(told.var(axis=0).sum(), rel=1e-3)


@pytest.mark.parametrize(
    "few", [np.zeros((0, 512)), np.ones((1, 512)), np.ones((9, 512)), np.zeros((9, 0))]
)
def test_what_does_not_differ_is_left_as_it_is(few: np.ndarray) -> None:
    few = few.astype(np.float32)

    np.testing.assert_array_equal(few @ directions.turned(few), few)


def test_what_was_learnt_is_asked_of_meanings_as_the_encoder_tells_them() -> None:
    """Without words and facts to go by, only what is turned back rightly can tell the two apart."""
    told = meanings(120)
    is_bad = told[:, 0] > 0
    taken = take([Subject("the same words") for _one in told], told)

    model = learning.learn(
        taken, {Question.SPAM: list(is_bad)}, [str(n) for n in range(120)], waiting=meanings(50)
    )

    new = meanings(200, seed=6)
    asked = take([Subject("the same words") for _one in new], new)
    chances = model.chances(asked)[Question.SPAM]
    assert ((chances >= 0.5) == (new[:, 0] > 0)).mean() > 0.95
    assert model.heads[Question.SPAM].weights.dense.shape == (facts.NUMBERS + COLUMNS,)


def test_it_does_as_if_turned_meanings_had_been_asked() -> None:
    told = meanings(60)
    turn = directions.turned(told)
    weights = np.random.default_rng(1).standard_normal(COLUMNS).astype(np.float32)

    np.testing.assert_allclose((told @ turn) @ weights, told @ (turn @ weights), atol=1e-4)
