"""The library file: refused with a sentence and untouched, private, and written by one alone."""

import multiprocessing
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from db import lanes, library, migrations, trouble
from db.library import Library
from db.opening import open_library
from resources import heap
from tests.trouble import replaced, without_log


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The file of a library that was opened and closed once."""
    path = tmp_path / "newsroom.commentdesk"
    open_library(path, create=True).close()
    return path


@pytest.fixture
def opened(path: Path) -> Iterator[Library]:
    one = open_library(path)
    yield one
    one.close()


def everything_in(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in folder.iterdir() if one.is_file()}


def run(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def test_no_file_is_refused_and_none_is_made(tmp_path: Path) -> None:
    with pytest.raises(trouble.NoLibrary, match="There is no newsroom at") as refused:
        open_library(tmp_path / "none.commentdesk")

    assert refused.value.way_out
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "content",
    [b"<html>", b"SQLite format 2\x00 and more", b"\x00" * 4096, "Grüße".encode()],
    ids=["a page", "an older SQLite", "zeros", "text"],
)
def test_a_file_that_is_no_library_is_refused_untouched(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "page.commentdesk"
    path.write_bytes(content)

    with pytest.raises(trouble.NotALibrary, match="is not a Commentdesk newsroom") as refused:
        open_library(path)

    assert refused.value.way_out
    assert everything_in(tmp_path) == {path.name: content}


def test_a_database_of_another_program_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "browser.sqlite"
    run(path, "CREATE TABLE bookmark (url TEXT)")
    before = everything_in(tmp_path)

    with pytest.raises(trouble.NotALibrary):
        open_library(path, create=True)

    assert everything_in(tmp_path) == before


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(trouble.NotALibrary):
        open_library(tmp_path)


def test_a_newer_library_is_refused_untouched(path: Path) -> None:
    run(path, f"PRAGMA user_version = {migrations.latest() + 1}")
    before = path.read_bytes()

    with pytest.raises(trouble.NewerLibrary, match="a newer Commentdesk") as refused:
        open_library(path)

    assert "Install the newer version" in refused.value.way_out
    assert path.read_bytes() == before
    assert not trouble.backup_folder(path).exists()


def test_a_read_only_library_is_refused_untouched(path: Path) -> None:
    before = everything_in(path.parent)
    path.chmod(0o400)

    with pytest.raises(trouble.ReadOnlyLibrary, match="can only be read") as refused:
        open_library(path)

    assert refused.value.way_out
    assert everything_in(path.parent) == before


def test_a_locked_library_is_refused_and_opens_once_it_is_free(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lanes, "_BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        before = path.read_bytes()

        with pytest.raises(trouble.LockedLibrary, match=r"keeping .* locked") as refused:
            open_library(path)

        assert "try again" in refused.value.way_out
        assert path.read_bytes() == before
    open_library(path).close()


def test_a_write_that_another_program_holds_up_is_told_as_that(
    opened: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lanes, "_BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(opened.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")

        with pytest.raises(trouble.LockedLibrary), opened.write():
            pytest.fail("the write was begun")


@pytest.mark.parametrize("place", [16, 18, 40, 100, 105], ids=lambda place: f"byte {place}")
def test_a_library_with_a_broken_header_is_refused_untouched(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place : place + 8] = b"\xff" * 8
    path.write_bytes(bytes(content))

    with pytest.raises(trouble.LibraryTrouble) as refused:
        open_library(path)

    assert isinstance(refused.value, trouble.DamagedLibrary | trouble.NotALibrary)
    assert path.read_bytes() == bytes(content)


def test_a_truncated_library_is_refused_untouched(path: Path) -> None:
    content = path.read_bytes()[:5000]
    path.write_bytes(content)

    with pytest.raises(trouble.DamagedLibrary, match="is damaged") as refused:
        open_library(path)

    assert "backup" in refused.value.way_out
    assert path.read_bytes() == content


def rename_and_set(opened: Library) -> None:
    with opened.write() as writing:
        writing.run("UPDATE site SET name = 'Courier'")
        writing.run("INSERT INTO setting VALUES ('a', '1')")


def write_and_fail(opened: Library) -> None:
    with opened.write() as writing:
        writing.run("CREATE TABLE later (id INTEGER)")
        writing.run("UPDATE site SET name = 'Courier'")
        raise ZeroDivisionError


def test_damage_that_shows_later_is_told_as_damage_and_nothing_is_written(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        root = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'setting'"
        ).fetchone()[0]
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    content = bytearray(path.read_bytes())
    content[(root - 1) * size : root * size] = b"\x99" * size
    damaged = open_library(path)
    path.write_bytes(bytes(content))

    try:
        with pytest.raises(trouble.DamagedLibrary), damaged.read() as reading:
            reading.run("SELECT * FROM setting").all()
        with pytest.raises(trouble.DamagedLibrary):
            rename_and_set(damaged)
        with damaged.read() as reading:
            assert reading.run("SELECT name FROM site").scalar_one() == ""
    finally:
        damaged.close()


def test_no_connection_is_made_to_another_file_of_that_name(opened: Library) -> None:
    """It would play our log into that file, and cut short what the open connections have mapped."""
    with opened.write() as writing:
        writing.run("CREATE TABLE ours (what TEXT)")
    with opened.read() as kept, replaced(opened.path):
        other = opened.path.read_bytes()
        for open_one in (opened.read, opened.public_read, opened.write_lesser, opened.stage):
            with pytest.raises(trouble.MovedLibrary), open_one():
                pass
        assert kept.run("SELECT count(*) FROM ours").scalar_one() == 0
        assert opened.path.read_bytes() == other

    with opened.read(), opened.read() as reading:
        assert reading.run("SELECT count(*) FROM ours").scalar_one() == 0


def test_a_new_connection_tells_that_the_log_is_gone_and_blames_no_drive(opened: Library) -> None:
    with opened.write() as writing:
        writing.run("CREATE TABLE ours (what TEXT)")
    with (
        opened.read(),
        without_log(opened.path),
        pytest.raises(trouble.MovedLibrary),
        opened.read() as other,
    ):
        other.run("SELECT count(*) FROM ours").all()


def test_a_bug_of_ours_is_not_told_as_trouble_with_the_file(opened: Library) -> None:
    with pytest.raises(sqlite3.DatabaseError, match="no such table"), opened.read() as reading:
        reading.run("SELECT * FROM nowhere")


def test_only_the_owner_may_read_the_file_and_its_log(opened: Library) -> None:
    with opened.write() as writing:
        writing.run("UPDATE site SET name = 'Courier'")

    modes = {one.name: one.stat().st_mode & 0o777 for one in opened.path.parent.iterdir()}

    assert set(modes.values()) == {0o600}
    assert {name.rpartition("-")[2] for name in modes if "-" in name} == {"wal", "shm"}


def test_after_closing_nothing_lies_beside_the_file(path: Path) -> None:
    assert [one.name for one in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("name", ["what? #1 100%.commentdesk", "газета.commentdesk", "a b'c\"d"])
def test_any_name_that_a_file_can_have_will_do(tmp_path: Path, name: str) -> None:
    open_library(tmp_path / name, create=True).close()

    assert [one.name for one in tmp_path.iterdir()] == [name]


def test_manners_of_the_connections(opened: Library) -> None:
    with opened.write() as writing:
        told = {
            pragma: writing.run(f"PRAGMA {pragma}").scalar_one()
            for pragma in ("journal_mode", "synchronous", "foreign_keys")
        }

    assert told == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_a_write_that_raises_keeps_nothing_not_even_a_table(opened: Library) -> None:
    with pytest.raises(ZeroDivisionError):
        write_and_fail(opened)

    with opened.read() as reading:
        assert reading.run("SELECT name FROM site").scalar_one() == ""
        assert reading.run("SELECT count(*) FROM sqlite_master WHERE name = 'later'").scalar() == 0


def test_a_read_sees_one_moment_until_it_ends(opened: Library) -> None:
    with opened.read() as before:
        assert before.run("SELECT name FROM site").scalar_one() == ""
        with opened.write() as writing:
            writing.run("UPDATE site SET name = 'Courier'")

        assert before.run("SELECT name FROM site").scalar_one() == ""
    with opened.read() as after:
        assert after.run("SELECT name FROM site").scalar_one() == "Courier"


@pytest.mark.parametrize(
    "statement",
    ["DELETE FROM site", "UPDATE site SET name = 'x'", "CREATE TABLE later (id INTEGER)"],
)
def test_a_reader_cannot_write(opened: Library, statement: str) -> None:
    with pytest.raises(trouble.ReadOnlyLibrary), opened.read() as reading:
        reading.run(statement)


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


def test_two_that_create_the_same_library_at_once_make_it_once(tmp_path: Path) -> None:
    first = open_library(tmp_path / "both.commentdesk", create=True)
    second = open_library(tmp_path / "both.commentdesk", create=True)

    with second.read() as reading:
        assert reading.run("SELECT count(*) FROM migration").scalar_one() == migrations.latest()
    second.close()
    first.close()


def test_a_backup_holds_everything_in_one_file_that_opens(opened: Library, tmp_path: Path) -> None:
    with opened.write() as writing:
        writing.run("UPDATE site SET name = 'Courier'")
    target = tmp_path / "copies" / "copy.commentdesk"

    opened.back_up(target)

    assert [one.name for one in target.parent.iterdir()] == [target.name]
    assert target.stat().st_mode & 0o777 == 0o600
    copy = open_library(target)
    with copy.read() as reading:
        assert reading.run("SELECT name FROM site").scalar_one() == "Courier"
    copy.close()


def _pages_kept(opened: Library, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The statements by which a connection lets go of what it kept of the file, as they come."""
    said: list[str] = []

    def connect(path: Path) -> sqlite3.Connection:
        connection = make(path)
        connection.set_trace_callback(lambda told: said.append(told) if "shrink" in told else None)
        return connection

    make = lanes.stage
    monkeypatch.setattr(lanes, "stage", connect)
    return said


def test_a_write_of_very_many_rows_keeps_no_pages_in_memory(
    opened: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library, "_MANY_ROWS", 10)
    said = _pages_kept(opened, monkeypatch)

    with opened.write() as writing:
        writing.run_many("INSERT INTO setting (key, value) VALUES (?, '1')", [("a",), ("b",)])
    assert said == []
    with opened.write() as writing:
        writing.run_many(
            "INSERT INTO setting (key, value) VALUES (?, '1')", [(f"c{n}",) for n in range(11)]
        )

    assert said == ["PRAGMA shrink_memory"]


@pytest.mark.skipif(heap._glibc() is None, reason="the heap is not glibc's")
def test_what_was_read_of_the_file_is_let_go_when_nobody_wants_it(path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _READS_ALL, str(path)], stdout=subprocess.PIPE, check=True
    )
    before, read, after = map(float, done.stdout.split())

    assert read - before > 8
    assert after - before < 4


_READS_ALL = """
import resource, sys
from pathlib import Path
from db.opening import open_library

def held():
    with open("/proc/self/statm") as told:
        fields = told.read().split()
    return (int(fields[1]) - int(fields[2])) * resource.getpagesize() / 2**20

opened = open_library(Path(sys.argv[1]))
with opened.write() as writing:
    rows = [(str(number), "x" * 1000) for number in range(20_000)]
    writing.run_many("INSERT INTO setting (key, value) VALUES (?, ?)", rows)
    del rows
with opened.read() as reading:
    reading.run("SELECT 1")
    before = held()
    reading.run("SELECT sum(length(value)) FROM setting").scalar_one()
    read = held()
    reading.forget_pages()
    print(before, read, held())
opened.close()
"""
