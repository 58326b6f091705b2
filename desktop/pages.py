"""What fills the window: the desk, or a page that says why there is none, with the ways on."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget

from moderation.errors import DamagedNewsroom, EncryptedNewsroom, NewsroomError
from resources.translation import _

if TYPE_CHECKING:
    from desktop.main_window import MainWindow
    from desktop.state_page import StatePage


class Pages(QStackedWidget):
    """The pages of one window; a desk that is added first is what is shown."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window

    @cached_property
    def page(self) -> "StatePage":
        """What stands in the place of a desk; made where there is something to say there."""
        from desktop.state_page import StatePage

        page = StatePage(self._window)
        self.addWidget(page)
        return page

    def show_trouble(self, error: NewsroomError) -> None:
        """Say why there is no newsroom here, and offer the ways to one."""
        if isinstance(error, DamagedNewsroom):
            from desktop.mending import Mending

            self.setCurrentWidget(self.page)
            Mending(self._window, self.page, error)
            return
        deeds = self._window.deeds
        ways = [
            (_("Open another newsroom…"), deeds["open"].trigger),
            (_("Make a new one…"), deeds["new"].trigger),
            (_("Open the sample newsroom"), self._window.sample_asked.emit),
        ]
        wanted = error.path if isinstance(error, EncryptedNewsroom) else None
        if wanted is not None:
            ways.insert(0, (_("Enter the passphrase…"), lambda: self._ask_passphrase(wanted)))
        self.page.show_state(
            error.sentence,
            error.way_out,
            sign="warning" if wanted is None else "pending",
            ways=tuple(ways),
        )
        self._show_page()
        if wanted is not None:
            self._ask_passphrase(wanted)

    def show_restoring(self, path: Path, backup: Path) -> None:
        """Restore the backup to that place, and say what came of it; no newsroom is open here."""
        from desktop.restoring import Restoring

        self.setCurrentWidget(self.page)
        Restoring(self._window, self.page, path, backup)

    def show_recoding(self, path: Path, passphrase: str | None, *, remove_old: bool) -> None:
        """Encrypt the newsroom there, or take that off, and say what came of it."""
        from desktop.recoding import Recoding

        self.setCurrentWidget(self.page)
        Recoding(self._window, self.page, path, passphrase, remove_old=remove_old)

    def show_welcome(self) -> None:
        """Say that nothing is here yet, and offer the ways to begin."""
        deeds = self._window.deeds
        self.page.show_state(
            _("Welcome to Commentdesk."),
            _(
                "This newsroom has no comments yet. Import an export of your site, or drag its"
                " file onto this window; connect a WordPress site, whose comments then come by"
                " themselves; or look around in a sample newsroom first."
            ),
            sign="article",
            ways=(
                (_("Import a file…"), deeds["import"].trigger),
                (_("Connect a site…"), deeds["sites"].trigger),
                (_("Open the sample newsroom"), self._window.sample_asked.emit),
                (_("Open another newsroom…"), deeds["open"].trigger),
            ),
        )
        self._show_page()

    def show_whether_empty(self, empty: bool) -> None:
        """Welcome to a newsroom that has nothing in it; show the desk of one that has."""
        desk = self._window.desk
        if empty:
            self.show_welcome()
        elif desk is not None and self.currentWidget() is not desk:
            self.setCurrentWidget(desk)

    def _show_page(self) -> None:
        self.setCurrentWidget(self.page)
        self.page.ways[0].setFocus()

    def _ask_passphrase(self, path: Path) -> None:
        self._window.doors.files.ask_passphrase(
            path, lambda: self._window.newsroom_asked.emit(path, False)
        )
