"""Facts of a comment that can be counted and told in words, and the same as numbers to learn from.

`TextFacts` are of the text alone; `Past` is what the newsroom decided earlier about whoever wrote
it and about its near-copies.
"""

import math
import re
from dataclasses import dataclass

from moderation.folding import UNSEEN
from moderation.lookalikes import mixes_alphabets

_LONGEST = 10_000
_LINK = re.compile(r"(?:https?://|www\.)([^\s/<>\"]+)", re.IGNORECASE)
_SHORTENERS = frozenset({
    "bit.ly", "goo.gl", "t.co", "tinyurl.com", "ow.ly", "is.gd", "buff.ly", "adf.ly", "cutt.ly",
    "rb.gy", "shorturl.at", "t.me", "v.gd", "tiny.cc", "lnkd.in", "rebrand.ly", "clck.ru", "vk.cc",
})  # fmt: skip
_MARKUP = re.compile(r"\[/?(?:url|b|i|img|link)\b|</?[a-z]+[\s>]", re.IGNORECASE)
_UNSEEN = re.compile(f"[{UNSEEN}]")
_DRAWN_OUT = re.compile(r"(.)\1*", re.DOTALL)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w")
_PHONE = re.compile(r"(?:\d[\s().-]{0,2}){7,}")
_MENTION = re.compile(r"(?<!\w)@\w+")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_MONEY = re.compile(r"[$€£¥₽₹%]")


@dataclass(frozen=True, slots=True)
class TextFacts:
    """What can be counted in a text, so far as it is read (its first 10,000 characters)."""

    characters: int
    words: int
    links: int
    shorteners: int
    letters: int
    capitals: int
    shouted: int
    digits: int
    signs: int
    exclamations: int
    questions: int
    pictures: int
    beyond_ascii: int
    mixed: int
    unseen: int
    longest_run: int
    different_words: int
    mentions: int
    emails: int
    phones: int
    money: int
    markup: int
    lines: int
    word_length: float

    @property
    def capital_share(self) -> float:
        """The share of capitals among the letters."""
        return self.capitals / self.letters if self.letters else 0.0


@dataclass(frozen=True, slots=True)
class Past:
    """What was decided before: about the commenter (by address or name), and about near-copies.

    Only what was decided earlier than the comment counts while learning, or the model would learn
    from its own answers.
    """

    author_good: int = 0
    author_bad: int = 0
    copies_good: int = 0
    copies_bad: int = 0


NO_PAST = Past()


def facts_of(text: str, links: int = 0) -> TextFacts:
    """Count them; `links` are those that the body has besides what stands in the text."""
    text = text[:_LONGEST]
    hosts = [host.lower().removeprefix("www.") for host in _LINK.findall(text)]
    words = _WORD.findall(text)
    letters = sum(map(len, words))
    return TextFacts(
        characters=len(text),
        words=len(words),
        links=max(links, len(hosts)),
        shorteners=sum(host in _SHORTENERS for host in hosts),
        letters=letters,
        capitals=sum(map(str.isupper, text)),
        shouted=sum(len(word) > 2 and word.isupper() for word in words),
        digits=sum(map(str.isdigit, text)),
        signs=sum(not char.isalnum() and not char.isspace() for char in text),
        exclamations=text.count("!"),
        questions=text.count("?"),
        pictures=0 if text.isascii() else sum(char >= "\u2600" and not char.isalnum()
                                              for char in text),
        beyond_ascii=0 if text.isascii() else sum(char > "\x7f" for char in text),
        mixed=0 if text.isascii() else sum(map(mixes_alphabets, words)),
        unseen=0 if text.isascii() else len(_UNSEEN.findall(text)),
        longest_run=max((len(found[0]) for found in _DRAWN_OUT.finditer(text)), default=0),
        different_words=len({word.lower() for word in words}),
        mentions=len(_MENTION.findall(text)),
        emails=len(_EMAIL.findall(text)),
        phones=len(_PHONE.findall(text)),
        money=len(_MONEY.findall(text)),
        markup=len(_MARKUP.findall(text)),
        lines=text.count("\n"),
        word_length=letters / len(words) if words else 0.0,
    )  # fmt: skip


def as_numbers(facts: TextFacts, past: Past = NO_PAST) -> list[float]:
    """Thirty numbers, most between 0 and 1: shares as they are, counts by their logarithm."""
    count = max(1, facts.characters)
    words = max(1, facts.words)
    author = past.author_good + past.author_bad
    copies = past.copies_good + past.copies_bad
    return [
        _log(facts.links), float(facts.links > 0), _log(facts.shorteners), facts.capital_share,
        facts.shouted / words, _log(facts.characters) / 3, _log(facts.words) / 2,
        min(facts.word_length, 20) / 10, facts.digits / count, facts.signs / count,
        _log(facts.exclamations), _log(facts.questions), _log(facts.pictures),
        facts.beyond_ascii / count, _log(facts.mixed), _log(facts.unseen),
        _log(max(0, facts.longest_run - 2)), facts.different_words / words, _log(facts.mentions),
        float(facts.emails > 0), float(facts.phones > 0), _log(facts.money), _log(facts.markup),
        _log(facts.lines),
        _log(past.author_good), _log(past.author_bad), past.author_bad / author if author else 0.0,
        _log(copies), past.copies_bad / copies if copies else 0.0, float(copies > 0),
    ]  # fmt: skip


NUMBERS = 30


def _log(count: float) -> float:
    return math.log1p(count) / 2
