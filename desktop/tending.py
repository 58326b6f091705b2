"""The assist at work behind the window: it compares, learns and scores while nobody waits for it.

It begins a moment after something was written. A moment's work is done here; more of it by a
process of its own, so that the window keeps its turn and its memory. It shows in the operation bar,
with its Stop, once it takes long.
"""

import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.operations import Operations, RunningOperation
from moderation.changes import Changes, Progress
from moderation.errors import LibraryError
from moderation.newsroom import Newsroom
from resources.translation import _

# What the assist is made of is imported when it begins; the first row does not wait for it.
if TYPE_CHECKING:
    from moderation.scores import Scores
    from moderation.tender import Tender

# At the start the window is for whoever came to work; afterwards a burst of decisions is one.
_AT_START = 3_000
_AFTER = 1_500
# So long the process is kept when there is nothing to do, for it takes a second to begin.
_KEPT = 60_000
# Whoever stops it wants to be left alone for longer than a moment.
_STOPPED_FOR = 15 * 60.0
# Seconds after which another thread that asks for the interpreter gets it.
_TURN = 0.0005
# A process that ends by itself is begun once more, and no more after that.
_MOST_TRIES = 2


class _GivingWay:
    """Progress of work that ends at its next look once the window has something else to do."""

    def __init__(self, progress: Progress, asked: threading.Event) -> None:
        self._progress, self._asked = progress, asked

    def tell(self, done: int, total: int | None, what: str) -> None:
        self._progress.tell(done, total, what)

    def stop_asked(self) -> bool:
        return self._asked.is_set() or self._progress.stop_asked()


class Tending(QObject):
    """Keeps likenesses and scores up to date. `tended` says that cards may look otherwise now."""

    tended = Signal()

    def __init__(
        self, newsroom: Newsroom, operations: Operations, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._newsroom, self._operations = newsroom, operations
        self._running: RunningOperation | None = None
        self._paused = False
        self._tries = 0
        self._rests_until = 0.0
        self._tender: Tender | None = None
        self._way_asked = threading.Event()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.tend)
        self._timer.start(_AT_START)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_KEPT)
        self._rest.timeout.connect(self._let_rest)
        operations.newsroom_changed.connect(lambda _changes: self.tend_soon())
        operations.started.connect(self._give_way)

    @cached_property
    def scores(self) -> "Scores":
        """The chances of comments; one for the window, for it keeps what it read."""
        from moderation.scores import Scores

        return Scores(self._newsroom)

    @property
    def tender(self) -> "Tender":
        """Who works in a process of its own; there is none before it is asked for."""
        if self._tender is None:
            from moderation.tender import Tender

            self._tender = Tender(self._newsroom, self.scores)
        return self._tender

    def stop(self) -> None:
        """Begin nothing more, and end what works; the window is about to close."""
        self._timer.stop()
        self._rest.stop()
        self._paused = True
        if self._tender is not None:
            self._tender.end()

    def tend_soon(self) -> None:
        """Something was written: look at it once there is a moment's rest."""
        if not self._paused:
            wait = max(_AFTER, round(1000 * (self._rests_until - time.monotonic())))
            self._timer.start(wait)

    def tend(self) -> None:
        """Compare what is new, learn if it is time, and score what is pending, beside the work."""
        if self._running is not None:
            self.tend_soon()
            return
        self._rest.stop()
        self._way_asked.clear()
        newsroom, scores, way_asked, tender = (
            self._newsroom, self.scores, self._way_asked, self.tender
        )  # fmt: skip
        # Another window's library may be gone by the time that this ends: it holds no widget.
        began = self._operations.run(
            _("Comparing and scoring"),
            lambda progress: _tend(newsroom, scores, tender, progress, way_asked),
            self._done,
            on_error=self._failed,
            writing=False,
            beside=True,
            question=(self, "tend"),
        )
        self._running = began

    def _give_way(self, _other: RunningOperation) -> None:
        # Its own beginning is told before it counts as working.
        if self._running is not None:
            self._way_asked.set()

    def _done(self, changed: bool) -> None:
        self._end(gone_on=True)
        self._tries = 0
        if changed:
            self.tended.emit()
        self._sort()

    def _end(self, *, gone_on: bool) -> None:
        running, self._running = self._running, None
        self._rest.start()
        if running is not None and running.stopping and not self._paused:
            self._rests_until = time.monotonic() + _STOPPED_FOR
            self.tend_soon()
        elif gone_on and self._way_asked.is_set():
            self.tend_soon()

    def _sort(self) -> None:
        """Let auto-sort decide, if it is on; that is an operation like any other."""
        newsroom, scores = self._newsroom, self.scores
        if self._paused:
            return
        self._operations.run(
            _("Auto-sort"),
            lambda progress: _sorted(newsroom, scores, progress),
            self._tell_sorted,
            writing=False,
            question=(self, "sort"),
        )

    def _tell_sorted(self, done: Sequence[Changes]) -> None:
        for changes in done:
            self._operations.messages.tell(
                _("Auto-sort: {what}").format(what=changes.sentence), undoable=False
            )
            self._operations.newsroom_changed.emit(changes)

    def _failed(self, error: BaseException) -> None:
        from moderation.tender import TenderGone

        self._end(gone_on=False)
        if isinstance(error, TenderGone):
            self._tries += 1
            if self._tries < _MOST_TRIES:
                self.tend_soon()
            else:
                self._paused = True
                self._operations.messages.tell(
                    _("{what} It is gone on with when this newsroom is opened again.").format(
                        what=error.sentence
                    ),
                    undoable=False,
                )
        # Whoever decides is told of a drive that is gone; it need not be said twice.
        elif not isinstance(error, LibraryError):
            self._operations.messages.explain(error)

    def _let_rest(self) -> None:
        if self._tender is not None:
            self._tender.rest()


def _tend(
    newsroom: Newsroom,
    scores: "Scores",
    tender: "Tender",
    progress: Progress,
    way_asked: threading.Event,
) -> bool:
    from moderation import tending

    if not tending.is_little(newsroom, scores):
        return tender.tend(progress).changed
    with _turns():
        return tending.tend(newsroom, scores, _GivingWay(progress, way_asked))


def _sorted(newsroom: Newsroom, scores: "Scores", progress: Progress) -> list[Changes]:
    from moderation import auto_sort

    with _turns():
        return auto_sort.sort(newsroom, scores, progress=progress)


@contextmanager
def _turns() -> Iterator[None]:
    """The window asks for the interpreter many times a frame, and must not wait long each time."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(_TURN)
    try:
        yield
    finally:
        sys.setswitchinterval(usual)
