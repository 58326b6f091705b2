"""Asks how a newsroom is to be kept: encrypted, with which passphrase, or not any more."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop import theme
from desktop.dialogs.passphrase_dialog import secret_field, show_typed
from desktop.dialogs.sheet import Sheet
from desktop.reading.choices import FoldingRadioButton
from desktop.reading.labels import plain_label
from moderation import keyrings
from moderation.encrypting import SHORTEST, can_encrypt, check_new
from moderation.errors import WeakPassphrase
from resources.translation import _, ngettext


class EncryptionDialog(Sheet):
    """`chosen` carries the new passphrase, or None for no encryption, and whether what there was
    is to be removed.

    `is_new`: the newsroom is yet to be made, and there is nothing to keep or to remove.
    """

    chosen = Signal(object, bool)

    def __init__(
        self,
        path: Path,
        parent: QWidget | None = None,
        *,
        is_encrypted: bool = False,
        is_new: bool = False,
    ) -> None:
        title = _("New encrypted newsroom") if is_new else _("Encryption")
        super().__init__(title, parent, QSize(600, 400 if is_new else 540))
        self._is_new = is_new
        self._words = _("Change it") if is_encrypted else _("Encrypt")
        self.other = FoldingRadioButton(_("Give it another passphrase"))
        self.off = FoldingRadioButton(_("Take the encryption off"))
        self.first = secret_field("first", _("New passphrase"))
        self.second = secret_field("second", _("The same once more"))
        self.keep = FoldingRadioButton(
            _("Keep what there was beside it, and the backups as they are")
        )
        self.remove = FoldingRadioButton(
            _("Overwrite and remove what there was, and make the backups anew in the same way")
        )
        self.show_box = show_typed(self.first, self.second)
        self._lay_out(path, is_encrypted=is_encrypted)
        if is_encrypted and keyrings.remembered(path) is not None:
            self._offer_to_forget(path)
        self.plain(_("Cancel")).clicked.connect(self.close)
        self.go_button = self.primary(_("Make it") if is_new else self._words)
        self.go_button.clicked.connect(self._choose)
        self.on_send(self.go_button)
        self.off.toggled.connect(self._name_it)
        for field in (self.first, self.second):
            if isinstance(field.editor, QLineEdit):
                field.editor.returnPressed.connect(self._choose)
        if not can_encrypt():
            self._say_what_is_missing()
        self.first.editor.setFocus()

    def reason_to_stay(self) -> str:
        """Nothing is lost but a passphrase that is typed again as quickly."""
        return ""

    def _lay_out(self, path: Path, *, is_encrypted: bool) -> None:
        # With large text on a small screen it is higher than the screen.
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.contents.spacing())
        frame = QScrollArea()
        frame.setWidgetResizable(True)
        frame.setFrameShape(QFrame.Shape.NoFrame)
        frame.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        frame.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        frame.setWidget(page)
        theme.look(page, "panel")
        self.contents.addWidget(frame, 1)
        add = column.addWidget
        told = (
            _("{path} is encrypted: its file, its log and its backups.")
            if is_encrypted
            else _(
                "The file of {path}, its log and its backups will hold no readable text, and open"
                " with the passphrase alone."
            )
        )
        add(plain_label(told.format(path=path.name), wrap=True))
        self._ways, self._olds = QButtonGroup(self), QButtonGroup(self)
        for way in (self.other, self.off):
            self._ways.addButton(way)
            way.setVisible(is_encrypted)
            add(way)
        self.other.setChecked(True)
        add(self.first)
        add(self.second)
        add(self.show_box)
        add(plain_label(_forgotten(), "muted", wrap=True))
        for old in (self.keep, self.remove):
            self._olds.addButton(old)
            old.setVisible(not self._is_new)
            add(old)
        self.keep.setChecked(True)
        if not self._is_new:
            add(plain_label(_what_remains(), "muted", wrap=True))
        column.addStretch(1)

    def _offer_to_forget(self, path: Path) -> None:
        self.forget_button = self.plain(_("Forget the remembered passphrase"))

        def forget() -> None:
            keyrings.forget(path)
            self.forget_button.hide()
            self.say(_("It will be asked for from now on."), "ok")

        self.forget_button.clicked.connect(forget)

    def _name_it(self, is_off: bool) -> None:
        for one in (self.first, self.second, self.show_box):
            one.setEnabled(not is_off)
        words = _("Take it off") if is_off else self._words
        self.go_button.setText(words)
        self.go_button.setAccessibleName(words)

    def _say_what_is_missing(self) -> None:
        self.say(
            _("Encryption needs a part that is not installed: pip install 'commentdesk[encrypted]'")
        )
        self.go_button.setEnabled(False)

    def _choose(self) -> None:
        if not self.go_button.isEnabled():
            return
        if self.off.isChecked():
            self.leave()
            self.chosen.emit(None, self.remove.isChecked())
            return
        try:
            words = check_new(self.first.text)
        except WeakPassphrase as error:
            self.first.blame(f"{error.sentence} {error.way_out}".strip())
            self.first.editor.setFocus()
            return
        if self.second.text != self.first.text:
            self.second.blame(_("These are two different ones."))
            self.second.editor.setFocus()
            return
        self.leave()
        self.chosen.emit(words, self.remove.isChecked())


def _forgotten() -> str:
    return ngettext(
        "At least {count} character; several words are good. Nobody can open the newsroom if it is"
        " forgotten.",
        "At least {count} characters; several words are good. Nobody can open the newsroom if it is"
        " forgotten.",
        SHORTEST,
    ).format(count=SHORTEST)


def _what_remains() -> str:
    return _(
        "Every row is compared before the new file takes its place. What was overwritten may still"
        " be found on a flash drive, in snapshots, and in copies made elsewhere."
    )
