"""The doors of the window: the dialogs that its menus open, one of each; none blocks."""

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog

from moderation.newsroom import Newsroom

if TYPE_CHECKING:
    from desktop.main_window import MainWindow
    from desktop.newsroom_files import NewsroomFiles

Kind = TypeVar("Kind", bound=QDialog)


class Doors(QObject):
    """Opens what the File, Edit and Help menus offer; `dialog` is the one opened last.

    Of each there is one: asked for again, it comes to the front.
    """

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self.dialog: QDialog | None = None
        does: dict[str, Callable[[], object]] = {
            "import": self.import_files,
            "export": self.export,
            "backups": self.backups,
            "settings": self.settings,
            "site": lambda: self.settings("site"),
            "rules": lambda: self.settings("rules"),
            "sites": lambda: self.settings("sites"),
            "outbox": self.outbox,
            "save_search": self.save_search,
            "history": self.history,
            "person": self.person,
            "palette": self.palette,
            "statistics": self.statistics,
            "evenness": self.evenness,
            "keys": self.keys,
            "change_keys": lambda: self.settings("keys"),
            "about": self.about,
        }
        for name, do in does.items():
            window.deeds[name].triggered.connect(lambda _on=False, do=do: do())
        asks: dict[str, Callable[[NewsroomFiles], None]] = {
            "new": lambda files: files.make(),
            "new_encrypted": lambda files: files.make_encrypted(),
            "open": lambda files: files.open(),
            "encryption": lambda files: files.recode(),
        }
        for name, ask in asks.items():
            window.deeds[name].triggered.connect(lambda _on=False, ask=ask: ask(self.files))

    @cached_property
    def files(self) -> "NewsroomFiles":
        """What asks which file a newsroom is kept in; made once somebody wants another."""
        from desktop.newsroom_files import NewsroomFiles

        return NewsroomFiles(self._window, self._show)

    def import_files(self, files: Sequence[Path] = ()) -> None:
        """Offer to import these files one after the other, or one to be chosen."""
        from desktop.dialogs.import_dialog import ImportDialog

        window = self._window
        if not files and self._bring(ImportDialog):
            return
        if window.newsroom is not None:
            first, more = next(iter(files), None), files[1:]
            dialog = ImportDialog(
                window.newsroom, window.operations, first, more=more, parent=window
            )
            self._show(dialog)

    def export(self) -> None:
        """Offer to export what is public: of the article chosen, of the search, or all."""
        from desktop.dialogs.export_dialog import ExportDialog
        from desktop.dialogs.export_which import Search
        from desktop.queue.place import Place, look_at

        window = self._window
        if window.newsroom is not None and window.desk is not None:
            for older in self._open_ones(ExportDialog):
                older.close()  # it may be about another article, or another search
            place = window.desk.place
            # Read anew: what the queue shows is narrowed to its status.
            query = look_at(window.newsroom, Place(None, place.article, place.text)).query
            search = Search(place.text, query, place.article)
            self._show(
                ExportDialog(
                    window.newsroom,
                    window.operations,
                    place.article,
                    search=search if place.text.strip() else None,
                    parent=window,
                )
            )

    def backups(self) -> None:
        """Show the backups beside the newsroom."""
        from desktop.dialogs.backups_dialog import BackupsDialog

        window = self._window

        def make(newsroom: Newsroom) -> BackupsDialog:
            dialog = BackupsDialog(newsroom, window.operations, parent=window)
            dialog.restore_asked.connect(
                lambda backup: window.restore_asked.emit(newsroom.path, backup)
            )
            return dialog

        self._show_one(BackupsDialog, make)

    def evenness(self) -> None:
        """Show near-copies that were decided differently."""
        from desktop.dialogs.evenness_dialog import EvennessDialog

        window = self._window

        def make(newsroom: Newsroom) -> EvennessDialog:
            dialog = EvennessDialog(newsroom, window.operations, parent=window)
            if window.desk is not None:
                dialog.shown.connect(window.desk.show_anywhere)
            return dialog

        self._show_one(EvennessDialog, make)

    def settings(self, page: str = "") -> None:
        """Show the settings, at this page; where they are open already, go to it there."""
        from desktop.settings.dialog import SettingsDialog
        from desktop.settings.page import Surroundings

        window = self._window
        dialog = next(iter(self._open_ones(SettingsDialog)), None)
        if dialog is None:
            around = Surroundings(
                window.newsroom,
                window.operations,
                window.deeds,
                window.remembered,
                window.wellbeing.begin,
            )
            dialog = SettingsDialog(around, page, parent=window)
            if window.desk is not None:
                dialog.kept.connect(window.desk.refresh)
            if window.syncing is not None:
                dialog.kept.connect(window.syncing.sync)
            self._show(dialog)
        elif page:
            dialog.show_page(page)
        dialog.activateWindow()

    def outbox(self) -> None:
        """Show what waits to be sent to connected sites, and what both sides changed."""
        from desktop.sites.outbox_dialog import OutboxDialog

        window = self._window

        def make(newsroom: Newsroom) -> OutboxDialog:
            dialog = OutboxDialog(newsroom, window.operations, parent=window)
            if window.syncing is not None:
                window.syncing.changed.connect(dialog.look)
            return dialog

        self._show_one(OutboxDialog, make)

    def save_search(self) -> None:
        """Ask under which name what is searched now is to be kept."""
        from desktop.dialogs.search_dialog import SearchDialog

        desk = self._window.desk
        if desk is not None:
            for older in self._open_ones(SearchDialog):
                older.close()  # it is about what was searched then
            dialog = SearchDialog(desk.place, desk.saved.is_taken, parent=self._window)
            dialog.given.connect(desk.saved.keep)
            self._show(dialog)

    def history(self) -> None:
        """Show what happened in the newsroom."""
        from desktop.dialogs.history import HistoryDialog

        window = self._window
        self._show_one(
            HistoryDialog,
            lambda newsroom: HistoryDialog(newsroom, window.operations, parent=window),
        )

    def person(self) -> None:
        """Look for a person, to hand over or erase what is held of them."""
        from desktop.dialogs.person_dialog import PersonDialog

        window = self._window
        self._show_one(
            PersonDialog,
            lambda newsroom: PersonDialog(newsroom, window.operations, parent=window),
        )

    def statistics(self) -> None:
        """Show the statistics."""
        from desktop.statistics.dialog import StatisticsDialog

        window = self._window
        self._show_one(
            StatisticsDialog,
            lambda newsroom: StatisticsDialog(newsroom, window.operations, parent=window),
        )

    def palette(self) -> None:
        """Show the command palette; where it is open already, put it away."""
        from desktop.palette.palette import Palette

        shown = self._window.findChild(Palette)
        if shown is not None and shown.isVisible():
            shown.close_up()
            return
        Palette(self._window).open()

    def keys(self) -> None:
        """Show every key."""
        from desktop.dialogs.keys import KeysDialog

        if not self._bring(KeysDialog):
            self._show(KeysDialog(self._window.deeds, parent=self._window))

    def about(self) -> None:
        """Say what this program is."""
        from desktop.dialogs.about import about_box

        self._show(about_box(self._window))

    def _show_one(self, kind: type[Kind], make: Callable[[Newsroom], Kind]) -> None:
        """Bring the open one of this kind to the front; else make one, if there is a newsroom."""
        newsroom = self._window.newsroom
        if not self._bring(kind) and newsroom is not None:
            self._show(make(newsroom))

    def _open_ones(self, kind: type[Kind]) -> list[Kind]:
        return [one for one in self._window.findChildren(kind) if one.isVisible()]

    def _bring(self, kind: type[QDialog]) -> bool:
        """Bring the one of this kind that is open to the front; False if none is."""
        for dialog in self._open_ones(kind):
            self.dialog = dialog
            dialog.raise_()
            dialog.activateWindow()
            return True
        return False

    def _show(self, dialog: QDialog) -> None:
        from PySide6.QtWidgets import QFileDialog, QMessageBox

        def let_go() -> None:
            dialog.deleteLater()
            if self.dialog is dialog:
                self.dialog = None

        self.dialog = dialog
        dialog.finished.connect(let_go)
        # A choice of file, or who we are, belongs to this window; the rest stands beside the work.
        if isinstance(dialog, QFileDialog | QMessageBox):
            dialog.open()
        else:
            dialog.show()
