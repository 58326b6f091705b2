"""Finding: the ids and revisions of all comments that match a criterion, in order.

A queue as it stands, which is what a window opens with, is found by a statement written out here.
Anything else is made by SQLAlchemy, in `db.searching`; it takes as long to load as a window to
open, so it is loaded when somebody searches.
"""

from array import array
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from db.files import folded_address
from db.library import Reading
from db.queues import Everything, Order, StatusIs
from db.words import WITHDRAWN

if TYPE_CHECKING:
    from db.criteria import Criterion

__all__ = ["counted", "counted_by_article", "folded_address", "found", "found_among", "get_ready"]

_BATCH = 20_000
# Whoever finds so many went through most of the file.
_MANY = 100_000
_IN_TIME = {
    Order.NEWEST: "submitted_at DESC, id DESC",
    Order.OLDEST: "submitted_at, id",
}


def found(
    reading: Reading,
    criterion: "Criterion",
    order: Order,
    *,
    limit: int | None = None,
    article: int | None = None,
) -> tuple["array[int]", "array[int]"]:
    """Ids and revisions of what matches, in order; withdrawn comments never do."""
    if order in _IN_TIME and isinstance(criterion, Everything | StatusIs):
        return _queue(reading, criterion, order, limit, article)
    from db import searching

    return searching.found(reading, criterion, order, limit=limit, article=article)


def _queue(
    reading: Reading,
    criterion: Everything | StatusIs,
    order: Order,
    limit: int | None,
    article: int | None,
) -> tuple["array[int]", "array[int]"]:
    """All comments of a status, or of any; read from an index that has them in this order."""
    ids, revisions = array("q"), array("q")
    asked, values = ["status <> ?"], [str(WITHDRAWN)]
    if isinstance(criterion, StatusIs):
        asked, values = ["status = ?"], [criterion.status.value]
    bound: list[str | int] = [*values]
    if article is not None:
        asked.append("article_id = ?")
        bound.append(article)
    rows = reading.quick(
        f"SELECT id, revision FROM comment WHERE {' AND '.join(asked)}"
        f" ORDER BY {_IN_TIME[order]} LIMIT ?",
        (*bound, -1 if limit is None else limit),
    )
    while batch := rows.fetchmany(_BATCH):
        ids.extend([row[0] for row in batch])
        revisions.extend([row[1] for row in batch])
    if len(ids) > _MANY:
        reading.forget_pages()
    return ids, revisions


def found_among(
    reading: Reading, criterion: "Criterion", order: Order, ids: Sequence[int], article: int | None
) -> list[int]:
    """Which of these comments match, in order."""
    from db import searching

    return searching.found_among(reading, criterion, order, ids, article)


def counted(reading: Reading, criterion: "Criterion", *, article: int | None = None) -> int:
    """How many match."""
    from db import searching

    return searching.counted(reading, criterion, article=article)


def counted_by_article(
    reading: Reading, criterion: "Criterion", *, article: int | None = None
) -> dict[int, int]:
    """How many match under each article; one without any is not among them."""
    from db import searching

    return searching.counted_by_article(reading, criterion, article=article)


def get_ready() -> None:
    """Load what searches need, so that the first one waits for nothing."""
    import_module("db.searching")
    import_module("db.compiling")
