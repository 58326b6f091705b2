"""Taking back: what an operation did is put to what it was before, as far as it still stands.

A comment that somebody changed since is left alone, and so is one that would be approved although
it lacks a field that the site asks for today.
"""

import json
from dataclasses import dataclass

from db.journal import set_fields
from db.library import Writing
from db.rows import CommentId, OperationId

# Changes of the reversed operation that nobody has touched since.
_DONE = 'FROM "change" done JOIN comment c ON c.id = done.comment_id'
_STANDING = " WHERE done.operation_id = ? AND c.revision = done.after_revision"
# What was only looked at, or written a note on, was not changed and cannot have been changed since.
_CHANGED_SINCE = (
    " WHERE done.operation_id = ? AND c.revision <> done.after_revision"
    " AND done.before_revision <> done.after_revision"
)
# Of these the comment stays as it is, whatever became of it: what was only looked at comes back.
_UNCHANGED_SINCE = (
    " WHERE done.operation_id = ? AND c.revision <> done.after_revision"
    " AND done.before_revision = done.after_revision"
)
# What would be approved incomplete: the site may ask for more today than it did then.
_APPROVED_LACKING = "done.before = 'approved' AND c.lacks <> '' AND c.waiver IS NULL"
_FIELDS_LACKING = (
    "done.before = 'approved' AND coalesce(json_extract(p.before, '$.lacks'), c.lacks) <> ''"
    " AND CASE WHEN json_type(p.before, '$.waiver') IS NULL THEN c.waiver"
    " ELSE json_extract(p.before, '$.waiver') END IS NULL"
)
# No fields changed, or they were erased since: what comes back is the status alone.
_WITHOUT_FIELDS = (
    "(done.detail_hash IS NULL OR NOT EXISTS (SELECT 1 FROM private_change p WHERE"
    " p.operation_id = done.operation_id AND p.comment_id = done.comment_id))"
)
_FIELDS = (
    " JOIN private_change p ON p.operation_id = done.operation_id"
    " AND p.comment_id = done.comment_id"
)


@dataclass(frozen=True, slots=True)
class Since:
    """How many comments a desk changed since an operation; by deciding on them or otherwise."""

    desk: str
    is_decision: bool
    count: int


def reverse(writing: Writing, operation: OperationId, reversed_: OperationId) -> None:
    """Put every comment that `reversed_` touched back to what it was before it.

    Comments that somebody changed since, and those that would be approved incomplete, are left
    alone; `left_since` and `left_lacking` name them. All others are touched, so that what came back
    and what was left are together what `reversed_` touched.
    """
    with_fields = writing.quick(
        f"SELECT c.id, done.before, done.before_revision, p.before {_DONE}{_FIELDS}{_STANDING}"
        f" AND NOT ({_FIELDS_LACKING})",
        (reversed_,),
    ).fetchall()
    for comment, status, revision, told in with_fields:
        fields = json.loads(told)
        set_fields(writing, operation, CommentId(comment), fields, status=status, revision=revision)
    writing.quick(
        'INSERT INTO "change" (operation_id, comment_id, before, after, before_revision,'
        " after_revision) SELECT ?, c.id, c.status, done.before, c.revision,"
        f" done.before_revision {_DONE}{_STANDING} AND {_WITHOUT_FIELDS}"
        f" AND NOT ({_APPROVED_LACKING})",
        (operation, reversed_),
    )
    writing.quick(
        'INSERT INTO "change" (operation_id, comment_id, before, after, before_revision,'
        " after_revision) SELECT ?, c.id, c.status, c.status, c.revision, c.revision"
        f" {_DONE}{_UNCHANGED_SINCE}",
        (operation, reversed_),
    )
    writing.quick(
        "UPDATE comment SET status = new.after, revision = new.after_revision"
        ' FROM "change" new WHERE new.operation_id = ? AND new.comment_id = comment.id'
        " AND new.detail_hash IS NULL",
        (operation,),
    )


def left_since(writing: Writing, reversed_: OperationId, limit: int) -> tuple[list[CommentId], int]:
    """The comments of an operation that somebody changed since: the first `limit`, and how many.

    Asked before `reverse`, which changes them itself.
    """
    return _left(writing, f"{_DONE}{_CHANGED_SINCE}", reversed_, limit)


def changed_since(writing: Writing, reversed_: OperationId) -> list[Since]:
    """Who changed the comments of an operation since, and how many each; most first.

    Asked before `reverse`, as `left_since` is.
    """
    rows = writing.quick(
        "SELECT o.desk, o.verb IN ('approve', 'reject', 'spam', 'hold') AS decided, count(*) AS n"
        f' {_DONE} CROSS JOIN operation o ON o.id = (SELECT max(l.operation_id) FROM "change" l'
        " WHERE l.comment_id = c.id AND l.before_revision <> l.after_revision)"
        f"{_CHANGED_SINCE} GROUP BY 1, 2 ORDER BY n DESC, 1, 2",
        (reversed_,),
    )
    return [Since(desk, bool(decided), count) for desk, decided, count in rows]


def left_lacking(
    writing: Writing, reversed_: OperationId, limit: int
) -> tuple[list[CommentId], int]:
    """The comments that were approved before an operation and may not be today, lacking a field.

    The first `limit`, and how many. Asked before `reverse`.
    """
    which = f"{_DONE} LEFT{_FIELDS}{_STANDING} AND {_FIELDS_LACKING}"
    return _left(writing, which, reversed_, limit)


def _left(
    writing: Writing, which: str, reversed_: OperationId, limit: int
) -> tuple[list[CommentId], int]:
    rows = writing.quick(f"SELECT c.id {which} ORDER BY 1 LIMIT {limit}", (reversed_,)).fetchall()
    first = [CommentId(row[0]) for row in rows]
    # Mostly there are none; a hundred thousand are then not gone through a second time.
    if len(first) < limit:
        return first, len(first)
    count = writing.quick(f"SELECT count(*) {which}", (reversed_,)).fetchone()[0]
    return first, int(count)
