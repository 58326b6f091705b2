"""Notes, and what is thought of people: written with before and after, and put back by undo.

They are no part of a comment, so that a note makes no decision stale. A row stays once it is made:
a note that was taken away is blank, a person of whom nothing is thought has no standing.
"""

import json
import secrets
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from db import chain
from db.library import Writing
from db.moments import to_stored
from db.rows import CommentId, NoteId, OperationId, PersonId


class Record(StrEnum):
    """What is written of, by its table's name without `private_`."""

    PERSON = "person"
    NOTE = "note"


_FIELDS = {Record.PERSON: ("standing", "since", "until"), Record.NOTE: ("at", "desk", "text")}


def set_fields(
    writing: Writing,
    operation: OperationId,
    record: Record,
    number: int,
    fields: Mapping[str, object],
) -> bool:
    """Record and set fields of one person or note; False if all are so already.

    An operation touches each once at the most.
    """
    row = _row(writing, record, number)
    before = {name: row[name] for name, value in fields.items() if row[name] != value}
    if not before:
        return False
    after = {name: fields[name] for name in before}
    settings = ", ".join(f"{name} = ?" for name in after)
    writing.run(f"UPDATE private_{record} SET {settings} WHERE id = ?", (*after.values(), number))
    salt, told = secrets.token_hex(16), (_told(before), _told(after))
    writing.run(
        "INSERT INTO private_record_change"
        " (operation_id, record, record_id, salt, before, after, detail_hash)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (operation, record, number, salt, *told, chain.digest_of_detail(salt, *told)),
    )
    return True


def person(writing: Writing, email_key: str) -> PersonId:
    """The person with this folded address, known from now on."""
    found = writing.quick("SELECT id FROM private_person WHERE email_key = ?", (email_key,))
    row = found.fetchone()
    if row is not None:
        return PersonId(row[0])
    made = writing.quick("INSERT INTO private_person (email_key) VALUES (?)", (email_key,))
    assert made.lastrowid is not None
    return PersonId(made.lastrowid)


def new_note(
    writing: Writing, *, comment: CommentId | None, person: PersonId | None, at: datetime, desk: str
) -> NoteId:
    """A blank note on a comment or on a person, to be written by `set_fields`."""
    made = writing.quick(
        "INSERT INTO private_note (comment_id, person_id, at, desk, text) VALUES (?, ?, ?, ?, '')",
        (comment, person, to_stored(at), desk),
    )
    assert made.lastrowid is not None
    return NoteId(made.lastrowid)


def reverse(writing: Writing, operation: OperationId, reversed_: OperationId) -> tuple[int, int]:
    """Put every person and note that `reversed_` touched back to what it was before it.

    Those that were, and those left alone because somebody changed (or erased) them since.
    """
    rows = writing.run(
        "SELECT record, record_id, before, after FROM private_record_change"
        " WHERE operation_id = ? ORDER BY record, record_id",
        (reversed_,),
    ).all()
    done = left = 0
    for name, number, before, after in rows:
        record = Record(name)
        current, told = _row(writing, record, number), dict(json.loads(after))
        if not told or any(current[field] != value for field, value in told.items()):
            left += 1
        else:
            done += set_fields(writing, operation, record, number, json.loads(before))
    return done, left


def _row(writing: Writing, record: Record, number: int) -> Mapping[str, Any]:
    names = ", ".join(_FIELDS[record])
    found = writing.run(f"SELECT {names} FROM private_{record} WHERE id = ?", (number,))
    return dict(found.mappings().one())


def _told(fields: Mapping[str, object]) -> str:
    return json.dumps(fields, ensure_ascii=False, sort_keys=True)
