"""Asking for the comment that is to be shown, and for the thread in which it stands."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from desktop.operations import FRAME, Operations
from desktop.reading.looked_at import LookedAt, look_at
from moderation import queue
from moderation.errors import NotFound
from moderation.newsroom import Newsroom
from moderation.queue import ThreadEntry
from resources.translation import _


class Opening(QObject):
    """Looks on a worker; what is quick is there in the same frame.

    `seen` is given the comment, `surrounded` the entries of a thread and the comment it is about;
    `refused` is called where there is nothing to be seen.
    """

    def __init__(
        self,
        newsroom: Newsroom,
        operations: Operations,
        parent: QObject,
        *,
        seen: Callable[[LookedAt], None],
        surrounded: Callable[[Sequence[ThreadEntry], int], None],
        refused: Callable[[], None],
    ) -> None:
        super().__init__(parent)
        self._newsroom, self._operations = newsroom, operations
        self._seen, self._surrounded, self._refused = seen, surrounded, refused

    def look(self, number: int) -> None:
        """Look at this comment; whatever else was looked at is wanted no more."""
        newsroom = self._newsroom
        self._operations.run(
            _("Opening the comment"),
            lambda _progress: look_at(newsroom, number),
            self._show,
            on_error=self._could_not,
            writing=False,
            question=("look", id(self)),
            patience=FRAME,
        )

    def look_around(self, number: int) -> None:
        """Ask for its thread; a short one is there in the same frame, a long one soon after."""
        newsroom = self._newsroom
        self._operations.run(
            _("Opening the thread"),
            lambda _progress: (queue.thread(newsroom, number), number),
            self._show_thread,
            writing=False,
            question=("thread", id(self)),
            patience=FRAME / 2,
        )

    def drop(self) -> None:
        """Nothing is to be shown any more."""
        for question in ("look", "thread"):
            self._operations.drop((question, id(self)))

    def _show(self, seen: LookedAt) -> None:
        self._seen(seen)

    def _show_thread(self, found: tuple[Sequence[ThreadEntry], int]) -> None:
        self._surrounded(*found)

    def _could_not(self, error: BaseException) -> None:
        self._refused()
        # A comment that is gone is no trouble: the queue is about to forget it as well.
        if not isinstance(error, NotFound):
            self._operations.messages.explain(error)
