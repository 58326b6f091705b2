"""What goes on beside the work in a window, and nobody waits for: backups, sites, speaking.

It is made once the first row is painted.
"""

from typing import TYPE_CHECKING

from desktop.backing_up import BackingUp
from desktop.sites.line import SiteLine
from desktop.sites.syncing import Syncing
from desktop.speaking import Speaker

if TYPE_CHECKING:
    from desktop.desk import Desk
    from desktop.main_window import MainWindow
    from moderation.newsroom import Newsroom


class BesideWork:
    """Makes the day's backup, keeps the sites in step and shows how it stands, and tells screen
    readers what was done.
    """

    def __init__(self, window: "MainWindow", newsroom: "Newsroom", desk: "Desk") -> None:
        self._backing_up = BackingUp(newsroom, window.operations, window)
        Speaker(window.messages, desk.queue.view, desk)
        self.syncing = Syncing(newsroom, window.operations, window)
        self.syncing.refused_changed.connect(desk.look_at_refused)
        self.line = SiteLine(self.syncing, window)
        self.line.sync.clicked.connect(window.deeds["sync"].trigger)
        self.line.outbox.clicked.connect(window.deeds["outbox"].trigger)
        self.line.password.clicked.connect(window.deeds["sites"].trigger)

    def stop(self) -> None:
        """Begin nothing more; the window is about to close."""
        self._backing_up.stop()
        self.syncing.stop()
