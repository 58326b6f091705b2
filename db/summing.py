"""What many comments are together, a set at a time: nothing of them is read but what is counted."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from db.library import Reading


@dataclass(frozen=True, slots=True)
class Sums:
    """Of a set of comments: how many there are, link, and lack something; whose and where."""

    statuses: Counter[str]
    names: frozenset[str]
    articles: frozenset[int]
    with_links: int
    links: int
    incomplete: int


def sums(reading: Reading, ids: Sequence[int]) -> Sums:
    """Sum these comments up; names are compared folded, as far as SQLite folds."""
    # One walk over the comments: they lie far apart, and coming to each is what takes the time.
    rows = reading.quick(
        "SELECT c.status, lower(trim(c.name)), c.article_id, c.links,"
        " c.lacks <> '' AND c.waiver IS NULL FROM json_each(?) w"
        " CROSS JOIN comment c ON c.id = w.value WHERE c.status <> 'withdrawn'",
        (json.dumps(list(ids)),),
    ).fetchall()
    return Sums(
        Counter(row[0] for row in rows),
        frozenset(row[1] for row in rows),
        frozenset(row[2] for row in rows),
        sum(1 for row in rows if row[3]),
        sum(row[3] for row in rows),
        sum(row[4] for row in rows),
    )
