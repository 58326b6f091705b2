"""The command line as a whole: what it loads, how it ends, and how it can be stopped."""

import json
import os
import pty
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest

from moderation.cli import door
from moderation.commands.door import Command, Door
from moderation.newsroom import Newsroom
from tests.calling import ExportFile, Process, Run

_DOOR = door()
assert isinstance(_DOOR, Door)
COMMANDS = _DOOR.commands
# Each by the words that one types; a group is its commands.
SINGLE = {
    " ".join(words): command
    for name, one in COMMANDS.items()
    for words, command in (
        [([name, part], inner) for part, inner in one.commands.items()]
        if isinstance(one, click.Group)
        else [([name], one)]
    )
}


def test_help_loads_neither_qt_nor_sqlalchemy() -> None:
    script = (
        "import sys\n"
        "from moderation.cli import door\n"
        "try: door().main(['--help'])\n"
        "except SystemExit: pass\n"
        "slow = {'PySide6', 'sqlalchemy', 'rich', 'lxml', 'nh3', 'email_validator', 'jinja2'}\n"
        "sys.exit(repr(slow & set(sys.modules)) if slow & set(sys.modules) else 0)\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr) == (0, "")


def test_all_commands_are_there_and_no_other() -> None:
    assert set(COMMANDS) == {
        "import", "add", "list", "articles", "approve", "reject", "spam", "hold", "undo", "redo",
        "history", "export", "verify", "backup", "backups", "restore", "check", "screenshot",
        "site", "head", "salvage", "person", "searches", "rules", "reasons", "statistics", "assist",
        "encrypt", "passphrase", "decrypt", "sync", "outbox",
    }  # fmt: skip


@pytest.mark.parametrize("name", SINGLE)
def test_each_command_shows_an_example_and_takes_newsroom_and_json(run: Run, name: str) -> None:
    outcome = run(*name.split(), "--help")

    assert outcome.status == 0
    assert f"  commentdesk {name}" in outcome.out.partition("Examples:")[2]
    assert "--newsroom FILE" in outcome.out
    assert "--json" in outcome.out


@pytest.mark.parametrize("name", SINGLE)
def test_each_example_is_right_usage(name: str) -> None:
    """Parsed, not run: an example that names an option that is gone fails here."""
    import shlex

    command = SINGLE[name]
    assert isinstance(command, Command)
    for example in command.examples:
        words = shlex.split(example.partition("<")[0])
        given = ["commentdesk", *name.split()]
        assert words[: len(given)] == given
        command.make_context(name, words[len(given) :])


def test_wrong_usage_is_status_2_and_json_too(run: Run) -> None:
    plain, told = run("list", "--colour"), run("list", "--colour", "--json")

    assert (plain.status, plain.out) == (2, "")
    assert "--colour" in plain.err
    assert told.status == 2
    assert told.told == {
        "error": "No such option '--colour'.",
        "way_out": "See “commentdesk list --help”.",
    }


def test_an_unknown_command_is_wrong_usage(run: Run) -> None:
    assert run("delete").status == 2


def test_a_newsroom_that_is_not_there_is_a_sentence_with_a_way_out(run: Run, library: Path) -> None:
    outcome = run("list", "--json")

    assert outcome.status == 1
    assert str(library) in outcome.told["error"]
    assert outcome.told["way_out"]
    assert outcome.told["error"] in outcome.err
    assert not library.exists()


def test_a_file_that_is_no_newsroom_is_refused_and_left_as_it_is(run: Run, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear editors")

    outcome = run("list", "--newsroom", letter)

    assert outcome.status == 1
    assert "not a Commentdesk newsroom" in outcome.err
    assert letter.read_text() == "Dear editors"


@pytest.mark.parametrize("place", [0, 1])
def test_the_newsroom_may_be_named_before_the_command_and_after_it(
    run: Run,
    filled: Newsroom,
    library: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    place: int,
) -> None:
    monkeypatch.setenv("COMMENTDESK_NEWSROOM", str(tmp_path / "not-this-one"))
    words: list[object] = ["articles", "--json"]
    words[place:place] = ["--newsroom", library]

    assert run(*words).told["articles"]


def test_demo_goes_with_no_command(run: Run) -> None:
    assert run("--demo", "list").status == 2


def test_a_search_that_cannot_be_read_is_pointed_at(run: Run, filled: Newsroom) -> None:
    outcome = run("list", "bridge", "statsu:spam", "--json")

    assert outcome.status == 1
    assert (outcome.told["position"], outcome.told["length"]) == (7, 7)
    assert "  bridge statsu:spam\n         ^^^^^^^\n" in outcome.err


def test_as_a_process_it_answers_one_json_object_on_standard_output(
    process: Process, filled: Newsroom
) -> None:
    working = process("list", "--json", "--limit", "2")
    out, err = working.communicate(timeout=60)

    assert working.returncode == 0
    assert len(json.loads(out)["comments"]) == 2
    assert "2 of" not in out
    assert "2 of" in err or not err


def test_json_survives_an_output_that_knows_no_unicode(filled: Newsroom, library: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "moderation.cli", "list", "--json", "--limit", "0"],
        env={**os.environ, "COMMENTDESK_NEWSROOM": str(library), "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=True,
    )

    names = {one["name"] for one in json.loads(done.stdout.decode("ascii"))["comments"]}
    assert "محمد" in names


def test_a_reader_that_has_seen_enough_is_no_trouble(process: Process, filled: Newsroom) -> None:
    """As in `commentdesk list | head -1`."""
    working = process("list", "--limit", "0")
    assert working.stdout is not None
    working.stdout.close()
    err = working.stderr.read() if working.stderr else ""
    working.wait(timeout=60)

    assert "Traceback" not in err
    if working.stderr:
        working.stderr.close()


def test_ctrl_c_during_an_import_leaves_nothing_half_done(
    process: Process, run: Run, newsroom: Newsroom, export_file: ExportFile, tmp_path: Path
) -> None:
    big = export_file("big.xml", comments=40_000)
    ours, theirs = pty.openpty()

    working = process("import", "--json", big, stderr=theirs)
    os.close(theirs)
    seen = _read_until(ours, b"Reading")
    working.send_signal(signal.SIGINT)
    seen += _read_until(ours, None)
    assert working.stdout
    out = working.stdout.read()
    working.stdout.close()
    os.close(ours)

    assert working.wait(timeout=60) == 130
    assert json.loads(out) == {"error": "Nothing was imported.", "way_out": ""}
    assert b"Nothing was imported." in seen
    assert run("list", "--json").told == {"total": 0, "comments": []}
    assert run("articles", "--json").told == {"articles": []}
    assert run("history", "--json").told == {"operations": []}
    assert run("check").status == 0


def test_more_than_one_match_is_asked_about_on_a_terminal(
    process: Process, run: Run, filled: Newsroom
) -> None:
    before = run("list", "status:pending", "--json").told["total"]

    declined = _ask(process, "n", "reject", "status:pending")
    after_no = run("list", "status:pending", "--json").told["total"]
    agreed = _ask(process, "y", "reject", "status:pending")
    after_yes = run("list", "status:pending", "--json").told["total"]

    assert f"Reject {before} comments?" in declined[1]
    assert (declined[0], after_no) == (1, before)
    assert (agreed[0], after_yes) == (0, 0)


def _ask(process: Process, answer: str, *words: str) -> tuple[int, str]:
    """Run it on a terminal of its own and type the answer to its question."""
    ours, theirs = pty.openpty()
    working = process(*words, stdin=theirs, stderr=theirs)
    os.close(theirs)
    seen = _read_until(ours, b"?")
    os.write(ours, f"{answer}\n".encode())
    seen += _read_until(ours, None)
    assert working.stdout
    working.stdout.close()
    status = working.wait(timeout=60)
    os.close(ours)
    return status, seen.decode()


def _read_until(terminal: int, sign: bytes | None) -> bytes:
    """What comes over the terminal until the sign, or (None) until the other side is gone."""
    seen, deadline = b"", time.monotonic() + 60
    while (sign is None or sign not in seen) and time.monotonic() < deadline:
        if not select.select([terminal], [], [], 1.0)[0]:
            continue
        try:
            piece = os.read(terminal, 4096)
        except OSError:  # on Linux this is how the end of a terminal is told
            break
        if not piece:
            break
        seen += piece
    return seen


def test_every_parameter_is_told_about_in_the_help() -> None:
    for name, command in SINGLE.items():
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.help, f"{name} {parameter.opts}"
