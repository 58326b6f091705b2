"""Every row of every table, out of a library and into a new one; what a lossless backup holds.

Rows come in the order of their keys, one by one, so that memory stays flat. What triggers make by
themselves (the counts, the index of words) is made anew, and so is right whatever a file says.
"""

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db import chain, connecting, drivers, files, migrations, trouble
from db.keys import Key
from db.library import Library, Reading
from db.opening import APPLICATION_ID

# By table, in the order in which they are told, what its rows are ordered by. The private part of
# a comment is told right after the comment.
TABLES = {
    "migration": "number",
    "operation": "id",
    "setting": "key",
    "site": "id",
    "article": "id",
    # Before the private parts, whose trigger gives a new one to whoever has none.
    "private_badge": "email_key",
    "comment": "id",
    "private_contact": "comment_id",
    "change": "operation_id, comment_id",
    "article_change": "operation_id, article_id",
    "private_change": "operation_id, comment_id",
    "private_erased": "digest",
    "connection": "site_id",
    "private_remote": "comment_id",
    "outbox": "id",
    "private_conflict": "comment_id",
    "private_rule": "id",
    "private_rule_change": "operation_id, rule_id",
    "private_hold": "id",
    "private_person": "id",
    "private_note": "id",
    "private_record_change": "operation_id, record, record_id",
    # Of this only that it is there: a count that went down to nothing.
    "article_count": "article_id, status",
}
_BATCH = 1_000
_Values = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """One row: its table, its values by column, and for a reply what it answers.

    `answers` is the source and the external id of the comment that it answers.
    """

    table: str
    row: Mapping[str, object]
    answers: tuple[str, str | None] | None = None


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was put into a new library, and the first operation whose seal does not hold."""

    comments: int
    operations: int
    broken: tuple[int, str] | None


class Unfit(Exception):
    """A row that no library of that version can hold; `str()` is its table."""


def rows(reading: Reading) -> Iterator[Told]:
    """Every row of the library."""
    for table, order in TABLES.items():
        if table == "comment":
            yield from _comments(reading)
        elif table != "private_contact":
            found = reading.quick(f'SELECT * FROM "{table}" ORDER BY {_quoted(order)}')
            names = _names(found)
            for row in found:
                yield Told(table, dict(zip(names, row, strict=True)))


def _comments(reading: Reading) -> Iterator[Told]:
    """Each comment, and then its private part."""
    names = _names(reading.quick("SELECT * FROM comment LIMIT 0"))
    found = reading.quick(
        "SELECT c.*, parent.id IS NOT NULL, parent.source, parent.external_id, p.* FROM comment c"
        " LEFT JOIN comment parent ON parent.id = c.parent_id"
        " LEFT JOIN private_contact p ON p.comment_id = c.id ORDER BY c.id"
    )
    end = len(names)
    private = _names(found)[end + 3 :]
    for row in found:
        answers = (str(row[end + 1]), row[end + 2]) if row[end] else None
        yield Told("comment", dict(zip(names, row[:end], strict=True)), answers)
        contact = dict(zip(private, row[end + 3 :], strict=True))
        if contact["comment_id"] is not None:
            yield Told("private_contact", contact)


def counts(reading: Reading) -> dict[str, int]:
    """How many rows there are, by table; a scan of each table's smallest index."""
    return {
        table: int(reading.quick(f'SELECT count(*) FROM "{table}"').fetchone()[0])
        for table in TABLES
    }


def private_comments(reading: Reading, article: int) -> Iterator[dict[str, Any]]:
    """The comments of an article with their private part, by number; not those taken back."""
    found = reading.quick(
        "SELECT c.*, parent.id AS answers, p.email, p.ip, p.user_agent FROM comment c"
        " LEFT JOIN comment parent ON parent.id = c.parent_id AND parent.article_id = c.article_id"
        " AND parent.status <> 'withdrawn' LEFT JOIN private_contact p ON p.comment_id = c.id"
        " WHERE c.article_id = ? AND c.status <> 'withdrawn' ORDER BY c.id",
        (article,),
    )
    names = _names(found)
    for row in found:
        yield dict(zip(names, row, strict=True))


def articles(reading: Reading) -> Iterator[dict[str, Any]]:
    """Every article that was not taken back, by number."""
    found = reading.quick("SELECT * FROM article WHERE NOT withdrawn ORDER BY id")
    names = _names(found)
    for row in found:
        yield dict(zip(names, row, strict=True))


def sources(reading: Reading) -> list[str]:
    """The sources of all comments, but for those that were typed here."""
    found = reading.quick("SELECT DISTINCT source FROM comment WHERE external_id IS NOT NULL")
    return sorted(str(row[0]) for row in found)


def build(
    draft: Path,
    schema: int,
    told: Iterable[Told],
    check: Callable[[Loaded], None],
    key: Key | None = None,
) -> None:
    """Make a new library of that schema at `draft` from these rows; it is on the disk after.

    With a key it is encrypted.

    `Unfit` for a row that cannot be one of a library; whatever `told` or `check` raises ends it,
    and then there is nothing at `draft`. The rows come in as one transaction.
    """
    files.make_private_file(draft)
    try:
        with trouble.told(draft):
            _fill(draft, schema, told, key)
            check(look(draft))
        with draft.open("rb") as file:
            os.fsync(file.fileno())
    except BaseException:
        for end in ("", "-wal", "-shm", "-journal"):
            draft.with_name(draft.name + end).unlink(missing_ok=True)
        raise


def _fill(draft: Path, schema: int, told: Iterable[Told], key: Key | None) -> None:
    connection = connecting.connect(draft, key=key)
    try:
        # It is nothing yet until all of it is there: a crash leaves a file that nobody looks at.
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA cache_size = -64000")
        migrations.migrate(connection, APPLICATION_ID, up_to=schema)
        connection.execute("BEGIN")
        _load(connection, told)
        if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise Unfit("comment")
        connection.execute("COMMIT")
    finally:
        connection.close()


def _load(connection: sqlite3.Connection, told: Iterable[Told]) -> None:
    # A backup of an older version has fewer tables; its steps make the others from what is there.
    known = {table: _columns(connection, table) for table in TABLES}
    shapes = {table: columns for table, columns in known.items() if columns}
    for table in shapes:
        connection.execute(f'DELETE FROM "{table}"')
    batch: list[_Values] = []
    table = ""
    waiting: dict[str, list[_Values]] = {}
    for one in told:
        names = shapes.get(one.table)
        if not names or set(one.row) != set(names):
            raise Unfit(one.table)
        if one.table != table and {one.table, table} != {"comment", "private_contact"}:
            _put(connection, shapes, waiting)
        table = one.table
        batch = waiting.setdefault(table, [])
        batch.append(tuple(one.row[name] for name in names))
        if len(batch) >= _BATCH:
            _put(connection, shapes, waiting)
    _put(connection, shapes, waiting)


def _put(
    connection: sqlite3.Connection,
    shapes: Mapping[str, tuple[str, ...]],
    waiting: dict[str, list[_Values]],
) -> None:
    for table, batch in waiting.items():
        names = ", ".join(f'"{name}"' for name in shapes[table])
        marks = ", ".join("?" for _name in shapes[table])
        statement = f'INSERT INTO "{table}" ({names}) VALUES ({marks})'
        if table == "article_count":
            # Those of comments that are here were counted as they came.
            statement = statement.replace("INSERT", "INSERT OR IGNORE", 1)
            batch = [(*row[:2], 0) for row in batch]  # noqa: PLW2901
        try:
            connection.executemany(statement, batch)
        except drivers.errors(
            "IntegrityError", OverflowError, *drivers.errors("ProgrammingError")
        ) as error:
            raise Unfit(table) from error
    waiting.clear()


def look(draft: Path) -> Loaded:
    """What is in a library that nobody else has open."""
    made = Library(draft)
    try:
        with made.read() as reading:
            comments, operations = (
                int(reading.quick(f"SELECT count(*) FROM {name}").fetchone()[0])
                for name in ("comment", "operation")
            )
            return Loaded(comments, operations, next(chain.broken_links(reading), None))
    finally:
        made.close()


def _columns(connection: sqlite3.Connection, table: str) -> tuple[str, ...]:
    return tuple(row[1] for row in connection.execute(f'PRAGMA table_info("{table}")'))


def _names(found: sqlite3.Cursor) -> list[str]:
    return [one[0] for one in found.description]


def _quoted(order: str) -> str:
    return ", ".join(f'"{name}"' for name in order.split(", "))
