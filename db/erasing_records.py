"""Erasing a person, as far as it is what was thought of them and noted: found, told and blanked.

The rows stay, empty, for what points at them; of their history the salted hashes stay in the chain.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from db.library import Reading, Writing

_BATCH = 500
_PEOPLE = (
    "SELECT id FROM private_person WHERE email_key <> ''"
    " AND email_key IN (SELECT value FROM json_each(?))"
)
_NOTES = (
    "SELECT id FROM private_note WHERE person_id IN (SELECT value FROM json_each(?))"
    " OR comment_id IN (SELECT value FROM json_each(?))"
)


def people_of(reading: Reading, keys: Sequence[str]) -> list[int]:
    """The people with these folded addresses."""
    return [int(row[0]) for row in reading.run(_PEOPLE, (json.dumps(list(keys)),))]


def notes_of(reading: Reading, people: Sequence[int], comments: Sequence[int]) -> list[int]:
    """The notes on these people and on these comments."""
    told = (json.dumps(list(people)), json.dumps(list(comments)))
    return [int(row[0]) for row in reading.run(_NOTES, told)]


def everything(
    reading: Reading, people: Sequence[int], notes: Sequence[int]
) -> Mapping[str, list[Mapping[str, Any]]]:
    """All that is kept of these people and notes, and of how it came so."""
    return {
        "standings": _rows(reading, "SELECT * FROM private_person WHERE id IN ", people),
        "notes": _rows(reading, "SELECT * FROM private_note WHERE text <> '' AND id IN ", notes),
        "changes": [
            *_rows(reading, _CHANGES.format("person"), people),
            *_rows(reading, _CHANGES.format("note"), notes),
        ],
    }


_CHANGES = (
    "SELECT c.operation_id AS operation, o.at, o.desk, o.role, o.verb, c.record, c.record_id,"
    " c.before, c.after FROM private_record_change c JOIN operation o ON o.id = c.operation_id"
    " WHERE c.record = '{}' AND c.record_id IN "
)


def _rows(reading: Reading, which: str, numbers: Sequence[int]) -> list[Mapping[str, Any]]:
    rows = reading.run(
        f"{which} (SELECT value FROM json_each(?)) ORDER BY 1", (json.dumps(list(numbers)),)
    )
    return [dict(row) for row in rows.mappings()]


def fields_of_others(
    reading: Reading, people: Sequence[int], notes: Sequence[int]
) -> Iterator[tuple[int, str, int, str]]:
    """Operation, record, its number and fields (before and after) of all but these."""
    own = {*(("person", one) for one in people), *(("note", one) for one in notes)}
    rows = reading.quick(
        "SELECT operation_id, record, record_id, before, after FROM private_record_change"
    )
    while batch := rows.fetchmany(_BATCH):
        for operation, record, number, before, after in batch:
            if (record, number) not in own:
                yield int(operation), str(record), int(number), f"{before}\n{after}"


def forget(
    writing: Writing,
    people: Sequence[int],
    notes: Sequence[int],
    others: Sequence[tuple[int, str, int]],
) -> int:
    """Blank these people and notes and their history, and fields of others; entries of history."""
    persons, noted = json.dumps(list(people)), json.dumps(list(notes))
    writing.run(
        "UPDATE private_person SET email_key = '', standing = '', since = NULL, until = NULL"
        " WHERE id IN (SELECT value FROM json_each(?))",
        (persons,),
    )
    writing.run(
        "UPDATE private_note SET text = '' WHERE id IN (SELECT value FROM json_each(?))", (noted,)
    )
    blank = "UPDATE private_record_change SET salt = '', before = '{}', after = '{}'"
    gone = writing.run(
        f"{blank} WHERE record = 'person' AND record_id IN (SELECT value FROM json_each(?))"
        " OR record = 'note' AND record_id IN (SELECT value FROM json_each(?))",
        (persons, noted),
    ).rowcount
    writing.run_many(
        f"{blank} WHERE operation_id = ? AND record = ? AND record_id = ?", list(others)
    )
    return gone + len(others)
