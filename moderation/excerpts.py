"""What is shown of a plain text: its beginning, or what stands about the words of a search."""

import re
from collections.abc import Sequence

from moderation.hits import first_hit, spelled
from moderation.scripts import is_spaceless

_SPACES = re.compile(r"\s+")
# So many characters stand before a word that is shown for being searched for.
_BEFORE = 24


def excerpt(text: str, longest: int) -> str:
    """The first `longest` characters of a plain text on one line, ended by … where cut."""
    line = _SPACES.sub(" ", text[: longest * 4]).strip()
    if len(line) <= longest and len(text) <= longest * 4:
        return line
    return line[: longest - 1].rstrip() + "…"


def about(text: str, words: Sequence[str], longest: int) -> str:
    """The first `longest` characters, or, where none of `words` is among them, those about one
    that stands further on.
    """
    head = text[:longest]
    if len(text) == len(head) or not words or spelled(head, words) is not None:
        return head
    # To fold all of a long text takes a hundred times as long as to look for what is in it.
    at = spelled(text, words)
    if at is None and first_hit(head, words) is None:
        at = first_hit(text, words)
    return head if at is None else leading_to(text, at)[:longest]


def leading_to(text: str, at: int) -> str:
    """The text from a few words before that place on, after an ellipsis."""
    begin = max(0, at - _BEFORE)
    if begin == 0:
        return text
    if is_spaceless(text[begin]):
        return f"… {text[begin:]}"
    # Not the half of a word.
    blank = _SPACES.search(text, begin - 1, at)
    return f"… {text[blank.end() if blank is not None else at :]}"
