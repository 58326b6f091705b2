"""Watches a window while it is used: what went wrong, and how long each event held it up."""

import logging
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import Any

from PySide6.QtCore import QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from desktop.main_window import MainWindow
from desktop.messages import Trouble

STALL = 0.1
_CHATTER = (
    "This plugin does not support", "propagateSizeHints", "OpenType support missing",
    "Populating font family aliases", "QStandardPaths",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Took:
    """How long one event took, in seconds by the clock and of this thread's own work."""

    what: str
    wall: float
    work: float


@dataclass
class Watch:
    """Gathers errors and times. Use it as a context around the window's life."""

    errors: list[str] = field(default_factory=list)
    slowest: Took = field(default_factory=lambda: Took("nothing", 0.0, 0.0))
    stalls: list[Took] = field(default_factory=list)
    events: int = 0
    _hook: Any = None
    _handler: Any = None

    def __enter__(self) -> "Watch":
        self._hook, sys.excepthook = sys.excepthook, self._caught
        qInstallMessageHandler(self._qt_said)
        self._handler = _Listening(self.errors)
        logging.getLogger().addHandler(self._handler)
        return self

    def __exit__(self, *_trouble: object) -> None:
        sys.excepthook = self._hook
        qInstallMessageHandler(None)
        logging.getLogger().removeHandler(self._handler)

    def over(self, window: MainWindow) -> None:
        """Take what the window says went wrong inside the program for an error, too."""
        window.messages.troubled.connect(self._troubled)

    def timed(self, what: str, act: Callable[[], object]) -> None:
        """Do this, and note how long the window was held up by it."""
        wall, work = time.perf_counter(), time.thread_time()
        act()
        took = Took(what, time.perf_counter() - wall, time.thread_time() - work)
        self.events += 1
        if took.work > self.slowest.work:
            self.slowest = took
        # Another program may have held us up; what is ours is the work of this thread.
        if took.work > STALL:
            self.stalls.append(replace(took, what=f"{what} ({_open_windows()})"))

    def _caught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        import traceback

        self.errors.append("".join(traceback.format_exception(kind, error, trace)))

    def _qt_said(self, kind: QtMsgType, _context: object, message: str) -> None:
        if kind == QtMsgType.QtFatalMsg:
            print(message, file=sys.stderr, flush=True)  # noqa: T201 - nothing else will be said
        grave = kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg)
        if grave and not any(part in message for part in _CHATTER):
            self.errors.append(f"Qt: {message}")

    def _troubled(self, trouble: Trouble) -> None:
        if trouble.details:
            self.errors.append(trouble.details)


def _open_windows() -> str:
    """What stood open, and how many controls there were: a stall is looked for there."""
    seen = [type(one).__name__ for one in QApplication.topLevelWidgets() if one.isVisible()]
    return f"{len(QApplication.allWidgets())} controls in {', '.join(sorted(seen))}"


class _Listening(logging.Handler):
    def __init__(self, errors: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._errors = errors

    def emit(self, record: logging.LogRecord) -> None:
        self._errors.append(f"log: {record.getMessage()}")
