"""Every schema version that ever landed has a library here, and today's program opens it whole."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from db import migrations, opening
from db.words import Verdict
from moderation import decisions, history, queue
from moderation.newsroom import open_newsroom
from moderation.search.query import Query
from moderation.soundness import look_over
from tests.db.samples import sample_of, unpacked

VERSIONS = range(1, migrations.latest() + 1)
Rows = dict[str, list[dict[str, object]]]

# Made from the others, and free to be made otherwise.
_DERIVED = ("sqlite_", "comment_words", "migration")


def _rows(path: Path) -> Rows:
    with closing(sqlite3.connect(path)) as raw:
        raw.row_factory = sqlite3.Row
        names = [
            str(row[0])
            for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if not row[0].startswith(_DERIVED)
        ]
        return {
            name: [dict(row) for row in raw.execute(f'SELECT * FROM "{name}" ORDER BY 1, 2')]
            for name in names
        }


def _schema(connection: sqlite3.Connection) -> dict[str, str]:
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {str(name): " ".join(str(sql).split()) for name, sql in rows}


def test_every_version_has_its_sample() -> None:
    missing = [version for version in VERSIONS if not sample_of(version).exists()]

    assert not missing, f"python -m tests.db.samples makes that of version {VERSIONS[-1]}"


@pytest.mark.parametrize("version", VERSIONS)
def test_a_landed_step_was_not_changed(version: int) -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as made:
        migrations.migrate(made, opening.APPLICATION_ID, up_to=version)
        steps = _schema(made)
    with unpacked(version) as path, closing(sqlite3.connect(path)) as raw:
        sample = _schema(raw)

    other = sorted(name for name in steps.keys() | sample.keys()
                   if steps.get(name) != sample.get(name))  # fmt: skip
    assert not other, (
        f"The steps up to {version:04} make another {', '.join(other)} than the sample has. A step"
        " that has landed is never changed: add a new one. If this one has not landed anywhere yet,"
        " make its sample anew: python -m tests.db.samples"
    )


@pytest.mark.parametrize("version", VERSIONS)
def test_it_opens_with_everything_kept(version: int) -> None:
    with unpacked(version) as path:
        before = _rows(path)
        open_newsroom(path).close()
        after = _rows(path)

    for name, rows in before.items():
        kept = [{column: row[column] for column in rows[0]} for row in after[name]] if rows else []
        assert kept == rows, name
    assert len(before["comment"]) >= 131


@pytest.mark.parametrize("version", VERSIONS)
def test_it_is_sound_and_can_be_worked_with(version: int) -> None:
    with unpacked(version) as path, open_newsroom(path, desk="jon") as newsroom:
        before = queue.tally(newsroom)
        decisions.decide(newsroom, queue.find(newsroom, Query()), Verdict.SPAM)
        history.undo(newsroom)

        assert queue.tally(newsroom) == before
        assert look_over(newsroom).is_sound
