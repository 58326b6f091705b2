"""Talking to whoever sits at a terminal: answers on standard output, all else on standard error.

Strangers' words may hold what steers a terminal; none of it is sent there as it came.
"""

import json
import re
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from types import FrameType

import click

from moderation.errors import Cancelled
from resources.translation import _

_TELLS_A_SECOND = 10
# What moves a cursor, sets colours or turns the direction of what follows.
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def shown(text: str) -> str:
    """The text as it may be sent to a terminal: signs that steer one are made visible."""
    return _STEERING.sub(_picture, text)


def _picture(found: re.Match[str]) -> str:
    # U+2400 and on are the pictures of U+0000 and on.
    number = ord(found[0])
    return chr(0x2400 + number) if number < 0x20 else "\ufffd"


def one_line(text: str, most: int) -> str:
    """The text as one line of at most `most` characters, safe for a terminal."""
    joined = shown(" ".join(text.split()))
    return joined if len(joined) <= most else joined[: most - 1].rstrip() + "…"


def say(text: str) -> None:
    """Tell the person something that is not the answer."""
    click.echo(shown(text), err=True)


def answer(text: str) -> None:
    """Give the answer for a person to read."""
    click.echo(shown(text.rstrip("\n")))


def answer_json(told: Mapping[str, object]) -> None:
    """Give the answer as one JSON object: on one line for a program, on many for a person."""
    click.echo(_as_json(told, indent=2 if sys.stdout.isatty() else None))


def answer_json_list(told: Mapping[str, object], name: str, entries: Iterable[object]) -> None:
    """Answer as `answer_json` does, with a list of that name, however long; it is not gathered."""
    click.echo(f"{_as_json(told)[:-1]}, {_as_json(name)}: [", nl=False)
    between = ""
    for entry in entries:
        click.echo(f"{between}{_as_json(entry)}", nl=False)
        between = ",\n" if sys.stdout.isatty() else ", "
    click.echo("]}")


def _as_json(told: object, indent: int | None = None) -> str:
    holds_all = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    text = json.dumps(told, ensure_ascii=not holds_all, indent=indent)
    return _STEERING.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def is_somebody_there() -> bool:
    """Whether a question can be asked, and will be seen."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def does_agree(question: str) -> bool:
    """Ask a question whose answer is no unless somebody says yes."""
    return click.confirm(shown(question), err=True)


class Bar:
    """Progress on a terminal, if there is one; Ctrl+C makes it ask the operation to stop."""

    def __init__(self, show: Callable[[int, int | None, str], None] | None) -> None:
        self._show = show
        self._next = 0.0
        self._stop = False

    def tell(self, done: int, total: int | None, what: str) -> None:
        """Show how far it is, ten times a second at the most."""
        now = time.monotonic()
        if self._show and (now >= self._next or done == total):
            self._next = now + 1 / _TELLS_A_SECOND
            self._show(done, total, what)

    def stop_asked(self) -> bool:
        """Whether Ctrl+C was pressed."""
        return self._stop

    def stop(self, _signal: int, _frame: FrameType | None) -> None:
        """Ask to stop at the next good moment; whoever cannot wait presses Ctrl+C again."""
        if self._stop:
            raise KeyboardInterrupt
        self._stop = True


@contextmanager
def progress() -> Iterator[Bar]:
    """How far an operation is, drawn on standard error where that is a terminal.

    Meanwhile Ctrl+C only asks to stop: the operation then takes itself back and says so, or is
    done already and says that. So what is told is always what happened.
    """
    if not sys.stderr.isatty():
        bar = Bar(None)
        with _ctrl_c(bar):
            yield bar
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

    drawn = Progress(
        TextColumn("{task.description}", markup=False), BarColumn(16), TaskProgressColumn(),
        TimeElapsedColumn(), console=Console(stderr=True), transient=True,
    )  # fmt: skip
    with drawn:
        task = drawn.add_task("", total=None)

        def show(done: int, total: int | None, what: str) -> None:
            drawn.update(task, completed=done, total=total, description=shown(what))

        bar = Bar(show)
        with _ctrl_c(bar):
            yield bar


@contextmanager
def _ctrl_c(bar: Bar) -> Iterator[None]:
    # Only a process' main thread is told of signals, and only it may ask to be.
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, bar.stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def stopped(sentence: str = "") -> Cancelled:
    """What to raise where Ctrl+C ended it."""
    return Cancelled(sentence or _("Stopped. Nothing is half done."))
