"""Asks how long a commenter is to be blocked."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from desktop.dialogs.sheet import Sheet
from desktop.reading.labels import isolated, plain_label
from moderation.sentences import shown_name
from resources.translation import _, ngettext

_DAYS = (7, 30, 365)


class BlockDialog(Sheet):
    """Takes for how many days; `given` carries them, 0 for until it is taken away."""

    given = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        title = _("Block {name}").format(name=isolated(shown_name(name)))
        super().__init__(title, parent, QSize(440, 320), snug=True)
        self._group = QButtonGroup(self)
        told = _(
            "What they write under this address is rejected at once; it can still be read and"
            " decided otherwise. What is here already stays as it is."
        )
        self.contents.addWidget(plain_label(told, "sentence", wrap=True))
        for days in (*_DAYS, 0):
            self._group.addButton(choice := QRadioButton(_words(days)), days)
            self.contents.addWidget(choice)
        self._group.button(30).setChecked(True)
        self.contents.addStretch(1)
        self.plain(_("Cancel")).clicked.connect(self.close)
        self.block = self.primary(_("Block"), "Ctrl+↵", "reject")
        self.block.clicked.connect(lambda: self.given.emit(self._group.checkedId()))
        self.on_send(self.block)
        self._group.button(30).setFocus()

    def choose(self, days: int) -> None:
        """Choose so many days."""
        self._group.button(days).setChecked(True)


def _words(days: int) -> str:
    if not days:
        return _("Until it is taken away")
    return ngettext("For {count} day", "For {count} days", days).format(count=days)
