"""Pictures of what is asked and said of an encrypted newsroom."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.dialogs.encryption_dialog import EncryptionDialog
from desktop.dialogs.passphrase_dialog import PassphraseDialog
from moderation.errors import EncryptedNewsroom
from resources.translation import _

if TYPE_CHECKING:
    from desktop.main_window import MainWindow

Settle = Callable[[], None]
_FILE = Path("newsroom.commentdesk")


def _error(path: Path, *, is_wrong: bool = False) -> EncryptedNewsroom:
    if is_wrong:
        sentence = _("This passphrase does not open {path}.")
        way_out = _("Capital and small letters differ, and so do spaces. Nothing was changed.")
    else:
        sentence = _("{path} is encrypted.")
        way_out = _("Its passphrase opens it. Nothing was changed.")
    return EncryptedNewsroom(sentence.format(path=path.name), way_out, path, is_wrong=is_wrong)


def _asked(window: "MainWindow", _demo: bool, settle: Settle) -> QWidget | None:
    window.pages.show_trouble(_error(_FILE))
    settle()
    return window.doors.dialog


def _wrong(window: "MainWindow", demo: bool, settle: Settle) -> QWidget | None:
    shown = _asked(window, demo, settle)
    if isinstance(shown, PassphraseDialog):
        shown.field.fill("a wrong one")
        shown._refused(_error(_FILE, is_wrong=True))
    settle()
    return shown


def _encryption(window: "MainWindow", _demo: bool, settle: Settle) -> QWidget:
    shown = EncryptionDialog(_FILE, window)
    shown.first.fill("seven77")
    shown._choose()
    settle()
    return shown


def _encrypted(window: "MainWindow", _demo: bool, settle: Settle) -> QWidget:
    shown = EncryptionDialog(_FILE, window, is_encrypted=True)
    settle()
    return shown


ENCRYPTION_SCENES = {
    "passphrase": _asked,
    "passphrase-wrong": _wrong,
    "encryption": _encryption,
    "encryption-again": _encrypted,
}
