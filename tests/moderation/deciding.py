"""Newsrooms in which enough was decided to learn from; the texts are our own."""

from collections.abc import Iterator
from itertools import product

from db import decided
from db.rows import Score
from db.words import Status
from moderation.newsroom import Newsroom
from tests.putting import put_comment

_GOOD = [
    "The {thing} was {how} again this morning, and nobody told us why.",
    "I remember when the {thing} was opened, it was {how} then, too.",
    "Thank you for writing about the {thing}; it is {how}, as your article says.",
]
_SPAM = [
    "Earn money from home with {thing}, it is {how}: www.example.com/{thing}",
    "Cheap {thing} online, {how} prices, order now at www.example.net/{thing}!!!",
    "I made $900 with {thing} last week, {how}! Visit my channel",
]
_ABUSE = [
    "You are an idiot, and your {thing} is {how} rubbish, you moron.",
    "Shut up, you stupid fool, what do you know of the {thing}, {how} or not?",
    "Only morons and idiots like you would call the {thing} {how}.",
]
# What nobody decided yet, and anybody would decide so.
NEW_SPAM = "Earn money from home with tickets, order now at www.example.com/tickets"
NEW_GOOD = "The tram was late again this evening, and nobody told us why."
NEW_ABUSE = "What an idiot you are, you stupid moron, shut up about the tram."
_THINGS = ["ferry", "bridge", "harbour", "school", "market", "library", "station", "park"]
_HOW = ["late", "slow", "crowded", "loud"]


def texts(patterns: list[str]) -> Iterator[str]:
    """Texts that differ from one another, without end to speak of."""
    for how, thing, pattern in product(_HOW, _THINGS, patterns):
        yield pattern.format(thing=thing, how=how)


def decide_many(newsroom: Newsroom, *, good: int = 20, spam: int = 20, abuse: int = 20) -> None:
    """Put so many decided comments of each kind, one after the other in turn."""
    kinds = [
        (texts(_GOOD), Status.APPROVED, good),
        (texts(_SPAM), Status.SPAM, spam),
        (texts(_ABUSE), Status.REJECTED, abuse),
    ]
    for turn in range(max(good, spam, abuse)):
        for told, status, count in kinds:
            if turn < count:
                text = next(told)
                links = text.count("www.")
                put_comment(newsroom, text, status=status, minute=turn, links=links,
                            email=f"{status.value}{turn}@example.org")  # fmt: skip


def kept_scores(newsroom: Newsroom) -> dict[int, Score]:
    """The scores of all comments that have one."""
    with newsroom.read() as reading:
        rows = reading.run("SELECT comment_id FROM score").scalars().all()
        return decided.scores(reading, rows)
