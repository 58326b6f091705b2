"""import --map and --timezone: what is understood, what is refused, what is asked."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from moderation.newsroom import Newsroom
from tests.calling import ExportFile, Run


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    """A table whose header nobody knows, with a time without a zone."""
    file = tmp_path / "letters.csv"
    file.write_text(
        'Who,"What, in full",When\nAna,It is open at last,2025-06-16 09:00\n', encoding="utf-8"
    )
    return file


def test_columns_are_mapped_and_times_are_of_the_zone(
    run: Run, newsroom: Newsroom, letters: Path
) -> None:
    told = run(
        "import", "--json", letters, "--map", "author=Who,body=What, in full", "--map", "date=When",
        "--timezone", "Europe/Berlin", "--accept-incomplete",
    ).told  # fmt: skip
    [comment] = run("list", "--json").told["comments"]

    assert (told["format"], told["added"], told["warnings"][0]["kind"]) == ("csv", 1, "no-status")
    assert (comment["name"], comment["text"]) == ("Ana", "It is open at last")
    assert comment["submitted"] == "2025-06-16T07:00:00Z"


def test_an_unknown_column_is_refused_with_what_there_is(
    run: Run, newsroom: Newsroom, letters: Path
) -> None:
    outcome = run("import", "--json", letters, "--map", "body=Text")

    assert outcome.status == 1
    assert "There is no column “Text”" in outcome.told["error"]
    assert "Who, What, in full, When" in outcome.told["way_out"]
    assert "user_agent" in outcome.told["way_out"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--map", "Text"], "no pair"),
        (["--map", "=Text"], "no pair"),
        (["--map", "body=A", "--map", "body=B"], "two columns"),
        (["--timezone", "Europe/Atlantis"], "no time zone “Europe/Atlantis”"),
        (["--timezone", "Europe"], "no time zone"),
        (["--timezone", "../x"], "no time zone"),
        (["--timezone", ""], "no time zone"),
    ],
)
def test_what_is_no_pair_and_no_zone_is_wrong_usage(
    run: Run, letters: Path, words: list[str], said: str
) -> None:
    outcome = run("import", letters, *words)

    assert outcome.status == 2
    assert said in " ".join(outcome.err.split())


def _at_a_terminal(library: Path, file: Path, typed: str, *words: str) -> tuple[int, str, str]:
    """The exit status, standard output, and what the terminal showed."""
    leader, follower = pty.openpty()
    running = subprocess.Popen(
        [sys.executable, "-m", "moderation.cli", "import", str(file), *words],
        env={**os.environ, "COMMENTDESK_NEWSROOM": str(library)},
        stdin=follower, stderr=follower, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    os.close(follower)
    os.write(leader, typed.encode())
    shown = b""
    while True:
        try:
            piece = os.read(leader, 4096)
        except OSError:  # what Linux says when the other end is closed
            break
        shown += piece
        if not piece:
            break
    os.close(leader)
    out = running.communicate()[0]
    return running.returncode, out, shown.decode()


def test_the_zone_is_asked_for_once_at_a_terminal(
    run: Run, newsroom: Newsroom, library: Path, letters: Path
) -> None:
    status, out, shown = _at_a_terminal(
        library, letters, "Nowhere/City\nEurope/Berlin\n", "--format", "csv", "--accept-incomplete"
    )
    [comment] = run("list", "--json").told["comments"]

    assert status == 0, shown
    assert "1 comment added." in out
    assert "In which time zone" in shown
    assert "no time zone" in shown
    assert comment["submitted"] == "2025-06-16T07:00:00Z"


def test_nobody_is_asked_where_it_is_told_or_a_program_calls_or_times_have_zones(
    newsroom: Newsroom, library: Path, letters: Path, export_file: ExportFile
) -> None:
    told = _at_a_terminal(library, letters, "", "--map", "body=What, in full", "--timezone", "UTC")
    called = _at_a_terminal(library, letters, "", "--format", "csv", "--json", "--dry-run")
    zoned = _at_a_terminal(library, export_file(), "", "--dry-run")

    assert [one[0] for one in (told, called, zoned)] == [0, 0, 0]
    assert not any("time zone" in one[2] for one in (told, called, zoned))
    assert json.loads(called[1])["dry_run"] is True
