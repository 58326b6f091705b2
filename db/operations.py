"""The journal, read: what was done, what can be taken back, and the story of a comment."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from db.library import Reading
from db.moments import from_stored, to_stored
from db.numbers import Numbers
from db.rows import Change, CommentId, Operation, OperationId
from db.words import WITHDRAWN, Role, Status, Verb

# What was looked at cannot be unseen, and what was erased is nowhere any more.
NOT_UNDOABLE = frozenset({Verb.REVEAL, Verb.ERASE})

# An operation is undone while the latest one about the same subject is an undo.
_LAST = "FROM operation last WHERE last.subject = o.subject ORDER BY last.id DESC LIMIT 1"
_UNDONE = f"(SELECT last.role = 'undo' {_LAST})"
_COLUMNS = (
    f"o.id, o.at, o.desk, o.role, o.verb, o.subject, o.count, o.detail, {_UNDONE} AS undone,"
    " (SELECT turned.count FROM operation turned WHERE turned.id = o.reverses) AS out_of,"
    f" (SELECT iif(last.role = 'undo', last.count, 0) {_LAST}) AS put_back"
)
_UNDOABLE = "o.role = 'do' AND o.verb NOT IN ('reveal', 'erase')"


def latest(reading: Reading) -> OperationId:
    """The newest operation's number; 0 before the first. It grows with every write by anybody."""
    return OperationId(reading.quick("SELECT coalesce(max(id), 0) FROM operation").fetchone()[0])


def first_moment(reading: Reading) -> datetime | None:
    """When the first operation was; None before it."""
    row = reading.quick("SELECT at FROM operation ORDER BY id LIMIT 1").fetchone()
    return None if row is None else from_stored(int(row[0]))


def operation(reading: Reading, number: OperationId) -> Operation | None:
    """That operation, or None."""
    rows = _read(reading, f"SELECT {_COLUMNS} FROM operation o WHERE o.id = ?", (number,))
    return rows[0] if rows else None


def newest(reading: Reading, *, limit: int, before: OperationId | None = None) -> list[Operation]:
    """The newest operations, newest first; with `before`, those older than it."""
    where = "WHERE o.id < ?" if before is not None else ""
    return _read(
        reading,
        f"SELECT {_COLUMNS} FROM operation o {where} ORDER BY o.id DESC LIMIT {int(limit)}",
        () if before is None else (before,),
    )


def first_since(reading: Reading, moment: datetime) -> OperationId:
    """The number that the first operation at that moment or later has, or would have."""
    row = reading.quick(
        "SELECT coalesce((SELECT min(id) FROM operation WHERE at >= ?),"
        " (SELECT coalesce(max(id), 0) + 1 FROM operation))",
        (to_stored(moment),),
    ).fetchone()
    return OperationId(row[0])


def about(reading: Reading, comments: Sequence[int], *, limit: int) -> list[Operation]:
    """The newest operations that touched any of these comments, newest first."""
    return _read(
        reading,
        f"SELECT {_COLUMNS} FROM operation o WHERE o.id IN (SELECT c.operation_id FROM"
        ' json_each(?) wanted CROSS JOIN "change" c ON c.comment_id = wanted.value)'
        f" ORDER BY o.id DESC LIMIT {int(limit)}",
        (json.dumps(list(comments)),),
    )


def next_undo(reading: Reading, desk: str) -> Operation | None:
    """The last thing this desk did that stands; what undo takes back next."""
    rows = _read(
        reading,
        f"SELECT {_COLUMNS} FROM operation o WHERE o.desk = ? AND {_UNDOABLE} AND NOT {_UNDONE}"
        " ORDER BY o.id DESC LIMIT 1",
        (desk,),
    )
    return rows[0] if rows else None


def next_redo(reading: Reading, desk: str) -> Operation | None:
    """The undo that redo takes back next: of this desk, and nothing was done by it since."""
    rows = _read(
        reading,
        f"SELECT {_COLUMNS} FROM operation o WHERE o.desk = ? AND o.role = 'undo'"
        " AND o.id = (SELECT max(id) FROM operation WHERE subject = o.subject)"
        " AND o.id > (SELECT coalesce(max(id), 0) FROM operation WHERE desk = ? AND role = 'do'"
        " AND verb NOT IN ('reveal', 'erase')) ORDER BY o.id DESC LIMIT 1",
        (desk, desk),
    )
    return rows[0] if rows else None


def story(reading: Reading, comment: CommentId) -> list[tuple[Operation, Change]]:
    """Everything that happened to a comment, oldest first."""
    numbers = reading.run(
        'SELECT operation_id, before, after, before_revision, after_revision FROM "change"'
        " WHERE comment_id = ? ORDER BY operation_id",
        (comment,),
    ).all()
    told = []
    for number, before, after, before_revision, after_revision in numbers:
        done = operation(reading, OperationId(number))
        assert done is not None  # a foreign key says so
        change = Change(
            done.id, comment, _status(before), _status(after), before_revision, after_revision
        )
        told.append((done, change))
    return told


def last_touch(reading: Reading, comment: CommentId) -> tuple[Operation, Change] | None:
    """The last thing that changed a comment, or None if there is no such comment."""
    row = reading.run(
        'SELECT operation_id, before, after, before_revision, after_revision FROM "change"'
        " WHERE comment_id = ? AND (before_revision <> after_revision) ORDER BY operation_id DESC"
        " LIMIT 1",
        (comment,),
    ).first()
    if row is None:
        return None
    done = operation(reading, OperationId(row[0]))
    assert done is not None  # a foreign key says so
    return done, Change(done.id, comment, _status(row[1]), _status(row[2]), row[3], row[4])


def touched(reading: Reading, number: OperationId) -> Numbers[CommentId]:
    """The comments that an operation touched, in the order of their ids."""
    rows = reading.quick(
        'SELECT comment_id FROM "change" WHERE operation_id = ? ORDER BY comment_id', (number,)
    )
    return Numbers(row[0] for row in rows)


def touched_since(reading: Reading, revision: int, most: int) -> list[CommentId] | None:
    """The comments that operations after that one touched; None if they are more than `most`."""
    # The plus keeps SQLite from the index of all changes by comment, which it would go through.
    rows = reading.quick(
        'SELECT DISTINCT +comment_id FROM "change" WHERE operation_id > ? LIMIT ?',
        (revision, most + 1),
    ).fetchall()
    return None if len(rows) > most else [CommentId(row[0]) for row in rows]


def touching_words(reading: Reading, first: int, last: int, word: str) -> set[int]:
    """Which of these operations touched a comment that has a word that begins so."""
    plain = "".join(sign if sign.isalnum() else " " for sign in word).split()
    if not plain:
        return set()
    rows = reading.quick(
        'SELECT DISTINCT operation_id FROM "change" WHERE operation_id BETWEEN ? AND ? AND'
        " comment_id IN (SELECT rowid FROM comment_words WHERE comment_words MATCH ?)",
        (first, last, '"' + " ".join(plain) + '" *'),
    )
    return {int(row[0]) for row in rows}


def _status(stored: str) -> Status | None:
    return None if stored == WITHDRAWN else Status(stored)


def _read(reading: Reading, statement: str, values: Sequence[Any]) -> list[Operation]:
    return [
        Operation(
            id=OperationId(number),
            at=from_stored(at),
            desk=desk,
            role=Role(role),
            verb=Verb(verb),
            subject=OperationId(subject),
            count=count,
            undone=bool(undone),
            detail=json.loads(detail),
            out_of=count if out_of is None else out_of,
            put_back=put_back,
        )
        for (
            number, at, desk, role, verb, subject, count, detail, undone, out_of, put_back
        ) in reading.quick(statement, values)
    ]  # fmt: skip


def fields_of(reading: Reading, comment: CommentId) -> dict[OperationId, tuple[str, str]]:
    """The fields of a comment before and after each operation that changed some, as JSON."""
    rows = reading.quick(
        "SELECT operation_id, before, after FROM private_change WHERE comment_id = ?", (comment,)
    )
    return {OperationId(row[0]): (row[1], row[2]) for row in rows}
