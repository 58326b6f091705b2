"""Each lane has its manners: one writes at a time, readers cannot, the public sees no more."""

import multiprocessing
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from db import lanes, trouble
from db.library import Library
from db.opening import open_library


def test_manners_of_the_connections(opened: Library) -> None:
    with opened.write() as writing:
        told = {
            pragma: writing.run(f"PRAGMA {pragma}").scalar_one()
            for pragma in ("journal_mode", "synchronous", "foreign_keys")
        }

    assert told == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


@pytest.mark.parametrize(
    "statement",
    ["DELETE FROM site", "UPDATE site SET name = 'x'", "CREATE TABLE later (id INTEGER)"],
)
def test_a_reader_cannot_write(opened: Library, statement: str) -> None:
    with pytest.raises(trouble.ReadOnlyLibrary), opened.read() as reading:
        reading.run(statement)


def test_a_write_that_another_program_holds_up_is_told_as_that(
    opened: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lanes, "_BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(opened.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")

        with pytest.raises(trouble.LockedLibrary), opened.write():
            pytest.fail("the write was begun")


def add_one_after_the_other(path: Path, who: str, times: int) -> None:
    """What a second process does: read, then write what it read, again and again."""
    shared = open_library(path)
    for turn in range(times):
        with shared.write() as writing:
            seen = writing.run("SELECT count(*) FROM setting").scalar_one()
            writing.run("INSERT INTO setting VALUES (?, ?)", (f"{who} {turn}", str(seen)))
    shared.close()


def test_two_processes_that_write_at_once_lose_nothing(path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    writers = [spawn.Process(target=add_one_after_the_other, args=(path, who, 100)) for who in "ab"]
    for one in writers:
        one.start()
    for one in writers:
        one.join()

    assert [one.exitcode for one in writers] == [0, 0]
    with closing(sqlite3.connect(path)) as connection:
        seen = connection.execute("SELECT CAST(value AS INTEGER) FROM setting ORDER BY 1")
        assert [row[0] for row in seen] == list(range(200))


@pytest.mark.parametrize("table", ["site", "article", "comment"])
def test_the_public_reader_may_read_what_may_become_public(opened: Library, table: str) -> None:
    for _again in range(2):
        with opened.public_read() as reading:
            reading.run(f"SELECT count(*) FROM {table}").scalar_one()


# The full-text index cannot even be set up: what it would read first is refused to it.
REFUSED = "prohibited|not authorized|vtable constructor failed: comment_words"


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT email FROM private_contact",
        "SELECT count(*) FROM private_contact",
        "SELECT 1 FROM private_contact LIMIT 0",
        "SELECT id FROM comment WHERE id IN (SELECT comment_id FROM private_contact)",
        "SELECT id FROM comment WHERE EXISTS (SELECT 1 FROM private_contact)",
        "WITH sly AS (SELECT * FROM main.private_contact) SELECT * FROM sly",
        "SELECT c.id FROM comment c NATURAL JOIN private_contact",
        "SELECT before FROM private_change",
        'SELECT * FROM "change"',
        "SELECT desk FROM operation",
        "SELECT * FROM comment_words WHERE comment_words MATCH 'ana'",
        "SELECT * FROM comment_words_data",
        "SELECT * FROM setting",
        "SELECT * FROM article_count",
        "SELECT load_extension('x')",
        "ATTACH 'other.sqlite' AS other",
        "PRAGMA table_info(comment)",
        "PRAGMA query_only = OFF",
        "DELETE FROM comment",
        "INSERT INTO site VALUES (2, 'x', '', '', 1, 1)",
    ],
)
def test_the_public_reader_is_refused_by_sqlite_itself(opened: Library, statement: str) -> None:
    for _again in range(2):
        with (
            pytest.raises(sqlite3.DatabaseError, match=REFUSED),
            opened.public_read() as reading,
        ):
            reading.run(statement).all()


def test_every_private_table_is_named_so_and_refused(opened: Library) -> None:
    with opened.read() as reading:
        names = reading.run("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
    private = [name for name in names if name.startswith("private_")]

    assert sorted(private) == [
        "private_badge",
        "private_change",
        "private_conflict",
        "private_contact",
        "private_erased",
        "private_hold",
        "private_note",
        "private_person",
        "private_record_change",
        "private_remote",
        "private_rule",
        "private_rule_change",
    ]
    for name in private:
        with (
            pytest.raises(sqlite3.DatabaseError, match="prohibited"),
            opened.public_read() as reading,
        ):
            reading.run(f"SELECT * FROM {name}")
