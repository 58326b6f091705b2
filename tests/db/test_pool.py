"""Connections are given back as they were taken, or not at all."""

import sqlite3
from pathlib import Path

import pytest

from db.pool import Pool


@pytest.fixture
def made() -> list[sqlite3.Connection]:
    return []


@pytest.fixture
def pool(tmp_path: Path, made: list[sqlite3.Connection]) -> Pool:
    def make() -> sqlite3.Connection:
        made.append(sqlite3.connect(tmp_path / "one.sqlite", isolation_level=None))
        return made[-1]

    return Pool(make, 1)


def begin(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN")


def is_closed(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("SELECT 1")
    except sqlite3.ProgrammingError:
        return True
    return False


def test_a_connection_is_used_again(pool: Pool, made: list[sqlite3.Connection]) -> None:
    for _turn in range(3):
        with pool.transaction(begin) as connection:
            connection.execute("CREATE TABLE IF NOT EXISTS kept (id)")

    assert len(made) == 1
    assert not made[0].in_transaction
    pool.let_go()


def test_what_a_block_that_raises_wrote_is_not_kept(pool: Pool) -> None:
    with pool.transaction(begin) as connection:
        connection.execute("CREATE TABLE kept (id)")

    def spoil() -> None:
        with pool.transaction(begin) as connection:
            connection.execute("INSERT INTO kept VALUES (1)")
            connection.execute("INSERT INTO nowhere VALUES (1)")

    with pytest.raises(sqlite3.OperationalError, match="nowhere"):
        spoil()

    with pool.connection() as connection:
        assert connection.execute("SELECT count(*) FROM kept").fetchone() == (0,)
    pool.let_go()


def test_no_more_are_kept_than_were_asked_for(pool: Pool, made: list[sqlite3.Connection]) -> None:
    with pool.connection(), pool.connection():
        pass

    assert sorted(map(is_closed, made)) == [False, True]
    pool.let_go()
    assert all(map(is_closed, made))


def test_one_that_is_taken_is_closed_when_it_comes_back_after_all_were_let_go(
    pool: Pool, made: list[sqlite3.Connection]
) -> None:
    with pool.connection() as connection:
        pool.let_go()
        assert not is_closed(connection)

    assert is_closed(made[0])


def test_one_that_comes_back_in_a_transaction_is_not_given_out_again(
    pool: Pool, made: list[sqlite3.Connection]
) -> None:
    with pool.connection() as connection:
        connection.execute("BEGIN")

    assert is_closed(made[0])
