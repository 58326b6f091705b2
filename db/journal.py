"""The journal: every change is an operation, with before and after for each comment it touched.

A revision is the number of the operation that made a comment what it is. Undo gives back the
state of before with its revision, so that what was done earlier can be undone next, and a
decision made on that very state still holds.

It is the undo, the audit and the news. An operation is begun, its changes are recorded set by set
inside SQLite (fifty thousand cost no more statements than one), and it is sealed into the chain.
Undo and redo are operations too: nothing in the journal is ever changed.
"""

import json
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from db import chain, enqueuing
from db.library import Writing
from db.moments import to_stored
from db.rows import CommentId, OperationId
from db.words import WITHDRAWN, Role, Status, Verb

# The columns that an edit may touch, and where each is kept.
COMMENT_FIELDS = frozenset(
    {
        "article_id", "parent_id", "kind", "name", "url", "submitted_at", "body", "body_format",
        "text", "links", "lacks", "waiver", "note", "address_stands", "parent_external_id",
        "edited",
    }
)  # fmt: skip
CONTACT_FIELDS = frozenset(
    {
        "email", "email_key", "email_domain", "ip", "user_agent", "extra", "source_digest",
    }
)  # fmt: skip


def begin(
    writing: Writing,
    *,
    at: datetime,
    desk: str,
    verb: Verb,
    role: Role = Role.DO,
    subject: OperationId | None = None,
    reverses: OperationId | None = None,
    detail: Mapping[str, object] | None = None,
) -> OperationId:
    """Begin an operation; `seal` ends it. `detail` is JSON-able and holds no e-mail address."""
    newest = writing.quick("SELECT coalesce(max(id), 0) FROM operation").fetchone()
    number = newest[0] + 1
    told = json.dumps(dict(detail or {}), ensure_ascii=False, sort_keys=True)
    salt = secrets.token_hex(16) if detail else ""
    hashed = chain.digest_of_told(salt, told)
    writing.quick(
        "INSERT INTO operation (id, at, desk, role, verb, subject, reverses, count, detail,"
        " detail_salt, detail_hash, digest, previous_hash, hash)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, '', '', '')",
        (number, to_stored(at), desk, role, verb, subject or number, reverses, told, salt, hashed),
    )
    return OperationId(number)


def seal(writing: Writing, operation: OperationId) -> int:
    """End the operation: it is counted and chained; the number of comments it touched.

    What it changed of a connected site's comments goes into the outbox with it.
    """
    enqueuing.enqueue(writing, operation)
    return chain.seal(writing, operation)


def count(writing: Writing, operation: OperationId) -> int:
    """The number of comments that the operation has touched so far."""
    counted = writing.quick('SELECT count(*) FROM "change" WHERE operation_id = ?', (operation,))
    return int(counted.fetchone()[0])


def forget(writing: Writing, operation: OperationId) -> None:
    """Take back the beginning of an operation that came to nothing; it was never sealed."""
    writing.run("DELETE FROM operation WHERE id = ? AND hash = ''", (operation,))


def pick(writing: Writing, ids: Sequence[int], revisions: Sequence[int]) -> int:
    """Make these the picked comments, each at the revision on which the decision was made.

    How many they are; one that is named twice is one.
    """
    wanted = dict(zip(ids, revisions, strict=True))
    writing.quick("DELETE FROM temp.picked")
    writing.run_many("INSERT INTO temp.picked VALUES (?, ?)", list(wanted.items()))
    return len(wanted)


def drop_stale(writing: Writing, limit: int) -> tuple[list[CommentId], int]:
    """Take from the picked those that changed since; the first `limit` of them, and how many."""
    stale = (
        "SELECT p.id FROM temp.picked p LEFT JOIN comment c USING (id)"
        " WHERE c.revision IS NOT p.revision OR c.status = 'withdrawn'"
    )
    return _drop(writing, stale, limit)


def drop_incomplete(writing: Writing, limit: int) -> tuple[list[CommentId], int]:
    """Take from the picked those that may not be approved, lacking a field without a waiver."""
    lacking = (
        "SELECT p.id FROM temp.picked p JOIN comment c USING (id)"
        " WHERE c.lacks <> '' AND c.waiver IS NULL AND c.status <> 'approved'"
    )
    return _drop(writing, lacking, limit)


def _drop(writing: Writing, which: str, limit: int) -> tuple[list[CommentId], int]:
    first = [CommentId(row[0]) for row in writing.quick(f"{which} ORDER BY 1 LIMIT {limit}")]
    if not first:
        return [], 0
    gone = writing.run(f"DELETE FROM temp.picked WHERE id IN ({which})")
    return first, gone.rowcount


def set_status(writing: Writing, operation: OperationId, status: Status) -> None:
    """Record and set the status of every picked comment that does not have it yet."""
    writing.quick(
        'INSERT INTO "change" (operation_id, comment_id, before, after, before_revision,'
        " after_revision) SELECT ?, c.id, c.status, ?, c.revision, ?"
        " FROM temp.picked p CROSS JOIN comment c USING (id) WHERE c.status <> ?",
        (operation, status, operation, status),
    )
    writing.quick(
        "UPDATE comment SET status = ?, revision = ?"
        " WHERE id IN (SELECT id FROM temp.picked) AND status <> ?",
        (status, operation, status),
    )


def record_arrivals(writing: Writing, operation: OperationId, after: int) -> None:
    """Record that every comment with an id above `after` arrived with this operation."""
    writing.run(
        'INSERT INTO "change" (operation_id, comment_id, before, after, before_revision,'
        f" after_revision) SELECT ?, id, '{WITHDRAWN}', status, 0, revision"
        " FROM comment WHERE id > ?",
        (operation, after),
    )


def record_amendment(writing: Writing, operation: OperationId, decision: OperationId) -> None:
    """Record that an operation is about every comment that still stands as a decision left it."""
    writing.run(
        'INSERT INTO "change" (operation_id, comment_id, before, after, before_revision,'
        " after_revision) SELECT ?, c.id, c.status, c.status, c.revision, c.revision"
        ' FROM "change" done JOIN comment c ON c.id = done.comment_id'
        " WHERE done.operation_id = ? AND c.revision = done.after_revision",
        (operation, decision),
    )


def record_look(writing: Writing, operation: OperationId, comment: CommentId) -> None:
    """Record that somebody looked at the private part of a comment; the comment stays as it is."""
    writing.run(
        'INSERT INTO "change" (operation_id, comment_id, before, after, before_revision,'
        " after_revision) SELECT ?, id, status, status, revision, revision FROM comment"
        " WHERE id = ?",
        (operation, comment),
    )


def set_fields(
    writing: Writing,
    operation: OperationId,
    comment: CommentId,
    fields: Mapping[str, object],
    *,
    status: str | None = None,
    revision: int | None = None,
) -> bool:
    """Record and set fields of one comment (and its status, if given); False if all are so already.

    Names of fields are those of the tables. The new revision is the operation's, but where one is
    given: a state that was there before has its revision again.
    """
    row = _row(writing, comment)
    before = {name: row[name] for name, value in fields.items() if row[name] != value}
    after = {name: fields[name] for name in before}
    new_status = status or str(row["status"])
    if not before and new_status == row["status"]:
        return False
    made = operation if revision is None else revision
    _write(writing, comment, after, new_status, made)
    _record(writing, operation, comment, row, (new_status, made), before, after)
    return True


def _row(writing: Writing, comment: CommentId) -> Mapping[str, Any]:
    found = writing.run(
        "SELECT c.*, p.* FROM comment c JOIN private_contact p ON p.comment_id = c.id"
        " WHERE c.id = ?",
        (comment,),
    )
    return dict(found.mappings().one())


def _write(
    writing: Writing,
    comment: CommentId,
    fields: Mapping[str, object],
    status: str,
    revision: int,
) -> None:
    unknown = fields.keys() - COMMENT_FIELDS - CONTACT_FIELDS
    assert not unknown, f"not a field of a comment: {unknown}"
    own = {name: value for name, value in fields.items() if name in COMMENT_FIELDS}
    own |= {"status": status, "revision": revision}
    _update(writing, "comment", "id", comment, own)
    private = {name: value for name, value in fields.items() if name in CONTACT_FIELDS}
    if private:
        _update(writing, "private_contact", "comment_id", comment, private)


def _update(
    writing: Writing, table: str, key: str, comment: CommentId, fields: Mapping[str, object]
) -> None:
    settings = ", ".join(f"{name} = ?" for name in fields)
    writing.run(f"UPDATE {table} SET {settings} WHERE {key} = ?", (*fields.values(), comment))


def _record(
    writing: Writing,
    operation: OperationId,
    comment: CommentId,
    row: Mapping[str, Any],
    made: tuple[str, int],
    before: Mapping[str, object],
    after: Mapping[str, object],
) -> None:
    hashed = None
    if before:
        salt = secrets.token_hex(16)
        told = [json.dumps(side, ensure_ascii=False, sort_keys=True) for side in (before, after)]
        hashed = chain.digest_of_detail(salt, *told)
        writing.run(
            "INSERT INTO private_change (operation_id, comment_id, salt, before, after)"
            " VALUES (?, ?, ?, ?, ?)",
            (operation, comment, salt, *told),
        )
    writing.run(
        'INSERT INTO "change" (operation_id, comment_id, before, after, before_revision,'
        " after_revision, detail_hash) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (operation, comment, row["status"], made[0], row["revision"], made[1], hashed),
    )


def withdraw_articles(writing: Writing, operation: OperationId, *, withdrawn: bool) -> bool:
    """Hide the articles that an operation brought and that have no comment left, or show them.

    True if any changed.
    """
    empty = (
        " AND NOT EXISTS (SELECT 1 FROM article_count n WHERE n.article_id = article.id"
        " AND n.status <> 'withdrawn' AND n.total > 0)"
    )
    changed = writing.quick(
        "UPDATE article SET withdrawn = ? WHERE added_by = ? AND withdrawn <> ?"
        + (empty if withdrawn else ""),
        (int(withdrawn), operation, int(withdrawn)),
    )
    return changed.rowcount > 0


def picked(writing: Writing) -> list[CommentId]:
    """The picked comments, in the order of their ids."""
    return [CommentId(row[0]) for row in writing.run("SELECT id FROM temp.picked ORDER BY id")]
