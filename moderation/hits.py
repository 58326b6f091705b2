"""Where the words of a search stand in a text, without regard to case and diacritics."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from moderation.scripts import has_spaceless

_ASCII_OR_NOT = re.compile("[\x00-\x7f]+|[^\x00-\x7f]+")


def hits(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """The places (start, length) in `text` where one of `words` begins a word, in order.

    `hits("Ein Café, cafés", ["cafe"])` is `[(4, 4), (10, 5)]`: the whole word is marked. In a
    script without blanks it is the word alone, wherever it stands.
    """
    pattern = "|".join(map(_pattern, _folded(words)))
    if not pattern:
        return []
    folded, origin = fold(text)
    found = re.finditer(pattern, folded)
    return [(origin[hit.start()], origin[hit.end()] - origin[hit.start()]) for hit in found]


def first_hit(text: str, words: Sequence[str]) -> int | None:
    """Where the first of `hits` begins, or None; a long text is gone through much faster."""
    wanted = _folded(words)
    if not wanted:
        return None
    folded, origin = fold(text)
    found = [at for word in wanted if (at := _begin(folded, word)) >= 0]
    return origin[min(found)] if found else None


def spelled(text: str, words: Sequence[str]) -> int | None:
    """Where one of `words` begins a word, if it is written as usual: small, with a capital, in
    capitals, or as it was typed. Of a long text that is known at once.
    """
    found = [at for word in words for way in _ways(word) if (at := _begin(text, way)) >= 0]
    return min(found, default=None)


@lru_cache(maxsize=256)
def _ways(word: str) -> tuple[str, ...]:
    ways = (word, word.lower(), word.capitalize(), word.upper())
    return tuple(dict.fromkeys(way for way in ways if way.strip()))


def _folded(words: Sequence[str]) -> list[str]:
    return [folded for word in words if (folded := fold(word)[0]).strip()]


def _pattern(word: str) -> str:
    return re.escape(word) if has_spaceless(word) else rf"(?<!\w){re.escape(word)}\w*"


def _begin(text: str, word: str) -> int:
    """Where the word begins one in this text, or -1."""
    at = text.find(word)
    while at > 0 and (text[at - 1].isalnum() or text[at - 1] == "_") and not has_spaceless(word):
        at = text.find(word, at + 1)
    return at


def fold(text: str) -> tuple[str, Sequence[int]]:
    """The text in lower case without diacritics; and for each of its characters where it was."""
    if text.isascii():
        # Most texts are; and of thousands of rules all are looked through at each key.
        return text.lower(), range(len(text) + 1)
    folded: list[str] = []
    origin: list[int] = []
    for run in _ASCII_OR_NOT.finditer(text):
        if run[0].isascii():
            folded.append(run[0].lower())
            origin += range(run.start(), run.end())
            continue
        for place, char in enumerate(run[0], run.start()):
            parts = _fold_one(char)
            folded.append(parts)
            origin += [place] * len(parts)
    origin.append(len(text))
    return "".join(folded), origin


@lru_cache(maxsize=4096)
def _fold_one(char: str) -> str:
    parts = unicodedata.normalize("NFD", char).casefold()
    return "".join(part for part in parts if not unicodedata.combining(part))
