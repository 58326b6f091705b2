"""Texts as numbers: which hashed runs of characters and which words and pairs of words they have.

Runs of three to five characters stay within a word, so that disguises and endings ("fr33", "s p a
m", "-ungen") share most of theirs with the plain word. Buckets are shared by what hashes alike.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderation.folding import UNSEEN

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BUCKETS = 1 << 16
# Runs of characters have the first half of the columns, words the second.
COLUMNS = 2 * BUCKETS
# So much of a text is read; a longer one says nothing else at its end.
LONGEST = 10_000
_SIZES = (3, 4, 5)

_UNSEEN = re.compile(f"[{UNSEEN}]")
_ADDRESS = re.compile(r"(?:https?://|www\.)([^\s/<>\"]*)\S*", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_DRAWN_OUT = re.compile(r"(.)\1{3,}", re.DOTALL)
# A word with its apostrophes, or a run of signs: "!!!" and ":-)" say something too.
WORD = re.compile(r"\w+(?:['’]\w+)*|[^\w\s]+")


@dataclass(frozen=True, slots=True)
class Grams:
    """The columns that each text has: those of text `n` are `columns[ends[n - 1] : ends[n]]`.

    In the order of the columns, each once.
    """

    columns: "NDArray[np.int32]"
    ends: "NDArray[np.int64]"

    def __len__(self) -> int:
        return len(self.ends)


def normal(text: str) -> str:
    """The text as it is taken apart: lower case, without unseen characters, digits as zeros."""
    plain = text[:LONGEST]
    if not plain.isascii():
        plain = unicodedata.normalize("NFKC", _UNSEEN.sub("", plain))
    if "://" in plain or "www." in plain.lower():
        plain = _ADDRESS.sub(r" urltoken \1 ", plain)
    plain = _DRAWN_OUT.sub(r"\1\1\1", _DIGIT.sub("0", plain.lower()))
    return " ".join(WORD.findall(plain))


def grams(texts: Sequence[str]) -> Grams:
    """The grams of texts that are `normal`."""
    import numpy as np

    if not texts:
        return Grams(np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int64))
    # A space on either side of each word is part of its runs, as it marks beginning and end.
    joined = "".join(f" {text} " for text in texts)
    codes = np.frombuffer(joined.encode("utf-32-le", "replace"), dtype=np.uint32)
    lengths = np.fromiter((len(text) + 2 for text in texts), dtype=np.int64, count=len(texts))
    whose = np.repeat(np.arange(len(texts), dtype=np.int64), lengths)
    is_space = codes == 32
    nothing = np.zeros(0, dtype=np.int64)
    found = [nothing, *_runs(codes, is_space, whose), *_words(codes, is_space, whose)]
    keys = np.unique(np.concatenate(found))
    columns = (keys & (2 * BUCKETS - 1)).astype(np.int32)
    ends = np.searchsorted(keys, np.arange(1, len(texts) + 1, dtype=np.int64) * (2 * BUCKETS))
    return Grams(columns, ends.astype(np.int64))


def _runs(
    codes: "NDArray[np.uint32]", is_space: "NDArray[np.bool_]", whose: "NDArray[np.int64]"
) -> "list[NDArray[np.int64]]":
    import numpy as np

    spaces = np.concatenate(([0], np.cumsum(is_space)))
    made = []
    hashed = np.zeros(len(codes), dtype=np.uint32)
    for place in range(_SIZES[-1]):
        count = len(codes) - place
        if count <= 0:
            break
        hashed = hashed[:count] * np.uint32(0x9E3779B1) + codes[place:]
        if (size := place + 1) in _SIZES:
            # No space within: only the first and the last may be one.
            inner = spaces[size - 1 :][:count] - spaces[1 : count + 1]
            wanted = (inner == 0) & ~(is_space[:count] & is_space[place:])
            made.append(_keys(hashed[wanted] + np.uint32(size), whose[:count][wanted], 0))
    return made


def _words(
    codes: "NDArray[np.uint32]", is_space: "NDArray[np.bool_]", whose: "NDArray[np.int64]"
) -> "list[NDArray[np.int64]]":
    import numpy as np

    letters = np.flatnonzero(~is_space)
    if not len(letters):
        return []
    starts = np.flatnonzero(~is_space[1:] & is_space[:-1]) + 1
    first = np.searchsorted(letters, starts)
    # Where in its word a letter stands goes into its part of the sum.
    place = letters - np.repeat(starts, np.diff(np.append(first, len(letters))))
    parts = _mixed(codes[letters] + place.astype(np.uint32) * np.uint32(0x9E3779B1))
    hashed = np.add.reduceat(parts, first, dtype=np.uint32)
    owner = whose[starts]
    together = owner[1:] == owner[:-1]
    pairs = (hashed[:-1] * np.uint32(31) + hashed[1:] + np.uint32(7))[together]
    return [_keys(hashed, owner, BUCKETS), _keys(pairs, owner[1:][together], BUCKETS)]


def _keys(
    hashed: "NDArray[np.uint32]", whose: "NDArray[np.int64]", offset: int
) -> "NDArray[np.int64]":
    import numpy as np

    buckets = (_mixed(hashed) & np.uint32(BUCKETS - 1)).astype(np.int64)
    keys: NDArray[np.int64] = whose * (2 * BUCKETS) + offset + buckets
    return keys


def _mixed(hashed: "NDArray[np.uint32]") -> "NDArray[np.uint32]":
    import numpy as np

    mixed = (hashed ^ (hashed >> np.uint32(16))) * np.uint32(0x85EBCA6B)
    mixed = (mixed ^ (mixed >> np.uint32(13))) * np.uint32(0xC2B2AE35)
    return mixed ^ (mixed >> np.uint32(16))
