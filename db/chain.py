"""The journal's hash chain: every operation is sealed with the hash of the one before it.

A gap, an edit or a row taken out shows when the chain is walked. Fields before and after are in it
by a salted hash only, so that they can be erased for a person's sake and the chain still holds.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from db.library import Reading, Writing

_BATCH = 5000


def digest_of_changes(reading: Reading, operation: int) -> str:
    """SHA-256 (hex) over all that the operation did, comment by comment in the order of ids."""
    summed = hashlib.sha256()
    last: int | None = -(2**63)
    while last is not None:
        lines, last = reading.run(_LINES, (operation, last)).one()
        if lines is not None:
            summed.update(f"{lines}\n".encode())
    return summed.hexdigest()


# The lines are made and joined inside SQLite: a million of them would be a million rows for us.
_LINES = f"""
    SELECT group_concat(line, char(10)), max(comment_id) FROM (
        SELECT comment_id, comment_id || ' ' || before || ' ' || after || ' ' || before_revision
            || ' ' || after_revision || ' ' || coalesce(detail_hash, '-') AS line
        FROM "change" WHERE operation_id = ? AND comment_id > ? ORDER BY comment_id LIMIT {_BATCH}
    )
"""


def digest_of_detail(salt: str, before: str, after: str) -> str:
    """SHA-256 (hex) over the fields before and after (JSON), salted against guessing."""
    return hashlib.sha256("\n".join((salt, before, after)).encode()).hexdigest()


_SEALED = (
    "id", "at", "desk", "role", "verb", "subject", "reverses", "count", "detail", "digest",
    "previous_hash",
)  # fmt: skip


def hash_of(operation: Mapping[str, Any]) -> str:
    """SHA-256 (hex) over an operation's row without its own hash."""
    told = json.dumps([operation[name] for name in _SEALED], ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()


def seal(writing: Writing, operation: int) -> int:
    """Count and hash what the operation did, and chain it to the one before; the count."""
    count = writing.run(
        'SELECT count(*) FROM "change" WHERE operation_id = ?', (operation,)
    ).scalar_one()
    previous = writing.run(
        "SELECT hash FROM operation WHERE id < ? ORDER BY id DESC LIMIT 1", (operation,)
    ).scalar()
    writing.run(
        "UPDATE operation SET count = ?, digest = ?, previous_hash = ? WHERE id = ?",
        (count, digest_of_changes(writing, operation), previous or "", operation),
    )
    row = writing.run("SELECT * FROM operation WHERE id = ?", (operation,)).mappings().one()
    writing.run("UPDATE operation SET hash = ? WHERE id = ?", (hash_of(dict(row)), operation))
    return int(count)


def broken_links(reading: Reading) -> Iterator[tuple[int, str]]:
    """Walk the whole chain; each operation that does not hold, with what is wrong with it.

    The words are `gap` (one before it is missing or another), `operation` (its row was changed),
    `changes` (what it did was changed) and `detail` (fields before or after were changed).
    """
    previous_hash, previous_id = "", 0
    for row in reading.run("SELECT * FROM operation ORDER BY id").mappings():
        number = int(row["id"])
        if row["previous_hash"] != previous_hash or number != previous_id + 1:
            yield number, "gap"
        if row["hash"] != hash_of(dict(row)):
            yield number, "operation"
        if row["digest"] != digest_of_changes(reading, number):
            yield number, "changes"
        if not _details_hold(reading, number):
            yield number, "detail"
        previous_hash, previous_id = str(row["hash"]), number


def _details_hold(reading: Reading, operation: int) -> bool:
    rows = reading.run(
        "SELECT p.salt, p.before, p.after, c.detail_hash FROM private_change p"
        ' LEFT JOIN "change" c USING (operation_id, comment_id) WHERE p.operation_id = ?',
        (operation,),
    )
    return all(digest_of_detail(salt, before, after) == kept for salt, before, after, kept in rows)
