"""The rules of a newsroom at work: what becomes of a comment as it comes in, and why.

The one place where rules, a commenter's standing and what was before meet. The matcher is made
once and kept until rules change, whoever changes them.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from weakref import WeakKeyDictionary

from db import commenters, past
from db import rules as kept
from db.finding import folded_address
from db.library import Library, Reading
from db.rows import ArticleId
from db.words import BodyFormat, Standing
from moderation.newsroom import Newsroom
from moderation.rules.judging import Arrival, Judgement, RuleBook
from moderation.text import count_links

_BOOKS: WeakKeyDictionary[Library, tuple[int, RuleBook]] = WeakKeyDictionary()


def rule_book(newsroom: Newsroom, reading: Reading) -> RuleBook:
    """The rules that hold now, ready to judge by."""
    version = kept.version(reading)
    known = _BOOKS.get(newsroom.library)
    if known is None or known[0] != version:
        known = (version, RuleBook(kept.rules(reading)))
        _BOOKS[newsroom.library] = known
    return known[1]


def judge(newsroom: Newsroom, reading: Reading, article: ArticleId, arrival: Arrival) -> Judgement:
    """What becomes of a comment that comes in under an article now."""
    book = rule_book(newsroom, reading)
    standing = standing_of(reading, arrival.email, newsroom.clock())
    if book.is_empty and standing is Standing.NONE:
        return Judgement()
    at = arrival.at or newsroom.clock()
    return book.judge(arrival, LibraryPast(reading, arrival, article, at), standing)


def try_out(
    newsroom: Newsroom, text: str, *, name: str = "", email: str = "", url: str = "", ip: str = ""
) -> Judgement:
    """What the rules say of a text that somebody makes up, sent now; nothing is kept.

    No article is known of it, and nobody's comments count for it but those under its address.
    """
    arrival = Arrival(
        text, name, url, folded_address(email), ip, text, BodyFormat.TEXT,
        count_links(text, BodyFormat.TEXT),
    )  # fmt: skip
    with newsroom.read() as reading:
        return judge(newsroom, reading, ArticleId(0), arrival)


def standing_of(reading: Reading, email: str, now: datetime) -> Standing:
    """What the newsroom thinks of whoever has this (folded) address; without one, nothing."""
    return commenters.regard(reading, email).at(now)


@dataclass(frozen=True, slots=True)
class LibraryPast:
    """What was before a comment, out of the library that it comes into (see `Past`)."""

    reading: Reading
    arrival: Arrival
    article: ArticleId
    at: datetime

    def approved(self, most: int) -> int:
        """How many comments under its address are approved."""
        return past.approved(self.reading, self.arrival.email, most)

    def turned_away(self, latest: int) -> tuple[int, int]:
        """Of the latest decided ones under its address: how many rejected or spam, of how many."""
        return past.turned_away(self.reading, self.arrival.email, latest)

    def repeats(self, days: int) -> int:
        """How many others said the very same within so many days."""
        wanted = same_words(self.arrival.text)
        since = self.at - timedelta(days=days)
        like = past.like(self.reading, self.arrival.text, since)
        return sum(same_words(text) == wanted for text in like)

    def within(self, minutes: int) -> int:
        """How many came from its address or IP within so many minutes, itself among them."""
        since = self.at - timedelta(minutes=minutes)
        told = self.arrival
        return 1 + past.within(self.reading, told.email, told.ip, since=since, until=self.at)

    def days_since_article(self) -> int | None:
        """How old its article was; None where nobody knows."""
        published = past.published(self.reading, self.article)
        return None if published is None else (self.at - published).days


def same_words(text: str) -> str:
    """What is compared of a text to find those who say the very same."""
    return " ".join(text.casefold().split())
