"""Words and phrases looked for in a text, however many they are: one pass of an automaton.

A word stands for itself alone, unless a star says that letters may go on there: `casino*`,
`*casino`, `*casino*`, `ca*no`. What is found is told in characters of the text as it was written.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from ahocorasick_rs import AhoCorasick

from moderation.rules import folding
from moderation.rules.folding import Folded
from moderation.scripts import is_spaceless

STAR = "*"
# So many letters may stand where a star is.
_LONGEST = 40
# So often a word is looked at in one text; what it says is said by then.
_OFTEN = 50
_STARS_WITHIN = 2


@dataclass(frozen=True, slots=True)
class Found:
    """The word number `word` of the list was found from `start` to `end`."""

    word: int
    start: int
    end: int


def trouble_with(term: str) -> bool:
    """Whether this is no word to look for: stars alone, at a single letter, or too many within."""
    pieces = [piece for piece in folding.fold_term(term).split(STAR) if piece.strip()]
    longest = max(map(len, pieces), default=0)
    return longest == 0 or (STAR in term and longest < 2) or len(pieces) > _STARS_WITHIN + 1


def keys_of(terms: Sequence[str]) -> list[str]:
    """Of each word the folded piece without which it cannot be in a text."""
    return [_term(number, term).key for number, term in enumerate(terms)]


class Words:
    """A list of words, ready to be looked for; make it once, and ask it as often as you like."""

    def __init__(self, terms: Sequence[str]) -> None:
        self._terms = [_term(number, term) for number, term in enumerate(terms)]
        self._plain = _Search([(term.key, term) for term in self._terms])
        self._leet = _Search([(folding.unleet_term(term.key), term) for term in self._terms])

    def find(self, text: str) -> list[Found]:
        """Every word of the list in this text, in the order of the text; each place once."""
        if not self._terms or not text:
            return []
        folded = folding.fold(text)
        found = set(self._plain.find(folded.text, folded))
        if folding.may_be_leet(folded.text):
            letters = folding.unleet(folded.text)
            found.update(
                one
                for one in self._leet.find(letters, folded, leet=True)
                if not any(_within(one, other) for other in found)
            )
        return sorted(found, key=lambda one: (one.start, -one.end, one.word))


@dataclass(frozen=True, slots=True)
class _Term:
    """One word: the longest piece that has no star, and what may stand on either side of it."""

    number: int
    key: str
    left_open: bool
    right_open: bool
    # Where a star is in the middle, the whole of it, for plain text and for letters in disguise.
    inner: "tuple[re.Pattern[str], re.Pattern[str]] | None"


class _Search:
    """The automaton over the keys of some terms."""

    def __init__(self, keyed: Sequence[tuple[str, _Term]]) -> None:
        self._keyed = [(key, term) for key, term in keyed if key]
        self._automaton = AhoCorasick([key for key, _term in self._keyed]) if self._keyed else None

    def find(self, text: str, folded: Folded, *, leet: bool = False) -> Iterator[Found]:
        if self._automaton is None:
            return
        # A text of one letter sixty thousand times is still one look.
        often: Counter[int] = Counter()
        for number, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            term = self._keyed[number][1]
            often[number] += 1
            if often[number] > (_OFTEN if term.inner is None else 1):
                continue
            if term.inner is not None:
                spans: Iterator[tuple[int, int]] = (
                    one.span() for one in islice(term.inner[leet].finditer(text), _OFTEN)
                )
            else:
                spans = _whole(text, start, end, term)
            for begin, stop in spans:
                if not leet or folding.is_disguised(folded.text[begin:stop]):
                    yield Found(term.number, *folded.source(begin, stop))


def _whole(text: str, start: int, end: int, term: _Term) -> Iterator[tuple[int, int]]:
    """The whole word around a key that was found, if the term means it."""
    if not (term.left_open or _ends(text, start)):
        return
    if not (term.right_open or _ends(text, end)):
        return
    first, last = start - _LONGEST, end + _LONGEST
    while term.left_open and start > first and not _ends(text, start):
        start -= 1
    while term.right_open and end < last and not _ends(text, end):
        end += 1
    yield start, end


def _ends(text: str, place: int) -> bool:
    """Whether a word may begin or end between these two characters."""
    if place in (0, len(text)):
        return True
    before, after = text[place - 1], text[place]
    if not (before.isalnum() and after.isalnum()):
        return True
    return is_spaceless(before) or is_spaceless(after)


def _term(number: int, typed: str) -> _Term:
    pieces = folding.fold_term(typed).split(STAR)
    inside = [piece for piece in pieces if piece]
    key = max(inside, key=len, default="")
    inner = None
    if len(inside) > 1:
        inner = (_pattern(pieces), _pattern([folding.unleet_term(piece) for piece in pieces]))
    return _Term(number, key, not pieces[0], not pieces[-1], inner)


def _pattern(pieces: Sequence[str]) -> re.Pattern[str]:
    going_on = rf"[^\W_]{{0,{_LONGEST}}}"
    body = going_on.join(map(re.escape, pieces))
    return re.compile(rf"(?<![^\W_]){body}(?![^\W_])")


def _within(one: Found, other: Found) -> bool:
    return one.word == other.word and other.start <= one.start and one.end <= other.end
