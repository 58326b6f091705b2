"""Asks for the passphrase of an encrypted newsroom, or backup, until one opens it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from desktop.dialogs.sheet import Sheet
from desktop.operations import Operations
from desktop.reading.choices import FoldingCheckBox
from desktop.reading.form_field import FormField
from desktop.reading.labels import plain_label
from moderation import keyrings
from moderation.changes import Progress
from moderation.encrypting import unlock
from moderation.errors import NewsroomError
from resources.translation import _


def secret_field(field: str, words: str) -> FormField:
    """A field in which what is typed is not to be seen."""
    editor = QLineEdit()
    editor.setEchoMode(QLineEdit.EchoMode.Password)
    made = FormField(field, words, editor)
    made.require(required=True)
    return made


def show_typed(*fields: FormField) -> QCheckBox:
    """A box that shows what is typed in these fields, to whoever is alone with it."""
    box = FoldingCheckBox(_("Show what is typed"))

    def show(is_on: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if is_on else QLineEdit.EchoMode.Password
        for one in fields:
            if isinstance(one.editor, QLineEdit):
                one.editor.setEchoMode(mode)

    box.toggled.connect(show)
    return box


class PassphraseDialog(Sheet):
    """Tries what is typed; `opened` says that the file opens now. The passphrase is not kept."""

    opened = Signal()

    def __init__(self, path: Path, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(_("Passphrase"), parent, QSize(480, 320), snug=True)
        self._path, self._operations = path, operations
        self.field = secret_field("passphrase", _("Passphrase"))
        editor = self.field.editor
        assert isinstance(editor, QLineEdit)
        editor.returnPressed.connect(self._try)
        told = _("{path} is encrypted, and opens with its passphrase.")
        self.contents.addWidget(plain_label(told.format(path=path.name), wrap=True))
        self.contents.addWidget(self.field)
        self.contents.addWidget(show_typed(self.field))
        self.keep_box = FoldingCheckBox(_("Remember it in this system’s keyring"))
        self.keep_box.setVisible(keyrings.is_there())
        self.contents.addWidget(self.keep_box)
        self.contents.addStretch(1)
        self.plain(_("Cancel")).clicked.connect(self.close)
        self.open_button = self.primary(_("Open"), "↵")
        self.open_button.clicked.connect(self._try)
        editor.setFocus()

    def _try(self) -> None:
        path, words, is_kept = self._path, self.field.text, self.keep_box.isChecked()
        if not self.open_button.isEnabled():
            return
        self.open_button.setEnabled(False)

        # Making the key of it takes a quarter of a second, on purpose.
        def work(_progress: Progress) -> None:
            unlock(path, words)
            if is_kept:
                keyrings.remember(path, words)

        self._operations.run(
            _("Opening"), work, self._opens, on_error=self._refused,
            writing=False, shown_elsewhere=True,
        )  # fmt: skip

    def _opens(self, _nothing: object) -> None:
        self.field.fill("")
        self.leave()
        self.opened.emit()

    def _refused(self, error: BaseException) -> None:
        self.open_button.setEnabled(True)
        if not isinstance(error, NewsroomError):
            raise error
        self.field.blame(f"{error.sentence} {error.way_out}".strip())
        self.field.editor.selectAll()
        self.field.editor.setFocus()


def ask(
    path: Path,
    operations: Operations,
    show: Callable[[PassphraseDialog], None],
    then: Callable[[], object],
    parent: QWidget | None,
) -> None:
    """Show the question, and go on once it is answered."""
    dialog = PassphraseDialog(path, operations, parent)
    dialog.opened.connect(then)
    show(dialog)
