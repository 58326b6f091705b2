"""A first look at many texts at once for the words of rules: what it passes over has none.

Looking at a million comments one by one would be a million foldings. Here some hundred are folded
and looked through together, with every sign that could be a letter taken for one; the few that
seem to have a word are then looked at as one comment is.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence

from ahocorasick_rs import AhoCorasick

from moderation.rules import folding
from moderation.rules.words import keys_of

_END = "\n\x01\n"
# Letters that are an ASCII letter and an accent, and the signs that editors put in.
_EASY = re.compile(r"[\x00-\x7fÀ-ÅÇ-ÏÑ-ÖÙ-Ýà-åç-ïñ-öù-ýÿ‘’“”„‚–—…«»·\u00a0]*")


class Sieve:
    """The words of some rules; `seem` answers which of many texts may have one."""

    def __init__(self, terms: Sequence[str]) -> None:
        keys = [folding.unleet_term(key) for key in keys_of(terms) if key]
        self._automaton = AhoCorasick(keys)
        # Signs that the quick way leaves out may be in a word.
        self._fold = quickly_folded if all(map(str.isascii, keys)) else _folded_with_care

    def seem(self, texts: Sequence[str]) -> list[int]:
        """The places, in order, of the texts that may have one of the words."""
        pieces = [self._fold(text) for text in texts]
        ends: list[int] = []
        end = 0
        for piece in pieces:
            end += len(piece) + len(_END)
            ends.append(end)
        whole = folding.unleet_term(_END.join(pieces))
        found = self._automaton.find_matches_as_indexes(whole, overlapping=True)
        return sorted({bisect_right(ends, start) for _key, start, _end in found})


def quickly_folded(text: str) -> str:
    """The text folded, without its places; blanks may be wider than in one folded with care."""
    if text.isascii():
        plain = text.lower()
    elif _EASY.fullmatch(text):
        bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
        plain = bare.lower()
    else:
        return folding.fold(text).text
    return " ".join(plain.split()) if "  " in plain or not plain.isprintable() else plain


def _folded_with_care(text: str) -> str:
    return folding.fold(text).text
