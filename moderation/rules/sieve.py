"""A first look at many texts at once for the words of rules: what it passes over has none.

Looking at a million comments one by one would be a million foldings. Here some hundred are made
bytes, a letter each, every look-alike and every sign that could be a letter taken for one, and
looked through together; the few that seem to have a word are then looked at as one comment is.
"""

import codecs
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cache

from ahocorasick_rs import BytesAhoCorasick

from moderation.rules import folding
from moderation.rules.words import keys_of

_END = b"\x00"
_NONE = "\ufffe"
# Small letters that are folded one by one into others, by the alphabets that are read here.
_ALPHABETS = (range(0xDF, 0x100), range(0x3AC, 0x3CF), range(0x430, 0x460))
_MORE = "\u00a0\u2009\u202f\u3000\u2028\u2029€ѕіјһԁԛԝӏґµ"
_WIDE = (("ß", "ss"), ("æ", "ae"), ("œ", "oe"))


class Sieve:
    """The words of some rules; `seem` answers which of many texts may have one."""

    def __init__(self, terms: Sequence[str]) -> None:
        keys = [key for key in keys_of(terms) if key]
        own = {char for key in keys for char in key if not char.isascii()}
        self._joins = any(" " in key for key in keys)
        self._letters = "".join(_letters(own))[:128]
        # A word in more letters than there are bytes: every text may have it.
        self._all = not own <= set(self._letters)
        table = "".join(map(chr, range(128))) + self._letters.ljust(128, _NONE)
        self._map = codecs.charmap_build(table)
        self._folding = bytes(self._folded(code) for code in range(256))
        self._with_care = _with_care(own, self._letters)
        self._automaton = BytesAhoCorasick([self._encoded(key) for key in keys])

    def seem(self, texts: Sequence[str]) -> list[int]:
        """The places, in order, of the texts that may have one of the words."""
        if self._all:
            return list(range(len(texts)))
        pieces = [self._bytes(text) for text in texts]
        ends: list[int] = []
        end = 0
        for piece in pieces:
            end += len(piece) + 1
            ends.append(end)
        found = self._automaton.find_matches_as_indexes(_END.join(pieces), overlapping=True)
        return sorted({bisect_right(ends, start) for _key, start, _end in found})

    def _bytes(self, text: str) -> bytes:
        told = self._encoded(text.lower() if text.isascii() else self._small(text))
        # A phrase may stand over the end of a line.
        return b" ".join(told.split()) if self._joins else told

    def _small(self, text: str) -> str:
        """The text in small letters, each of which is a byte, or is none of those sought."""
        small = text.lower()
        for wide, narrow in _WIDE:
            if wide in small:
                small = small.replace(wide, narrow)
        return small if self._with_care.isdisjoint(small) else folding.fold(text).text

    def _encoded(self, text: str) -> bytes:
        return codecs.charmap_encode(text, "replace", self._map)[0].translate(self._folding)

    def _folded(self, code: int) -> int:
        """The byte that a byte stands for: a small letter, one for all that pass for it."""
        if code < 128:
            char = " " if code and chr(code).isspace() else chr(code).lower()
        elif code - 128 < len(self._letters):
            char = folding.fold(self._letters[code - 128]).text
        else:
            return code
        char = folding.unleet_term(char)
        return ord(char) if char.isascii() else 128 + self._letters.index(char)


def _letters(own: set[str]) -> Iterable[str]:
    """The letters beyond ASCII that are a byte: those of the words, and those that look alike."""
    yield from sorted(own)
    for code in (*(code for letters in _ALPHABETS for code in letters), *map(ord, _MORE)):
        char = chr(code)
        plain = folding.unleet_term(folding.fold(char).text)
        if char not in own and len(plain) == 1 and (plain.isascii() or plain in own):
            yield char


def _with_care(own: set[str], letters: str) -> frozenset[str]:
    """The characters that are none of the bytes and may become one of the words' letters."""
    known = {*letters, *(wide for wide, _narrow in _WIDE)}
    return frozenset(
        char
        for char, plain in _other_than_they_look()
        if char not in known and (not plain or any(one.isascii() or one in own for one in plain))
    )


@cache
def _other_than_they_look() -> tuple[tuple[str, str], ...]:
    """Every character beyond ASCII that is folded into something else, and what that is."""
    codes = (*range(0x80, 0xD800), *range(0xE000, 0x20000), *range(0xE0000, 0xE01F0))
    pairs = ((chr(code), folding.letter(chr(code))) for code in codes)
    return tuple((char, plain) for char, plain in pairs if char != plain)
