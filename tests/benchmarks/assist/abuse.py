"""Abuse: German and English tweets, talk pages, and comments under news; and false alarms."""

import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from moderation.assist.measuring import ranking
from moderation.assist.model import Question
from moderation.assist.seeds import Seed, seeds
from tests.benchmarks.assist.corpus import (
    SEEDS,
    Corpus,
    Figure,
    after,
    beside,
    by,
    folded_by_copies,
    halves,
    read,
    ways,
)  # fmt: skip
from tests.benchmarks.assist.work import work


def germeval(corpora: Path) -> Iterator[Figure]:
    """Offensive German tweets, official split; the German seed saw its training part only."""
    rows = read(corpora, "germeval2018")
    corpus = Corpus(rows, Question.ABUSE)
    is_test = np.array([row.get("split") == "test" for row in rows])
    split = [(np.flatnonzero(~is_test), np.flatnonzero(is_test))]
    yield from beside("germeval2018, official", corpus, split)
    # The seed knows the training part by heart: beside it, only what it never saw may be decided.
    for count in (25, 100, 400):
        yield from after(
            f"germeval2018 after {count}", corpus, halves(np.flatnonzero(is_test)), count, seeds()
        )


def tweets(corpora: Path) -> Iterator[Figure]:
    """Hateful or offensive English tweets, which the English seed knows: so without it."""
    rows = random.Random(SEEDS[0]).sample(read(corpora, "davidson"), 4_000)
    corpus = Corpus(rows, Question.ABUSE)
    yield from folded_by_copies("davidson (4,000)", corpus)
    for count in (25, 100):
        yield from after(f"davidson after {count}", corpus, halves(np.arange(len(rows))), count)


def talk(corpora: Path) -> Iterator[Figure]:
    """Talk pages, plain and disguised: learnt from the plain ones, asked of either."""
    plain, disguised = read(corpora, "wiki_plain"), read(corpora, "wiki_disguised")
    yield from folded_by_copies("wikipedia", Corpus(plain, Question.ABUSE))
    # Row by row the same comments: none is asked about whose plain text was learnt.
    both = Corpus([*plain, *disguised], Question.ABUSE)
    places = np.arange(len(plain))
    splits = [
        (places[places % 5 != fold], len(plain) + places[places % 5 == fold]) for fold in range(5)
    ]
    yield from beside("wikipedia, disguised", both, splits)


def fox(corpora: Path) -> Iterator[Figure]:
    """Hatred under news, by article: the limit of every simple model."""
    rows = read(corpora, "fox_news")
    corpus = Corpus(rows, Question.ABUSE)
    yield from beside("fox news, unseen article", corpus, by([row["group"] for row in rows]),
                      seeds())  # fmt: skip
    yield from _knowing_nothing("fox news, nothing decided", corpus, seeds())


def _knowing_nothing(part: str, corpus: Corpus, known: tuple[Seed, ...]) -> Iterator[Figure]:
    for seed in known:
        told = ranking(seed.opinions(corpus.grams), corpus.is_bad)
        yield Figure(part, f"seed {seed.language}", "AUC", told)


def alarms(corpora: Path) -> Iterator[Figure]:
    """False alarms where almost nothing is bad: talk pages, learnt from other corpora."""
    dice = random.Random(SEEDS[0])
    told = dice.sample(read(corpora, "davidson"), 3_000) + read(corpora, "wiki_plain")
    there = dice.sample(read(corpora, "wiki_context"), 5_000)
    corpus = Corpus([*told, *there], Question.ABUSE)
    train, test = np.arange(len(told)), np.arange(len(told), len(told) + len(there))
    is_bad = corpus.is_bad[test]
    for way in ways():
        chances = corpus.chances(train, test, way)
        yield Figure("talk pages, 1 % bad", way.name, "fine called abusive",
                     float((chances[~is_bad] >= 0.8).mean()))  # fmt: skip
        yield Figure("talk pages, 1 % bad", way.name, "AUC", ranking(chances, is_bad))


def abuse_work(corpora: Path) -> Iterator[Figure]:
    """How much is opened before most of the abuse was seen."""
    yield from work("davidson", read(corpora, "davidson"), Question.ABUSE)
    yield from work("fox news", read(corpora, "fox_news"), Question.ABUSE, seeds())
    unseen = [row for row in read(corpora, "germeval2018") if row.get("split") == "test"]
    yield from work("germeval2018", unseen, Question.ABUSE, seeds())
