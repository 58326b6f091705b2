"""What many chosen comments have in common, before somebody decides on all of them. Reads only."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from db import articles, comments, summing
from db.rows import ArticleId, Card
from db.words import Status
from moderation.changes import SILENT, Progress
from moderation.errors import Cancelled
from moderation.newsroom import Newsroom
from resources.translation import _

SHOWN = 12
# So many are summed up between two looks at whether it is still wanted.
_BATCH = 20_000


@dataclass(frozen=True, slots=True)
class Summary:
    """What many comments are, as far as it matters before deciding on all of them.

    `article` is the title where all stand under one; `first` are cards of the first of them.
    """

    statuses: Counter[Status]
    names: int
    articles: int
    article: str
    with_links: int
    links: int
    incomplete: int
    first: Sequence[Card]


def summarise(newsroom: Newsroom, ids: Sequence[int], *, progress: Progress = SILENT) -> Summary:
    """Sum up these comments, all of them, however many; `Cancelled` if the progress says stop."""
    statuses: Counter[Status] = Counter()
    names: set[str] = set()
    shelf: set[int] = set()
    with_links = links = incomplete = 0
    for start in range(0, len(ids), _BATCH):
        if progress.stop_asked():
            raise Cancelled(_("Stopped."))
        # A read of its own for each batch: a reader that stays would hold up the log.
        with newsroom.read() as reading:
            part = summing.sums(reading, ids[start : start + _BATCH])
            if len(ids) > _BATCH and start + _BATCH >= len(ids):
                reading.forget_pages()
        statuses.update({Status(name): count for name, count in part.statuses.items()})
        names |= part.names
        shelf |= part.articles
        with_links += part.with_links
        links += part.links
        incomplete += part.incomplete
        progress.tell(min(start + _BATCH, len(ids)), len(ids), _("Looking at the selection"))
    with newsroom.read() as reading:
        first = comments.cards(reading, ids[:SHOWN])
        one = articles.article(reading, ArticleId(next(iter(shelf)))) if len(shelf) == 1 else None
    title = one.title if one is not None else ""
    return Summary(statuses, len(names), len(shelf), title, with_links, links, incomplete, first)
