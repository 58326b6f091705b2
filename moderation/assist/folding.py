"""Text as near-copies are compared: what a spammer changes from copy to copy does not count.

Case, width, accents, characters without width, letters that look like Latin ones, addresses,
mentions, digits and punctuation are folded away.
"""

import re

from moderation.folding import folded as without_style

# So much of a text is looked at: a campaign shows in its first pages.
LONGEST = 20_000
# Fewer folded characters than this are a stock phrase ("thanks for letting me know").
SHORTEST = 30

# Cyrillic, Greek and others that pass for a Latin letter, after folding case; one for one.
_PASSES_FOR = {
    "a": "аαɑ", "b": "вβ", "c": "сϲ", "d": "ԁ", "e": "еεҽ", "g": "ɡց", "h": "нһհ", "i": "іιıɩ",
    "j": "ј", "k": "кκ", "l": "ӏ", "m": "м", "n": "ηո", "o": "оοօ", "p": "рρ", "q": "ԛ", "r": "г",
    "s": "ѕ", "t": "тτ", "u": "υսա", "v": "ν", "w": "ԝω", "x": "хχ", "y": "уγ",
}  # fmt: skip
_LOOKALIKE = str.maketrans(
    {like: letter for letter, others in _PASSES_FOR.items() for like in others}
)
# Folding parted them from their letters.
_ACCENT = re.compile("[\u0300-\u036f\u0483-\u0487]")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}/\S*")
_MENTION = re.compile(r"@\w+")
_DIGITS = re.compile(r"\d+")
_SIGNS = re.compile(r"[\W_]+")
# A letter drawn out ("sooooo") is written as long as somebody likes.
_DRAWN_OUT = re.compile(r"(\w)\1{2,}")


def folded(text: str) -> str:
    """The text folded: words of lower-case letters and zeros with single spaces between.

    Never raises; the time is linear in the length, and what is beyond `LONGEST` is not looked at.
    """
    plain = without_style(text[:LONGEST])
    if "/" in plain or "www." in plain:
        plain = _ADDRESS.sub(" ", plain)
    if "@" in plain:
        plain = _MENTION.sub(" ", plain)
    if not plain.isascii():
        plain = _ACCENT.sub("", plain.translate(_LOOKALIKE))
    plain = _DIGITS.sub("0", plain)
    return _SIGNS.sub(" ", _DRAWN_OUT.sub(r"\1\1", plain)).strip()


def is_comparable(text: str) -> bool:
    """Whether a folded text is long enough for its likeness to another to mean something."""
    return len(text) >= SHORTEST
