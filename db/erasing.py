"""Erasing a person, as far as it is SQL: where they are, what is blanked, and a clean file after.

What a text may keep is decided elsewhere; here whole rows are found, written and taken out. In the
journal only fields and details go, of which the chain has salted hashes (`db.chain`).
"""

import hashlib
import json
import secrets
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db import drivers, files, holds, remote, settings, trouble
from db.lanes import connect
from db.library import Reading, Writing
from db.rows import CommentId, OperationId

_KEY = "erasure-key"
_BATCH = 500
# Written column by column below, or made by SQLite from what is.
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


def rewrite(writing: Writing, one: Written, text: str) -> bool:
    """Put a text in place of what is written there; False if it is not there (as it was) any more.

    Where a key would change, or a text would be there twice, the row goes as a whole.
    """
    where = " AND ".join(f'"{name}" = ?' for name in one.keys) + f' AND "{one.column}" = ?'
    found = (*one.row, one.text)
    statement = f'UPDATE "{one.table}" SET "{one.column}" = ? WHERE {where}'
    if one.column in one.keys:
        return writing.run(f'DELETE FROM "{one.table}" WHERE {where}', found).rowcount > 0
    return writing.run(statement, (text, *found)).rowcount > 0


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


def keep_away(writing: Writing, comments: Sequence[int]) -> None:
    """Keep only keyed hashes of what these comments are called at their source."""
    rows = writing.run(
        "SELECT c.id, c.source, c.external_id FROM json_each(?) wanted CROSS JOIN comment c"
        " ON c.id = wanted.value WHERE c.external_id IS NOT NULL",
        (json.dumps(list(comments)),),
    ).all()
    key = erasure_key(writing)
    writing.run_many(
        "INSERT OR REPLACE INTO private_erased (digest, comment_id) VALUES (?, ?)",
        [(digest_of_identity(key, source, external), number) for number, source, external in rows],
    )


def erasure_key(writing: Writing) -> str:
    """The key of this library's hashes, made when it is first needed."""
    kept = settings.setting(writing, _KEY)
    if not isinstance(kept, str):
        kept = secrets.token_hex(32)
        settings.keep_setting(writing, _KEY, kept)
    return kept


def digest_of_identity(key: str, source: str, external_id: str) -> str:
    """BLAKE2b (hex) of a source's name for a comment, keyed so that nobody else can guess it."""
    told = json.dumps([source, external_id]).encode()
    return hashlib.blake2b(told, key=bytes.fromhex(key), digest_size=16).hexdigest()


def erased_identities(reading: Reading) -> Mapping[str, int]:
    """The comment that each keyed hash stands for; empty where nobody was erased."""
    rows = reading.run("SELECT digest, comment_id FROM private_erased")
    return {str(digest): int(comment) for digest, comment in rows}


def turn_away(writing: Writing, source: str) -> None:
    """Mark gathered comments that were erased here; a reply to one still finds its place."""
    erased = erased_identities(writing)
    if not erased:
        return
    key = erasure_key(writing)
    rows = writing.run("SELECT position, external_id, parent FROM temp.gathered").all()
    found = [
        (erased.get(digest_of_identity(key, source, own)),
         above and erased.get(digest_of_identity(key, source, above)), position)
        for position, own, above in rows
    ]  # fmt: skip
    writing.run_many(
        "UPDATE temp.gathered SET outcome = 'erased', comment_id = ? WHERE position = ?"
        " AND outcome IS NULL",
        [(own, position) for own, _above, position in found if own is not None],
    )
    writing.run_many(
        "UPDATE temp.gathered SET parent_id = ? WHERE position = ? AND article_id ="
        " (SELECT article_id FROM comment WHERE id = ?)",
        [(above, position, above) for _own, above, position in found if above is not None],
    )


def blank(
    writing: Writing, texts: Sequence[tuple[int, str, str, str]], lacks: str, waiver: str
) -> None:
    """Blank all that tells who wrote these comments; `texts` has id, body, format and plain text.

    They lack from now on what is required, and are waived: an approved one stays so.
    """
    writing.run_many(
        "UPDATE comment SET name = '', url = '', note = '', external_id = NULL, body = ?,"
        " body_format = ?, text = ?, address_stands = 0, lacks = ?, waiver = ? WHERE id = ?",
        [(body, form, plain, lacks, waiver, number) for number, body, form, plain in texts],
    )
    remote.forget(writing, [number for number, *_rest in texts])
    numbers = json.dumps([number for number, *_rest in texts])
    holds.forget(writing, [number for number, *_rest in texts])
    writing.run(
        "UPDATE private_contact SET email = '', email_key = '', email_domain = '', ip = '',"
        " user_agent = '', extra = '{}', source_digest = ''"
        " WHERE comment_id IN (SELECT value FROM json_each(?))",
        (numbers,),
    )


def touch(writing: Writing, operation: OperationId, comments: Sequence[int]) -> None:
    """Record that the erasure touched these comments; their revision stays what it was.

    So whatever was done to their status can still be undone; fields are not there to come back.
    """
    writing.run(
        'INSERT INTO "change" (operation_id, comment_id, before, after, before_revision,'
        " after_revision) SELECT ?, c.id, c.status, c.status, c.revision, c.revision"
        " FROM json_each(?) wanted CROSS JOIN comment c ON c.id = wanted.value",
        (operation, json.dumps(list(comments))),
    )


def forget_history(
    writing: Writing, own: Sequence[int], others: Sequence[tuple[int, int]], told: Sequence[int]
) -> int:
    """Take out of the journal the fields of `own`, of (operation, comment), and details; how many.

    `told` are operations whose detail goes. The erasure must name them, or the chain is broken.
    """
    gone = writing.run(
        "DELETE FROM private_change WHERE comment_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(own)),),
    ).rowcount
    writing.run_many(
        "DELETE FROM private_change WHERE operation_id = ? AND comment_id = ?", list(others)
    )
    writing.run(
        "UPDATE operation SET detail = '{}', detail_salt = ''"
        " WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(told)),),
    )
    return gone + len(others) + len(told)


def tidy_index(writing: Writing) -> None:
    """Merge the search index, so that words that were taken out of it are nowhere in it."""
    writing.run("INSERT INTO comment_words (comment_words) VALUES ('optimize')")


def sweep(path: Path) -> bool:
    """Write the file anew without what was deleted, and empty its log; False if others hold it.

    (sqlite.org/lang_vacuum.html, and wal.html on checkpoints.) Nothing else is changed.
    """
    with trouble.told(path), closing(connect(path)) as connection:
        connection.execute("PRAGMA secure_delete = ON")
        try:
            _forget_samples(connection)
            connection.execute("VACUUM")
        except drivers.errors("OperationalError") as error:
            if drivers.code(error) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                return False
            raise
        busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        return not busy


def _forget_samples(connection: sqlite3.Connection) -> None:
    """Take out the values that some builds of SQLite keep for the planner (sqlite_stat4)."""
    if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat4'").fetchone():
        connection.execute("DELETE FROM sqlite_stat4")


def copy_aside(path: Path, draft: Path) -> None:
    """Copy a backup to work on, verified; trouble with its file is a `LibraryTrouble`."""
    with trouble.told(path):
        files.back_up(path, draft)


def make_whole(path: Path) -> None:
    """Make a library that nobody has open one file without a log beside it, as backups are."""
    with trouble.told(path), closing(connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
