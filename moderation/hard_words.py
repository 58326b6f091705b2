"""Words that hurt to read by the hundred: found in a text, so that a screen can cover them.

Ours are few, in a few languages, and kept with their letters moved, so that nobody meets them in
a file either; a newsroom adds its own. Nothing is decided by them: that is what rules are for.
"""

import codecs
import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import resources
from moderation.blank import one_line, storable
from moderation.newsroom import Newsroom

MOST = 1_000
LONGEST = 60
_REMEMBERED = 20_000
_KEY = "wellbeing.words"
_SHIPPED = Path(resources.__file__).parent / "wellbeing" / "words.txt"
_WORD = re.compile(r"\w+")


@cache
def shipped() -> tuple[str, ...]:
    """The words that come with the program."""
    text = _SHIPPED.read_text(encoding="utf-8")
    lines = (line.strip() for line in text.splitlines())
    return tuple(codecs.decode(one, "rot13") for one in lines if one and one[0] not in "#[")


def own(newsroom: Newsroom) -> tuple[str, ...]:
    """The newsroom's own words, as they were typed."""
    kept: list[object] = newsroom.setting(_KEY, [])
    return tuple(one for one in kept if isinstance(one, str))


def keep_own(newsroom: Newsroom, words: Iterable[str]) -> tuple[str, ...]:
    """Keep these as the newsroom's own: each once, without blanks around; as they are kept."""
    cleaned = (one_line(storable(word))[:LONGEST] for word in words)
    kept = tuple(dict.fromkeys(word for word in cleaned if word.strip("* ")))[:MOST]
    newsroom.keep_setting(_KEY, list(kept))
    return kept


class HardWords:
    """Finds words of a list, whatever their case and diacritics; `word*` with any ending."""

    def __init__(self, words: Iterable[str]) -> None:
        told = [_folded(word) for word in words]
        self._whole = frozenset(word for word in told if not word.endswith("*"))
        begins = frozenset(word.rstrip("*") for word in told if word.endswith("*")) - {""}
        self._begins = begins
        self._lengths = tuple(sorted({len(word) for word in begins}))
        self._met: dict[str, bool] = {}

    def spots(self, text: str) -> list[tuple[int, int]]:
        """Where such words stand: begin and end of each, in order."""
        return [found.span() for found in _WORD.finditer(text) if self._is_hard(found[0])]

    def _is_hard(self, word: str) -> bool:
        # People use few words, and each card is painted many times.
        told = self._met.get(word)
        if told is None:
            if len(self._met) >= _REMEMBERED:
                self._met.clear()
            told = self._met[word] = self._look_up(word)
        return told

    def _look_up(self, word: str) -> bool:
        key = _folded(word)
        if key in self._whole:
            return True
        return any(key[:length] in self._begins for length in self._lengths)


def _folded(word: str) -> str:
    lowered = word.casefold()
    if lowered.isascii():
        return lowered
    parts = unicodedata.normalize("NFKD", lowered)
    return "".join(sign for sign in parts if not unicodedata.combining(sign))
