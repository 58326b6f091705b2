"""Work: the share of a queue that is opened before most of the bad in it was seen."""

import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import partial

import numpy as np

from moderation.assist import learning
from moderation.assist.model import Question
from moderation.assist.seeds import Seed
from tests.benchmarks.assist.corpus import SEEDS, Array, Corpus, Figure, Row, ways

_PREVALENCE = 0.1
_MOST = 600
# After so many decisions it learns again, as the window does.
_BATCH = 10


def work(
    part: str, rows: Sequence[Row], question: Question, seeds: tuple[Seed, ...] = ()
) -> Iterator[Figure]:
    """Riskiest first, every tenth at random, a tenth bad, learning as it goes; five queues.

    Beside it what cannot be beaten: the same way of working, with the truth for scores from the
    moment on from which the program may score.
    """
    told: dict[str, list[float]] = defaultdict(list)
    for seed in SEEDS:
        dice = random.Random(seed)
        good = [row for row in rows if row["label"] == 0]
        bad = [row for row in rows if row["label"] == 1]
        good = dice.sample(good, min(len(good), round(_MOST * (1 - _PREVALENCE))))
        wanted = round(len(good) * _PREVALENCE / (1 - _PREVALENCE))
        queue = [*good, *dice.sample(bad, min(len(bad), wanted))]
        dice.shuffle(queue)
        corpus = Corpus(queue, question)
        for way in ways(seeds):
            asked = partial(corpus.chances, way=way)
            told[way.name].append(_opened(corpus, asked, np.random.default_rng(seed)))
        told["knowing all"].append(_opened(corpus, corpus.truth, np.random.default_rng(seed)))
        told["in order"].append(_until(corpus, list(range(len(queue)))))
    for method, values in told.items():
        yield Figure(f"work to 95 %, {part}", method, "opened", float(np.mean(values)),
                     float(np.std(values)))  # fmt: skip


def _opened(
    corpus: Corpus, asked: Callable[[Array, Array], Array], dice: np.random.Generator
) -> float:
    opened: list[int] = []
    waiting = set(range(len(corpus.texts)))
    enough = 0.95 * corpus.is_bad.sum()
    while waiting and corpus.is_bad[opened].sum() < enough:
        left = np.array(sorted(waiting))
        bad = int(corpus.is_bad[opened].sum())
        if learning.is_enough(bad, len(opened) - bad):
            risks = asked(np.array(opened), left)
            ranked = [int(n) for n in left[np.argsort(-risks, kind="stable")]]
        else:
            ranked = [int(n) for n in dice.permutation(left)]
        chosen = ranked[: _BATCH - 1]
        rest = [n for n in ranked if n not in set(chosen)]
        chosen += [int(n) for n in dice.permutation(rest)[:1]]
        opened += chosen
        waiting -= set(chosen)
    return _until(corpus, opened)


def _until(corpus: Corpus, opened: Sequence[int]) -> float:
    seen = np.cumsum(corpus.is_bad[list(opened)])
    return float(np.argmax(seen >= 0.95 * corpus.is_bad.sum()) + 1) / len(corpus.texts)
