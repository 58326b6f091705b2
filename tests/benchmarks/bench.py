"""What measures are made with: a library, the clock, and the least that SQLite alone needs."""

import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date
from pathlib import Path
from statistics import median

from moderation import queue
from moderation.newsroom import open_newsroom
from moderation.queue import Picked
from moderation.search.grammar import parse
from moderation.search.query import Query


@dataclass(frozen=True, slots=True)
class Measure:
    """A value and the raw limit measured in the same run (None where there is none)."""

    name: str
    value: float
    unit: str
    limit: float | None = None

    @property
    def ratio(self) -> float | None:
        """How many times the limit the value is."""
        return self.value / self.limit if self.limit else None


def seconds(act: Callable[[], object]) -> float:
    """How long that takes, once."""
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def usual(act: Callable[[], object], times: int = 5) -> float:
    """How many milliseconds that usually takes (the median)."""
    return 1000 * median(seconds(act) for _turn in range(times))


def at_most(taken_seconds: list[float], part: float) -> float:
    """The value in milliseconds that this part of all do not exceed."""
    taken = sorted(taken_seconds)
    return 1000 * taken[min(len(taken) - 1, int(len(taken) * part))]


def query(text: str) -> Query:
    """The query that a moderator types."""
    return parse(text, today=date(2026, 3, 2), zone=UTC)


class Bench:
    """An open library to measure on, and a bare connection beside it for the limits."""

    bulk = 30_000

    def __init__(self, path: Path) -> None:
        self.path = path
        self.newsroom = open_newsroom(path, desk="benchmark")
        self.bare = sqlite3.connect(path, isolation_level=None)
        self.bare.execute("PRAGMA synchronous = FULL")
        self.bare.execute("PRAGMA foreign_keys = ON")

    def close(self) -> None:
        """Let go of the file."""
        self.bare.close()
        self.newsroom.close()

    def pending(self) -> Picked:
        """All that are pending, newest first."""
        return queue.find(self.newsroom, query("status:pending"))

    def raw(self, statement: str, *values: object) -> float:
        """How many milliseconds SQLite alone usually takes for a statement."""
        return usual(lambda: self.bare.execute(statement, values).fetchall())

    def raw_write(self, statement: str, *values: object) -> float:
        """How many milliseconds SQLite alone takes to do it and make it durable; then undone."""
        self.bare.execute("BEGIN IMMEDIATE")
        done = seconds(lambda: self.bare.execute(statement, values))
        return 1000 * (done + seconds(lambda: self.bare.execute("COMMIT")))

    def page(self, text: str) -> float:
        """How long the first page of a search takes."""
        return usual(lambda: queue.find_page(self.newsroom, query(text)))
