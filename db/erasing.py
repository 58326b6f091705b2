"""Erasing a person, as far as it is SQL: what is blanked and taken out, and a clean file after.

Where they are is found in `db.personal`, and what a text may keep is decided elsewhere. In the
journal only fields and details go, of which the chain has salted hashes (`db.chain`).
"""

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from db import drivers, files, holds, remote, trouble
from db.lanes import connect
from db.library import Writing
from db.personal import Written
from db.rows import OperationId


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


def blank(
    writing: Writing, texts: Sequence[tuple[int, str, str, str]], lacks: str, waiver: str
) -> None:
    """Blank all that tells who wrote these comments; `texts` has id, body, format and plain text.

    They lack from now on what is required, and are waived: an approved one stays so.
    """
    numbers = [number for number, *_rest in texts]
    writing.run_many(
        "UPDATE comment SET name = '', url = '', note = '', external_id = NULL, body = ?,"
        " body_format = ?, text = ?, address_stands = 0, lacks = ?, waiver = ? WHERE id = ?",
        [(body, form, plain, lacks, waiver, number) for number, body, form, plain in texts],
    )
    remote.forget(writing, numbers)
    holds.forget(writing, numbers)
    writing.run(
        "UPDATE private_contact SET email = '', email_key = '', email_domain = '', ip = '',"
        " user_agent = '', extra = '{}', source_digest = ''"
        " WHERE comment_id IN (SELECT value FROM json_each(?))",
        (json.dumps(numbers),),
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
