"""Logistic regression by L-BFGS, and the calibration of its scores (Platt 1999).

The scores are as good as those of the large libraries on these questions, and need nothing but
numpy; a thousand decisions are learnt within a second.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from moderation.assist.rows import Rows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from moderation.assist.rows import Vector

# How much a wrong answer costs beside large weights.
_COST = 8.0
STEPS = 40
_MEMORY = 8
# With so many decisions, how unevenly a column came in the two kinds is believed by half.
_HALF_KNOWN = 200
_ENOUGH = 1e-4
_LEAST_SLOPE = 0.05


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learnt: a weight a column, and one for every row."""

    sparse: "Vector"
    dense: "Vector"
    always: float

    def scores(self, rows: Rows) -> "Vector":
        """The log-odds of each row."""
        import numpy as np

        scores: Vector = rows.dot(self.sparse, self.dense) + np.float32(self.always)
        return scores


@dataclass(frozen=True, slots=True)
class Calibration:
    """Turns a score into a chance: `1 / (1 + exp(-(slope * score + shift)))`."""

    slope: float
    shift: float

    def chances(self, scores: "NDArray[Any]") -> "NDArray[Any]":
        """The chance of each score."""
        return chance(self.slope * scores + self.shift)


def chance(scores: "NDArray[Any]") -> "NDArray[Any]":
    """Log-odds as chances."""
    import numpy as np

    chances: NDArray[Any] = 1.0 / (1.0 + np.exp(-np.clip(scores, -30, 30)))
    return chances


def learn(
    rows: Rows,
    is_bad: "NDArray[np.bool_]",
    width: int,
    *,
    steps: int = STEPS,
    cost: float = _COST,
    sure: "NDArray[np.float32] | None" = None,
    by_telling: bool = False,
) -> Weights:
    """Learn to tell the bad rows from the others; both kinds weigh alike, however many they are.

    `width` is the number of sparse columns; `cost` is what a wrong answer costs beside large
    weights, `sure` how much each is worth beside the others. With `by_telling` columns that came
    unevenly in the two kinds count more. Expects at least one row of each kind.
    """
    import numpy as np

    # Most columns are in no row: what is learnt is learnt of those that are.
    present, squeezed = np.unique(rows.columns, return_inverse=True)
    small = Rows(squeezed.astype(np.int32), rows.values, rows.starts, rows.dense)
    counts = np.ones(len(present), dtype=np.float32)
    if by_telling:
        counts = telling(small, is_bad, len(present))
        small = replace(small, values=small.values * counts[small.columns])
    signs = np.where(is_bad, 1.0, -1.0).astype(np.float32)
    share = np.where(is_bad, is_bad.sum(), (~is_bad).sum())
    costs = (cost * len(is_bad) / (2.0 * share)).astype(np.float32)
    if sure is not None:
        costs *= sure
    count, deep = len(present), rows.dense.shape[1]

    def slope(weights: "Vector") -> "tuple[float, Vector]":
        sparse, dense, always = weights[:count], weights[count:-1], weights[-1]
        margins = signs * (small.dot(sparse, dense) + always)
        loss = costs @ np.logaddexp(np.float32(0), -margins)
        pull = (-signs * costs * chance(-margins)).astype(np.float32)
        of_sparse, of_dense = small.back(pull, count)
        loss += 0.5 * (sparse @ sparse + dense @ dense)
        downhill = np.concatenate((of_sparse + sparse, of_dense + dense, [pull.sum()]))
        return float(loss), downhill.astype(np.float32)

    found = _minimum(slope, np.zeros(count + deep + 1, dtype=np.float32), steps)
    whole = np.zeros(width, dtype=np.float32)
    whole[present] = found[:count] * counts
    return Weights(whole, found[count:-1], float(found[-1]))


def telling(rows: Rows, is_bad: "NDArray[np.bool_]", width: int) -> "Vector":
    """How much each sparse column counts: more where it came unevenly in the two kinds.

    By the root of naive Bayes' log-ratio (Wang and Manning 2012), as far as there are decisions of
    both kinds to tell it by: of few, what came once looks as if it told all.
    """
    import numpy as np

    whose = np.repeat(is_bad, np.diff(rows.starts))
    bad, good = int(is_bad.sum()), int((~is_bad).sum())
    in_bad = np.bincount(rows.columns[whose], minlength=width) + 1
    in_good = np.bincount(rows.columns[~whose], minlength=width) + 1
    ratio = np.sqrt(np.abs(np.log(in_bad / (bad + 2)) - np.log(in_good / (good + 2))))
    # The rows stay as long as they were, all together, or the cost would mean something else.
    longer = float(((rows.values * ratio[rows.columns]) ** 2).sum())
    even = (float((rows.values**2).sum()) / longer) ** 0.5 if longer else 0.0
    known = 2 * min(bad, good) / (2 * min(bad, good) + _HALF_KNOWN)
    counts: Vector = (1 - known + known * even * ratio).astype(np.float32)
    return counts


def _minimum(
    slope: "Callable[[Vector], tuple[float, Vector]]", start: "Vector", steps: int
) -> "Vector":
    """Where the function is least, by L-BFGS with halved steps (Nocedal 1980)."""
    at = start
    value, downhill = slope(at)
    first = float(abs(downhill).max())
    moves: deque[tuple[Vector, Vector, float]] = deque(maxlen=_MEMORY)
    for _step in range(steps):
        direction = -_curved(downhill, moves)
        fall = float(direction @ downhill)
        if fall >= 0:
            break
        length = 1.0 if moves else 1.0 / max(1e-9, float((downhill @ downhill) ** 0.5))
        for _half in range(20):
            there = at + length * direction
            there_value, there_downhill = slope(there)
            if there_value <= value + 1e-4 * length * fall:
                break
            length /= 2
        else:
            break
        move, change = there - at, there_downhill - downhill
        if (bend := float(move @ change)) > 1e-10:
            moves.append((move, change, 1 / bend))
        at, value, downhill = there, there_value, there_downhill
        if float(abs(downhill).max()) < _ENOUGH * max(1.0, first):
            break
    return at


def _curved(downhill: "Vector", moves: "deque[tuple[Vector, Vector, float]]") -> "Vector":
    direction = downhill.copy()
    shares = []
    for move, change, inverse in reversed(moves):
        share = inverse * float(move @ direction)
        shares.append(share)
        direction -= share * change
    if moves:
        move, change, inverse = moves[-1]
        direction *= 1 / (inverse * float(change @ change))
    for (move, change, inverse), share in zip(moves, reversed(shares), strict=True):
        direction += (share - inverse * float(change @ direction)) * move
    return direction


def calibrated(scores: "NDArray[Any]", is_bad: "NDArray[np.bool_]") -> Calibration:
    """How scores of rows that were not learnt from become chances.

    With Platt's targets, which promise no certainty that few rows cannot bear out.
    """
    import numpy as np

    bad, good = int(is_bad.sum()), int((~is_bad).sum())
    wanted = np.where(is_bad, (bad + 1) / (bad + 2), 1 / (good + 2))
    scores = scores.astype(np.float64)
    slope, shift = 1.0, 0.0
    for _step in range(50):
        chances = chance(slope * scores + shift)
        off, sure = chances - wanted, np.maximum(chances * (1 - chances), 1e-9)
        # Newton's step; a little is added to the diagonal, for all scores may be alike.
        a = float((sure * scores * scores).sum()) + 1e-3
        b, c = float((sure * scores).sum()), float(sure.sum()) + 1e-6
        down_slope, down_shift = float((off * scores).sum()), float(off.sum())
        determinant = a * c - b * b
        step_slope = (c * down_slope - b * down_shift) / determinant
        step_shift = (a * down_shift - b * down_slope) / determinant
        longest = max(abs(step_slope), abs(step_shift), 1.0)
        slope, shift = slope - step_slope / longest, shift - step_shift / longest
        if max(abs(step_slope), abs(step_shift)) < 1e-6:
            break
    if slope >= _LEAST_SLOPE:
        return Calibration(slope, shift)
    # Got the wrong way round, it knows next to nothing: every chance is about the share of bad. The
    # order stays what it is, for of few decisions the folds know even less.
    share = (bad + 1) / (bad + good + 2)
    even = float(np.log(share / (1 - share))) - _LEAST_SLOPE * float(scores.mean())
    return Calibration(_LEAST_SLOPE, even)
