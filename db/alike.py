"""Comments that may be like another one, found through the full-text index by its rarest words."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from db.library import Reading
from db.moments import from_stored
from db.rows import CommentId
from db.words import Status

# Of a word that more comments have, it is not asked how many: it tells nothing.
COMMON = 200
_DECIDED = (Status.APPROVED.value, Status.REJECTED.value, Status.SPAM.value)


@dataclass(frozen=True, slots=True)
class Decided:
    """A decided comment: its text, how it stands, and what decided it (None: as it came)."""

    comment: CommentId
    name: str
    text: str
    status: Status
    submitted_at: datetime
    desk: str | None
    at: datetime | None
    reason: str | None


def having(reading: Reading, words: str, limit: int = COMMON) -> list[CommentId]:
    """The newest comments whose text has all these words; at most `limit`."""
    wanted = " ".join(f'"{word}"' for word in words.split())
    rows = reading.quick(
        "SELECT rowid FROM comment_words WHERE comment_words MATCH ? ORDER BY rowid DESC LIMIT ?",
        (f"text : ({wanted})", limit),
    )
    return [CommentId(row[0]) for row in rows]


def decided(reading: Reading, comments: Sequence[int]) -> list[Decided]:
    """Those of these comments that somebody has decided, with how and by whom."""
    rows = reading.quick(
        "SELECT c.id, c.name, c.text, c.status, c.submitted_at, o.desk, o.at,"
        " json_extract(o.detail, '$.reason') FROM json_each(?) wanted"
        " CROSS JOIN comment c ON c.id = wanted.value LEFT JOIN operation o ON o.id ="
        ' (SELECT max(h.operation_id) FROM "change" h WHERE h.comment_id = c.id'
        " AND h.before <> h.after AND h.before <> 'withdrawn')"
        f" WHERE c.status IN {_DECIDED} ORDER BY wanted.key",
        (json.dumps(list(comments)),),
    )
    return [
        Decided(
            CommentId(row[0]),
            row[1],
            row[2],
            Status(row[3]),
            from_stored(row[4]),
            row[5],
            None if row[6] is None else from_stored(row[6]),
            row[7],
        )
        for row in rows
    ]
