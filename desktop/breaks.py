"""Reminds of a break after a while of steady work, in a line beside it; nobody has to answer."""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject

from desktop.memory import Memory
from desktop.messages import Messages, WayOut
from desktop.operations import Operations
from moderation.changes import Changes
from resources.translation import _, ngettext

# Whoever has not decided anything for so long has had a break.
_REST = 5 * 60.0
_LATER = 10 * 60.0


class Breaks(QObject):
    """Looks at the clock with each decision; it has no timer, and counts nothing else.

    When somebody works, and how long, is kept nowhere.
    """

    def __init__(
        self,
        operations: Operations,
        memory: Memory,
        parent: QObject,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._messages: Messages = operations.messages
        self._memory, self._clock = memory, clock
        self._began: float | None = None
        self._last = 0.0
        operations.newsroom_changed.connect(self.note)

    def note(self, _changes: Changes) -> None:
        """Something was decided: see whether it is time."""
        now, minutes = self._clock(), self._memory.break_after
        if self._began is None or now - self._last > _REST:
            self._began = now
        self._last = now
        if minutes and now - self._began >= minutes * 60:
            self.remind(round((now - self._began) / 60))

    def remind(self, minutes: int) -> None:
        """Say that so many minutes of work are behind her."""
        self._began = None
        told = ngettext(
            "You have been deciding for {count} minute. A short break does good.",
            "You have been deciding for {count} minutes. A short break does good.",
            minutes,
        )
        ways = (WayOut(_("Thank you"), lambda: None), WayOut(_("In ten minutes"), self._later))
        self._messages.ask(told.format(count=minutes), ways, unasked=True)

    def _later(self) -> None:
        self._began = self._clock() - self._memory.break_after * 60 + _LATER
        self._last = self._clock()
