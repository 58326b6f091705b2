"""A corpus taken apart once, what the program says of parts of it, and how right that was."""

import gzip
import json
import math
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from moderation.assist import facts, grouping, learning, meaning, measuring, signatures
from moderation.assist.facts import Past
from moderation.assist.folding import folded, is_comparable
from moderation.assist.grouping import Groups
from moderation.assist.measuring import ranking
from moderation.assist.model import Model, Question, Subject, Taken, take
from moderation.assist.seeds import Seed
from moderation.scores import MEANT
from tests.benchmarks.assist.baselines import NaiveBayes, profanity, two_links

SEEDS = (1, 2, 3, 4, 5)
Array = np.ndarray
Row = dict[str, Any]
Split = tuple[Array, Array]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: of what, by which method; `spread` is the standard deviation over the seeds."""

    part: str
    method: str
    measure: str
    value: float
    spread: float | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """A way in which the program may learn: with the seeds for abuse, with the encoder."""

    name: str
    seeds: tuple[Seed, ...] = ()
    with_meaning: bool = False


def ways(seeds: tuple[Seed, ...] = ()) -> list[Way]:
    """Without anything, with the seeds if any are given, and with the encoder if it is there."""
    told = [Way("assist")]
    if seeds:
        told.append(Way("assist + seeds", seeds))
    if not meaning.trouble():
        told.append(Way("assist + seeds + extra" if seeds else "assist + extra", seeds, True))
    return told


def read(corpora: Path, name: str) -> list[Row]:
    """The rows of a corpus."""
    with gzip.open(corpora / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def figures(part: str, method: str, chances: Array, is_bad: Array) -> Iterator[Figure]:
    """Accuracy, ranking (AUC), MCC, Brier and calibration error of chances."""
    said = chances >= 0.5
    both, misses = (said & is_bad).sum(), (~said & is_bad).sum()
    alarms, none = (said & ~is_bad).sum(), (~said & ~is_bad).sum()
    root = math.sqrt(float((both + alarms) * (both + misses) * (none + alarms) * (none + misses)))
    yield Figure(part, method, "accuracy", float((said == is_bad).mean()))
    yield Figure(part, method, "AUC", ranking(chances, is_bad))
    yield Figure(part, method, "MCC", float(both * none - alarms * misses) / root if root else 0.0)
    yield Figure(part, method, "Brier", float(((chances - is_bad) ** 2).mean()))
    yield Figure(part, method, "ECE", measuring.quality(chances, is_bad).off)


def group_names(texts: Sequence[str]) -> list[str]:
    """The near-copy group of each text, by the program's own grouping."""
    comparable = [n for n, text in enumerate(texts) if is_comparable(folded(text))]
    made = signatures.signatures([folded(texts[n]) for n in comparable])
    groups = Groups()
    grouping.place_all(groups, comparable, made, signatures.bands(made), {})
    return [f"g{groups.firsts.get(n, n)}" for n in range(len(texts))]


class Corpus:
    """A corpus taken apart once; rows in the order in which they are decided."""

    def __init__(self, rows: Sequence[Row], question: Question = Question.SPAM) -> None:
        self.rows, self.question = rows, question
        self.texts = [str(row["text"]) for row in rows]
        self.is_bad = np.array([row["label"] == 1 for row in rows])
        self.copies = group_names(self.texts)
        self.authors = [str(row.get("author") or f"n{n}") for n, row in enumerate(rows)]
        self.grams = take([Subject(text) for text in self.texts]).grams
        self._facts = [facts.facts_of(text) for text in self.texts]
        self._meaning: Array | None = None

    @property
    def meaning(self) -> Array:
        """What the encoder says of each text; it is asked once."""
        if self._meaning is None:
            order = sorted(range(len(self.texts)), key=lambda n: len(self.texts[n]))
            told = np.zeros((len(order), meaning.COLUMNS), dtype=np.float32)
            for start in range(0, len(order), 64):
                some = order[start : start + 64]
                told[some] = meaning.vectors([self.texts[n] for n in some])
            self._meaning = told
        return self._meaning

    def taken(self, which: Array, pasts: Sequence[Past], *, with_meaning: bool) -> Taken:
        """Those comments alone, as the program takes them, each with what was before it."""
        ends = np.concatenate(([0], self.grams.ends))
        lengths = np.diff(ends)[which]
        starts = np.concatenate(([0], np.cumsum(lengths)))
        at = np.repeat(ends[which] - starts[:-1], lengths) + np.arange(starts[-1])
        numbers = [facts.as_numbers(self._facts[n], past)
                   for n, past in zip(which, pasts, strict=True)]  # fmt: skip
        told = self.meaning[which] if with_meaning else np.zeros((len(which), 0), dtype=np.float32)
        grams = type(self.grams)(self.grams.columns[at], starts[1:])
        shaped = np.array(numbers, dtype=np.float32).reshape(len(which), facts.NUMBERS)
        return Taken(grams, shaped, told)

    def learnt(self, train: Array, test: Array, way: Way, *, measure: bool = False) -> "Learnt":
        """What the program learns of `train`, in that order, while `test` waits to be decided."""
        own, known = self._pasts(train)
        later = [known.of(self.authors[n], self.copies[n]) for n in test]
        told = [bool(one) for one in self.is_bad[train]]
        waiting = self.taken(test, later, with_meaning=way.with_meaning)
        model = learning.learn(
            self.taken(train, own, with_meaning=way.with_meaning),
            {self.question: told}, [self.copies[n] for n in train],
            others=waiting, waiting=self._some(test) if way.with_meaning else None,
            seeds=way.seeds, measure=measure,
        )  # fmt: skip
        found = model.chances(waiting).get(self.question)
        return Learnt(model, np.full(len(test), 0.5) if found is None else found)

    def _some(self, waiting: Array) -> Array:
        """What some of those mean, as many as the program asks about before it learns."""
        dice = np.random.default_rng(SEEDS[0])
        some: Array = self.meaning[dice.permutation(waiting)[:MEANT]]
        return some

    def chances(self, train: Array, test: Array, way: Way) -> Array:
        """What the program's own model says of `test` after having seen `train`."""
        return self.learnt(train, test, way).chances

    def truth(self, _train: Array, test: Array) -> Array:
        """What a model would say that cannot be wrong."""
        told: Array = self.is_bad[test].astype(float)
        return told

    def _pasts(self, train: Array) -> "tuple[list[Past], _Record]":
        known = _Record()
        told = []
        for n in train:
            told.append(known.of(self.authors[n], self.copies[n]))
            known.add(self.authors[n], self.copies[n], bad=bool(self.is_bad[n]))
        return told, known


class _Record:
    """How an author's and a group's comments were decided so far."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, bool]] = Counter()

    def of(self, author: str, group: str) -> Past:
        counts = self._counts
        return Past(counts[author, False], counts[author, True],
                    counts[group, False], counts[group, True])  # fmt: skip

    def add(self, author: str, group: str, *, bad: bool) -> None:
        self._counts[author, bad] += 1
        self._counts[group, bad] += 1


@dataclass(frozen=True, slots=True)
class Learnt:
    """The model, and the chances that it gives what waits."""

    model: Model
    chances: Array


def beside(
    part: str, corpus: Corpus, splits: Iterable[Split], seeds: tuple[Seed, ...] = ()
) -> Iterator[Figure]:
    """The program's figures on these splits, pooled, beside those of the baselines.

    Pooled, a model of one split is compared with that of another; the mean of the splits' own
    rankings is told, too.
    """
    pooled: dict[str, list[Array]] = defaultdict(list)
    truth = []
    for train, test in splits:
        texts = [corpus.texts[n] for n in test]
        truth.append(corpus.is_bad[test])
        for way in ways(seeds):
            pooled[way.name].append(corpus.chances(train, test, way))
        if "at" in corpus.rows[0]:  # others are in no order of time
            pooled["in order"].append(np.arange(len(test))[::-1] / max(1, len(test)))
        pooled["two links"].append(two_links(texts))
        bayes = NaiveBayes([corpus.texts[n] for n in train], corpus.is_bad[train])
        pooled["naive Bayes"].append(bayes.chances(texts))
        swearing = profanity(texts)
        if swearing is not None:
            pooled["alt-profanity-check"].append(swearing)
    for method, parts in pooled.items():
        yield from figures(part, method, np.concatenate(parts), np.concatenate(truth))
        if len(parts) > 1:
            each = [ranking(one, is_bad) for one, is_bad in zip(parts, truth, strict=True)]
            yield Figure(part, method, "AUC, mean", float(np.mean(each)))


def by(names: Sequence[object]) -> Iterator[Split]:
    """Each group once as the test, learnt from all others."""
    told = np.array([str(name) for name in names])
    for name in sorted(set(told)):
        yield np.flatnonzero(told != name), np.flatnonzero(told == name)


def by_copies(copies: Sequence[str], seed: int) -> Iterator[Split]:
    """Five folds in which near-copies stay together."""
    names = sorted(set(copies))
    random.Random(seed).shuffle(names)
    fold = {name: place % 5 for place, name in enumerate(names)}
    told = np.array([fold[name] for name in copies])
    for one in range(5):
        yield np.flatnonzero(told != one), np.flatnonzero(told == one)


def folded_by_copies(
    part: str, corpus: Corpus, over: Sequence[int] = SEEDS, seeds: tuple[Seed, ...] = ()
) -> Iterator[Figure]:
    """Five folds by near-copies, as often as there are seeds, with the spread."""
    told: dict[tuple[str, str], list[float]] = defaultdict(list)
    for seed in over:
        for one in beside(part, corpus, by_copies(corpus.copies, seed), seeds):
            told[one.method, one.measure].append(one.value)
    for (method, measure), values in told.items():
        yield Figure(part, method, measure, float(np.mean(values)), float(np.std(values)))


def halves(which: Array) -> list[Split]:
    """The first half to decide at random, the second to try; five times, dealt anew."""
    dealt = [np.random.default_rng(seed).permutation(which) for seed in SEEDS]
    return [(one[: len(one) // 2], one[len(one) // 2 :]) for one in dealt]


def after(
    part: str, corpus: Corpus, splits: Sequence[Split], count: int, seeds: tuple[Seed, ...] = ()
) -> Iterator[Figure]:
    """The ranking after so many decisions at random: the mean of the splits, by five seeds."""
    told: dict[str, list[float]] = defaultdict(list)
    for seed in SEEDS:
        dice = np.random.default_rng(seed)
        of_seed: dict[str, list[float]] = defaultdict(list)
        for train, test in splits:
            few = dice.choice(train, min(count, len(train)), replace=False)
            if not 5 <= corpus.is_bad[few].sum() <= len(few) - 5:
                continue
            is_bad = corpus.is_bad[test]
            for way in ways(seeds):
                of_seed[way.name].append(ranking(corpus.chances(few, test, way), is_bad))
            bayes = NaiveBayes([corpus.texts[n] for n in few], corpus.is_bad[few])
            texts = [corpus.texts[n] for n in test]
            of_seed["naive Bayes"].append(ranking(bayes.scores(texts), is_bad))
        for method, values in of_seed.items():
            told[method].append(float(np.mean(values)))
    for method, values in told.items():
        yield Figure(part, method, "AUC", float(np.mean(values)), float(np.std(values)))
