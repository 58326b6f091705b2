"""Where the words of a search stand in a text, without regard to case and diacritics."""

import re
import unicodedata
from collections.abc import Sequence


def hits(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """The places (start, length) in `text` where one of `words` begins a word, in order.

    `hits("Ein Café, cafés", ["cafe"])` is `[(4, 4), (10, 5)]`: the whole word is marked.
    """
    if not words:
        return []
    folded, origin = fold(text)
    patterns = (re.escape(fold(word)[0]) for word in words if word.strip())
    pattern = "|".join(rf"(?<!\w){part}\w*" for part in patterns)
    if not pattern:
        return []
    found = re.finditer(pattern, folded)
    return [(origin[hit.start()], origin[hit.end()] - origin[hit.start()]) for hit in found]


def fold(text: str) -> tuple[str, list[int]]:
    """The text in lower case without diacritics; and for each of its characters where it was."""
    folded: list[str] = []
    origin: list[int] = []
    for place, char in enumerate(text):
        for part in unicodedata.normalize("NFD", char).casefold():
            if not unicodedata.combining(part):
                folded.append(part)
                origin.append(place)
    origin.append(len(text))
    return "".join(folded), origin
