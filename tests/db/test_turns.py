"""Writers take turns without missing a gap, and the log is brought in while nobody waits."""

import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from db import turns
from db.opening import open_library
from db.settings import keep_setting


def _bare(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None, check_same_thread=False)


def test_a_writer_gets_its_turn_as_soon_as_the_other_is_done(path: Path) -> None:
    with closing(_bare(path)) as other, closing(_bare(path)) as own:
        other.execute("BEGIN IMMEDIATE")
        threading.Timer(0.05, lambda: other.execute("COMMIT")).start()

        turns.begin(own, 5)

        assert own.in_transaction
        own.execute("COMMIT")
        assert own.execute("PRAGMA busy_timeout").fetchone() == (5000,)


def test_one_that_never_gets_it_is_refused_after_its_patience(path: Path) -> None:
    with closing(_bare(path)) as other, closing(_bare(path)) as own:
        other.execute("BEGIN IMMEDIATE")

        with pytest.raises(sqlite3.OperationalError, match="locked"):
            turns.begin(own, 0.01)


def test_the_log_is_brought_into_the_file_once_it_is_quiet(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "_QUIET", 0.0)
    with closing(open_library(path)) as library:
        for number in range(turns._WRITES - 1):
            with library.write() as writing:
                keep_setting(writing, "a", number)
        before = path.stat().st_mtime_ns

        with library.write() as writing:
            keep_setting(writing, "a", -1)
        thread = library._settling._thread
        if thread is not None:
            thread.join()

        assert path.stat().st_mtime_ns > before


def test_closing_waits_for_no_quiet(path: Path) -> None:
    library = open_library(path)
    for number in range(turns._WRITES):
        with library.write() as writing:
            keep_setting(writing, "a", number)
    thread = library._settling._thread
    assert thread is not None

    began = time.monotonic()
    library.close()

    assert time.monotonic() - began < turns._QUIET
    assert not thread.is_alive()


def test_a_file_that_is_gone_is_left_to_whoever_writes_next(path: Path) -> None:
    def gone() -> sqlite3.Connection:
        raise sqlite3.OperationalError("unable to open database file")

    settling = turns.Settling(gone)
    settling._settle()
    settling.close()
