"""What is learnt is what a large library would learn, and the chances are meant as chances."""

import numpy as np
import pytest

from moderation.assist import regression
from moderation.assist.measuring import ranking
from moderation.assist.rows import Rows


def rows_of(matrix: np.ndarray) -> Rows:
    """A dense matrix as sparse rows, without dense columns."""
    at, columns = np.nonzero(matrix)
    starts = np.concatenate(([0], np.cumsum(np.bincount(at, minlength=len(matrix)))))
    return Rows(
        columns.astype(np.int32),
        matrix[at, columns].astype(np.float32),
        starts,
        np.zeros((len(matrix), 0), dtype=np.float32),
    )


@pytest.fixture
def told() -> tuple[np.ndarray, np.ndarray]:
    """Two hundred rows of thirty columns, of which three matter, and what they are."""
    dice = np.random.default_rng(7)
    matrix = dice.normal(size=(200, 30)) * (dice.random((200, 30)) < 0.4)
    odds = 2 * matrix[:, 0] - 3 * matrix[:, 1] + matrix[:, 2] - 0.5
    return matrix, odds + dice.logistic(size=200) > 0


def test_it_finds_the_minimum_that_scikit_learn_finds(
    told: tuple[np.ndarray, np.ndarray],
) -> None:
    sklearn = pytest.importorskip("sklearn.linear_model")
    matrix, is_bad = told
    theirs = sklearn.LogisticRegression(C=8, class_weight="balanced", max_iter=2000, tol=1e-8)
    theirs.fit(matrix, is_bad)

    ours = regression.learn(rows_of(matrix), is_bad, 30, steps=300)

    np.testing.assert_allclose(ours.sparse, theirs.coef_[0], atol=0.02)
    assert ours.always == pytest.approx(theirs.intercept_[0], abs=0.02)


def test_it_ranks_what_it_did_not_learn_from(told: tuple[np.ndarray, np.ndarray]) -> None:
    matrix, is_bad = told
    ours = regression.learn(rows_of(matrix[:150]), is_bad[:150], 30)

    assert ranking(ours.scores(rows_of(matrix[150:])), is_bad[150:]) > 0.75


@pytest.fixture
def rare() -> tuple[np.ndarray, np.ndarray]:
    """Four hundred rows of words: fifty that tell a little, and three hundred that tell nothing."""
    dice = np.random.default_rng(11)
    is_bad = dice.random(400) < 0.5
    telling = dice.random((400, 50)) < np.where(is_bad, 0.06, 0.02)[:, None]
    idle = dice.random((400, 300)) < 0.05
    return np.concatenate((telling, idle), axis=1).astype(np.float64), is_bad


def test_columns_that_came_unevenly_count_more_the_more_decisions_there_are(
    rare: tuple[np.ndarray, np.ndarray],
) -> None:
    matrix, is_bad = rare

    few, many = (regression.telling(rows_of(matrix[:n]), is_bad[:n], 350) for n in (20, 400))

    assert many[:50].mean() > 1.3 * many[50:].mean()
    assert np.abs(few - 1).max() < 0.2 < np.abs(many - 1).max()
    before, after = matrix.sum(), ((matrix * many) ** 2).sum()
    assert before * 0.85 < after < before * 1.15


def test_what_is_learnt_by_telling_is_asked_of_rows_as_they_are(
    rare: tuple[np.ndarray, np.ndarray],
) -> None:
    matrix, is_bad = rare
    counts = regression.telling(rows_of(matrix), is_bad, 350)
    by_hand = regression.learn(rows_of(matrix * counts), is_bad, 350)

    learnt = regression.learn(rows_of(matrix), is_bad, 350, by_telling=True)

    theirs = by_hand.scores(rows_of(matrix * counts))
    np.testing.assert_allclose(learnt.scores(rows_of(matrix)), theirs, atol=0.01)
    plain = regression.learn(rows_of(matrix), is_bad, 350)
    assert np.abs(plain.sparse - learnt.sparse).max() > 0.1


def test_rows_without_columns_are_learnt_from_by_their_numbers() -> None:
    nothing = Rows(
        np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.float32), np.zeros(7, dtype=np.int64),
        np.arange(6, dtype=np.float32)[:, None],
    )  # fmt: skip
    is_bad = np.arange(6) > 2

    learnt = regression.learn(nothing, is_bad, 9, by_telling=True)

    assert ((learnt.scores(nothing) > 0) == is_bad).all()


def test_chances_come_true_as_often_as_they_say() -> None:
    dice = np.random.default_rng(3)
    scores = dice.normal(size=4000) * 4
    is_bad = dice.random(4000) < 1 / (1 + np.exp(-(0.5 * scores - 1)))

    calibration = regression.calibrated(scores, is_bad)

    assert calibration.slope == pytest.approx(0.5, abs=0.06)
    assert calibration.shift == pytest.approx(-1, abs=0.15)


def test_scores_that_know_nothing_say_how_common_it_is() -> None:
    dice = np.random.default_rng(5)
    is_bad = np.arange(1000) % 10 == 0

    chances = regression.calibrated(dice.normal(size=1000), is_bad).chances(np.array([-5.0, 5.0]))

    assert chances == pytest.approx([0.1, 0.1], abs=0.06)


def test_where_the_folds_had_it_the_wrong_way_round_the_order_stays() -> None:
    is_bad = np.arange(20) >= 10

    calibration = regression.calibrated(np.linspace(3, -3, 20), is_bad)

    low, high = calibration.chances(np.array([-3.0, 3.0]))
    assert 0.4 < low < high < 0.6


@pytest.mark.parametrize("scores", [np.zeros(30), np.full(30, 1e6), np.arange(30) * 1e5])
def test_odd_scores_are_calibrated_too(scores: np.ndarray) -> None:
    is_bad = np.arange(30) >= 15

    chances = regression.calibrated(scores, is_bad).chances(scores)

    assert np.isfinite(chances).all()
    assert ((chances >= 0) & (chances <= 1)).all()
