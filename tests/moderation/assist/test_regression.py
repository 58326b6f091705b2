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
