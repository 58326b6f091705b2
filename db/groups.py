"""Groups of near-copies, read: which there are, who is in them, and how they were decided."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from db.library import Reading
from db.rows import CommentId, Group, Tally
from db.words import Status

_SHOWN = "c.status <> 'withdrawn'"


@dataclass(frozen=True, slots=True)
class Uneven:
    """Two near-copies that were decided differently; `newer` was decided last."""

    newer: CommentId
    newer_status: Status
    older: CommentId
    older_status: Status


_GROUPS = f"""
    SELECT l.first_id, sum(c.status = 'pending'), sum(c.status = 'approved'),
        sum(c.status = 'rejected'), sum(c.status = 'spam'), count(DISTINCT c.article_id),
        count(DISTINCT c.name)
    FROM likeness l JOIN comment c ON c.id = l.comment_id
    WHERE l.first_id IS NOT NULL AND {_SHOWN}
"""


# Of one group no more than so many are looked at: it is asked for while cards are painted.
_MOST = 2_000
_MANY = 20_000
_ONE_GROUP = f"""
    SELECT first_id, sum(status = 'pending'), sum(status = 'approved'), sum(status = 'rejected'),
        sum(status = 'spam'), count(DISTINCT article_id), count(DISTINCT name)
    FROM (SELECT l.first_id, c.status, c.article_id, c.name
        FROM likeness l JOIN comment c ON c.id = l.comment_id
        WHERE l.first_id = ? AND {_SHOWN} ORDER BY l.comment_id DESC LIMIT {_MOST})
"""


def of_comments(reading: Reading, comments: Sequence[int]) -> dict[int, Group]:
    """The group of each of these comments, by comment; those that have no copy are left out.

    Of a group over 2,000 the newest ones are counted.
    """
    named = firsts(reading, comments)
    groups = {}
    for first in set(named.values()):
        (row,) = reading.quick(_ONE_GROUP, (first,)).fetchall()
        if row[0] is not None:
            groups[first] = _group(row)
    return {
        comment: groups[first]
        for comment, first in named.items()
        if first in groups and groups[first].size > 1
    }


def _group(row: Sequence[int]) -> Group:
    return Group(row[0], Tally(*row[1:5]), row[5], row[6])


def largest(reading: Reading, limit: int, *, pending: bool = False) -> list[Group]:
    """The largest groups, those with a pending comment alone if asked; those of two at least."""
    having = " AND sum(c.status = 'pending') > 0" if pending else ""
    rows = reading.quick(
        f"{_GROUPS} GROUP BY l.first_id HAVING count(*) > 1{having}"
        " ORDER BY count(*) DESC, l.first_id LIMIT ?",
        (limit,),
    )
    return [_group(row) for row in rows]


def count(reading: Reading) -> int:
    """How many groups of at least two there are."""
    rows = reading.quick(
        "SELECT count(*) FROM (SELECT 1 FROM likeness l JOIN comment c ON c.id = l.comment_id"
        f" WHERE l.first_id IS NOT NULL AND {_SHOWN} GROUP BY l.first_id HAVING count(*) > 1)"
    )
    return int(rows.fetchone()[0])


def members(reading: Reading, first: int, limit: int) -> list[CommentId]:
    """The comments of a group, oldest first."""
    rows = reading.quick(
        "SELECT c.id FROM likeness l JOIN comment c ON c.id = l.comment_id"
        f" WHERE l.first_id = ? AND {_SHOWN} ORDER BY c.submitted_at, c.id LIMIT ?",
        (first, limit),
    )
    return [CommentId(row[0]) for row in rows]


def decided_copies(reading: Reading, comment: int, limit: int) -> list[CommentId]:
    """The near-copies of a comment that somebody decided, or that came decided; newest first."""
    rows = reading.quick(
        "SELECT c.id FROM likeness own CROSS JOIN likeness l ON l.first_id = own.first_id"
        " JOIN comment c ON c.id = l.comment_id"
        " WHERE own.comment_id = ? AND own.first_id IS NOT NULL AND l.first_id IS NOT NULL"
        " AND c.id <> own.comment_id AND c.status IN ('approved', 'rejected', 'spam')"
        " ORDER BY l.comment_id DESC LIMIT ?",
        (comment, limit),
    )
    return [CommentId(row[0]) for row in rows]


def uneven(reading: Reading, limit: int) -> list[Uneven]:
    """Of each group that was decided differently, the last two that differ; newest first.

    Which was last is told by the operation that made each what it is.
    Rejected and spam are no difference: neither is shown.
    """
    rows = reading.quick(
        """
        WITH differing AS MATERIALIZED (
            SELECT l.first_id AS first FROM likeness l JOIN comment c ON c.id = l.comment_id
            WHERE l.first_id IS NOT NULL AND c.status IN ('approved', 'rejected', 'spam')
            GROUP BY l.first_id HAVING max(c.status = 'approved') > min(c.status = 'approved')
        ), decided AS (
            SELECT differing.first, c.id, c.status, c.status = 'approved' AS shown,
                c.revision AS at
            FROM differing CROSS JOIN likeness l ON l.first_id = differing.first
                AND l.first_id IS NOT NULL CROSS JOIN comment c ON c.id = l.comment_id
            WHERE c.status IN ('approved', 'rejected', 'spam')
        ), ranked AS (
            SELECT *, row_number() OVER (PARTITION BY first, shown ORDER BY at DESC, id DESC) AS n
            FROM decided
        ), paired AS (
            -- Of each group the last that is shown and the last that is not: joining the two would
            -- go through all groups for each.
            SELECT id, status, at, lead(id) OVER whole AS other, lead(status) OVER whole AS so
            FROM ranked WHERE n = 1
            WINDOW whole AS (PARTITION BY first ORDER BY at DESC, id DESC)
        )
        SELECT id, status, other, so FROM paired WHERE other IS NOT NULL
        ORDER BY at DESC, id DESC LIMIT ?
        """,
        (limit,),
    )
    return [
        Uneven(CommentId(row[0]), Status(row[1]), CommentId(row[2]), Status(row[3])) for row in rows
    ]


def revisions(
    reading: Reading, first: int, statuses: Sequence[Status]
) -> list[tuple[CommentId, int]]:
    """The comments of a group that stand in one of these statuses, each with its revision."""
    rows = reading.quick(
        "SELECT c.id, c.revision FROM likeness l JOIN comment c ON c.id = l.comment_id"
        " WHERE l.first_id = ? AND c.status IN (SELECT value FROM json_each(?)) ORDER BY c.id",
        (first, json.dumps([status.value for status in statuses])),
    )
    return [(CommentId(row[0]), row[1]) for row in rows]


def firsts(reading: Reading, comments: Sequence[int]) -> dict[int, int]:
    """The first of each comment's group, of those comments that are in one."""
    if len(comments) > _MANY:
        # So many are looked up faster all together; few of them are in a group, mostly.
        rows = reading.quick("SELECT comment_id, first_id FROM likeness WHERE first_id IS NOT NULL")
        firsts: dict[int, int] = dict(rows)
        return {one: firsts[one] for one in comments if one in firsts}
    rows = reading.quick(
        "SELECT l.comment_id, l.first_id FROM json_each(?) asked CROSS JOIN likeness l"
        " ON l.comment_id = asked.value WHERE l.first_id IS NOT NULL",
        (json.dumps(list(comments)),),
    )
    return dict(rows.fetchall())
