"""Restores a backup from the window's page, once the newsroom is closed; then offers to open it."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from moderation.errors import Cancelled, EncryptedNewsroom, NewsroomError
from moderation.restoring import Restored, restore
from resources.translation import _

if TYPE_CHECKING:
    from desktop.main_window import MainWindow
    from desktop.state_page import StatePage


class Restoring(QObject):
    """Puts the backup in the newsroom's place, and says what came of it."""

    def __init__(self, window: "MainWindow", page: "StatePage", path: Path, backup: Path) -> None:
        super().__init__(page)
        self._window, self._page, self._path = window, page, path
        self._backup = backup
        page.show_state(_("Restoring the backup…"), backup.name)
        window.operations.run(
            _("Restoring the backup"),
            lambda progress: restore(path, backup, progress=progress),
            self._restored,
            on_error=self._failed,
        )

    def _restored(self, outcome: Restored) -> None:
        self._page.show_state(
            _("The backup is in its place."),
            outcome.sentence,
            sign="approve",
            ways=((_("Open the newsroom"), self._open),),
        )
        self._page.ways[0].setFocus()

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, EncryptedNewsroom):
            window, path, backup = self._window, self._path, self._backup
            window.doors.files.ask_passphrase(
                error.path, lambda: window.pages.show_restoring(path, backup)
            )
        told = error if isinstance(error, NewsroomError) else None
        sentence, way_out = (told.sentence, told.way_out) if told else ("", "")
        self._page.show_state(
            sentence or _("The backup could not be restored."),
            way_out or _("The newsroom is as it was."),
            sign="warning",
            ways=((_("Open the newsroom as it was"), self._open),),
        )
        self._page.ways[0].setFocus()
        if told is None and not isinstance(error, Cancelled):
            self._window.messages.explain(error)

    def _open(self) -> None:
        self._window.newsroom_asked.emit(self._path, False)
