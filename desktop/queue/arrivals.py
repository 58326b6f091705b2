"""Notices within a second that somebody else wrote: the command line, or another desk."""

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.operations import Operations
from moderation.changes import Changes
from moderation.errors import NewsroomError
from moderation.newsroom import Newsroom

EVERY = 1000


class Arrivals(QObject):
    """`elsewhere` says that the newsroom was changed, and not by this window alone, since the
    revision that it carries.
    """

    elsewhere = Signal(int)

    def __init__(
        self, newsroom: Newsroom, operations: Operations, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._newsroom = newsroom
        self._operations = operations
        self._seen = newsroom.revision()
        self._own: set[int] = set()
        self._troubled = False
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        operations.newsroom_changed.connect(self._note_own)

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def look(self) -> None:
        """Look now; what this window wrote itself is no news."""
        if any(operation.writing for operation in self._operations.running):
            return  # what is being written is announced by whoever writes it
        try:
            now = self._newsroom.revision()
        except NewsroomError as error:
            # Said once; the drive may come back, and then there may be news.
            if not self._troubled:
                self._operations.messages.explain(error)
            self._troubled = True
            return
        self._troubled = False
        # An operation that came to nothing leaves a gap in the numbers; looking once more is cheap.
        news = now - self._seen - len(self._own)
        before, self._seen = self._seen, now
        self._own.clear()
        if news > 0:
            self.elsewhere.emit(before)

    def _note_own(self, changes: Changes) -> None:
        if changes.operation is not None and changes.operation > self._seen:
            self._own.add(changes.operation)
