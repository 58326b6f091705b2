"""Asks for a few words: a note on a comment, or the reason why an incomplete one may pass."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QWidget

from desktop.dialogs.sheet import Sheet
from desktop.reading.form_field import FormField, PlainEditor
from desktop.reading.labels import plain_label
from resources.translation import _


class WordsDialog(Sheet):
    """Takes one text. `given` carries it; whoever asked closes the dialog once it is kept.

    With `required` a blank text is refused beside the field.
    """

    given = Signal(str)

    def __init__(
        self,
        title: str,
        explanation: str,
        field: str,
        do: str,
        *,
        text: str = "",
        required: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent, QSize(480, 300))
        self._before = text
        self._required = required
        self.field = FormField("text", field, PlainEditor(4))
        self.field.require(required=required)
        self.field.fill(text)
        self.contents.addWidget(plain_label(explanation, "sentence", wrap=True))
        self.contents.addWidget(self.field, 1)
        self.plain(_("Cancel")).clicked.connect(self.close)
        self.done_button = self.primary(do, "Ctrl+↵")
        self.done_button.clicked.connect(self._give)
        self.on_send(self.done_button)
        self.field.editor.setFocus()

    def reason_to_stay(self) -> str:
        """Whether the text is another than it was."""
        changed = self.field.text.strip() != self._before.strip()
        return _("What you typed is not kept yet.") if changed else ""

    def _give(self) -> None:
        text = self.field.text.strip()
        if self._required and not text:
            self.field.blame(_("A few words are required."))
            self.field.editor.setFocus()
            return
        self.given.emit(text)
