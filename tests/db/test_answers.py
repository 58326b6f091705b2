"""Rows in every shape that is asked for."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from db.answers import Answer


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as opened:
        opened.execute("CREATE TABLE word (id INTEGER PRIMARY KEY, text)")
        yield opened


def answer(connection: sqlite3.Connection, statement: str) -> Answer:
    return Answer(connection.execute(statement))


def test_rows_are_told_as_tuples_values_or_by_name(connection: sqlite3.Connection) -> None:
    two = "SELECT 1 AS id, 'a' AS text UNION SELECT 2, 'b' ORDER BY 1"

    assert list(answer(connection, two)) == [(1, "a"), (2, "b")]
    assert answer(connection, two).all() == [(1, "a"), (2, "b")]
    assert answer(connection, two).scalars().all() == [1, 2]
    assert answer(connection, two).mappings().all() == [
        {"id": 1, "text": "a"},
        {"id": 2, "text": "b"},
    ]


def test_the_first_is_none_where_there_is_none(connection: sqlite3.Connection) -> None:
    assert answer(connection, "SELECT * FROM word").first() is None
    assert answer(connection, "SELECT * FROM word").scalar() is None
    assert answer(connection, "SELECT 3, 4").first() == (3, 4)
    assert answer(connection, "SELECT 3, 4").scalar() == 3


@pytest.mark.parametrize("statement", ["SELECT 1 WHERE 0", "SELECT 1 UNION SELECT 2"])
def test_the_only_one_is_the_only_one(connection: sqlite3.Connection, statement: str) -> None:
    assert answer(connection, "SELECT 5").scalar_one() == 5
    assert answer(connection, "SELECT 5, 6").one() == (5, 6)
    with pytest.raises(LookupError):
        answer(connection, statement).one()


def test_what_changed_is_counted_and_what_is_new_has_its_number(
    connection: sqlite3.Connection,
) -> None:
    assert answer(connection, "INSERT INTO word (text) VALUES ('a')").lastrowid == 1
    assert answer(connection, "INSERT INTO word (text) VALUES ('b')").lastrowid == 2
    assert answer(connection, "UPDATE word SET text = upper(text)").rowcount == 2
