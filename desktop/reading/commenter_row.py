"""The row above the page about a commenter: what one may think of them, and their addresses."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from db.words import Standing
from desktop import theme
from desktop.actions import Actions
from desktop.reading.flow import Flow
from resources.translation import _

_DEEDS = ("trust", "watch", "block", "person_note")
_GIVES = {"trust": Standing.TRUSTED, "watch": Standing.WATCHED, "block": Standing.BLOCKED}


class CommenterRow(Flow):
    """Offers the actions about a commenter; `addresses_asked` when somebody wants to see theirs."""

    addresses_asked = Signal()

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self._actions = actions
        self._deeds = {name: self._deed(name) for name in _DEEDS}
        for deed in self._deeds.values():
            self.line.addWidget(deed)
        self._addresses = QPushButton(_("Show addresses"))
        theme.look(self._addresses, "tab")
        self._addresses.setToolTip(_("It is noted in the history that you looked."))
        self._addresses.clicked.connect(lambda _on=False: self.addresses_asked.emit())
        self.line.addWidget(self._addresses)

    def suit(self, standing: Standing, *, hides_addresses: bool) -> None:
        """Check what is thought of them, and offer their addresses while these are hidden."""
        for name, given in _GIVES.items():
            self._deeds[name].setChecked(standing is given)
        self._addresses.setVisible(hides_addresses)

    def _deed(self, name: str) -> QPushButton:
        action = self._actions[name]
        button = QPushButton(self._actions.words(name))
        theme.look(button, "tab")
        button.setCheckable(name in _GIVES)
        button.setToolTip(self._actions.key(name))
        button.setEnabled(action.isEnabled())
        button.clicked.connect(action.trigger)
        action.changed.connect(lambda: button.setEnabled(action.isEnabled()))
        return button
