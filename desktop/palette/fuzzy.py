"""How well a few letters fit a line of words, and which of its characters they are.

Each word of the query must be found; in any order, without regard to case and diacritics: best at
the beginning of a word, then within one, and last as letters that stand one after the other.
"""

from dataclasses import dataclass

from moderation.hits import fold

_AT_WORD, _WITHIN, _SCATTERED = 100.0, 60.0, 30.0


@dataclass(frozen=True, slots=True)
class Fit:
    """`score` is higher for the better fit; `marks` are the characters that were meant."""

    score: float
    marks: frozenset[int] = frozenset()


def fit(query: str, text: str) -> Fit | None:
    """How well the query fits the text; None if it does not. An empty query fits everything."""
    folded, origin = fold(text)
    score, marks = 0.0, set[int]()
    for word in fold(query)[0].split():
        found = _place(word, folded)
        if found is None:
            return None
        worth, places = found
        score += worth
        marks.update(origin[place] for place in places)
    return Fit(score - len(text) / 100, frozenset(marks))


def _place(word: str, text: str) -> tuple[float, range | list[int]] | None:
    at = text.find(word)
    first = at
    while at >= 0:
        if at == 0 or not text[at - 1].isalnum():
            return _AT_WORD - min(at, 50) / 10, range(at, at + len(word))
        at = text.find(word, at + 1)
    if first >= 0:
        return _WITHIN - min(first, 50) / 10, range(first, first + len(word))
    return _scattered(word, text)


def _scattered(word: str, text: str) -> tuple[float, list[int]] | None:
    """The letters one after the other, each at the beginning of a word if it can be."""
    places: list[int] = []
    at = 0
    for letter in word:
        at = _next(letter, text, at)
        if at < 0:
            return None
        places.append(at)
        at += 1
    begun = sum(place == 0 or not text[place - 1].isalnum() for place in places)
    spread = places[-1] - places[0] - len(places)
    # Letters strewn over a whole line mean nothing.
    if len(word) > 1 and begun < 2 and spread > 2 * len(word):
        return None
    return _SCATTERED + 5 * begun - min(spread, 25), places


def _next(letter: str, text: str, start: int) -> int:
    first = text.find(letter, start)
    at = first
    while at > 0 and text[at - 1].isalnum() and at != start:
        at = text.find(letter, at + 1)
    return first if at < 0 else at
