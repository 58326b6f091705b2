"""docs/command-line.md tells every command and option, and its examples run."""

import re
import shlex
from pathlib import Path

import click
import pytest

from db.drivers import has_cipher
from moderation.cli import door
from tests.calling import call, write_export

PAGE = (Path(__file__).parents[2] / "docs" / "command-line.md").read_text(encoding="utf-8")
SECTIONS: dict[str, str] = dict(
    re.findall(r"^## commentdesk(.*?)\n(.*?)(?=^## |\Z)", PAGE, re.M | re.S)
)
DOOR = door()
assert isinstance(DOOR, click.Group)
COMMANDS = DOOR.commands
FOR_ALL = {"--newsroom", "--passphrase-file", "--json", "--help"}


def _section(command: str) -> str:
    return next(text for title, text in SECTIONS.items() if command in re.split(r"[ ,]+", title))


def test_every_command_has_its_section_and_no_other_has() -> None:
    told = [name for title in SECTIONS for name in re.split(r"[ ,]+", title) if name]

    assert sorted(told) == sorted(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_told_in_its_section_and_no_other_is(name: str) -> None:
    command = COMMANDS[name]
    inner = command.commands.values() if isinstance(command, click.Group) else ()
    options = {
        word
        for each in (command, *inner)
        for parameter in each.params
        if isinstance(parameter, click.Option)
        for word in parameter.opts
    }
    # What the table's first column and the examples' own commands name.
    told = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", _section(name)))

    assert options - FOR_ALL <= told
    assert told - {"--"} <= options | FOR_ALL


def test_what_holds_for_every_command_is_told() -> None:
    for word in FOR_ALL | {"--demo", "--version"}:
        assert f"`{word}" in PAGE


@pytest.mark.parametrize("block", re.findall(r"```sh\n(.*?)```", PAGE, re.S))
def test_examples_that_open_a_window_are_right_usage(block: str) -> None:
    for line in block.splitlines():
        words = shlex.split(line)[1:]
        if words and words[0] in COMMANDS:
            COMMANDS[words[0]].make_context(words[0], words[1:])
        else:
            DOOR.make_context("commentdesk", words, resilient_parsing=True)


def test_examples_run_in_their_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_export(tmp_path, comments=5)
    (tmp_path / "letters.csv").write_text(
        "Who,What,When\nAna,By letter: it is open.,16.6.2025 09:00\n", encoding="utf-8"
    )
    monkeypatch.setenv("COMMENTDESK_NEWSROOM", str(tmp_path / "newsroom.commentdesk"))
    monkeypatch.chdir(tmp_path)
    for name in ("passphrase", "other"):
        (tmp_path / f"{name}.txt").write_text(f"{name} of four words\n")
    examples = re.findall(r"^\$ commentdesk (.*)$", PAGE, re.M)
    if not has_cipher():
        examples = [one for one in examples if "passphrase" not in one]

    for example in examples:
        outcome = call(*shlex.split(example))
        assert outcome.status == 0, f"{example}\n{outcome.out}{outcome.err}"
        if "--json" in example:
            assert set(outcome.told), example

    tried_elsewhere = {"screenshot", "sync"}
    if not has_cipher():
        tried_elsewhere |= {"encrypt", "decrypt", "passphrase"}
    assert {example.split()[0] for example in examples} == set(COMMANDS) - tried_elsewhere
