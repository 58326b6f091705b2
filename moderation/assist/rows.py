"""Rows to learn from: sparse grams, weighed, beside a few dense numbers."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from moderation.assist.words import BUCKETS, COLUMNS, Grams

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Rows:
    """Row `n` has `values` in `columns` from `starts[n]` to `starts[n + 1]`, and `dense[n]`."""

    columns: "NDArray[np.int32]"
    values: "Vector"
    starts: "NDArray[np.int64]"
    dense: "Vector"

    def __len__(self) -> int:
        return len(self.dense)

    def dot(self, sparse: "Vector", dense: "Vector") -> "Vector":
        """Each row times the weights."""
        return _sums(self.values * sparse[self.columns], self.starts) + self.dense @ dense

    def back(self, shares: "Vector", width: int) -> "tuple[Vector, Vector]":
        """The sums of all rows, each times its share: of the sparse columns, and of the dense."""
        import numpy as np

        spread = np.repeat(shares, np.diff(self.starts)) * self.values
        sparse = np.bincount(self.columns, weights=spread, minlength=width).astype(np.float32)
        return sparse, shares @ self.dense

    def of(self, which: "NDArray[Any]") -> "Rows":
        """Those rows alone, in that order."""
        import numpy as np

        lengths = np.diff(self.starts)[which]
        starts = np.concatenate(([0], np.cumsum(lengths)))
        at = np.repeat(self.starts[which] - starts[:-1], lengths) + np.arange(starts[-1])
        return Rows(self.columns[at], self.values[at], starts, self.dense[which])


def _sums(values: "Vector", starts: "NDArray[np.int64]") -> "Vector":
    import numpy as np

    # One more value at the end, so that a last row without any begins somewhere; a row without
    # any would else be given the first value of the next.
    sums = np.add.reduceat(np.append(values, np.float32(0)), starts[:-1])
    sums[starts[1:] == starts[:-1]] = 0
    return sums


def rarity(grams: Grams) -> "Vector":
    """How much each column weighs: the rarer among these texts, the more (smoothed IDF)."""
    import numpy as np

    seen = np.bincount(grams.columns, minlength=COLUMNS)
    weights: Vector = (np.log((1 + len(grams)) / (1 + seen)) + 1).astype(np.float32)
    return weights


def weighed(grams: Grams, rare: "Vector", dense: "Vector") -> Rows:
    """The grams as rows: each by its rarity, runs and words of each text to the length 1."""
    import numpy as np

    starts = np.concatenate(([0], grams.ends)).astype(np.int64)
    values = rare[grams.columns]
    is_word = grams.columns >= BUCKETS
    squares = values * values
    whose = np.repeat(np.arange(len(grams)), np.diff(starts))
    lengths = np.bincount(whose * 2 + is_word, weights=squares, minlength=2 * len(grams))
    norms = np.sqrt(np.maximum(lengths, 1e-12)).astype(np.float32)
    return Rows(grams.columns, values / norms[whose * 2 + is_word], starts, dense)
