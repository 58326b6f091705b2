"""How well the assist does: `python -m tests.benchmarks.assist CORPORA [PART…] [--json]`.

CORPORA is the folder of labelled comments. Every split is by group (video, article) or by
near-copies, or forward in time; what is random is done with five seeds, and the spread is told.
Beside each figure stand those of doing without: the order of arrival, two links, naive Bayes on
words, and alt-profanity-check where it is installed. Nothing here is tuned on what it measures.
"""

import argparse
import gzip
import json
import math
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from moderation.assist import grouping, learning, measuring, signatures, why
from moderation.assist.folding import folded, is_comparable
from moderation.assist.grouping import Groups
from moderation.assist.learning import Question, Subject, Taken
from moderation.assist.measuring import ranking
from moderation.assist.seeds import Seed, seeds
from tests.benchmarks.spins import SPINS

SEEDS = (1, 2, 3, 4, 5)
Array = np.ndarray
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: of what, by which method; `spread` is the standard deviation over the seeds."""

    part: str
    method: str
    measure: str
    value: float
    spread: float | None = None


def read(corpora: Path, name: str) -> list[Row]:
    """The rows of a corpus."""
    with gzip.open(corpora / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


# -- what it is compared with


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


def _tokens(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def profanity(texts: Sequence[str]) -> Array | None:
    """The scores of alt-profanity-check, where it is installed."""
    try:
        from profanity_check import predict_prob  # type: ignore[import-not-found]
    except ImportError:
        return None
    return np.asarray(predict_prob(list(texts)))


# -- figures


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
    """A corpus taken apart once."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.texts = [str(row["text"]) for row in rows]
        self.is_bad = np.array([row["label"] == 1 for row in rows])
        self.copies = group_names(self.texts)
        self.taken = learning.take([Subject(text) for text in self.texts])

    def of(self, which: Array) -> Taken:
        """Those comments alone."""
        ends = np.concatenate(([0], self.taken.grams.ends))
        lengths = np.diff(ends)[which]
        starts = np.concatenate(([0], np.cumsum(lengths)))
        at = np.repeat(ends[which] - starts[:-1], lengths) + np.arange(starts[-1])
        grams = type(self.taken.grams)(self.taken.grams.columns[at], starts[1:])
        return Taken(grams, self.taken.facts[which], self.taken.meaning[which])

    def chances(self, train: Array, test: Array, *, with_seeds: tuple[Seed, ...] = ()) -> Array:
        """What the program's own model says of `test` after having seen `train`."""
        told = [bool(one) for one in self.is_bad[train]]
        model = learning.learn(
            self.of(train), {Question.SPAM: told}, [self.copies[n] for n in train],
            others=self.of(test), seeds=with_seeds, measure=False,
        )  # fmt: skip
        found = model.chances(self.of(test))
        return found.get(Question.SPAM, np.full(len(test), 0.5))


def beside(part: str, corpus: Corpus, splits: Iterable[tuple[Array, Array]],
           with_seeds: tuple[Seed, ...] = ()) -> Iterator[Figure]:  # fmt: skip
    """The program's figures on these splits, pooled, beside those of the baselines."""
    pooled: dict[str, list[Array]] = defaultdict(list)
    truth = []
    for train, test in splits:
        texts = [corpus.texts[n] for n in test]
        truth.append(corpus.is_bad[test])
        pooled["assist"].append(corpus.chances(train, test))
        if with_seeds:
            pooled["assist + seeds"].append(corpus.chances(train, test, with_seeds=with_seeds))
        pooled["in order"].append(np.arange(len(test))[::-1] / max(1, len(test)))
        pooled["two links"].append(two_links(texts))
        bayes = NaiveBayes([corpus.texts[n] for n in train], corpus.is_bad[train])
        pooled["naive Bayes"].append(1 / (1 + np.exp(-np.clip(bayes.scores(texts), -30, 30))))
        swearing = profanity(texts)
        if swearing is not None:
            pooled["alt-profanity-check"].append(swearing)
    for method, parts in pooled.items():
        yield from figures(part, method, np.concatenate(parts), np.concatenate(truth))


def by(names: Sequence[object]) -> Iterator[tuple[Array, Array]]:
    """Each group once as the test, learnt from all others."""
    told = np.array([str(name) for name in names])
    for name in sorted(set(told)):
        yield np.flatnonzero(told != name), np.flatnonzero(told == name)


def by_copies(copies: Sequence[str], seed: int) -> Iterator[tuple[Array, Array]]:
    """Five folds in which near-copies stay together."""
    names = sorted(set(copies))
    random.Random(seed).shuffle(names)
    fold = {name: place % 5 for place, name in enumerate(names)}
    told = np.array([fold[name] for name in copies])
    for one in range(5):
        yield np.flatnonzero(told != one), np.flatnonzero(told == one)


# -- the parts


def youtube(corpora: Path) -> Iterator[Figure]:
    """Spam under videos: leave one video out, with and without near-copies; after n decisions."""
    rows = read(corpora, "youtube_spam")
    corpus = Corpus(rows)
    videos = [row["group"] for row in rows]
    yield from beside("youtube, unseen video", corpus, by(videos))
    first = {name: place for place, name in reversed(list(enumerate(corpus.copies)))}
    alone = [rows[place] for place in sorted(first.values())]
    yield from beside(
        "youtube, unseen video, no copies", Corpus(alone), by([row["group"] for row in alone])
    )
    for count in (25, 100, 200, 400):
        yield from _after(f"youtube after {count}, unseen video", corpus, list(by(videos)), count)
        yield from _after(f"youtube after {count}, any video", corpus, _halves(len(rows)), count)
    yield from _in_time("youtube", rows, corpus)


def _halves(count: int) -> list[tuple[Array, Array]]:
    """The first half to decide at random, the second to try; five times, dealt anew."""
    dealt = [np.random.default_rng(seed).permutation(count) for seed in SEEDS]
    return [(one[: count // 2], one[count // 2 :]) for one in dealt]


def _after(
    part: str, corpus: Corpus, splits: Sequence[tuple[Array, Array]], count: int,
    with_seeds: tuple[Seed, ...] = (),
) -> Iterator[Figure]:  # fmt: skip
    told: dict[str, list[float]] = defaultdict(list)
    for seed in SEEDS:
        dice = np.random.default_rng(seed)
        of_seed: dict[str, list[float]] = defaultdict(list)
        for train, test in splits:
            few = dice.choice(train, min(count, len(train)), replace=False)
            if not 5 <= corpus.is_bad[few].sum() <= len(few) - 5:
                continue
            of_seed["assist"].append(ranking(corpus.chances(few, test), corpus.is_bad[test]))
            if with_seeds:
                chances = corpus.chances(few, test, with_seeds=with_seeds)
                of_seed["assist + seeds"].append(ranking(chances, corpus.is_bad[test]))
            bayes = NaiveBayes([corpus.texts[n] for n in few], corpus.is_bad[few])
            scores = bayes.scores([corpus.texts[n] for n in test])
            of_seed["naive Bayes"].append(ranking(scores, corpus.is_bad[test]))
        for method, values in of_seed.items():
            told[method].append(float(np.mean(values)))
    for method, values in told.items():
        yield Figure(part, method, "AUC", float(np.mean(values)), float(np.std(values)))


def _in_time(part: str, rows: Sequence[Row], corpus: Corpus) -> Iterator[Figure]:
    """What is sorted, and how rightly, where 99 % was asked and only the past is known."""
    order = np.array(sorted(range(len(rows)), key=lambda n: rows[n]["at"]))
    for past in (200, 400):
        right = {True: 0, False: 0}
        sorted_so = {True: 0, False: 0}
        after = 0
        for start in range(past, len(order), 100):
            train, test = order[:start], order[start : start + 100]
            cut = int(0.7 * start)
            learnt = corpus.chances(train[:cut], train[cut:])
            chances = corpus.chances(train, test)
            after += len(test)
            for bad in (True, False):
                side = learnt if bad else 1 - learnt
                threshold = _threshold(side, corpus.is_bad[train[cut:]] == bad, 0.99)
                chosen = (chances if bad else 1 - chances) >= threshold
                sorted_so[bad] += int(chosen.sum())
                right[bad] += int((corpus.is_bad[test][chosen] == bad).sum())
        for bad, name in ((True, "bad"), (False, "fine")):
            where = f"{part}, in time, {past} past"
            yield Figure(where, "assist", f"{name} sorted", sorted_so[bad] / after)
            if sorted_so[bad]:
                yield Figure(where, "assist", f"{name} right", right[bad] / sorted_so[bad])


def _threshold(chances: Array, is_right: Array, asked: float) -> float:
    """The lowest chance from which on the past was right often enough: (errors+1)/(k+1)."""
    order = np.argsort(-chances)
    errors = np.cumsum(~is_right[order])
    counts = np.arange(1, len(order) + 1)
    good = np.flatnonzero((errors + 1) / (counts + 1) <= 1 - asked)
    return float(chances[order[good[-1]]]) if len(good) else 2.0


def telegram(corpora: Path) -> Iterator[Figure]:
    """Spam in Russian and English; five folds by near-copies, five seeds."""
    yield from _folded_by_copies("telegram", Corpus(read(corpora, "telegram_spam")))


def sms(corpora: Path) -> Iterator[Figure]:
    """Short messages: no comments, but many near-copies."""
    yield from _folded_by_copies("sms", Corpus(read(corpora, "sms_spam")), SEEDS[:1])


def _folded_by_copies(part: str, corpus: Corpus, over: Sequence[int] = SEEDS) -> Iterator[Figure]:
    told: dict[tuple[str, str], list[float]] = defaultdict(list)
    for seed in over:
        for one in beside(part, corpus, by_copies(corpus.copies, seed)):
            told[one.method, one.measure].append(one.value)
    for (method, measure), values in told.items():
        yield Figure(part, method, measure, float(np.mean(values)), float(np.std(values)))


def germeval(corpora: Path) -> Iterator[Figure]:
    """Offensive German tweets, official split; the German seed saw its training part only."""
    rows = read(corpora, "germeval2018")
    corpus = Corpus(rows)
    is_test = np.array([row.get("split") == "test" for row in rows])
    split = [(np.flatnonzero(~is_test), np.flatnonzero(is_test))]
    yield from beside("germeval2018", corpus, split)
    # The seed knows the training part by heart: beside it, only what it never saw may be decided.
    unseen = np.flatnonzero(is_test)
    halves = [(unseen[one], unseen[other]) for one, other in _halves(len(unseen))]
    for count in (25, 100, 400):
        yield from _after(f"germeval2018 after {count}", corpus, halves, count, seeds())


def fox(corpora: Path) -> Iterator[Figure]:
    """Hatred under news, by article: the limit of every simple model."""
    rows = read(corpora, "fox_news")
    yield from beside("fox news, unseen article", Corpus(rows),
                      by([row["group"] for row in rows]), seeds())  # fmt: skip


def explanations(corpora: Path) -> Iterator[Figure]:
    """How often the heaviest words lie where people marked some; learnt from other corpora."""
    rows = [row for name in ("davidson", "wiki_plain", "wiki_disguised")
            for row in read(corpora, name)]  # fmt: skip
    dice = random.Random(SEEDS[0])
    rows = dice.sample(rows, 9_000)
    told = [row["label"] == 1 for row in rows]
    taken = learning.take([Subject(str(row["text"])) for row in rows])
    model = learning.learn(
        taken, {Question.ABUSE: told}, [str(n) for n in range(len(rows))], measure=False
    )
    marked = [row for row in read(corpora, "toxic_spans") if row["spans"]]
    first = third = 0
    sample = dice.sample(marked, 1_000)
    for row in sample:
        words = why.moving_words(model, Question.ABUSE, Subject(str(row["text"])))
        heavy = [one for one in words if one.weight > 0][:3]
        places = set(row["spans"])
        hits = [any(places & set(range(*span)) for span in one.spans) for one in heavy]
        first += bool(hits and hits[0])
        third += any(hits)
    yield Figure("explanations", "assist", "heaviest word marked", first / len(sample))
    yield Figure("explanations", "assist", "one of three marked", third / len(sample))


def spins(corpora: Path) -> Iterator[Figure]:
    """Of 300 campaigns of nine spins among real comments, how many are with their original."""
    others = [str(row["text"]) for name in ("davidson", "civil_comments", "youtube_spam")
              for row in read(corpora, name)]  # fmt: skip
    dice = random.Random(SEEDS[0])
    long = [text for text in others if len(text.split()) >= 15 and len(text) < 1_000]
    found: Counter[int] = Counter()
    originals = dice.sample(long, 300)
    planted = [(kind, n, spin(text, dice)) for n, text in enumerate(originals)
               for kind, spin in SPINS.items()]  # fmt: skip
    planted += [(0, n, text) for n, text in enumerate(originals)]
    planted += [(-1, -1, text) for text in others]
    dice.shuffle(planted)
    names = group_names([text for _kind, _n, text in planted])
    at = {n: place for place, (kind, n, _text) in enumerate(planted) if kind == 0}
    for place, (kind, n, _text) in enumerate(planted):
        found[kind] += kind > 0 and names[place] == names[at[n]]
    for kind in SPINS:
        yield Figure("spins found", "assist", f"kind {kind}", found[kind] / len(originals))
    total = sum(found[kind] for kind in SPINS) / (len(SPINS) * len(originals))
    yield Figure("spins found", "assist", "all", total)


def purity(corpora: Path) -> Iterator[Figure]:
    """How many comments of real groups are labelled as most of their group; decisions saved."""
    for name in ("youtube_spam", "sms_spam", "telegram_spam"):
        rows = read(corpora, name)
        groups: dict[str, list[int]] = defaultdict(list)
        for group, row in zip(group_names([str(row["text"]) for row in rows]), rows, strict=True):
            groups[group].append(int(row["label"]))
        real = [labels for labels in groups.values() if len(labels) > 1]
        inside = sum(map(len, real))
        agree = sum(max(Counter(labels).values()) for labels in real)
        yield Figure(f"groups, {name}", "assist", "pure", agree / max(1, inside))
        yield Figure(
            f"groups, {name}", "assist", "decisions saved", (inside - len(real)) / len(rows)
        )


PARTS: Mapping[str, Callable[[Path], Iterator[Figure]]] = {
    "youtube": youtube, "telegram": telegram, "sms": sms, "germeval": germeval, "fox": fox,
    "explanations": explanations, "spins": spins, "purity": purity,
}  # fmt: skip


def main() -> None:
    """Measure what is asked for, and print it."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.assist", description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of: {', '.join(PARTS)}")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    asked = parser.parse_args()
    if unknown := set(asked.parts) - PARTS.keys():
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    told = []
    for name in asked.parts or PARTS:
        for one in PARTS[name](asked.corpora):
            told.append(one)
            spread = f" ± {one.spread:.3f}" if one.spread is not None else ""
            line = f"{one.part:<36}{one.method:<22}{one.measure:<22}{one.value:.3f}{spread}"
            print(line, file=sys.stderr, flush=True)  # noqa: T201
    if asked.json:
        rows = [{name: getattr(one, name) for name in Figure.__slots__} for one in told]
        print(json.dumps({"figures": rows}, indent=1))  # noqa: T201


if __name__ == "__main__":
    main()
