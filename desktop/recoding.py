"""Encrypts a newsroom, or takes that off, from the window's page, once the newsroom is closed."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from moderation.encrypting import Recoded, recode
from moderation.errors import NewsroomError
from resources.translation import _

if TYPE_CHECKING:
    from desktop.main_window import MainWindow
    from desktop.state_page import StatePage


class Recoding(QObject):
    """Writes the newsroom anew, and says what came of it."""

    def __init__(
        self,
        window: "MainWindow",
        page: "StatePage",
        path: Path,
        passphrase: str | None,
        *,
        remove_old: bool,
    ) -> None:
        super().__init__(page)
        self._window, self._page, self._path = window, page, path
        title = _("Encrypting…") if passphrase is not None else _("Taking the encryption off…")
        page.show_state(title, path.name)
        window.operations.run(
            title,
            lambda progress: recode(path, passphrase, remove_old=remove_old, progress=progress),
            self._done,
            on_error=self._failed,
        )

    def _done(self, outcome: Recoded) -> None:
        self._page.show_state(
            _("The newsroom is encrypted.")
            if outcome.is_encrypted
            else _("The newsroom is not encrypted any more."),
            outcome.sentence,
            sign="approve",
            ways=((_("Open the newsroom"), self._open),),
        )
        self._page.ways[0].setFocus()

    def _failed(self, error: BaseException) -> None:
        told = error if isinstance(error, NewsroomError) else None
        self._page.show_state(
            told.sentence if told else _("The newsroom could not be written anew."),
            told.way_out if told and told.way_out else _("The newsroom is as it was."),
            sign="warning",
            ways=((_("Open the newsroom as it was"), self._open),),
        )
        self._page.ways[0].setFocus()
        if told is None:
            self._window.messages.explain(error)

    def _open(self) -> None:
        self._window.newsroom_asked.emit(self._path, False)
