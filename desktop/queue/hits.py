"""Where the words of a search stand in a text, without regard to case and diacritics."""

import re
import unicodedata
from collections.abc import Sequence

from moderation.scripts import has_spaceless


def hits(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """The places (start, length) in `text` where one of `words` begins a word, in order.

    `hits("Ein Café, cafés", ["cafe"])` is `[(4, 4), (10, 5)]`: the whole word is marked. In a
    script without blanks it is the word alone, wherever it stands.
    """
    if not words:
        return []
    folded, origin = fold(text)
    pattern = "|".join(_pattern(fold(word)[0]) for word in words if word.strip())
    if not pattern:
        return []
    found = re.finditer(pattern, folded)
    return [(origin[hit.start()], origin[hit.end()] - origin[hit.start()]) for hit in found]


def _pattern(word: str) -> str:
    return re.escape(word) if has_spaceless(word) else rf"(?<!\w){re.escape(word)}\w*"


def fold(text: str) -> tuple[str, list[int]]:
    """The text in lower case without diacritics; and for each of its characters where it was."""
    if text.isascii():
        # Most texts are; and of thousands of rules all are looked through at each key.
        return text.lower(), list(range(len(text) + 1))
    folded: list[str] = []
    origin: list[int] = []
    for place, char in enumerate(text):
        if char < "\x80":
            folded.append(char.lower())
            origin.append(place)
            continue
        for part in unicodedata.normalize("NFD", char).casefold():
            if not unicodedata.combining(part):
                folded.append(part)
                origin.append(place)
    origin.append(len(text))
    return "".join(folded), origin
