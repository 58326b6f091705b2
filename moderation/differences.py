"""What an edit changed, word by word: pure, and quick however long the texts are."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_PIECE = re.compile(r"\s+|\w+|[^\w\s]")
_SENTENCE = re.compile(r"[^.!?\n]*[.!?\n]+\s*|[^.!?\n]+$")
# More words than this on either side are compared sentence by sentence.
_MOST_WORDS = 3_000


class How(StrEnum):
    """What became of a piece of text."""

    KEPT = "kept"
    TAKEN = "taken"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text and what became of it."""

    how: How
    text: str


def difference(before: str, after: str) -> list[Piece]:
    """What was kept, taken and added, in order.

    The kept and the taken pieces together are the text before, the kept and the added the one
    after; two neighbours never have the same fate.
    """
    one, two = _PIECE.findall(before), _PIECE.findall(after)
    start = _common(one, two)
    end = _common(one[start:][::-1], two[start:][::-1])
    middle = one[start : len(one) - end], two[start : len(two) - end]
    pieces = [
        Piece(How.KEPT, "".join(one[:start])),
        *_compared(*middle),
        Piece(How.KEPT, "".join(one[len(one) - end :])),
    ]
    return _merged(piece for piece in pieces if piece.text)


def _common(one: Sequence[str], two: Sequence[str]) -> int:
    """How many pieces both begin with."""
    count = 0
    for a, b in zip(one, two, strict=False):
        if a != b:
            break
        count += 1
    return count


def _compared(one: Sequence[str], two: Sequence[str]) -> Iterator[Piece]:
    if max(len(one), len(two)) > _MOST_WORDS:
        one, two = _SENTENCE.findall("".join(one)), _SENTENCE.findall("".join(two))
    if max(len(one), len(two)) > _MOST_WORDS:
        yield Piece(How.TAKEN, "".join(one))
        yield Piece(How.ADDED, "".join(two))
        return
    for tag, a, b, c, d in SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece(How.KEPT, "".join(one[a:b]))
        else:
            yield Piece(How.TAKEN, "".join(one[a:b]))
            yield Piece(How.ADDED, "".join(two[c:d]))


def _merged(pieces: Iterator[Piece]) -> list[Piece]:
    """Neighbours of one fate as one."""
    done: list[Piece] = []
    for piece in pieces:
        if done and done[-1].how is piece.how:
            done[-1] = Piece(piece.how, done[-1].text + piece.text)
        else:
            done.append(piece)
    return done
