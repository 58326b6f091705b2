"""Names that pass for another: letters of alphabets that look alike, mixed in one word."""

import re
import unicodedata

# Their letters look like one another's; no language mixes them within a word.
_ALIKE = ("LATIN", "CYRILLIC", "GREEK")
_WORD = re.compile(r"[^\W\d_]+")


def mixes_alphabets(name: str) -> bool:
    """Whether a word of the name has letters of more than one of Latin, Cyrillic and Greek."""
    if name.isascii():
        return False
    return any(len(_alphabets(word)) > 1 for word in _WORD.findall(name))


def _alphabets(word: str) -> set[str]:
    found = {unicodedata.name(letter, "").partition(" ")[0] for letter in word}
    return found.intersection(_ALIKE)
