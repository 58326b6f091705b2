"""Consistency: the decided comments that are most like one, and what was decided of them.

Near-copies are those of its group, where it is in one. Beyond them the rarest words of a comment
lead to candidates through the full-text index; runs of words that both have say how like they are.
Nothing is decided here, and nothing is kept.
"""

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from db import alike, check, comments, groups
from db.alike import COMMON, Decided
from db.library import Reading
from db.rows import CommentId
from moderation.assist.folding import folded
from moderation.changes import SILENT, Progress
from moderation.newsroom import Newsroom

# A moderator looks at a few; below the threshold two comments share a topic, not a text.
_SHOWN = 6
_LEAST = 0.35
_WORDS, _RAREST, _CANDIDATES = 24, 6, 60
_LETTERS = 4
# So long is looked for; what was found until then is what there is.
_SECONDS = 0.045


@dataclass(frozen=True, slots=True)
class Alike:
    """A decided comment and how like the other it is, from 0 to 1 (the same text)."""

    decided: Decided
    likeness: float


def most_alike(newsroom: Newsroom, comment: int, *, progress: Progress = SILENT) -> list[Alike]:
    """The decided comments most like this one, the most alike first; itself is not among them."""
    until = time.monotonic() + _SECONDS

    def stop() -> bool:
        return progress.stop_asked() or time.monotonic() > until

    with newsroom.read() as reading:
        current = comments.comment(reading, CommentId(comment))
        if current is None:
            return []
        copies = groups.decided_copies(reading, comment, _CANDIDATES)
        candidates: list[int] = list(copies)
        try:
            with check.stoppable(reading, stop, often=True):
                # Copies that fill the page are nearer than anything that shares its words.
                if len(copies) < _SHOWN:
                    candidates.extend(_candidates(reading, comment, current.text))
        except check.Stopped:
            if progress.stop_asked():
                return []
        found = alike.decided(reading, list(dict.fromkeys(candidates)))
    return ranked(current.text, found, frozenset(copies))


def ranked(
    text: str, found: Iterable[Decided], copies: frozenset[int] = frozenset()
) -> list[Alike]:
    """Those that are like the text, the most alike first; of equals the one decided last.

    What is known to be its near-copy is among them, however its words were moved about.
    """
    mine = runs(text)
    compared = (Alike(one, likeness(mine, runs(one.text))) for one in found)
    near = [one for one in compared if one.likeness >= _LEAST or one.decided.comment in copies]
    return sorted(near, key=lambda one: (-round(one.likeness, 2), -one.decided.comment))[:_SHOWN]


def _candidates(reading: Reading, comment: int, text: str) -> Sequence[int]:
    """The comments that share most of the rarest words with this one, the newest of equals first.

    Words that very many have are looked for as the run of words that they stand in.
    """
    shared: Counter[int] = Counter()
    rare = 0
    for word in _longest_words(text):
        hits = alike.having(reading, word)
        if len(hits) < COMMON:
            rare += 1
            shared.update(hits)
        if rare == _RAREST:
            break
    if rare < 2:
        for run in _runs_of_common_words(text):
            shared.update(alike.having(reading, run))
    del shared[comment]
    best = sorted(shared, key=lambda one: (-shared[one], -one))
    return best[:_CANDIDATES]


def _longest_words(text: str) -> list[str]:
    """The words of a text that are likely rare: the long ones, each once."""
    words = dict.fromkeys(_words(text))
    return sorted(words, key=len, reverse=True)[:_WORDS]


def _runs_of_common_words(text: str) -> list[str]:
    words = _words(text)
    size = min(5, len(words))
    if size < 2:
        return [*words]
    starts = {0, max(0, len(words) // 2 - size // 2), len(words) - size}
    return [" ".join(words[start : start + size]) for start in sorted(starts)]


def _words(text: str) -> list[str]:
    # The index has its own way with letters: what stands between signs is a word to it.
    plain = "".join(sign if sign.isalnum() else " " for sign in text[:4_000])
    return plain.casefold().split()


def runs(text: str) -> frozenset[str]:
    """What is compared of a text: runs of three words, or where it is short runs of letters."""
    words = folded(text).split()
    if len(words) >= 8:
        return frozenset(" ".join(words[n : n + 3]) for n in range(len(words) - 2))
    joined = " ".join(words)
    return frozenset(joined[n : n + _LETTERS] for n in range(max(1, len(joined) - _LETTERS + 1)))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """How much two texts have in common, of what both have together; 0 of nothing."""
    together = len(one | other)
    return len(one & other) / together if together else 0.0
