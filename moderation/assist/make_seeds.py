"""Makes the seeds again: `python -m moderation.assist.make_seeds CORPORA`.

CORPORA is a folder with the labelled comments, one gzipped JSON Lines file a corpus. Only corpora
whose licence lets what is learnt from them be given away are read, and only weights are written.

English: Davidson et al. 2017 (MIT), Wikipedia talk pages of unintended-ml-bias-analysis, plain and
disguised, and of context_toxicity (Apache-2.0), and Civil Comments as selected for toxic_spans
(CC0). German: the training
part of GermEval-2018 (CC BY 4.0, Wiegand, Siegel and Ruppenhofer).
"""

import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from moderation.assist import regression, rows, words

_FROM = {
    "en": ("davidson", "wiki_plain", "wiki_disguised", "civil_comments", "wiki_context"),
    "de": ("germeval2018",),
}
_STEPS = 60
# Less than a newsroom's own: what is learnt from strangers' comments is to hold elsewhere.
_COST = 2.0


def main(corpora: Path, target: Path) -> None:
    """Learn each language's seed and write it."""
    target.mkdir(exist_ok=True)
    for language, names in _FROM.items():
        texts, answers = zip(*(one for name in names for one in _told(corpora, name)), strict=True)
        sparse, always = _learnt(texts, np.array(answers, dtype=bool))
        np.savez_compressed(
            target / f"abuse-{language}.npz",
            sparse=_rounded(sparse),
            always=np.float32(always),
        )


def _told(corpora: Path, name: str) -> Iterator[tuple[str, bool]]:
    with gzip.open(corpora / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            # What was set aside for testing is not learnt from.
            if row.get("split", "train") == "train":
                yield row["text"], row["label"] == 1


def _learnt(texts: tuple[str, ...], is_bad: "np.ndarray") -> "tuple[np.ndarray, float]":
    taken = words.grams([words.normal(text) for text in texts])
    even = np.ones(words.COLUMNS, dtype=np.float32)
    made = rows.weighed(taken, even, np.zeros((len(texts), 0), dtype=np.float32))
    learnt = regression.learn(made, is_bad, words.COLUMNS, steps=_STEPS, cost=_COST)
    return learnt.sparse, learnt.always


def _rounded(sparse: "np.ndarray") -> "np.ndarray":
    """In eighths of a thousandth of the largest: what is small is nothing, and packs well."""
    scale = float(np.abs(sparse).max()) / 1000
    return (np.round(sparse / scale) * scale).astype(np.float16)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(__file__).parents[2] / "resources" / "seeds")
