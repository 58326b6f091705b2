"""Makes the day's backup beside the work, and says what the newsroom tells from other threads."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.operations import Operations
from moderation.newsroom import Newsroom
from resources.late import late
from resources.translation import _

if TYPE_CHECKING:
    from moderation import backups
    from moderation.backups import Backup
else:
    backups = late("moderation.backups")

# The window is there first; then it is asked every ten minutes whether a backup is due.
FIRST, EVERY = 60_000, 600_000


class BackingUp(QObject):
    """Looks from time to time whether a backup is due, and makes it on a reader's thread.

    Neither the window nor whoever decides waits for it. `made` carries the backup.
    """

    made = Signal(object)
    _told = Signal(str)

    def __init__(
        self, newsroom: Newsroom, operations: Operations, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._newsroom, self._operations = newsroom, operations
        self._said = ""
        self._told.connect(self._say)
        newsroom.tell = self._told.emit
        self._timer = QTimer(self)
        self._timer.setInterval(FIRST)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def look(self) -> None:
        """Make the backup now, if it is due."""
        self._timer.setInterval(EVERY)
        newsroom = self._newsroom
        self._operations.run(
            _("Making the day’s backup"),
            lambda progress: backups.make_daily(newsroom, progress=progress),
            self._done,
            writing=False,
            question=("daily backup", id(self)),
        )

    def _done(self, backup: "Backup | None") -> None:
        if backup is not None:
            self._said = ""
            self.made.emit(backup)

    def _say(self, sentence: str) -> None:
        # Once, until it goes well again: a full disk is full every ten minutes.
        if sentence != self._said:
            self._operations.messages.trouble(sentence)
        self._said = sentence
