"""README.md and docs/rooms.md name what is there."""

import re
import shlex
from pathlib import Path

import click
import pytest

from moderation.cli import door

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
ROOMS = (ROOT / "docs" / "rooms.md").read_text(encoding="utf-8")


def test_the_two_commands_are_there_each_on_one_line() -> None:
    lines = README.splitlines()

    assert lines.count("pip install -e . && commentdesk --demo") == 1
    assert lines.count("pip install -e '.[dev]' && pytest") == 1


@pytest.mark.parametrize("link", re.findall(r"\]\((?!https?:)([^)]+)\)", README))
def test_what_the_readme_links_to_is_there(link: str) -> None:
    assert (ROOT / link).is_file()


@pytest.mark.parametrize("line", re.findall(r"^commentdesk (\w.*)$", README, re.MULTILINE))
def test_a_command_in_the_readme_is_right_usage(line: str) -> None:
    name, *words = shlex.split(line, comments=True)
    commands = door()
    assert isinstance(commands, click.Group)

    commands.commands[name].make_context(name, words)


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`([a-z_/]+\.(?:py|md|toml))`", ROOMS))))
def test_a_file_that_the_rooms_name_is_there(path: str) -> None:
    assert (ROOT / path).is_file()
