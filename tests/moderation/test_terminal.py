"""What is sent to a terminal, and how an operation is asked to stop."""

import json
import os
import signal

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from moderation import terminal


@given(st.text())
def test_nothing_that_steers_a_terminal_gets_through(text: str) -> None:
    sent = terminal.shown(text)

    assert not [sign for sign in sent if sign < " " and sign not in "\t\n"]
    assert not [sign for sign in sent if "\x7f" <= sign <= "\x9f" or "\u202a" <= sign <= "\u202e"]
    assert len(sent) == len(text)


@given(st.text(), st.integers(min_value=1, max_value=50))
def test_one_line_is_one_line_and_not_too_long(text: str, most: int) -> None:
    line = terminal.one_line(text, most)

    assert "\n" not in line
    assert len(line) <= most


@given(st.dictionaries(st.text(), st.text() | st.integers() | st.none()))
def test_json_says_what_it_was_given(told: dict[str, object]) -> None:
    with CliRunner().isolation() as (out, *_rest):
        terminal.answer_json(told)
        sent = out.getvalue().decode()

    assert json.loads(sent) == told
    assert sent.count("\n") == 1


@given(st.lists(st.dictionaries(st.text(), st.text() | st.none())))
def test_a_list_is_the_same_json_whether_it_was_gathered_or_not(entries: list[object]) -> None:
    with CliRunner().isolation() as (out, *_rest):
        terminal.answer_json_list({"total": len(entries)}, "entries", iter(entries))
        sent = out.getvalue().decode()

    assert json.loads(sent) == {"total": len(entries), "entries": entries}


def test_ctrl_c_asks_an_operation_to_stop_and_a_second_one_does_not_wait() -> None:
    before = signal.getsignal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt), terminal.progress() as progress:  # noqa: PT012
        assert not progress.stop_asked()
        os.kill(os.getpid(), signal.SIGINT)
        assert progress.stop_asked()
        os.kill(os.getpid(), signal.SIGINT)

    assert signal.getsignal(signal.SIGINT) is before


def test_nothing_is_drawn_where_there_is_no_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    with terminal.progress() as progress:
        progress.tell(1, 2, "Reading")

    assert capfd.readouterr() == ("", "")
