"""What was decided, as it is learnt from; and the chances that a model gives what was not.

Nobody's address leaves this file: only how often somebody under it was approved or turned away.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from db.library import Reading, Writing
from db.rows import Score
from db.words import Status

# How the comments of a status are: a moderator let them stand, or did not.
_GOOD = "'approved'"
_BAD = "('rejected', 'spam')"
DECIDED = (Status.APPROVED, Status.REJECTED, Status.SPAM)


@dataclass(frozen=True, slots=True)
class Decided:
    """A decided comment. `author` numbers its commenter within one answer, None if unknown.

    `group` is the first of its near-copies, `desk` who decided, `reason` what was given for it.
    """

    comment: int
    status: Status
    text: str
    links: int
    author: int | None
    group: int | None
    desk: str
    reason: str
    at: int


@dataclass(frozen=True, slots=True)
class Undecided:
    """A comment to be scored, with how those under its address and its near-copies went."""

    comment: int
    revision: int
    text: str
    links: int
    author_good: int
    author_bad: int
    copies_good: int
    copies_bad: int


_LATEST = (
    'SELECT o.id FROM "change" ch JOIN operation o ON o.id = ch.operation_id'
    " WHERE ch.comment_id = c.id AND ch.before <> ch.after ORDER BY o.id DESC LIMIT 1"
)
# A reason can be given a moment after the decision, as an operation about the same subject.
_SAID_SINCE = (
    "SELECT json_extract(said.detail, '$.reason') FROM operation said"
    " WHERE said.subject = o.subject AND said.verb = 'reason' AND said.role <> 'undo'"
    " AND said.id > o.id"
    " ORDER BY said.id DESC LIMIT 1"
)


def decided(reading: Reading, most: int) -> list[Decided]:
    """The newest decided comments, at most so many of each status, oldest decision first.

    What came decided from elsewhere was decided when it was submitted.
    """
    found: list[Decided] = []
    authors: dict[str, int] = {}
    for status in DECIDED:
        rows = reading.quick(
            "SELECT c.id, c.text, c.links, p.email_key, l.first_id, coalesce(o.desk, ''),"
            f" coalesce(({_SAID_SINCE}), json_extract(o.detail, '$.reason'), ''),"
            " CASE WHEN o.verb IN ('import', 'add') THEN c.submitted_at ELSE o.at END"
            " FROM (SELECT id FROM comment WHERE status = ? AND kind = 'comment'"
            " ORDER BY submitted_at DESC, id DESC LIMIT ?) newest"
            " CROSS JOIN comment c ON c.id = newest.id"
            " JOIN private_contact p ON p.comment_id = c.id"
            " LEFT JOIN likeness l ON l.comment_id = c.id"
            f" LEFT JOIN operation o ON o.id = ({_LATEST})"
            # What a rule turned away as it came in, no person decided.
            " WHERE NOT EXISTS (SELECT 1 FROM private_hold h WHERE h.comment_id = c.id"
            " AND h.operation_id = o.id AND h.action = 'reject')",
            (status.value, most),
        )
        for number, text, links, key, group, desk, reason, at in rows:
            author = authors.setdefault(key, len(authors)) if key else None
            found.append(Decided(number, status, text, links, author, group, desk, str(reason), at))
    return sorted(found, key=lambda one: (one.at, one.comment))


def counts(reading: Reading) -> Mapping[Status, int]:
    """How many comments stand in each decided status; kept by triggers."""
    rows = reading.quick("SELECT status, total FROM status_count")
    told = dict(rows.fetchall())
    return {status: int(told.get(status.value, 0)) for status in DECIDED}


def undecided(reading: Reading, comments: Sequence[int]) -> list[Undecided]:
    """These comments as they are scored, in the order of their numbers."""
    asked = (json.dumps(list(comments)),)
    rows = reading.quick(
        "SELECT c.id, c.revision, c.text, c.links, p.email_key, l.first_id, c.status"
        " FROM json_each(?) asked CROSS JOIN comment c ON c.id = asked.value"
        " JOIN private_contact p ON p.comment_id = c.id"
        " LEFT JOIN likeness l ON l.comment_id = c.id ORDER BY c.id",
        asked,
    ).fetchall()
    authors = _record(
        reading,
        "SELECT p.email_key, c.status FROM json_each(?) asked CROSS JOIN private_contact p"
        " ON p.email_key = asked.value JOIN comment c ON c.id = p.comment_id",
        sorted({row[4] for row in rows if row[4]}),
    )
    groups = _record(
        reading,
        "SELECT l.first_id, c.status FROM json_each(?) asked CROSS JOIN likeness l"
        " ON l.first_id = asked.value JOIN comment c ON c.id = l.comment_id",
        sorted({row[5] for row in rows if row[5] is not None}),
    )
    return [
        Undecided(
            number,
            revision,
            text,
            links,
            *_others(authors[key], status),
            *_others(groups[first], status),
        )
        for number, revision, text, links, key, first, status in rows
    ]


def _record(reading: Reading, which: str, keys: Sequence[object]) -> "Counted":
    rows = reading.quick(
        f"WITH told (key, status) AS ({which}) SELECT key, sum(status = {_GOOD}),"
        f" sum(status IN {_BAD}) FROM told GROUP BY key",
        (json.dumps(list(keys)),),
    )
    return Counted({key: (int(good), int(bad)) for key, good, bad in rows})


class Counted(dict[object, tuple[int, int]]):
    """Approved and turned away by key; nobody knows anything of a key that is not there."""

    def __missing__(self, _key: object) -> tuple[int, int]:
        return 0, 0


def _others(record: tuple[int, int], own: str) -> tuple[int, int]:
    """The record without the comment itself."""
    good, bad = record
    return max(0, good - (own == "approved")), max(0, bad - (own in ("rejected", "spam")))


def to_score(reading: Reading, after: int, limit: int, *, again: bool) -> list[int]:
    """Pending comments with a number above `after`, in order; `again`: those with a score too."""
    new = "" if again else " AND NOT EXISTS (SELECT 1 FROM score s WHERE s.comment_id = comment.id)"
    rows = reading.quick(
        "SELECT id FROM comment INDEXED BY ix_comment_queue WHERE status = 'pending'"
        f" AND id > ?{new} ORDER BY id LIMIT ?",
        (after, limit),
    )
    return [row[0] for row in rows]


def pending_texts(reading: Reading, most: int) -> list[str]:
    """The texts of the newest pending comments."""
    rows = reading.quick(
        "SELECT text FROM comment WHERE status = 'pending' ORDER BY submitted_at DESC LIMIT ?",
        (most,),
    )
    return [row[0] for row in rows]


def keep_scores(writing: Writing, scores: Mapping[int, Score]) -> None:
    """Keep these chances in place of what was there."""
    writing.run_many(
        "INSERT INTO score (comment_id, spam, abuse, risk) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (comment_id) DO UPDATE SET spam = excluded.spam, abuse = excluded.abuse,"
        " risk = excluded.risk",
        [(number, one.spam, one.abuse, one.risk) for number, one in scores.items()],
    )


def scores(reading: Reading, comments: Sequence[int]) -> dict[int, Score]:
    """The chances that are kept of these comments."""
    rows = reading.quick(
        "SELECT s.comment_id, s.spam, s.abuse FROM json_each(?) asked"
        " CROSS JOIN score s ON s.comment_id = asked.value",
        (json.dumps(list(comments)),),
    )
    return {row[0]: Score(row[1], row[2]) for row in rows}


def forget_scores(writing: Writing) -> None:
    """Keep no chances of any comment."""
    writing.quick("DELETE FROM score")
