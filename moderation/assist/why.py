"""Why a comment was scored as it was: the words that moved it, and where they stand.

Each word is taken away in turn, and what that does to the score is what it weighed (2,000 comments
in which people marked the worst words: the heaviest word is among them in seven cases of ten).
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from moderation.assist.model import Model, Question, Subject, take

if TYPE_CHECKING:
    from moderation.assist.rows import Vector

# So much of a text is explained, and so many different words at the most: it is made on asking.
_LONGEST = 4_000
_MOST_WORDS = 200
_TOLD = 8
# What moves the odds by less than a tenth is chance.
_LEAST = 0.1
_WORD = re.compile(r"(?:https?://|www\.)\S+|\w+(?:['’]\w+)*")


@dataclass(frozen=True, slots=True)
class Moved:
    """A word, all its places (start and end), and by how much it moves the log-odds of yes."""

    word: str
    spans: tuple[tuple[int, int], ...]
    weight: float


def moving_words(
    model: Model,
    question: Question,
    subject: Subject,
    meaning_of: "Callable[[Sequence[str]], Vector | None]" = lambda _texts: None,
) -> list[Moved]:
    """The words that moved the answer most, heaviest first; those that spoke against it as well.

    Empty where the question has no head, or nothing in the text moved it. A model that weighs
    meanings asks `meaning_of` what is left of the text without each word.
    """
    head = model.heads.get(question)
    text = subject.text[:_LONGEST]
    places: dict[str, list[tuple[int, int]]] = {}
    for found in _WORD.finditer(text):
        places.setdefault(found[0].casefold(), []).append(found.span())
    if head is None or not places:
        return []
    kept = list(places.items())[:_MOST_WORDS]
    tried = [replace(subject, text=text)]
    tried += [replace(subject, text=_without(text, spans)) for _word, spans in kept]
    told = meaning_of([one.text for one in tried]) if model.meaning else None
    if model.meaning and told is None:
        return []
    taken = take(tried, told)
    # The facts stay as they are: they are told in words of their own.
    taken.facts[:] = taken.facts[0]
    scores = head.weights.scores(model.rows(taken, question)) * head.calibration.slope
    moved = [
        Moved(word, tuple(spans), float(scores[0] - score))
        for (word, spans), score in zip(kept, scores[1:], strict=True)
    ]
    heavy = [one for one in moved if abs(one.weight) >= _LEAST]
    return sorted(heavy, key=lambda one: -abs(one.weight))[:_TOLD]


def _without(text: str, spans: "list[tuple[int, int]]") -> str:
    pieces, place = [], 0
    for start, end in spans:
        pieces.append(text[place:start])
        place = end
    return "".join((*pieces, text[place:]))
