"""What a comment quotes of its article, and where it stands there: pure, on plain texts.

A quotation is found whatever marks, dashes, spaces and case it was copied with, and also where a
few words of it are others. A sentence that was copied without any mark is found, too.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from html import unescape
from itertools import pairwise

Span = tuple[int, int]

# Fewer words than this are anybody's.
_LEAST_WORDS = 3
_BARE_WORDS = 7
_NEAR = 0.75
_MOST = 12
_LONGEST_QUOTE = 2_000
_BLOCK = re.compile(r"<blockquote\b[^<>]*>(.*?)</blockquote>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_MARKED = re.compile(
    '“([^“”]{8,})”|„([^„“”]{8,})[“”]|«([^«»]{8,})»|»([^«»]{8,})«|"([^"\n]{8,})"|‹([^‹›]{8,})›'
    "|「([^「」]{4,})」|『([^『』]{4,})』"
)
_LINE = re.compile(r"^[ \t]*>[ \t]?(.+)$", re.MULTILINE)
_SENTENCE = re.compile(r"[^.!?…\n]+")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text, folded, and where each stands in it."""

    words: tuple[str, ...]
    spans: tuple[Span, ...]
    joined: str  # with a blank before and after each

    def span(self, start: int, end: int) -> Span:
        """From the first to the last letter of these words."""
        return self.spans[start][0], self.spans[end - 1][1]


@lru_cache(maxsize=8)
def words_of(text: str) -> Words:
    """The words of a text: what quotation marks, dashes, spaces, case and accents leave of it."""
    found = [(match.group(), match.span()) for match in _WORD.finditer(text)]
    folded = tuple(_folded(word) for word, _span in found)
    return Words(folded, tuple(span for _word, span in found), f" {' '.join(folded)} ")


def _folded(word: str) -> str:
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def quoted_in(html: str, text: str) -> list[str]:
    """What a comment marks as quoted: blockquotes, lines after a `>`, and what stands in marks.

    `html` is its sanitised body, `text` its plain text.
    """
    blocks = (unescape(_TAG.sub(" ", found)) for found in _BLOCK.findall(html))
    marked = (next(filter(None, found)) for found in _MARKED.findall(text))
    found = [*blocks, *_LINE.findall(text), *marked]
    return list(dict.fromkeys(one.strip()[:_LONGEST_QUOTE] for one in found if one.strip()))


def plain_of(html: str) -> str:
    """The words of a sanitised HTML, without its tags: good enough to find something in it."""
    return unescape(_TAG.sub(" ", html))


def quotations(article: str, html: str, text: str) -> list[Span]:
    """The spans of the article's plain text that the comment quotes, in order, none twice.

    At most a dozen; empty where it quotes nothing that stands there.
    """
    there = words_of(article)
    found: list[Span] = []
    for quote in quoted_in(html, text):
        for piece in _pieces(quote):
            span = place_of(there, piece)
            if span is not None:
                found.append(span)
    found.extend(_copied(there, text))
    return _joined(found)[:_MOST]


def _pieces(quote: str) -> Iterator[str]:
    """A quotation as a whole, or where something was left out of it (… or [...]) its parts."""
    yield from re.split(r"\[?(?:…|\.\.\.)\]?", quote)


def place_of(there: Words, quote: str) -> Span | None:
    """Where a quotation stands in a text, word for word or nearly so; None if it does not."""
    asked = words_of(quote).words
    if len(asked) < _LEAST_WORDS:
        return None
    at = _exactly(there, asked)
    if at is not None:
        return there.span(at, at + len(asked))
    near = _nearly(there.words, asked)
    return there.span(*near) if near is not None else None


def _exactly(there: Words, asked: Sequence[str]) -> int | None:
    at = there.joined.find(f" {' '.join(asked)} ")
    return None if at < 0 else there.joined.count(" ", 0, at)


def _nearly(there: Sequence[str], asked: Sequence[str]) -> Span | None:
    """The words of a text that are most like these, from where pairs of them lead to."""
    pairs = {(one, two): n for n, (one, two) in enumerate(pairwise(asked))}
    starts = {at - pairs[pair] for at, pair in enumerate(pairwise(there)) if pair in pairs}
    best: tuple[float, Span] | None = None
    for start in sorted(starts)[:200]:
        begin = max(0, start - 1)
        end = min(len(there), start + len(asked) + 2)
        told = SequenceMatcher(None, there[begin:end], asked, autojunk=False)
        blocks = [one for one in told.get_matching_blocks() if one.size]
        if not blocks:
            continue
        span = begin + blocks[0].a, begin + blocks[-1].a + blocks[-1].size
        share = 2 * sum(one.size for one in blocks) / (span[1] - span[0] + len(asked))
        if share >= _NEAR and (best is None or share > best[0]):
            best = share, span
    return best[1] if best is not None else None


def _copied(there: Words, text: str) -> Iterator[Span]:
    """Sentences of the text, of some length, that stand in the article word for word."""
    for match in _SENTENCE.finditer(text[:8_000]):
        asked = words_of(match.group()).words
        if len(asked) >= _BARE_WORDS:
            at = _exactly(there, asked)
            if at is not None:
                yield there.span(at, at + len(asked))


def _joined(spans: Sequence[Span]) -> list[Span]:
    """The spans in order, those that overlap as one."""
    done: list[Span] = []
    for start, end in sorted(spans):
        if done and start <= done[-1][1]:
            done[-1] = done[-1][0], max(end, done[-1][1])
        else:
            done.append((start, end))
    return done
