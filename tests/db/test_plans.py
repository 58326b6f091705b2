"""How SQLite goes about what a queue asks: by an index that has it in that order."""

import sqlite3
from collections.abc import Callable, Sequence
from typing import Any, ClassVar

import pytest
from sqlalchemy import Executable

from db import finding, operations
from db.answers import Answer
from db.compiling import compiled
from db.criteria import Criterion, HasProblem
from db.library import Reading
from db.queues import Everything, Order, StatusIs
from db.words import Status
from moderation.newsroom import Newsroom


class Noting(Reading):
    """Remembers the last statement of a search."""

    asked: ClassVar[tuple[str, Sequence[Any]]] = ("", ())

    def quick(self, statement: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        Noting.asked = statement, values
        return super().quick(statement, values)

    def select(self, statement: Executable) -> Answer:
        Noting.asked = compiled(statement)
        return super().select(statement)


def plan(reading: Reading, look: Callable[[Reading], object]) -> list[str]:
    """How SQLite goes about what `look` asks."""
    look(Noting(reading.driver))
    statement, values = Noting.asked
    return [row[3] for row in reading.run(f"EXPLAIN QUERY PLAN {statement}", values)]


@pytest.mark.parametrize("order", [Order.NEWEST, Order.OLDEST])
@pytest.mark.parametrize("status", Status)
def test_a_queue_is_read_from_its_index_alone_and_never_sorted(
    stocked: Newsroom, status: Status, order: Order
) -> None:
    with stocked.read() as reading:
        told = plan(
            reading, lambda reading: finding.found(reading, StatusIs(status), order, limit=200)
        )

    assert told == ["SEARCH comment USING COVERING INDEX ix_comment_queue (status=?)"]


@pytest.mark.parametrize(
    ("criterion", "index"),
    [
        (Everything(), "COVERING INDEX ix_comment_by_time"),
        (HasProblem(), "INDEX ix_comment_incomplete"),
    ],
)
def test_what_is_listed_by_time_is_never_sorted(
    stocked: Newsroom, criterion: Criterion, index: str
) -> None:
    with stocked.read() as reading:
        told = plan(
            reading, lambda reading: finding.found(reading, criterion, Order.NEWEST, limit=200)
        )

    assert told == [f"SCAN comment USING {index}"]


def test_what_was_touched_since_is_read_from_there_on_and_not_from_all_changes(
    stocked: Newsroom,
) -> None:
    with stocked.read() as reading:
        told = plan(reading, lambda reading: operations.touched_since(reading, 1, 100))

    assert told == [
        "SEARCH change USING PRIMARY KEY (operation_id>?)", "USE TEMP B-TREE FOR DISTINCT",
    ]  # fmt: skip
