"""Finding by a statement made for the search: whatever somebody asked for, in any order.

`db.finding` is the door to it, and loads it with the first search: nothing else needs SQLAlchemy.
"""

import json
from array import array
from collections.abc import Sequence

from sqlalchemy import func, select

from db import mixing, paging
from db.criteria import Criterion
from db.library import Reading
from db.matching import matching, ordered
from db.queues import Order
from db.tables import CommentTable

_BATCH = 20_000


def found(
    reading: Reading,
    criterion: Criterion,
    order: Order,
    *,
    limit: int | None = None,
    article: int | None = None,
) -> tuple["array[int]", "array[int]"]:
    """Ids and revisions of what matches, in order; withdrawn comments never do."""
    ids, revisions = array("q"), array("q")
    if limit is not None:
        page = paging.first_page(reading, criterion, order, limit, article)
        if page is not None:
            return array("q", [row[0] for row in page]), array("q", [row[1] for row in page])
    if order is Order.MIXED:
        return mixing.mixed(reading, matching(criterion, article), limit)
    statement = matching(criterion, article).with_only_columns(
        CommentTable.id, CommentTable.revision
    )
    # Where chance takes part, the whole is dealt before a page is cut off it.
    dealt = order in (Order.RISK, Order.TEACH)
    rows = reading.select(ordered(statement, order).limit(None if dealt else limit))
    # The driver's own tuples: a million rows would cost a second to be dressed up.
    while batch := rows.cursor.fetchmany(_BATCH):
        ids.extend([row[0] for row in batch])
        revisions.extend([row[1] for row in batch])
    if dealt:
        return _dealt(ids, revisions, order, limit)
    return ids, revisions


def _dealt(
    ids: "array[int]", revisions: "array[int]", order: Order, limit: int | None
) -> tuple["array[int]", "array[int]"]:
    """Every tenth one (of what teaches, every second) taken from anywhere; the same each time.

    Which ones are taken hangs on their numbers alone, so that a list that is found anew stays.
    """
    step = 10 if order is Order.RISK else 2
    by_chance = sorted(range(len(ids)), key=lambda place: ids[place] * 2654435761 % 2**32)
    drawn = by_chance[: len(ids) // step]
    rest = iter(sorted(set(range(len(ids))).difference(drawn)))
    chance = iter(drawn)
    places = [
        next(chance, None) if place % step == step - 1 else next(rest, None)
        for place in range(len(ids))
    ]
    kept = [place for place in places if place is not None]
    kept += [*rest, *chance]
    return (
        array("q", [ids[place] for place in kept[:limit]]),
        array("q", [revisions[place] for place in kept[:limit]]),
    )


def found_among(
    reading: Reading, criterion: Criterion, order: Order, ids: Sequence[int], article: int | None
) -> list[int]:
    """Which of these comments match, in order."""
    wanted = select(func.json_each(json.dumps(list(ids))).table_valued("value").c.value)
    statement = matching(criterion, article).where(CommentTable.id.in_(wanted))
    return [int(row[0]) for row in reading.select(ordered(statement, order))]


def counted(reading: Reading, criterion: Criterion, *, article: int | None = None) -> int:
    """How many match."""
    statement = matching(criterion, article).with_only_columns(func.count())
    return int(reading.select(statement).scalar_one())


def counted_by_article(
    reading: Reading, criterion: Criterion, *, article: int | None = None
) -> dict[int, int]:
    """How many match under each article; one without any is not among them."""
    statement = (
        matching(criterion, article)
        .with_only_columns(CommentTable.article_id, func.count())
        .group_by(CommentTable.article_id)
    )
    return {int(row[0]): int(row[1]) for row in reading.select(statement)}
