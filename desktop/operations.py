"""Run work off the GUI thread: writes in one lane, reads in a small pool; then announce Changes.

The worker holds nothing that belongs to a window: it pops its work from a box, leaves the outcome
in a table and emits a number. Whatever was captured is so let go on the GUI thread, where alone a
QObject may be destroyed. A late answer to an old question is dropped.
"""

import itertools
import math
import threading
import time
from collections.abc import Callable, Hashable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass
from types import FunctionType
from typing import TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal

from desktop.messages import Messages
from moderation.changes import Changes, Progress
from moderation.errors import Cancelled

T = TypeVar("T")
# A frame at 60 Hz, less what painting it takes.
FRAME = 0.010
_TELLS_A_SECOND = 20


@dataclass(frozen=True, slots=True)
class _Failed:
    error: BaseException


class RunningOperation(QObject):
    """Work under way: how far it is, and the wish to stop it."""

    progressed = Signal(int, object, str)  # done, total or None, what
    ended = Signal()

    def __init__(
        self,
        label: str,
        *,
        writing: bool,
        shown_elsewhere: bool,
        beside: bool = False,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.label = label
        self.writing = writing
        self.shown = (writing or beside) and not shown_elsewhere
        self.started = time.monotonic()
        self.dropped = False
        self._stop = threading.Event()

    def stop(self) -> None:
        """Ask the work to stop; it ends at its next look, whole or not at all."""
        self._stop.set()

    def drop(self) -> None:
        """Stop it, and hear nothing of it any more."""
        self.dropped = True
        self.stop()

    @property
    def stopping(self) -> bool:
        """Whether somebody asked it to stop."""
        return self._stop.is_set()


class _Teller:
    """The Progress that work is given: it tells at most twenty times a second."""

    def __init__(
        self, token: int, tell: Callable[[int, int, object, str], None], stop: threading.Event
    ) -> None:
        self._token = token
        self._tell = tell
        self._stop = stop
        self._next = 0.0

    def tell(self, done: int, total: int | None, what: str) -> None:
        now = time.monotonic()
        if now >= self._next or done == total:
            self._next = now + 1 / _TELLS_A_SECOND
            self._tell(self._token, done, total, what)

    def stop_asked(self) -> bool:
        return self._stop.is_set()


@dataclass(slots=True)
class _Asked:
    """What the GUI thread keeps of a question until it is answered."""

    operation: RunningOperation
    work: Callable[[Progress], object]
    on_done: Callable[[object], None]
    on_error: Callable[[BaseException], None] | None
    question: Hashable
    future: "Future[None] | None" = None


class Operations(QObject):
    """The operations of one window.

    `newsroom_changed` carries the `Changes` of whatever was written, after the asker has had its
    answer; `started` and `idle` say when there is something to wait for.
    """

    newsroom_changed = Signal(object)
    started = Signal(object)  # RunningOperation
    idle = Signal()
    _answered = Signal(int)
    _told = Signal(int, int, object, str)

    def __init__(self, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.messages = messages
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="commentdesk-write")
        # The assist may keep one of them for long; what somebody asks for still finds two.
        self._readers = ThreadPoolExecutor(3, thread_name_prefix="commentdesk-read")
        self._tokens = itertools.count()
        self._asked: dict[int, _Asked] = {}
        self._outcomes: dict[int, object] = {}
        self._later: dict[Hashable, tuple[float, Callable[[], None]]] = {}
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.setTimerType(Qt.TimerType.PreciseTimer)
        self._turn.timeout.connect(self._do_due)
        self._answered.connect(self._deliver)
        self._told.connect(self._pass_on)

    def run(
        self,
        label: str,
        work: Callable[[Progress], T],
        on_done: Callable[[T], None],
        *,
        on_error: Callable[[BaseException], None] | None = None,
        writing: bool = True,
        question: Hashable = None,
        patience: float = 0.0,
        shown_elsewhere: bool = False,
        beside: bool = False,
    ) -> RunningOperation:
        """Do `work` on a worker, and hand what it answers to `on_done` on the GUI thread.

        Writes run one after the other. An error goes to `on_error`, or is explained to the
        moderator. A later run with the same `question` drops this one's answer. With `patience`
        the GUI thread waits so many seconds at the most for the answer, so that what is quick is
        there in the same frame and what is not freezes nothing. The window's bar shows writes that
        take long, unless a dialog shows them (`shown_elsewhere`), and what goes on `beside` the
        work.
        """
        if question is not None:
            self.drop(question)
        token = next(self._tokens)
        operation = RunningOperation(
            label, writing=writing, shown_elsewhere=shown_elsewhere, beside=beside, parent=self
        )
        asked = _Asked(operation, work, _untyped(on_done), on_error, question)
        self._asked[token] = asked
        teller = _Teller(token, self._told.emit, operation._stop)
        lane = self._writer if writing else self._readers
        box: list[Callable[[Progress], object]] = [work]
        asked.future = lane.submit(_do, token, box, teller, self._outcomes, self._answered.emit)
        del box
        self.started.emit(operation)
        if patience:
            wait([asked.future], patience)
            self._deliver(token)
        return operation

    def soon(self, name: Hashable, do: Callable[[], None], after: float = 0.0) -> None:
        """Do this on the GUI thread in a turn of its own, so that a key may come before it.

        It is done `after` so many seconds. What was to be done under the same name and is not done
        yet is not done.
        """
        self._later[name] = (time.monotonic() + after, do)
        self._wake()

    def _wake(self) -> None:
        if self._later:
            due = self._later[self._due_first()][0]
            self._turn.start(max(0, math.ceil(1000 * (due - time.monotonic()))))

    def _due_first(self) -> Hashable:
        return min(self._later, key=lambda name: self._later[name][0])

    def _do_due(self) -> None:
        """Do what is due first, if it is; the rest has turns of its own."""
        if self._later and self._later[self._due_first()][0] <= time.monotonic():
            self._do_first()
        else:
            self._wake()

    def _do_first(self) -> None:
        _due, do = self._later.pop(self._due_first())
        self._wake()
        if _is_there(do):
            do()

    def drop(self, question: Hashable) -> None:
        """Hear nothing any more of what was asked under this name, nor do soon what has it."""
        self._later.pop(question, None)
        for asked in self._asked.values():
            if asked.question == question:
                asked.operation.drop()

    @property
    def running(self) -> tuple[RunningOperation, ...]:
        """What is under way, oldest first."""
        return tuple(asked.operation for asked in self._asked.values())

    def wait_idle(self) -> None:
        """Wait until everything asked, and what that asked in turn, is done and delivered.

        What was to be done soon is done.
        """
        while self._asked or self._later:
            while self._later:
                self._do_first()
            futures = [asked.future for asked in self._asked.values() if asked.future is not None]
            wait(futures)
            for token in list(self._asked):
                self._deliver(token)

    def close(self) -> None:
        """Ask everything to stop, wait for it, and let the threads go."""
        self._later.clear()
        self._turn.stop()
        for asked in self._asked.values():
            asked.operation.stop()
        self.wait_idle()
        self._writer.shutdown()
        self._readers.shutdown()

    def _deliver(self, token: int) -> None:
        if token not in self._outcomes:
            return  # delivered while the GUI thread waited for it, or not there yet
        outcome = self._outcomes.pop(token)
        asked = self._asked.pop(token)
        try:
            self._hand_over(asked, outcome)
        finally:
            asked.operation.ended.emit()
            asked.operation.deleteLater()
            if not self._asked:
                self.idle.emit()

    def _hand_over(self, asked: _Asked, outcome: object) -> None:
        heard = not asked.operation.dropped and _is_there(asked.on_done)
        match outcome:
            case _Failed(error=Cancelled()) if not heard:
                pass
            case _Failed(error=error):
                if heard and asked.on_error is not None:
                    asked.on_error(error)
                elif heard or asked.operation.writing:
                    self.messages.explain(error)
            case _:
                if heard:
                    asked.on_done(outcome)
                self._announce(outcome)

    def _announce(self, outcome: object) -> None:
        changes = outcome if isinstance(outcome, Changes) else getattr(outcome, "changes", None)
        if isinstance(changes, Changes) and changes.operation is not None:
            self.newsroom_changed.emit(changes)

    def _pass_on(self, token: int, done: int, total: object, what: str) -> None:
        asked = self._asked.get(token)
        if asked is not None:
            asked.operation.progressed.emit(done, total, what)


def _do(
    token: int,
    box: list[Callable[[Progress], object]],
    teller: _Teller,
    outcomes: dict[int, object],
    answered: Callable[[int], None],
) -> None:
    work = box.pop()
    outcome: object
    try:
        outcome = work(teller)
    except BaseException as error:  # noqa: BLE001 (handed to whoever asked, on the GUI thread)
        outcome = _Failed(error)
    del work
    outcomes[token] = outcome
    del outcome
    answered(token)


def _untyped(on_done: Callable[[T], None]) -> Callable[[object], None]:
    # Between asking and answering the type is only known to the asker, who gave both ends.
    return on_done  # type: ignore[return-value]


def _is_there(call: Callable[..., None]) -> bool:
    """Whether the widgets that asked still exist; what was closed meanwhile hears nothing.

    They are whose method it is, and what a function inside of one speaks of, such as `self`.
    """
    inside = list(_spoken_of(call))
    for function in [one for one in inside if isinstance(one, FunctionType)]:
        inside += _spoken_of(function)
    return all(shiboken6.isValid(one) for one in inside if isinstance(one, QObject))


def _spoken_of(call: Callable[..., None]) -> Iterator[object]:
    yield getattr(call, "__self__", None)
    for cell in getattr(call, "__closure__", None) or ():
        with suppress(ValueError):  # not filled yet
            yield cell.cell_contents
