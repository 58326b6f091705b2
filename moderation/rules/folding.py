"""Text as a rule compares it: without case, diacritics, look-alike letters and unseen characters.

Every character of a folded text knows which characters of the original it came from, so that what
a rule finds can be marked there. Signs and digits that pass for letters (leet) are a second step:
they are tried only where the first found nothing of its own.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from moderation.folding import UNSEEN


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; character `n` came from `starts[n]` to `ends[n]` of the original.

    Where both are None it lies character by character over the original.
    """

    text: str
    starts: Sequence[int] | None = None
    ends: Sequence[int] | None = None

    def source(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original that this (not empty) span came from."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> Folded:
    """The text folded. Runs of blanks are one blank."""
    if text.isascii():
        plain = text.lower()
        if not plain.isprintable():
            plain = plain.translate(_BLANKS)
        return Folded(plain) if "  " not in plain else _slowly(text)
    plain = text.translate(_LETTERS)
    if "  " not in plain and all(len(_LETTERS[ord(char)]) == 1 for char in set(text)):
        return Folded(plain)
    return _slowly(text)


def fold_term(term: str) -> str:
    """A word of a rule as it stands in folded text."""
    return fold(term).text.strip()


def unleet(folded: str) -> str:
    """Folded text, of the same length, with the signs and digits within words as letters.

    `1`, `!` and `|` may be an i or an l, so these two are one letter here. A sign that ends a word
    ends a sentence.
    """
    return _RUN.sub(_as_letters, folded)


def unleet_term(folded: str) -> str:
    """A folded word of a rule as `unleet` would leave it in a text."""
    return folded.translate(_LEET)


def may_be_leet(folded: str) -> bool:
    """Whether a sign or digit of this text stands where a letter could be meant."""
    return is_disguised(folded) and _MIXED.search(folded) is not None


def is_disguised(folded: str) -> bool:
    """Whether these characters have a sign or digit that passes for a letter."""
    return _SIGN.search(folded) is not None


def _slowly(text: str) -> Folded:
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    blank = False
    for place, char in enumerate(text):
        piece = _LETTERS[ord(char)]
        if piece == " " and blank:
            ends[-1] = place + 1
            continue
        if piece:
            blank = piece == " "
            pieces.append(piece)
            starts.extend([place] * len(piece))
            ends.extend([place + 1] * len(piece))
        elif ends:
            # An unseen character and a stray accent belong to what they follow.
            ends[-1] = place + 1
    return Folded("".join(pieces), starts, ends)


# Accents of the alphabets that are read without them; vowels of other scripts are letters.
_DROPPED = re.compile(
    f"[{UNSEEN}\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a"
    "\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
    "\u0640\u17b4\u17b5\u3164\uffa0\U000e0000-\U000e007f\U000e0100-\U000e01ef]"
)
_BLANKS = str.maketrans(dict.fromkeys("\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f", " "))


def letter(char: str) -> str:
    """What is left of one character: a letter or two, one blank, or nothing."""
    if char.isspace():
        return " "
    if _DROPPED.match(char):
        return ""
    plain = unicodedata.normalize("NFKD", char).casefold()
    plain = _DROPPED.sub("", unicodedata.normalize("NFKD", plain))
    return plain.translate(_ALIKE)


class _Letters(dict[int, str]):
    """Folds a character when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = letter(chr(code))
        return folded


_LETTERS = _Letters()

# Small letters as they are after folding, and the Latin ones that a reader takes them for.
_ALIKE = str.maketrans(
    {
        # Cyrillic
        "а": "a", "в": "b", "с": "c", "ԁ": "d", "е": "e", "ғ": "f", "һ": "h", "н": "h", "і": "i",
        "ӏ": "l", "ј": "j", "к": "k", "м": "m", "о": "o", "р": "p", "ԛ": "q", "г": "r", "ѕ": "s",
        "т": "t", "ц": "u", "ѵ": "v", "ԝ": "w", "х": "x", "у": "y", "ү": "y", "ә": "e",
        # Greek
        "α": "a", "β": "b", "ϲ": "c", "ε": "e", "η": "n", "ι": "i", "κ": "k", "μ": "m", "ν": "v",
        "ο": "o", "ρ": "p", "τ": "t", "υ": "u", "χ": "x", "ω": "w", "γ": "y", "ζ": "z",
        # Latin letters that no accent can be taken off, and their small capitals
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ŧ": "t", "æ": "ae", "œ": "oe",
        "ɑ": "a", "ɡ": "g", "ɩ": "i", "ʟ": "l", "ɴ": "n", "ʀ": "r", "ꜱ": "s", "ᴀ": "a", "ʙ": "b",
        "ᴄ": "c", "ᴅ": "d", "ᴇ": "e", "ɢ": "g", "ʜ": "h", "ɪ": "i", "ᴊ": "j", "ᴋ": "k", "ᴍ": "m",
        "ᴏ": "o", "ᴘ": "p", "ᴛ": "t", "ᴜ": "u", "ᴠ": "v", "ᴡ": "w", "ʏ": "y", "ᴢ": "z",
    }
)  # fmt: skip
_LEET = str.maketrans("013457$€@!|+8l", "oieastseaiitbi")
_SIGNS = "0134578$€@!|+"
_SIGN = re.compile(f"[{_SIGNS}]")
_RUN = re.compile(r"[\w$€@!|+]+")
_MIXED = re.compile(rf"[^\W\d_][0134578$€@]|[^\W\d_][!|+](?=\w)|[{_SIGNS}](?=[^\W\d_])")


def _as_letters(run: re.Match[str]) -> str:
    whole = run[0]
    inner = whole.rstrip("!|+")
    return inner.translate(_LEET) + whole[len(inner) :]
