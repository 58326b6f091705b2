"""Where in the newsroom somebody is looking: a queue, perhaps one article, perhaps a search."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.rows import ArticleId, Card
from db.words import Status
from moderation.newsroom import Newsroom
from moderation.search.narrowing import statuses_of, within
from moderation.search.query import Query
from resources.late import late
from resources.translation import _

if TYPE_CHECKING:
    from moderation.search import grammar
else:
    grammar = late("moderation.search.grammar")


@dataclass(frozen=True, slots=True)
class Place:
    """A queue (None: all comments), the article it is narrowed to, and what is searched in it."""

    status: Status | None = Status.PENDING
    article: ArticleId | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Sight:
    """A place with its search read: what to find, and which comments belong here."""

    place: Place
    query: Query
    statuses: frozenset[Status]

    @property
    def shown(self) -> Status | None:
        """The one status that every comment here has, or None."""
        return next(iter(self.statuses)) if len(self.statuses) == 1 else None

    def keeps(self, card: Card) -> bool:
        """Whether a comment that is listed here still belongs here after it changed."""
        here = self.place.article is None or card.article == self.place.article
        return here and (not self.statuses or card.status in self.statuses)


def look_at(newsroom: Newsroom, place: Place) -> Sight:
    """Read what is searched there; `BadQuery` says what cannot be read, and where."""
    today = newsroom.clock().astimezone(newsroom.zone).date()
    # Nothing typed is everything; that much is known without the search language.
    typed = place.text.strip()
    query = grammar.parse(place.text, today=today, zone=newsroom.zone) if typed else Query()
    return Sight(place, within(query, place.status), statuses_of(query, place.status))


def queue_name(status: Status | None) -> str:
    """What the queue of this status is called; None is the queue of all."""
    names = {
        Status.PENDING: _("Pending"),
        Status.APPROVED: _("Approved"),
        Status.REJECTED: _("Rejected"),
        Status.SPAM: _("Spam"),
    }
    return _("All comments") if status is None else names[status]
