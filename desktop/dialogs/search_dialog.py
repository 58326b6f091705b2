"""Asks for the name under which a search is saved."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.dialogs.sheet import Sheet
from desktop.queue.place import Place, queue_name
from desktop.reading.form_field import FormField
from desktop.reading.labels import plain_label
from moderation.saved_searches import LONGEST_NAME, SavedSearch
from resources.translation import _


class SearchDialog(Sheet):
    """Names the search of a place. `given` carries the SavedSearch to keep."""

    given = Signal(object)

    def __init__(
        self, place: Place, is_taken: Callable[[str], bool], parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Save this search"), parent, QSize(460, 280), snug=True)
        self._place, self._is_taken = place, is_taken
        self.name = FormField("name", _("Name"), QLineEdit())
        self.name.require(required=True)
        if isinstance(self.name.editor, QLineEdit):
            self.name.editor.setMaxLength(LONGEST_NAME)
            self.name.editor.returnPressed.connect(self._give)
        self.warning = plain_label("", "muted", wrap=True)
        told = _("{queue}: {query}").format(
            queue=queue_name(place.status), query=place.text.strip()
        )
        self.contents.addWidget(plain_label(told, wrap=True))
        self.contents.addWidget(self.name)
        self.contents.addWidget(self.warning)
        self.contents.addStretch(1)
        self.plain(_("Cancel")).clicked.connect(self.close)
        self.keep_button = self.primary(_("Save"), "↵")
        self.keep_button.clicked.connect(self._give)
        self.on_send(self.keep_button)
        self.name.changed.connect(self._warn)
        self._warn()
        self.name.editor.setFocus()

    def _warn(self) -> None:
        taken = self._is_taken(self.name.text)
        self.warning.setText(
            _("There is one of this name; it will search for this instead.")
            if taken
            else _("It will stand in the sidebar, with the number of comments that it finds.")
        )

    def _give(self) -> None:
        name = self.name.text.strip()
        if not name:
            self.name.blame(_("A saved search needs a name."))
            self.name.editor.setFocus()
            return
        self.given.emit(SavedSearch(name, self._place.text.strip(), self._place.status))
        self.leave()
