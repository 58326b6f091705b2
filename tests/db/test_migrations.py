"""The steps make what the models say, each whole or not at all, and never without a backup."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from db import migrations, opening
from db.files import back_up
from db.schema import metadata
from db.trouble import LibraryTrouble, backup_folder

# SQLAlchemy cannot declare these; they stand in the migrations alone.
INDEX_TABLES = "comment_words%"

Row = tuple[object, ...]


@pytest.fixture
def by_steps() -> Iterator[sqlite3.Connection]:
    """An empty library as the migrations make it."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrations.migrate(connection, opening.APPLICATION_ID)
        yield connection


@pytest.fixture
def by_models(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """An empty library as the declared tables make it."""
    engine = create_engine(f"sqlite:///{tmp_path / 'models.sqlite'}")
    metadata.create_all(engine)
    engine.dispose()
    with closing(sqlite3.connect(tmp_path / "models.sqlite")) as connection:
        yield connection


def tables(connection: sqlite3.Connection) -> set[str]:
    rows = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE ?", (INDEX_TABLES,)
    )
    return {row[0] for row in rows}


def columns(connection: sqlite3.Connection, table: str) -> set[Row]:
    """Name, type, whether it may be empty, default and place in the key of each column."""
    return {row[1:6] for row in connection.execute(f'PRAGMA table_info("{table}")')}


def indexes(connection: sqlite3.Connection, table: str) -> set[Row]:
    found: set[Row] = set()
    for row in connection.execute(f'PRAGMA index_list("{table}")').fetchall():
        name, unique, origin, partial = row[1:5]
        told = tuple(one[1:6] for one in connection.execute(f'PRAGMA index_xinfo("{name}")'))
        # An index that a constraint makes has no name of its own.
        found.add((name if origin == "c" else "", unique, origin, partial, told))
    return found


def leading_column(index: Row) -> object:
    columns_told = index[4]
    assert isinstance(columns_told, tuple)
    return columns_told[0][1]


def foreign_keys(connection: sqlite3.Connection, table: str) -> set[Row]:
    return {row[2:] for row in connection.execute(f'PRAGMA foreign_key_list("{table}")')}


def constraints(connection: sqlite3.Connection, table: str) -> set[str]:
    """Every named constraint as it stands in the statement that made the table."""
    made = connection.execute(
        "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)
    ).fetchone()[0]
    lines = (" ".join(line.split()).rstrip(",") for line in made.splitlines())
    return {line.replace('"', "") for line in lines if line.startswith("CONSTRAINT")}


def without_rowid(connection: sqlite3.Connection) -> dict[str, int]:
    rows = connection.execute("SELECT name, wr FROM pragma_table_list WHERE type = 'table'")
    return {name: wr for name, wr in rows if not name.startswith("sqlite_")}


def test_the_steps_make_the_tables_of_the_models(
    by_steps: sqlite3.Connection, by_models: sqlite3.Connection
) -> None:
    assert tables(by_steps) == tables(by_models) == set(metadata.tables)


@pytest.mark.parametrize("look", [columns, indexes, foreign_keys, constraints])
@pytest.mark.parametrize("table", sorted(metadata.tables))
def test_the_steps_make_each_table_as_the_models_say(
    by_steps: sqlite3.Connection,
    by_models: sqlite3.Connection,
    table: str,
    look: Callable[[sqlite3.Connection, str], object],
) -> None:
    assert look(by_steps, table) == look(by_models, table)


@pytest.mark.parametrize("table", sorted(metadata.tables))
def test_every_table_without_rowids_is_so_in_both(
    by_steps: sqlite3.Connection, by_models: sqlite3.Connection, table: str
) -> None:
    assert without_rowid(by_steps)[table] == without_rowid(by_models)[table]


def test_every_constraint_and_foreign_key_has_a_name_and_an_index(
    by_steps: sqlite3.Connection,
) -> None:
    for table in tables(by_steps):
        leading = {leading_column(told) for told in indexes(by_steps, table)}
        leading |= {row[0] for row in columns(by_steps, table) if row[4] == 1}
        unindexed = {key[1] for key in foreign_keys(by_steps, table)} - leading

        # A library has one site or a few; `reverses` is followed upwards only, never looked for.
        assert unindexed <= {"reverses"}, table


def test_a_library_is_marked_as_ours_and_as_today(by_steps: sqlite3.Connection) -> None:
    assert by_steps.execute("PRAGMA application_id").fetchone()[0] == opening.APPLICATION_ID
    assert by_steps.execute("PRAGMA user_version").fetchone()[0] == migrations.latest()


def test_migrating_again_changes_nothing(by_steps: sqlite3.Connection) -> None:
    before = list(by_steps.iterdump())

    migrations.migrate(by_steps, opening.APPLICATION_ID)

    assert list(by_steps.iterdump()) == before


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A library of yesterday, with something in it."""
    path = tmp_path / "old.commentdesk"
    opening.open_library(path, create=True).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("INSERT INTO setting VALUES ('paper', '\"Courier\"')")
        connection.commit()
    return path


@pytest.fixture
def add_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Adds one more migration to those that there are."""
    today = migrations.steps()

    def add(script: str) -> None:
        step = tmp_path / f"{len(today) + 1:04}_next.sql"
        step.write_text(script, encoding="utf-8")
        monkeypatch.setattr(migrations, "steps", lambda: (*today, step))

    return add


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        versions = connection.execute("PRAGMA user_version").fetchone()
        return [*connection.iterdump(), str(versions)]


def test_a_newer_step_is_taken_after_a_backup(old: Path, add_step: Callable[[str], None]) -> None:
    before = dump(old)
    add_step("CREATE TABLE later (id INTEGER PRIMARY KEY);\nINSERT INTO later VALUES (7);")

    opening.open_library(old).close()

    (backup,) = backup_folder(old).iterdir()
    assert dump(backup) == before
    assert f"before-migration-{migrations.latest() - 1}" in backup.name
    assert (backup.stat().st_mode & 0o777, backup.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert 'INSERT INTO "later" VALUES(7);' in dump(old)
    assert any("'next'" in line for line in dump(old) if "migration" in line)


def test_a_step_that_fails_midway_leaves_the_library_as_it_was(
    old: Path, add_step: Callable[[str], None]
) -> None:
    before = dump(old)
    add_step(
        "CREATE TABLE later (id INTEGER PRIMARY KEY);\nDELETE FROM setting;\n"
        "ALTER TABLE comment ADD COLUMN mood TEXT;\nINSERT INTO nowhere VALUES (1);"
    )

    with pytest.raises(sqlite3.OperationalError, match="nowhere"):
        opening.open_library(old)

    assert dump(old) == before


def test_where_the_backup_cannot_be_made_nothing_is_migrated(
    old: Path, add_step: Callable[[str], None]
) -> None:
    before = dump(old)
    add_step("CREATE TABLE later (id INTEGER PRIMARY KEY);")
    backup_folder(old).write_text("a file stands where the folder should be")

    with pytest.raises(LibraryTrouble, match="backups cannot be used: File exists"):
        opening.open_library(old)

    assert dump(old) == before


def test_a_new_library_needs_no_backup(tmp_path: Path) -> None:
    path = tmp_path / "new.commentdesk"

    opening.open_library(path, create=True).close()

    assert not backup_folder(path).exists()


def test_a_script_is_split_where_its_statements_end() -> None:
    script = (
        "-- a; b\nCREATE TRIGGER t AFTER INSERT ON x BEGIN\n  SELECT 1;\n  SELECT 2;\nEND;\n"
        "INSERT INTO x VALUES (';');\nSELECT 3"
    )

    split = list(migrations.statements(script))

    assert [one.splitlines()[-1] for one in split] == [
        "END;", "INSERT INTO x VALUES (';');", "SELECT 3",
    ]  # fmt: skip


def test_a_backup_that_fails_leaves_neither_draft_nor_target(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "copy.commentdesk"

    def no_room(_source: Path, _draft: Path, _see: object) -> None:
        raise OSError("full")

    monkeypatch.setattr("db.files._copy", no_room)

    with pytest.raises(OSError, match="full"):
        back_up(old, target)

    assert sorted(one.name for one in tmp_path.iterdir()) == ["old.commentdesk"]
