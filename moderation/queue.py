"""What the desk looks at: the queue, a comment, its thread, articles and counts. Reads only.

Every function may be called from any thread and answers plain rows.
"""

from array import array
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from db import articles as shelf
from db import comments, finding, operations
from db.queues import Everything, Order
from db.rows import Article, ArticleHead, ArticleId, Card, Comment, CommentId, Site, Tally
from moderation.changes import SILENT, Progress
from moderation.errors import NotFound
from moderation.excerpts import about
from moderation.newsroom import Newsroom
from moderation.search.query import Query
from resources.translation import _

_THREAD_LIMIT = 2_000


def _no_numbers() -> "array[int]":
    return array("q")


@dataclass(frozen=True, slots=True)
class Picked:
    """Comments to decide, each at the revision that was looked at; both arrays are equally long."""

    ids: "array[int]" = field(default_factory=_no_numbers)
    revisions: "array[int]" = field(default_factory=_no_numbers)

    def __len__(self) -> int:
        return len(self.ids)

    @classmethod
    def of(cls, *looked_at: Card | Comment) -> "Picked":
        """These comments, as they were looked at."""
        return cls(
            array("q", [one.id for one in looked_at]),
            array("q", [one.revision for one in looked_at]),
        )


@dataclass(frozen=True, slots=True)
class ThreadEntry:
    """A comment in its thread: `depth` 0 is the thread's first; `text` is the whole plain text."""

    comment: Card
    text: str
    depth: int


def find(
    newsroom: Newsroom,
    query: Query,
    *,
    order: Order = Order.NEWEST,
    article: ArticleId | None = None,
    progress: Progress = SILENT,
) -> Picked:
    """All comments that match, in order; a `sort:` in the query wins over `order`.

    `Cancelled` as soon as the progress says stop.
    """
    return _found(newsroom, query, order, article, None, progress)


def find_page(
    newsroom: Newsroom,
    query: Query,
    *,
    order: Order = Order.NEWEST,
    article: ArticleId | None = None,
    limit: int = 200,
    progress: Progress = SILENT,
) -> Picked:
    """The first comments that match, quickly; `Cancelled` as soon as the progress says stop."""
    return _found(newsroom, query, order, article, limit, progress)


def _found(
    newsroom: Newsroom,
    query: Query,
    order: Order,
    article: ArticleId | None,
    limit: int | None,
    progress: Progress,
) -> Picked:
    with newsroom.read(None if progress is SILENT else progress.stop_asked) as reading:
        ids, revisions = finding.found(
            reading, query.criterion, query.order or order, limit=limit, article=article
        )
    return Picked(ids, revisions)


def touched_since(newsroom: Newsroom, revision: int, most: int) -> list[CommentId] | None:
    """The comments that were changed by anybody after that revision; None if more than `most`."""
    with newsroom.read() as reading:
        return operations.touched_since(reading, revision, most)


def find_among(
    newsroom: Newsroom,
    query: Query,
    ids: Sequence[int],
    *,
    order: Order = Order.NEWEST,
    article: ArticleId | None = None,
) -> list[int]:
    """Which of these comments match, in order."""
    with newsroom.read() as reading:
        return finding.found_among(reading, query.criterion, query.order or order, ids, article)


def get_ready_to_search() -> None:
    """Load what searches need, so that the first one waits for nothing."""
    finding.get_ready()


def count(newsroom: Newsroom, query: Query, *, article: ArticleId | None = None) -> int:
    """How many comments match; all of them are known without counting."""
    with newsroom.read() as reading:
        if article is None and query.criterion == Everything():
            return shelf.tally(reading).total
        return finding.counted(reading, query.criterion, article=article)


def cards(newsroom: Newsroom, ids: Sequence[int], words: Sequence[str] = ()) -> list[Card]:
    """The cards of these comments in this order; those that are gone are left out.

    Where one of `words` stands in a text, but not in its beginning, the card has what stands about
    that.
    """
    excerpt = partial(about, words=words, longest=comments.EXCERPT) if words else None
    with newsroom.read() as reading:
        return comments.cards(reading, ids, newsroom.clock(), excerpt)


def comment(newsroom: Newsroom, number: int) -> Comment:
    """That comment whole; `NotFound` if there is none."""
    with newsroom.read() as reading:
        found = comments.comment(reading, CommentId(number))
    if found is None:
        raise NotFound(_("There is no comment {number}.").format(number=number))
    return found


def thread(newsroom: Newsroom, number: int) -> list[ThreadEntry]:
    """The whole thread that a comment is in, in reading order; empty if there is no such comment.

    Of a thread over 2,000 comments the first ones are given, and those about the comment.
    """
    with newsroom.read() as reading:
        links = comments.thread(reading, CommentId(number), _THREAD_LIMIT)
        return _entries(
            links,
            {card.id: card for card in comments.cards(reading, [one for one, _above in links])},
            comments.texts(reading, [one for one, _above in links]),
        )


def discussion(newsroom: Newsroom, article_id: int, limit: int = 500) -> list[ThreadEntry]:
    """The first comments under an article, of every status, in reading order."""
    with newsroom.read() as reading:
        links = comments.discussion(reading, ArticleId(article_id), limit)
        ids = [one for one, _above in links]
        return _entries(
            links,
            {card.id: card for card in comments.cards(reading, ids)},
            comments.texts(reading, ids),
        )


def _entries(
    links: Sequence[tuple[CommentId, int | None]],
    found: dict[CommentId, Card],
    texts: dict[int, str],
) -> list[ThreadEntry]:
    order = in_reading_order([(one, above) for one, above in links if one in found])
    return [ThreadEntry(found[CommentId(one)], texts[one], depth) for one, depth in order]


def in_reading_order(links: Sequence[tuple[int, int | None]]) -> list[tuple[int, int]]:
    """Ids with their depth, each followed by its replies; siblings stay in the order given.

    `links` has each id once, with its parent; a parent that is not among them counts as none.
    Nothing recurses, however deep the thread.
    """
    known = {one for one, _above in links}
    replies: dict[int | None, list[int]] = defaultdict(list)
    for one, above in links:
        replies[above if above in known else None].append(one)
    order: list[tuple[int, int]] = []
    waiting = [(one, 0) for one in reversed(replies[None])]
    while waiting:
        one, depth = waiting.pop()
        order.append((one, depth))
        waiting.extend((reply, depth + 1) for reply in reversed(replies.get(one, ())))
    return order


def articles(newsroom: Newsroom, *, limit: int = 200, matching: str = "") -> list[ArticleHead]:
    """Articles with their counts: most pending first, then newest."""
    with newsroom.read() as reading:
        return shelf.heads(reading, limit=limit, matching=matching)


def article(newsroom: Newsroom, number: int) -> Article:
    """That article whole; `NotFound` if there is none."""
    with newsroom.read() as reading:
        found = shelf.article(reading, ArticleId(number))
    if found is None:
        raise NotFound(_("There is no article {number}.").format(number=number))
    return found


def article_by_key(newsroom: Newsroom, key: str) -> Article:
    """The article with that key; `NotFound` names the keys that come near."""
    with newsroom.read() as reading:
        number = shelf.by_key(reading, key)
        found = shelf.article(reading, number) if number is not None else None
        near = [] if found else shelf.heads(reading, limit=3, matching=key)
    if found is None:
        way_out = _("Did you mean {keys}?").format(keys=", ".join(head.key for head in near))
        raise NotFound(
            _("There is no article with the key “{key}”.").format(key=key), way_out if near else ""
        )
    return found


def tally(newsroom: Newsroom) -> Tally:
    """All comments by status."""
    with newsroom.read() as reading:
        return shelf.tally(reading)


def sites(newsroom: Newsroom) -> list[Site]:
    """The sites and what each requires."""
    with newsroom.read() as reading:
        return shelf.sites(reading)
