"""What auto-sort looks at: comments that wait with a score, and what became of those it left."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from db.library import Reading
from db.rows import Score
from db.words import Status


@dataclass(frozen=True, slots=True)
class Waiting:
    """A pending comment that may be sorted, at this revision, with its score."""

    comment: int
    revision: int
    score: Score


def waiting(reading: Reading, most: int, but: Collection[int]) -> list[Waiting]:
    """Pending comments with a score, newest first; without those of `but`.

    Left out are what lacks a field, what a rule holds, and what somebody put back into the queue:
    a person wants to look at those.
    """
    rows = reading.quick(
        "SELECT c.id, c.revision, s.spam, s.abuse FROM comment c"
        " JOIN score s ON s.comment_id = c.id"
        " WHERE c.status = 'pending' AND c.kind = 'comment' AND c.lacks = ''"
        " AND NOT EXISTS (SELECT 1 FROM private_hold h WHERE h.comment_id = c.id)"
        ' AND NOT EXISTS (SELECT 1 FROM "change" ch JOIN operation o ON o.id = ch.operation_id'
        " WHERE ch.comment_id = c.id AND (o.verb = 'hold' OR o.role = 'undo'))"
        " ORDER BY c.submitted_at DESC, c.id DESC LIMIT ?",
        (most + len(but),),
    )
    return [Waiting(row[0], row[1], Score(row[2], row[3])) for row in rows if row[0] not in but]


def statuses(reading: Reading, comments: Sequence[int]) -> list[Status]:
    """How these comments stand; those that are gone are left out."""
    rows = reading.quick(
        "SELECT c.status FROM json_each(?) asked CROSS JOIN comment c ON c.id = asked.value"
        " WHERE c.status <> 'withdrawn'",
        (json.dumps(list(comments)),),
    )
    return [Status(row[0]) for row in rows]
