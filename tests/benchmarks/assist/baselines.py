"""What the assist is compared with: two links, naive Bayes on words, and alt-profanity-check."""

import math
import re
from collections import Counter
from collections.abc import Sequence

import numpy as np

Array = np.ndarray


def two_links(texts: Sequence[str]) -> Array:
    """WordPress' own rule: two links and more."""
    return np.array([float(len(re.findall(r"https?://|www\.", text)) >= 2) for text in texts])


class NaiveBayes:
    """Naive Bayes on words, the textbook's."""

    def __init__(self, texts: Sequence[str], is_bad: Array) -> None:
        counts: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
        for text, bad in zip(texts, is_bad, strict=True):
            counts[bool(bad)].update(_tokens(text))
        known = set(counts[True]) | set(counts[False])
        totals = {bad: sum(counts[bad].values()) + len(known) for bad in counts}
        self._odds = {
            word: math.log((counts[True][word] + 1) / totals[True])
            - math.log((counts[False][word] + 1) / totals[False])
            for word in known
        }
        self._always = math.log((is_bad.sum() + 1) / ((~is_bad).sum() + 1))

    def scores(self, texts: Sequence[str]) -> Array:
        """Log-odds of each text."""
        return np.array([
            self._always + sum(self._odds.get(word, 0) for word in _tokens(text)) for text in texts
        ])  # fmt: skip

    def chances(self, texts: Sequence[str]) -> Array:
        """The chance of each text."""
        told: Array = 1 / (1 + np.exp(-np.clip(self.scores(texts), -30, 30)))
        return told


def _tokens(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def profanity(texts: Sequence[str]) -> Array | None:
    """The scores of alt-profanity-check, where it is installed (it brings scikit-learn)."""
    try:
        from profanity_check import predict_prob  # type: ignore[import-not-found]
    except ImportError:
        return None
    return np.asarray(predict_prob(list(texts)))
