"""Learning from a newsroom's decisions: two questions, is it spam, is it abusive.

Each answer is a chance, calibrated on comments that were not learnt from, and never given before
there are twenty decisions with five of each kind.
"""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from moderation.assist import facts, regression, rows, words
from moderation.assist.facts import NO_PAST, Past
from moderation.assist.regression import Calibration, Weights

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from moderation.assist.rows import Rows, Vector
    from moderation.assist.seeds import Seed
    from moderation.assist.words import Grams

# How often an answer may be asked to be right, where something is made to hang on it.
ASKED = (0.95, 0.98, 0.99)
FEWEST = 20
FEWEST_OF_A_KIND = 5
_FOLDS = 5
# What only calibrates need not be learnt to the last digit.
_FOLD_STEPS = 20
# Facts weigh less than words: they are alike in many comments.
_OF_FACTS = 0.25
_OF_SEEDS = 0.5


class Question(StrEnum):
    """What is asked of each comment."""

    SPAM = "spam"
    ABUSE = "abuse"


@dataclass(frozen=True, slots=True)
class Subject:
    """A comment as far as it is learnt from: its text, links in its body, and what was before it.

    `group` is the same for near-copies, which must not be learnt from and judged by at once.
    """

    text: str
    links: int = 0
    past: Past = NO_PAST
    group: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """Comments taken apart once, so that they can be weighed again and again."""

    grams: "Grams"
    facts: "Vector"

    def __len__(self) -> int:
        return len(self.grams)


@dataclass(frozen=True, slots=True)
class Quality:
    """How well a question was answered on decisions that came after those it was learnt from.

    Of `tried` decisions, `bad` were bad; `ranking` is the chance that a bad one stands above a good
    one (0.5 is a coin), `off` how far what was told is from what happened, on average; `of` are all
    decisions that there were when it was measured. For each share in `ASKED`: from the chance in
    `above` on so many of those that it called bad were, and up to that in `below` so many of those
    that it called good were; above 1 and below 0 where that was never so.
    """

    tried: int = 0
    bad: int = 0
    ranking: float = 0.5
    off: float = 0.0
    of: int = 0
    above: tuple[float, ...] = ()
    below: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """One question, learnt: weights, calibration, and how many decisions of each kind."""

    weights: Weights
    calibration: Calibration
    bad: int
    good: int
    quality: Quality = field(default_factory=Quality)

    def chances(self, taken: "Rows") -> "NDArray[Any]":
        """The chance of yes for each row."""
        return self.calibration.chances(self.weights.scores(taken))


@dataclass(frozen=True, slots=True)
class Model:
    """What was learnt of one newsroom: how rare each gram is there, and the heads by question."""

    rare: "Vector"
    heads: Mapping[Question, Head]
    seeds: "tuple[Seed, ...]" = ()

    def rows(self, taken: Taken) -> "Rows":
        """The comments as this model weighs them."""
        return _rows(taken, self.rare, self.seeds)

    def chances(self, taken: Taken) -> "dict[Question, NDArray[Any]]":
        """For each question that has an answer, the chance of each comment."""
        if not len(taken) or not self.heads:
            return {}
        made = self.rows(taken)
        return {question: head.chances(made) for question, head in self.heads.items()}


def take(subjects: Sequence[Subject]) -> Taken:
    """Take comments apart; what is beyond 10,000 characters of one is not looked at."""
    import numpy as np

    told = [facts.as_numbers(facts.facts_of(one.text, one.links), one.past) for one in subjects]
    numbers = np.array(told, dtype=np.float32).reshape(len(subjects), facts.NUMBERS)
    return Taken(words.grams([words.normal(one.text) for one in subjects]), numbers)


def _rows(taken: Taken, rare: "Vector", seeds: "Sequence[Seed]") -> "Rows":
    import numpy as np

    dense = [taken.facts * np.float32(_OF_FACTS)]
    dense += [seed.opinions(taken.grams)[:, None] * np.float32(_OF_SEEDS) for seed in seeds]
    return rows.weighed(taken.grams, rare, np.concatenate(dense, axis=1))


def learn(
    taken: Taken,
    answers: "Mapping[Question, Sequence[bool | None]]",
    groups: Sequence[str],
    *,
    others: "Taken | None" = None,
    seeds: "Sequence[Seed]" = (),
    measure: bool = True,
    whole_from: int = 0,
) -> Model:
    """Learn from decided comments, oldest first; None where the decision is no answer.

    `others` are comments nobody decided yet: they tell which words are common here. A question
    with too few decisions of a kind gets no head, and so no answer. With `measure`, each head
    knows how it did on what came after. Before the place `whole_from` some kinds are left out:
    that is learnt from, but does not say how common a kind is.
    """
    import numpy as np

    rare = rows.rarity(_together(taken.grams, others.grams) if others else taken.grams)
    made = _rows(taken, rare, seeds)
    folds = np.array([fold_of(group) for group in groups], dtype=np.int64)
    heads = {}
    for question, told in answers.items():
        asked = np.array([answer is not None for answer in told], dtype=bool)
        is_bad = np.array([bool(answer) for answer in told], dtype=bool)[asked]
        if is_enough(int(is_bad.sum()), int((~is_bad).sum())):
            which = np.flatnonzero(asked)
            heads[question] = _head(
                made.of(which), is_bad, folds[which], measure, which >= whole_from
            )
    return Model(rare, heads, tuple(seeds))


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


def _head(
    made: "Rows",
    is_bad: "NDArray[np.bool_]",
    folds: "NDArray[np.int64]",
    measure: bool,
    whole: "NDArray[np.bool_]",
) -> Head:
    import numpy as np

    scores = np.full(len(is_bad), np.nan, dtype=np.float32)
    for fold in range(_FOLDS):
        inside, outside = np.flatnonzero(folds == fold), np.flatnonzero(folds != fold)
        if len(inside) and 0 < is_bad[outside].sum() < len(outside):
            learnt = regression.learn(
                made.of(outside), is_bad[outside], words.COLUMNS, steps=_FOLD_STEPS
            )
            scores[inside] = learnt.scores(made.of(inside))
    weights = regression.learn(made, is_bad, words.COLUMNS)
    known = ~np.isnan(scores)
    if is_enough(int((is_bad & whole).sum()), int((~is_bad & whole).sum())):
        known &= whole
    return Head(
        weights,
        regression.calibrated(scores[known], is_bad[known]),
        int(is_bad.sum()),
        int((~is_bad).sum()),
        _measured(made, is_bad, folds, int((~whole).sum())) if measure else Quality(),
    )


_SHARES = (0.4, 0.6, 0.8, 1.0)


def _measured(
    made: "Rows", is_bad: "NDArray[np.bool_]", folds: "NDArray[np.int64]", first: int
) -> Quality:
    """Learn from the first part, answer the next, and so on: forward in time only."""
    import numpy as np

    chances, truth = [], []
    for start, end in _stretches(first, len(is_bad)):
        before = np.arange(start)
        if not is_enough(int(is_bad[before].sum()), int((~is_bad[before]).sum())):
            continue
        # Halves by group calibrate each other: all of it is from before.
        halves = [np.flatnonzero(folds[:start] % 2 == half) for half in (0, 1)]
        scores = np.full(start, np.nan, dtype=np.float32)
        for half, other in (halves, halves[::-1]):
            if len(half) and 0 < is_bad[other].sum() < len(other):
                scores[half] = regression.learn(
                    made.of(other), is_bad[other], words.COLUMNS
                ).scores(made.of(half))
        known = ~np.isnan(scores)
        learnt = regression.learn(made.of(before), is_bad[before], words.COLUMNS)
        after = np.arange(start, end)
        calibration = regression.calibrated(scores[known], is_bad[before][known])
        chances.append(calibration.chances(learnt.scores(made.of(after))))
        truth.append(is_bad[after])
    if not chances:
        return Quality()
    told, happened = np.concatenate(chances), np.concatenate(truth)
    found = quality(told, happened)
    return replace(
        found,
        of=len(is_bad),
        above=tuple(_threshold(told, happened, asked) for asked in ASKED),
        below=tuple(1 - _threshold(1 - told, ~happened, (1 + asked) / 2) for asked in ASKED),
    )


def _threshold(chances: "NDArray[Any]", is_right: "NDArray[np.bool_]", asked: float) -> float:
    """From which chance on it was right often enough; above 1 where it never was.

    One error more than there was is counted, so that few cases promise nothing.
    """
    import numpy as np

    order = np.argsort(-chances, kind="stable")
    errors = np.cumsum(~is_right[order])
    enough = np.flatnonzero((errors + 1) / (np.arange(1, len(order) + 1) + 1) <= 1 - asked)
    return float(chances[order[enough[-1]]]) if len(enough) else 2.0


def _stretches(first: int, count: int) -> Iterable[tuple[int, int]]:
    ends = [first + int((count - first) * share) for share in _SHARES]
    return [(start, end) for start, end in pairwise(ends) if end > start]


def quality(chances: "NDArray[Any]", is_bad: "NDArray[np.bool_]") -> Quality:
    """How these chances did against what happened."""
    import numpy as np

    return Quality(
        len(is_bad),
        int(is_bad.sum()),
        ranking(chances, is_bad),
        float(np.abs(_binned(chances, is_bad)).sum()) if len(is_bad) else 0.0,
    )


def ranking(scores: "NDArray[Any]", is_bad: "NDArray[np.bool_]") -> float:
    """The chance that a bad one stands above a good one; equals count half (area under ROC)."""
    import numpy as np

    bad, good = int(is_bad.sum()), int((~is_bad).sum())
    if not bad or not good:
        return 0.5
    _values, which, counts = np.unique(scores, return_inverse=True, return_counts=True)
    places = (np.cumsum(counts) - (counts - 1) / 2)[which]
    return float((places[is_bad].sum() - bad * (bad + 1) / 2) / (bad * good))


def _binned(chances: "NDArray[Any]", is_bad: "NDArray[np.bool_]") -> "NDArray[Any]":
    """In each tenth, how far what was said is from what happened, by its share of all."""
    import numpy as np

    tenth = np.minimum((chances * 10).astype(np.int64), 9)
    said = np.bincount(tenth, weights=chances, minlength=10)
    happened = np.bincount(tenth, weights=is_bad, minlength=10)
    off: NDArray[Any] = (said - happened) / len(is_bad)
    return off
