"""However a call ends, it ends as promised."""

import json
from typing import NoReturn

import click
import pytest
from click.testing import CliRunner

from moderation.commands.door import Call, Door, command
from moderation.drafts import Problem
from moderation.errors import (
    BadQuery,
    Cancelled,
    ImportRefused,
    IntakeRefused,
    NewsroomError,
    NothingToUndo,
)


def _door(error: BaseException) -> Door:
    @command("fail", "commentdesk fail", about="Fails.")
    def fail(call: Call) -> NoReturn:
        raise error

    door = Door("commentdesk")
    door.add_command(fail)
    return door


@pytest.mark.parametrize(
    ("error", "status", "told"),
    [
        (NothingToUndo("Nothing."), 1, {}),
        (NewsroomError("No.", "Do that."), 1, {"way_out": "Do that."}),
        (BadQuery("What?", 3, 4), 1, {"position": 3, "length": 4}),
        (ImportRefused("Not so.", where="line 7"), 1, {"where": "line 7"}),
        (
            IntakeRefused("Wrong.", [Problem("name", "Name is required.")]),
            1,
            {"problems": [{"field": "name", "message": "Name is required."}]},
        ),
        (Cancelled("Nothing was done."), 130, {}),
    ],
)
def test_an_error_is_a_sentence_here_and_an_object_there(
    error: NewsroomError, status: int, told: dict[str, object]
) -> None:
    plain = CliRunner().invoke(_door(error), ["fail"])
    as_json = CliRunner().invoke(_door(error), ["fail", "--json"])

    assert (plain.exit_code, plain.stdout) == (status, "")
    assert plain.stderr.startswith(f"{error.sentence}\n")
    assert as_json.exit_code == status
    assert json.loads(as_json.stdout) == {"error": error.sentence, "way_out": "", **told}


@pytest.mark.parametrize("error", [KeyboardInterrupt(), click.Abort(), EOFError()])
def test_ctrl_c_at_any_time_is_a_sentence_and_130(error: BaseException) -> None:
    result = CliRunner().invoke(_door(error), ["fail", "--json"])

    assert result.exit_code == 130
    assert json.loads(result.stdout)["error"] == "Stopped. Nothing is half done."


def test_a_bug_is_not_dressed_up_as_trouble() -> None:
    result = CliRunner().invoke(_door(ZeroDivisionError()), ["fail"])

    assert result.exit_code == 70
    assert "builtins.ZeroDivisionError" in result.stderr
    assert "report" in result.stderr


def test_what_is_searched_for_asks_for_no_json() -> None:
    """After two dashes, `--json` is a word like any other."""
    result = CliRunner().invoke(_door(NewsroomError("No.")), ["fail", "--", "--json"])

    assert result.exit_code == 2
    assert result.stdout == ""
