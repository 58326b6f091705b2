"""Near-copies: how many are found, and how alike in their decisions those of a group are."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.assist.corpus import SEEDS, Figure, group_names, read
from tests.benchmarks.spins import SPINS


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
