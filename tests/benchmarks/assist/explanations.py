"""Explanations: how often the heaviest words lie where people marked some."""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from moderation.assist import learning, why
from moderation.assist.model import Model, Question, Subject, take
from tests.benchmarks.assist.corpus import SEEDS, Figure, Row, read

_OTHERS = ("davidson", "wiki_plain", "wiki_disguised", "wiki_context", "civil_comments")
_TRIED, _FEW = 2_000, 200


def explanations(corpora: Path) -> Iterator[Figure]:
    """2,000 marked comments, learnt from five corpora without these.

    Once more without any comment of the marked collection, and after 200 decisions alone.
    """
    dice = random.Random(SEEDS[0])
    marked = [row for row in read(corpora, "toxic_spans") if row["spans"]]
    tried = dice.sample(marked, _TRIED)
    rows = [row for name in _OTHERS for row in read(corpora, name)]
    for name, left_out in (
        ("five corpora", {str(row["text"]) for row in tried}),
        ("five corpora, none of that collection",
         {str(row["text"]) for row in read(corpora, "toxic_spans")}),
    ):  # fmt: skip
        told = [row for row in rows if str(row["text"]) not in left_out]
        yield from _hits(f"why, {name}", _model(told), tried)
    left = [row for row in rows if str(row["text"]) not in {str(row["text"]) for row in tried}]
    few = dice.sample([row for row in left if row["label"] == 1], _FEW // 2)
    few += dice.sample([row for row in left if row["label"] == 0], _FEW // 2)
    yield from _hits("why, after 200 decisions", _model(few), tried)


def _model(rows: Sequence[Row]) -> Model:
    told = [row["label"] == 1 for row in rows]
    taken = take([Subject(str(row["text"])) for row in rows])
    # All in one fold: what moves the score is asked, and no chance that would be calibrated.
    return learning.learn(taken, {Question.ABUSE: told}, ["all"] * len(rows), measure=False)


def _hits(part: str, model: Model, rows: Sequence[Row]) -> Iterator[Figure]:
    first = third = 0
    for row in rows:
        words = why.moving_words(model, Question.ABUSE, Subject(str(row["text"])))
        places = set(row["spans"])
        hits = [
            any(places & set(range(*span)) for span in one.spans)
            for one in [one for one in words if one.weight > 0][:3]
        ]
        first += bool(hits and hits[0])
        third += any(hits)
    yield Figure(part, "assist", "heaviest word marked", first / len(rows))
    yield Figure(part, "assist", "one of three marked", third / len(rows))
