"""What many comments are together, a set at a time: nothing of them is read but what is counted."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from db.library import Reading


@dataclass(frozen=True, slots=True)
class Sums:
    """Of a set of comments: how many there are, link, and lack something; whose and where."""

    statuses: dict[str, int]
    names: frozenset[str]
    articles: frozenset[int]
    with_links: int
    links: int
    incomplete: int


def sums(reading: Reading, ids: Sequence[int]) -> Sums:
    """Sum these comments up; names are compared folded, as far as SQLite folds."""
    wanted = (json.dumps(list(ids)),)
    among = (
        "FROM json_each(?) w CROSS JOIN comment c ON c.id = w.value WHERE c.status <> 'withdrawn'"
    )
    counted = reading.quick(
        "SELECT c.status, count(*), sum(c.links > 0), sum(c.links),"
        f" sum(c.lacks <> '' AND c.waiver IS NULL) {among} GROUP BY c.status",
        wanted,
    ).fetchall()
    names = reading.quick(f"SELECT DISTINCT lower(trim(c.name)) {among}", wanted).fetchall()
    articles = reading.quick(f"SELECT DISTINCT c.article_id {among}", wanted).fetchall()
    return Sums(
        {row[0]: row[1] for row in counted},
        frozenset(row[0] for row in names),
        frozenset(row[0] for row in articles),
        sum(row[2] for row in counted),
        sum(row[3] for row in counted),
        sum(row[4] for row in counted),
    )
