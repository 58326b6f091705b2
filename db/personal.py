"""What the library holds of one person: their comments, and texts of others that may name them.

Nothing is changed here; what a text tells of somebody is decided elsewhere.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from db.library import Reading
from db.rows import CommentId, OperationId

_BATCH = 500
# Looked through column by column, or made by SQLite from what is.
_OWN_WAY = frozenset({"private_contact", "private_change", "private_erased", "operation", "change",
                      "private_person", "private_record_change",
                      "migration", "sqlite_sequence"})  # fmt: skip
# Of these only what people write; the others are identities that other rows go by.
_WRITTEN = {
    "comment": ("name", "url", "body", "text", "waiver", "note"),
    "article": ("title", "url", "body"),
    "site": ("name", "url"),
    "setting": ("value",),
    "private_note": ("text",),
}


@dataclass(frozen=True, slots=True)
class Written:
    """A text of the library that is no part of the person's own comments.

    `row` are the values of the key columns; `comment` is the comment that it belongs to, if any.
    """

    table: str
    column: str
    keys: tuple[str, ...]
    row: tuple[Any, ...]
    text: str
    comment: int | None = None


def under_addresses(reading: Reading, keys: Sequence[str]) -> list[CommentId]:
    """Every comment, withdrawn ones too, that was sent under one of these folded addresses."""
    rows = reading.run(
        "SELECT comment_id FROM private_contact WHERE email_key <> ''"
        " AND email_key IN (SELECT value FROM json_each(?)) ORDER BY comment_id",
        (json.dumps(list(keys)),),
    )
    return [CommentId(row[0]) for row in rows]


def from_ip(reading: Reading, ip: str) -> list[CommentId]:
    """Every comment that came from this IP address, as it is written."""
    rows = reading.run("SELECT comment_id FROM private_contact WHERE ip = ?", (ip,))
    return [CommentId(row[0]) for row in rows]


def under_name(reading: Reading, name: str) -> list[CommentId]:
    """Every comment whose commenter has exactly this name, whatever its case and diacritics."""
    rows = reading.run(
        "SELECT id FROM comment WHERE ? <> '' AND folded(name) = folded(?)", (name, name)
    )
    return [CommentId(row[0]) for row in rows]


def contacts(reading: Reading, comments: Sequence[int]) -> list[Mapping[str, Any]]:
    """All that is kept of these comments, private part and all, in the order of their ids."""
    rows = reading.run(
        "SELECT c.*, p.*, a.key AS article_key, a.title AS article_title FROM json_each(?) wanted"
        " CROSS JOIN comment c ON c.id = wanted.value JOIN article a ON a.id = c.article_id"
        " JOIN private_contact p ON p.comment_id = c.id ORDER BY c.id",
        (json.dumps(list(comments)),),
    )
    return [dict(row) for row in rows.mappings()]


def history_of(reading: Reading, comments: Sequence[int]) -> list[Mapping[str, Any]]:
    """What the journal has of these comments, with the fields before and after where kept."""
    rows = reading.run(
        "SELECT o.id AS operation, o.at, o.desk, o.role, o.verb, o.detail,"
        " ch.comment_id AS comment, ch.before AS status_before,"
        " ch.after AS status_after, p.before, p.after"
        ' FROM json_each(?) wanted CROSS JOIN "change" ch ON ch.comment_id = wanted.value'
        " JOIN operation o ON o.id = ch.operation_id LEFT JOIN private_change p"
        " ON p.operation_id = o.id AND p.comment_id = ch.comment_id ORDER BY o.id, ch.comment_id",
        (json.dumps(list(comments)),),
    )
    return [dict(row) for row in rows.mappings()]


def shared_ips(reading: Reading, ips: Sequence[str], comments: Sequence[int]) -> set[str]:
    """Those of these IP addresses from which others than these comments came, too."""
    rows = reading.run(
        "SELECT DISTINCT p.ip FROM json_each(?) wanted CROSS JOIN private_contact p"
        " ON p.ip = wanted.value WHERE p.comment_id NOT IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ips)), json.dumps(list(comments))),
    )
    return {str(row[0]) for row in rows}


def written(reading: Reading, own: Sequence[int]) -> Iterator[list[Written]]:
    """All texts of the library but the journal's and those of the comments `own`, in batches."""
    without = set(own)
    for table, columns, keys in _texts(reading):
        named = ", ".join(f'"{name}"' for name in (*keys, *columns))
        where = "" if table != "private_contact" else " WHERE extra <> '{}'"
        rows = reading.quick(f'SELECT {named} FROM "{table}"{where}')
        while batch := rows.fetchmany(_BATCH):
            yield [
                Written(table, name, keys, tuple(row[: len(keys)]), text, comment)
                for row in batch
                if (comment := _comment_of(table, row)) not in without or comment is None
                for name, text in zip(columns, row[len(keys) :], strict=True)
                if isinstance(text, str) and text
            ]


def _comment_of(table: str, row: Sequence[Any]) -> int | None:
    return int(row[0]) if table in ("comment", "private_contact") else None


def _texts(reading: Reading) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Each table that holds what people wrote: its columns of text, and those of its key."""
    for table, columns in _WRITTEN.items():
        yield table, columns, _keys(reading, table)
    yield "private_contact", ("extra",), ("comment_id",)
    known = _OWN_WAY | _WRITTEN.keys()
    names = reading.run(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'comment_words%'"
        " AND name NOT LIKE 'sqlite_%' ORDER BY name"
    )
    for (table,) in names.all():
        if table not in known:
            told = reading.run(f'PRAGMA table_info("{table}")').all()
            columns = tuple(str(row[1]) for row in told if row[2] == "TEXT")
            if columns:
                yield str(table), columns, _keys(reading, str(table))


def _keys(reading: Reading, table: str) -> tuple[str, ...]:
    told = reading.run(f'PRAGMA table_info("{table}")').all()
    keyed = sorted((row[5], str(row[1])) for row in told if row[5])
    return tuple(name for _place, name in keyed)


def details(reading: Reading) -> Iterator[tuple[OperationId, str]]:
    """The details of all operations that have one."""
    rows = reading.quick("SELECT id, detail FROM operation WHERE detail <> '{}' ORDER BY id")
    while batch := rows.fetchmany(_BATCH):
        yield from ((OperationId(row[0]), str(row[1])) for row in batch)


def fields_of_others(reading: Reading, own: Sequence[int]) -> Iterator[tuple[int, int, str]]:
    """Operation, comment and fields (JSON, before and after) of changes of all but `own`."""
    without = set(own)
    rows = reading.quick("SELECT operation_id, comment_id, before, after FROM private_change")
    while batch := rows.fetchmany(_BATCH):
        for operation, comment, before, after in batch:
            if comment not in without:
                yield int(operation), int(comment), f"{before}\n{after}"
