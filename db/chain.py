"""The journal's hash chain: every operation is sealed with the hash of the one before it.

A gap, an edit or a row taken out shows when the chain is walked. Fields before and after, and an
operation's own detail, are in it by a salted hash only, so that they can be erased for a person's
sake and the chain still holds. What is missing must have been erased: an operation of that verb,
itself in the chain, says of which comments and operations.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from db.library import Reading, Writing
from db.seals import digest_of_detail, digest_of_told, hash_of

__all__ = [
    "broken_links", "digest_of_changes", "digest_of_detail", "digest_of_told", "hash_of", "seal",
    "seal_of",
]  # fmt: skip

_BATCH = 5000
_SINCE = {"private_rule_change": 4, "private_record_change": 6}


def digest_of_changes(reading: Reading, operation: int) -> str:
    """SHA-256 (hex) over all that it did: to comments, articles, rules, people and notes."""
    return _summed(reading, operation)[0]


def _summed(reading: Reading, operation: int) -> tuple[str, int]:
    summed, count, last, lines = hashlib.sha256(), 0, -(2**63), _BATCH
    while lines == _BATCH:
        told, last, lines = reading.quick(_LINES, (operation, last)).fetchone()
        count += lines
        if told is not None:
            summed.update(f"{told}\n".encode())
    articles = reading.quick(
        "SELECT article_id, detail_hash FROM article_change WHERE operation_id = ?"
        " ORDER BY article_id",
        (operation,),
    )
    for number, hashed in articles:
        summed.update(f"article {number} {hashed}\n".encode())
    for number, hashed in _rules_of(reading, operation):
        summed.update(f"rule {number} {hashed}\n".encode())
    for record, number, hashed in _records_of(reading, operation):
        summed.update(f"{record} {number} {hashed}\n".encode())
    return summed.hexdigest(), count


def _rules_of(reading: Reading, operation: int) -> Iterable[Sequence[Any]]:
    if not _has(reading, "private_rule_change"):
        return ()
    return reading.quick(
        "SELECT rule_id, detail_hash FROM private_rule_change WHERE operation_id = ?"
        " ORDER BY rule_id",
        (operation,),
    )


def _records_of(reading: Reading, operation: int) -> Iterable[tuple[str, int, str]]:
    if not _has(reading, "private_record_change"):
        return ()
    return reading.quick(
        "SELECT record, record_id, detail_hash FROM private_record_change"
        " WHERE operation_id = ? ORDER BY record, record_id",
        (operation,),
    )


def _has(reading: Reading, table: str) -> bool:
    """A backup or a wreck of an older version is looked at before its steps are taken."""
    version = int(reading.quick("PRAGMA user_version").fetchone()[0])
    return version >= _SINCE.get(table, 1)


# The lines are made and joined inside SQLite: a million of them would be a million rows for us.
_LINES = f"""
    SELECT group_concat(line, char(10)), max(comment_id), count(*) FROM (
        SELECT comment_id, comment_id || ' ' || before || ' ' || after || ' ' || before_revision
            || ' ' || after_revision || ' ' || coalesce(detail_hash, '-') AS line
        FROM "change" WHERE operation_id = ? AND comment_id > ? ORDER BY comment_id LIMIT {_BATCH}
    )
"""


def seal(writing: Writing, operation: int) -> int:
    """Count and hash what the operation did, and chain it to the one before; the count."""
    digest, count = _summed(writing, operation)
    found = writing.quick("SELECT * FROM operation WHERE id = ?", (operation,))
    names = [one[0] for one in found.description]
    row = dict(zip(names, found.fetchone(), strict=True))
    previous = writing.quick(
        "SELECT hash FROM operation WHERE id < ? ORDER BY id DESC LIMIT 1", (operation,)
    ).fetchone()
    row |= {"count": count, "digest": digest, "previous_hash": previous[0] if previous else ""}
    writing.quick(
        "UPDATE operation SET count = ?, digest = ?, previous_hash = ?, hash = ? WHERE id = ?",
        (count, digest, row["previous_hash"], hash_of(row), operation),
    )
    return count


@dataclass(frozen=True, slots=True)
class _Erased:
    """What erasures took out: of which comments, up to which operation; and whose details."""

    comments: Mapping[int, int]
    operations: Collection[int]
    newest: int


def broken_links(reading: Reading) -> Iterator[tuple[int, str]]:
    """Walk the whole chain; each operation that does not hold, with what is wrong with it.

    The words are `gap` (one before it is missing or another), `operation` (its row was changed),
    `changes` (what it did was changed) and `detail` (fields before or after were changed, or are
    gone without an erasure).
    """
    previous_hash, previous_id = "", 0
    erased = _erased(reading)
    for row in reading.run("SELECT * FROM operation ORDER BY id").mappings():
        number = int(row["id"])
        if row["previous_hash"] != previous_hash or number != previous_id + 1:
            yield number, "gap"
        if row["hash"] != hash_of(dict(row)) or not _is_told(dict(row), erased):
            yield number, "operation"
        if row["digest"] != digest_of_changes(reading, number):
            yield number, "changes"
        if not _details_hold(reading, number, erased):
            yield number, "detail"
        previous_hash, previous_id = str(row["hash"]), number


def _erased(reading: Reading) -> _Erased:
    comments = reading.run(
        'SELECT c.comment_id, max(o.id) FROM operation o JOIN "change" c ON c.operation_id = o.id'
        " WHERE o.verb = 'erase' GROUP BY c.comment_id"
    )
    told = reading.run("SELECT detail FROM operation WHERE verb = 'erase'")
    operations = {number for (detail,) in told for number in _listed(detail)}
    newest = reading.run("SELECT coalesce(max(id), 0) FROM operation WHERE verb = 'erase'")
    return _Erased(
        {int(comment): int(by) for comment, by in comments}, operations, int(newest.scalar_one())
    )


def _listed(detail: str) -> Sequence[int]:
    """The operations whose details an erasure took out; none where its own was tampered with."""
    try:
        return list(json.loads(detail)["details"])
    except (ValueError, KeyError, TypeError):
        return []


def _is_told(operation: Mapping[str, Any], erased: _Erased) -> bool:
    salt, detail = str(operation["detail_salt"]), str(operation["detail"])
    if operation["detail_hash"] == digest_of_told(salt, detail):
        return True
    return (salt, detail) == ("", "{}") and operation["id"] in erased.operations


def _details_hold(reading: Reading, operation: int, erased: _Erased) -> bool:
    kept = reading.run(
        "SELECT p.salt, p.before, p.after, c.detail_hash FROM private_change p"
        ' LEFT JOIN "change" c USING (operation_id, comment_id) WHERE p.operation_id = ?',
        (operation,),
    )
    if any(digest_of_detail(*told) != hashed for *told, hashed in kept):
        return False
    gone = reading.run(
        'SELECT c.comment_id FROM "change" c LEFT JOIN private_change p'
        " USING (operation_id, comment_id) WHERE c.operation_id = ?"
        " AND c.detail_hash IS NOT NULL AND p.salt IS NULL",
        (operation,),
    )
    return all(erased.comments.get(comment, 0) > operation for (comment,) in gone) and (
        erased.newest > operation or _others_hold(reading, operation)
    )


def _others_hold(reading: Reading, operation: int) -> bool:
    """What is erased goes from articles, rules, notes and people, in whichever it stands."""
    kept = [
        row
        for table in ("article_change", *_SINCE)
        if _has(reading, table)
        for row in reading.run(
            f"SELECT salt, before, after, detail_hash FROM {table} WHERE operation_id = ?",
            (operation,),
        )
    ]
    return all(digest_of_detail(*told) == hashed for *told, hashed in kept)


def seal_of(reading: Reading, operation: int | None = None) -> tuple[int, str] | None:
    """The number and the seal of that operation, or of the newest; None if there is none."""
    row = reading.run(
        "SELECT id, hash FROM operation WHERE id = coalesce(?, (SELECT max(id) FROM operation))",
        (operation,),
    ).first()
    return (int(row[0]), str(row[1])) if row is not None else None
