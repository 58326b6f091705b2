"""Which file a newsroom is kept in, and how: a new one, another one, encrypted or not."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from moderation.errors import LibraryError
from moderation.newsroom import SUFFIX, default_path, open_newsroom
from resources.translation import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog, QFileDialog

    from desktop.main_window import MainWindow


class NewsroomFiles(QObject):
    """Asks for files and passphrases; what is asked in is shown by `show`, and blocks nothing."""

    def __init__(self, window: "MainWindow", show: "Callable[[QDialog], None]") -> None:
        super().__init__(window)
        self._window, self._show = window, show

    def make(self) -> None:
        """Ask where a new newsroom is to be kept."""
        chooser = self._chooser_of_new(_("New newsroom"))
        self._ask_for_newsroom(chooser, make=True)

    def make_encrypted(self) -> None:
        """Ask where a new newsroom is to be kept, and for its passphrase."""
        chooser = self._chooser_of_new(_("New encrypted newsroom"))
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

    def open(self) -> None:
        """Ask which newsroom to open."""
        chooser = self._chooser(_("Open newsroom"))
        chooser.setFileMode(chooser.FileMode.ExistingFile)
        self._ask_for_newsroom(chooser, make=False)

    def recode(self) -> None:
        """Ask how this newsroom is to be kept from now on, encrypted or not."""
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

    def _chooser(self, title: str) -> "QFileDialog":
        from PySide6.QtWidgets import QFileDialog

        folder = self._window.newsroom.path.parent if self._window.newsroom else _home()
        chooser = QFileDialog(self._window, title, str(folder))
        chooser.setNameFilters(
            [_("Newsrooms (*{suffix})").format(suffix=SUFFIX), _("All files (*)")]
        )
        return chooser

    def _chooser_of_new(self, title: str) -> "QFileDialog":
        chooser = self._chooser(title)
        chooser.setAcceptMode(chooser.AcceptMode.AcceptSave)
        chooser.setDefaultSuffix(SUFFIX.removeprefix("."))
        return chooser

    def _ask_for_newsroom(self, chooser: "QFileDialog", *, make: bool) -> None:
        window = self._window
        chooser.fileSelected.connect(lambda name: window.newsroom_asked.emit(Path(name), make))
        self._show(chooser)


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
