"""The doors of the window: files to open, import and export, and the dialogs; none blocks."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog

from desktop import icons
from moderation.errors import LibraryError
from moderation.newsroom import SUFFIX, default_path, open_newsroom
from resources.translation import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QFileDialog

    from desktop.main_window import MainWindow

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
            "new": self.make_newsroom,
            "open": self.open_newsroom,
            "import": self.import_files,
            "export": self.export,
            "backups": self.backups,
            "new_encrypted": self.make_encrypted,
            "encryption": self.encryption,
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

    def make_newsroom(self) -> None:
        """Ask where a new newsroom is to be kept."""
        chooser = self._chooser(_("New newsroom"))
        chooser.setAcceptMode(chooser.AcceptMode.AcceptSave)
        chooser.setDefaultSuffix(SUFFIX.removeprefix("."))
        self._ask_for_newsroom(chooser, make=True)

    def make_encrypted(self) -> None:
        """Ask where a new newsroom is to be kept, and for its passphrase."""
        chooser = self._chooser(_("New encrypted newsroom"))
        chooser.setAcceptMode(chooser.AcceptMode.AcceptSave)
        chooser.setDefaultSuffix(SUFFIX.removeprefix("."))
        chooser.fileSelected.connect(lambda name: self.make_encrypted_at(Path(name)))
        self._show(chooser)

    def make_encrypted_at(self, path: Path) -> None:
        """Ask for the passphrase of a new newsroom there; then make it and open it."""
        from desktop.dialogs.encryption_dialog import EncryptionDialog

        window = self._window

        def make(passphrase: str | None, _remove: bool) -> None:
            window.operations.run(
                _("Making the newsroom"),
                lambda _progress: _make(path, passphrase),
                lambda _nothing: window.newsroom_asked.emit(path, False),
            )

        dialog = EncryptionDialog(path, window, is_new=True)
        dialog.chosen.connect(make)
        self._show(dialog)

    def encryption(self) -> None:
        """Ask how this newsroom is to be kept from now on."""
        from desktop.dialogs.encryption_dialog import EncryptionDialog

        window = self._window
        if window.newsroom is not None:
            path, is_encrypted = window.newsroom.path, window.newsroom.is_encrypted
            dialog = EncryptionDialog(path, window, is_encrypted=is_encrypted)
            dialog.chosen.connect(
                lambda passphrase, remove: window.recode_asked.emit(path, passphrase, remove)
            )
            self._show(dialog)

    def ask_passphrase(self, path: Path, then: Callable[[], object]) -> None:
        """Ask for the passphrase of that file, and go on once one opens it."""
        from desktop.dialogs.passphrase_dialog import ask

        ask(path, self._window.operations, self._show, then, self._window)

    def open_newsroom(self) -> None:
        """Ask which newsroom to open."""
        chooser = self._chooser(_("Open newsroom"))
        chooser.setFileMode(chooser.FileMode.ExistingFile)
        self._ask_for_newsroom(chooser, make=False)

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
        if self._bring(BackupsDialog):
            return
        if window.newsroom is not None:
            newsroom = window.newsroom
            dialog = BackupsDialog(newsroom, window.operations, parent=window)
            dialog.restore_asked.connect(
                lambda backup: window.restore_asked.emit(newsroom.path, backup)
            )
            self._show(dialog)

    def evenness(self) -> None:
        """Show near-copies that were decided differently."""
        from desktop.dialogs.evenness_dialog import EvennessDialog

        window = self._window
        if self._bring(EvennessDialog):
            return
        if window.newsroom is not None and window.desk is not None:
            dialog = EvennessDialog(window.newsroom, window.operations, parent=window)
            dialog.shown.connect(window.desk.show_anywhere)
            self._show(dialog)

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
            dialog = SettingsDialog(around, parent=window)
            if window.desk is not None:
                dialog.kept.connect(window.desk.refresh)
            if window.syncing is not None:
                dialog.kept.connect(window.syncing.sync)
            self._show(dialog)
        if page:
            dialog.show_page(page)
        dialog.activateWindow()

    def outbox(self) -> None:
        """Show what waits to be sent to connected sites, and what both sides changed."""
        from desktop.sites.outbox_dialog import OutboxDialog

        window = self._window
        if self._bring(OutboxDialog):
            return
        if window.newsroom is not None:
            dialog = OutboxDialog(window.newsroom, window.operations, parent=window)
            if window.syncing is not None:
                window.syncing.changed.connect(dialog.look)
            self._show(dialog)

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
        if self._bring(HistoryDialog):
            return
        if window.newsroom is not None:
            self._show(HistoryDialog(window.newsroom, window.operations, parent=window))

    def person(self) -> None:
        """Look for a person, to hand over or erase what is held of them."""
        from desktop.dialogs.person_dialog import PersonDialog

        window = self._window
        if self._bring(PersonDialog):
            return
        if window.newsroom is not None:
            self._show(PersonDialog(window.newsroom, window.operations, parent=window))

    def statistics(self) -> None:
        """Show the statistics."""
        from desktop.statistics.dialog import StatisticsDialog

        window = self._window
        if self._bring(StatisticsDialog):
            return
        if window.newsroom is not None:
            self._show(StatisticsDialog(window.newsroom, window.operations, parent=window))

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
        from importlib.metadata import PackageNotFoundError, version

        try:
            number = version("commentdesk")
        except PackageNotFoundError:
            number = _("(not installed)")
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox(self._window)
        box.setIconPixmap(icons.application_icon().pixmap(64, 64))
        box.setWindowTitle(_("About Commentdesk"))
        box.setText(_("Commentdesk {version}").format(version=number))
        box.setInformativeText(
            _("Decide what readers may say under an article. Free software under the MIT licence.")
        )
        self._show(box)

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

    def _chooser(self, title: str) -> "QFileDialog":
        from PySide6.QtWidgets import QFileDialog

        folder = self._window.newsroom.path.parent if self._window.newsroom else _home()
        chooser = QFileDialog(self._window, title, str(folder))
        chooser.setNameFilters(
            [_("Newsrooms (*{suffix})").format(suffix=SUFFIX), _("All files (*)")]
        )
        return chooser

    def _ask_for_newsroom(self, chooser: "QFileDialog", *, make: bool) -> None:
        window = self._window
        chooser.fileSelected.connect(lambda name: window.newsroom_asked.emit(Path(name), make))
        self._show(chooser)

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


def _make(path: Path, passphrase: str | None) -> None:
    if path.exists():
        raise LibraryError(
            _("{path} is there already and was not overwritten.").format(path=path),
            _("Choose another name, or take the old file away first."),
        )
    open_newsroom(path, create=True, passphrase=passphrase).close()


def _home() -> Path:
    folder = default_path().parent
    return folder if folder.is_dir() else Path.home()
