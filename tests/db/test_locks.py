"""The locks of a library hold, whoever else in the same process looks at its file."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from db.opening import open_library
from moderation import queue
from moderation.errors import ImportRefused
from moderation.importing import import_file
from moderation.newsroom import Newsroom
from tests.calling import Put


def _another_process_decides(path: Path) -> None:
    """Whoever closes a library last clears its log away, if no lock says that others are there."""
    subprocess.run(
        [sys.executable, "-m", "moderation.cli", "spam", "--yes", "status:pending"],
        env={**os.environ, "COMMENTDESK_NEWSROOM": str(path)},
        check=True,
        capture_output=True,
    )


def test_opening_it_a_second_time_does_not_drop_the_locks_of_the_first(
    newsroom: Newsroom, put: Put
) -> None:
    put()
    open_library(newsroom.path).close()

    _another_process_decides(newsroom.path)

    assert queue.tally(newsroom).spam == 1
    put()
    assert queue.tally(newsroom).total == 2


@pytest.mark.parametrize("suffix", ["", "-wal", "-shm"])
def test_a_newsroom_is_not_imported_into_itself(newsroom: Newsroom, put: Put, suffix: str) -> None:
    put()
    itself = newsroom.path.with_name(newsroom.path.name + suffix)

    with pytest.raises(ImportRefused, match="this newsroom itself"):
        import_file(newsroom, itself)
    _another_process_decides(newsroom.path)

    assert queue.tally(newsroom).spam == 1
