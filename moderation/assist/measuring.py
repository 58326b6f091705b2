"""How well a question was answered: on decisions that came after those it was learnt from.

Nothing is measured on what was learnt from.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# How often an answer may be asked to be right, where something is made to hang on it.
ASKED = (0.95, 0.98, 0.99)
# Each part is answered by what was learnt from all parts before it.
_SHARES = (0.4, 0.6, 0.8, 1.0)


@dataclass(frozen=True, slots=True)
class Quality:
    """How well a question was answered on decisions that came after those it was learnt from.

    Of `tried` decisions, `bad` were bad; `ranking` is the chance that a bad one stands above a good
    one (0.5 is a coin), `off` how far what was told is from what happened, on average; `of` are all
    decisions that there were when it was measured. For each share in `ASKED`: from the chance in
    `above` on, in decisions that came later, so many of those that it called bad were; and up to
    that in `below`, in all decisions as what did not learn from them answers them, so many of
    those that it called good were. Above 1 and below 0 where that was never so.
    """

    tried: int = 0
    bad: int = 0
    ranking: float = 0.5
    off: float = 0.0
    of: int = 0
    above: tuple[float, ...] = ()
    below: tuple[float, ...] = ()


def forward(
    count: int, first: int, answer: "Callable[[int, int], NDArray[Any] | None]"
) -> "NDArray[Any]":
    """The chances that later ones of `count` decisions were given by what came before them.

    `answer(start, end)` learns from those before `start` and answers up to `end`; None where those
    are too few. What was not answered is not a number; `first` are only learnt from.
    """
    import numpy as np

    told = np.full(count, np.nan)
    for start, end in _stretches(first, count):
        answered = answer(start, end)
        if answered is not None:
            told[start:end] = answered
    return told


def _stretches(first: int, count: int) -> Iterable[tuple[int, int]]:
    ends = [first + int((count - first) * share) for share in _SHARES]
    return [(start, end) for start, end in pairwise(ends) if end > start]


def measured(chances: "NDArray[Any]", is_bad: "NDArray[np.bool_]", of: int) -> Quality:
    """The quality of chances that were told beforehand; of `of` decisions altogether."""
    if not len(chances):
        return Quality()
    found = quality(chances, is_bad)
    return replace(found, of=of)


def thresholds(chances: "NDArray[Any]", is_right: "NDArray[np.bool_]") -> tuple[float, ...]:
    """For each share in `ASKED`: from which chance on it was right so often; 2 where never."""
    return tuple(_threshold(chances, is_right, asked) for asked in ASKED)


def _threshold(chances: "NDArray[Any]", is_right: "NDArray[np.bool_]", asked: float) -> float:
    """One error more than there was is counted, so that few cases promise nothing."""
    import numpy as np

    order = np.argsort(-chances, kind="stable")
    errors = np.cumsum(~is_right[order])
    enough = np.flatnonzero((errors + 1) / (np.arange(1, len(order) + 1) + 1) <= 1 - asked)
    return float(chances[order[enough[-1]]]) if len(enough) else 2.0


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
