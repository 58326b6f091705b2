"""Numbered migrations: plain SQL in `steps/`, each in one transaction with its record.

A step is never changed once it has landed; a new one is added. Whoever calls has made the backup.
"""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

_STEPS = Path(__file__).parent / "steps"


@cache
def steps() -> tuple[Path, ...]:
    """The steps in order; the n-th is named with the number n, without a gap."""
    found = tuple(sorted(_STEPS.glob("[0-9]*.sql")))
    assert [int(step.name[:4]) for step in found] == list(range(1, len(found) + 1))
    return found


def latest() -> int:
    """The schema's version that this program writes."""
    return len(steps())


def migrate(
    connection: sqlite3.Connection, application_id: int, *, up_to: int | None = None
) -> None:
    """Bring the library to `latest()`; a step that fails leaves it as the step before did.

    With `up_to`, only to that version: what a damaged library of that version looked like.

    Two desks that open at once do no harm: the version is looked at inside each transaction.
    """
    for number, step in enumerate(steps()[:up_to], start=1):
        connection.execute("BEGIN IMMEDIATE")
        try:
            if connection.execute("PRAGMA user_version").fetchone()[0] < number:
                _take(connection, number, step)
                connection.execute(f"PRAGMA application_id = {application_id}")
        except BaseException:
            connection.rollback()
            raise
        connection.commit()


def _take(connection: sqlite3.Connection, number: int, step: Path) -> None:
    for statement in statements(step.read_text(encoding="utf-8")):
        connection.execute(statement)
    moment = int(datetime.now(UTC).timestamp() * 1_000_000)
    connection.execute(
        "INSERT INTO migration (number, name, applied_at) VALUES (?, ?, ?)",
        (number, step.stem[5:], moment),
    )
    connection.execute(f"PRAGMA user_version = {number}")


def statements(script: str) -> Iterator[str]:
    """The script's statements one by one: `executescript` would commit what is open."""
    gathered = ""
    for line in script.splitlines(keepends=True):
        gathered += line
        if sqlite3.complete_statement(gathered):
            yield gathered
            gathered = ""
    if gathered.strip():
        yield gathered
