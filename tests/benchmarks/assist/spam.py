"""Spam: under videos, in chats, in short messages; by video, by near-copies, and in time."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from moderation.assist.measuring import ASKED
from moderation.assist.model import Question
from tests.benchmarks.assist.corpus import (
    SEEDS,
    Array,
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


def youtube(corpora: Path) -> Iterator[Figure]:
    """Spam under videos: leave one video out, with and without near-copies; after n decisions."""
    rows = sorted(read(corpora, "youtube_spam"), key=lambda row: str(row["at"]))
    corpus = Corpus(rows)
    videos = [row["group"] for row in rows]
    yield from beside("youtube, unseen video", corpus, by(videos))
    first = {name: place for place, name in reversed(list(enumerate(corpus.copies)))}
    alone = [rows[place] for place in sorted(first.values())]
    yield from beside(
        "youtube, unseen video, no copies", Corpus(alone), by([row["group"] for row in alone])
    )
    everywhere = halves(np.arange(len(rows)))
    for count in (25, 100, 200, 400):
        yield from after(f"youtube after {count}, unseen video", corpus, list(by(videos)), count)
        yield from after(f"youtube after {count}, any video", corpus, everywhere, count)


def in_time(corpora: Path) -> Iterator[Figure]:
    """What is sorted, and how rightly, where 99 % was asked and only the past is known.

    By the program's own thresholds; it learns anew after each hundred decisions.
    """
    rows = sorted(read(corpora, "youtube_spam"), key=lambda row: str(row["at"]))
    corpus = Corpus(rows)
    for past in (200, 400, 800):
        yield from _sorted("youtube, in time", corpus, np.arange(len(rows)), past)
    for past in (400, 800):
        dealt = np.random.default_rng(SEEDS[0]).permutation(len(rows))
        yield from _sorted("youtube, shuffled", corpus, dealt, past)


def _sorted(part: str, corpus: Corpus, order: Array, past: int) -> Iterator[Figure]:
    for way in ways():
        right, done, later = {True: 0, False: 0}, {True: 0, False: 0}, 0
        for start in range(past, len(order), 100):
            test = order[start : start + 100]
            learnt = corpus.learnt(order[:start], test, way, measure=True)
            quality = learnt.model.heads[Question.SPAM].quality
            place = ASKED.index(0.99)
            chosen = {
                True: learnt.chances >= quality.above[place],
                False: learnt.chances <= quality.below[place],
            }
            later += len(test)
            for bad, which in chosen.items():
                done[bad] += int(which.sum())
                right[bad] += int((corpus.is_bad[test][which] == bad).sum())
        for bad, name in ((True, "bad"), (False, "fine")):
            where = f"{part}, {past} past"
            yield Figure(where, way.name, f"{name} sorted", done[bad] / later)
            if done[bad]:
                yield Figure(where, way.name, f"{name} right", right[bad] / done[bad])


def telegram(corpora: Path) -> Iterator[Figure]:
    """Spam in Russian and English; five folds by near-copies, five seeds."""
    corpus = Corpus(read(corpora, "telegram_spam"))
    yield from folded_by_copies("telegram", corpus)
    for count in (25, 100):
        yield from after(f"telegram after {count}", corpus, halves(np.arange(len(corpus.texts))),
                         count)  # fmt: skip


def sms(corpora: Path) -> Iterator[Figure]:
    """Short messages: no comments, but many near-copies."""
    yield from folded_by_copies("sms", Corpus(read(corpora, "sms_spam")))


def spam_work(corpora: Path) -> Iterator[Figure]:
    """How much is opened before most of the spam was seen."""
    yield from work("youtube", read(corpora, "youtube_spam"), Question.SPAM)
    yield from work("telegram", read(corpora, "telegram_spam"), Question.SPAM)
