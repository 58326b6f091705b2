"""The library file: private, told of in sentences, read and written whole or not at all."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from db import lanes, library, trouble
from db.library import Library
from db.opening import open_library
from resources import heap
from tests.trouble import replaced, without_log


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
