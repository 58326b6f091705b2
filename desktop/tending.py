"""The assist at work behind the window: it compares, learns and scores while nobody waits for it.

It begins a moment after something was written, never holds the writing lane for longer than a
batch, and gives way between two of them to whatever else begins in the window. It shows in the
operation bar, with its Stop, once it takes long.
"""

import sys
import threading
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

# At the start the window is for whoever came to work; afterwards a burst of decisions is one.
_AT_START = 3_000
_AFTER = 1_500
# Seconds after which another thread that asks for the interpreter gets it.
_TURN = 0.0005


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
        self._working = self._paused = False
        self._way_asked = threading.Event()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.tend)
        self._timer.start(_AT_START)
        operations.newsroom_changed.connect(lambda _changes: self.tend_soon())
        operations.started.connect(self._give_way)

    @cached_property
    def scores(self) -> "Scores":
        """The chances of comments; one for the window, for it keeps what it read."""
        from moderation.scores import Scores

        return Scores(self._newsroom)

    def stop(self) -> None:
        """Begin nothing more; the window is about to close."""
        self._timer.stop()
        self._paused = True

    def tend_soon(self) -> None:
        """Something was written: look at it once there is a moment's rest."""
        if not self._paused:
            self._timer.start(_AFTER)

    def tend(self) -> None:
        """Compare what is new, learn if it is time, and score what is pending, beside the work."""
        if self._working:
            self.tend_soon()
            return
        self._way_asked.clear()
        newsroom, scores, way_asked = self._newsroom, self.scores, self._way_asked
        # Another window's library may be gone by the time that this ends: it holds no widget.
        self._operations.run(
            _("Comparing and scoring"),
            lambda progress: _tend(newsroom, scores, _GivingWay(progress, way_asked)),
            self._done,
            on_error=self._failed,
            writing=False,
            question=(self, "tend"),
        )
        self._working = True

    def _give_way(self, _other: RunningOperation) -> None:
        # Its own beginning is told before it counts as working.
        if self._working:
            self._way_asked.set()

    def _done(self, told: tuple[bool, tuple[Changes, ...]]) -> None:
        self._working = False
        if self._way_asked.is_set():
            self.tend_soon()
        changed, sorted_by_itself = told
        for changes in sorted_by_itself:
            self._operations.messages.tell(
                _("Auto-sort: {what}").format(what=changes.sentence), undoable=False
            )
            self._operations.newsroom_changed.emit(changes)
        if changed:
            self.tended.emit()

    def _failed(self, error: BaseException) -> None:
        self._working = False
        # Whoever decides is told of a drive that is gone; it need not be said twice.
        if not isinstance(error, LibraryError):
            self._operations.messages.explain(error)


def _tend(
    newsroom: Newsroom, scores: "Scores", progress: Progress
) -> tuple[bool, tuple[Changes, ...]]:
    # The window asks for the interpreter many times a frame, and must not wait long each time.
    usual = sys.getswitchinterval()
    sys.setswitchinterval(_TURN)
    try:
        return _tended(newsroom, scores, progress)
    finally:
        sys.setswitchinterval(usual)


def _tended(
    newsroom: Newsroom, scores: "Scores", progress: Progress
) -> tuple[bool, tuple[Changes, ...]]:
    from moderation import auto_sort, likenesses

    changed = likenesses.catch_up(newsroom, progress=progress) > 0
    learnt = False
    if not progress.stop_asked() and scores.is_due():
        learnt = scores.refit(thorough=False, progress=progress) is not None
    if not progress.stop_asked():
        changed = scores.score_pending(again=learnt, progress=progress) > 0 or changed
    changes: tuple[Changes, ...] = ()
    if not progress.stop_asked():
        changes = tuple(auto_sort.sort(newsroom, scores, progress=progress).changes)
    return changed, changes
