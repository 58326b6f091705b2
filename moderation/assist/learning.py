"""Learning from a newsroom's decisions: two questions, is it spam, is it abusive.

Each answer is a chance, calibrated on comments that were not learnt from, and never given before
there are twenty decisions with five of each kind.
"""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from moderation.assist import directions, facts, measuring, regression, rows, words
from moderation.assist.measuring import Quality
from moderation.assist.model import Head, Model, Question, Taken, asked_of, rows_of
from moderation.assist.regression import Weights

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from moderation.assist.rows import Rows, Vector
    from moderation.assist.seeds import Seed
    from moderation.assist.words import Grams

FEWEST = 20
FEWEST_OF_A_KIND = 5
_FOLDS = 5
# What only calibrates need not be learnt to the last digit.
_FOLD_STEPS = 20
# Abuse is in rare words, which say so by themselves. Spam shows in much that is common, and was
# told no better so.
_BY_TELLING = frozenset({Question.ABUSE})


def learn(
    taken: Taken,
    answers: "Mapping[Question, Sequence[bool | None]]",
    groups: Sequence[str],
    *,
    others: "Taken | None" = None,
    waiting: "Vector | None" = None,
    seeds: "Sequence[Seed]" = (),
    measure: bool = True,
    whole_from: int = 0,
    is_fine: Sequence[bool] = (),
    sure: "Mapping[Question, Sequence[float]] | None" = None,
) -> Model:
    """Learn from decided comments, oldest first; None where the decision is no answer.

    `others` are comments nobody decided yet: they tell which words are common here; `waiting` is
    what some of them mean, which tells in what comments differ here. A question with too few
    decisions of a kind gets no head, and so no answer. With `measure`, each head knows how it did
    on what came after, and with `is_fine` the model how both did together. Before the place
    `whole_from` some kinds are left out: that is learnt from, but does not say how common a kind
    is. `sure` says of a question how much each answer teaches beside the others.
    """
    import numpy as np

    rare = rows.rarity(_together(taken.grams, others.grams) if others else taken.grams)
    known = taken.meaning if waiting is None else np.concatenate((taken.meaning, waiting))
    turn = directions.turned(known)
    made = rows_of(replace(taken, meaning=taken.meaning @ turn), rare)
    folds = np.array([fold_of(group) for group in groups], dtype=np.int64)
    heads, apart = {}, []
    for question, told in answers.items():
        asked = np.array([answer is not None for answer in told], dtype=bool)
        is_bad = np.array([bool(answer) for answer in told], dtype=bool)
        if is_enough(int((is_bad & asked).sum()), int((~is_bad & asked).sum())):
            worth = np.array((sure or {}).get(question, np.ones(len(told))), dtype=np.float32)
            rows_told = asked_of(made, taken, question, seeds)
            lesson = _Lesson(rows_told, is_bad, asked, folds, worth, question in _BY_TELLING)
            head, told_apart = lesson.head(whole_from)
            if measure:
                later = measuring.forward(len(asked), whole_from, lesson.later)
                head = replace(head, quality=_quality(later, told_apart, is_bad, asked))
                apart.append(told_apart)
            heads[question] = replace(head, weights=_turned_back(head.weights, turn))
    fine = _fine(apart, is_fine) if len(apart) == len(Question) else ()
    return Model(rare, heads, tuple(seeds), fine, taken.meaning.shape[1])


def _turned_back(weights: Weights, turn: "Vector") -> Weights:
    """The same weights, for meanings as the encoder tells them."""
    dense = weights.dense.copy()
    those = slice(facts.NUMBERS, facts.NUMBERS + len(turn))
    dense[those] = turn @ dense[those]
    return replace(weights, dense=dense)


def _quality(
    later: "NDArray[Any]",
    apart: "NDArray[Any]",
    is_bad: "NDArray[np.bool_]",
    asked: "NDArray[np.bool_]",
) -> Quality:
    """How it did on what came later, and how sure it must be.

    Whoever is turned away wrongly is wronged more than whoever is let through: for that only what
    came later is counted, for the other all that it did not learn from. And that a lower chance was
    right so often does no longer hold once other comments come: what is told less surely than it
    was asked to be right is not sorted as bad.
    """
    import numpy as np

    known, told = asked & ~np.isnan(later), asked & ~np.isnan(apart)
    proven = measuring.thresholds(later[known], is_bad[known])
    return replace(
        measuring.measured(later[known], is_bad[known], len(asked)),
        above=tuple(map(max, proven, measuring.ASKED)),
        below=tuple(1 - one for one in measuring.thresholds(1 - apart[told], ~is_bad[told])),
    )


def _fine(apart: "Sequence[NDArray[Any]]", is_fine: Sequence[bool]) -> tuple[float, ...]:
    import numpy as np

    risks = np.maximum.reduce(list(apart))
    known = ~np.isnan(risks)
    told = measuring.thresholds(1 - risks[known], np.array(is_fine, dtype=bool)[known])
    return tuple(1 - one for one in told)


def is_enough(bad: int, good: int) -> bool:
    """Whether so many decisions of each kind are enough to learn from."""
    return bad + good >= FEWEST and min(bad, good) >= FEWEST_OF_A_KIND


def fold_of(group: str) -> int:
    """The fold that a group's comments are in: the same on every machine and every day."""
    return zlib.crc32(group.encode("utf-8", "replace")) % _FOLDS


def _together(one: "Grams", other: "Grams") -> "Grams":
    import numpy as np

    shifted = other.ends + len(one.columns)
    return words.Grams(
        np.concatenate((one.columns, other.columns)), np.concatenate((one.ends, shifted))
    )


@dataclass(frozen=True, slots=True)
class _Lesson:
    """What one question is learnt from: rows, answers, which have one, folds, and their worth.

    `by_telling` says that columns which came unevenly in the two kinds count more.
    """

    made: "Rows"
    is_bad: "NDArray[np.bool_]"
    asked: "NDArray[np.bool_]"
    folds: "NDArray[np.int64]"
    worth: "NDArray[np.float32]"
    by_telling: bool = False

    def head(self, whole_from: int) -> "tuple[Head, NDArray[Any]]":
        """Learn from all, and calibrate on folds that were not learnt from.

        With the chance that each decision was given by what did not learn from it; that is not a
        number where nothing did, and before `whole_from`.
        """
        import numpy as np

        which = np.flatnonzero(self.asked)
        is_bad, whole = self.is_bad[which], which >= whole_from
        scores = self._apart(which, _FOLDS)
        known = ~np.isnan(scores)
        if is_enough(int((is_bad & whole).sum()), int((~is_bad & whole).sum())):
            known &= whole
        weights = self._weights(which)
        calibration = regression.calibrated(scores[known], is_bad[known])
        told = np.full(len(self.asked), np.nan)
        told[which] = calibration.chances(scores)
        if len(others := np.flatnonzero(~self.asked)):
            told[others] = calibration.chances(weights.scores(self.made.of(others)))
        told[:whole_from] = np.nan
        return Head(weights, calibration, int(is_bad.sum()), int((~is_bad).sum())), told

    def later(self, start: int, end: int) -> "NDArray[Any] | None":
        """Learn from those before `start`, and answer from there to `end`."""
        import numpy as np

        before = np.flatnonzero(self.asked[:start])
        is_bad = self.is_bad[before]
        if not is_enough(int(is_bad.sum()), int((~is_bad).sum())):
            return None
        scores = self._apart(before, 2)
        known = ~np.isnan(scores)
        calibration = regression.calibrated(scores[known], is_bad[known])
        after = self.made.of(np.arange(start, end))
        return calibration.chances(self._weights(before).scores(after))

    def _apart(self, which: "NDArray[Any]", folds: int) -> "NDArray[Any]":
        """The score of each of these, learnt from the other folds; none where those are one-sided.

        Near-copies are in one fold together.
        """
        import numpy as np

        scores = np.full(len(which), np.nan, dtype=np.float32)
        fold_of_each = self.folds[which] % folds
        for fold in range(folds):
            inside, outside = which[fold_of_each == fold], which[fold_of_each != fold]
            if len(inside) and 0 < self.is_bad[outside].sum() < len(outside):
                learnt = self._weights(outside, _FOLD_STEPS)
                scores[fold_of_each == fold] = learnt.scores(self.made.of(inside))
        return scores

    def _weights(self, which: "NDArray[Any]", steps: int = regression.STEPS) -> Weights:
        return regression.learn(
            self.made.of(which), self.is_bad[which], words.COLUMNS, steps=steps,
            sure=self.worth[which], by_telling=self.by_telling,
        )  # fmt: skip
