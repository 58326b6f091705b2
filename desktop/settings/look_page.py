"""How the window looks: theme, density, what is shown; each choice is one of the actions."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QRadioButton

from desktop.action_specs import SPECS
from desktop.settings.page import SettingsPage, Surroundings
from resources.translation import _


class LookPage(SettingsPage):
    """Chooses among the actions of the View menu; what is chosen there shows here."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._actions = around.actions
        self._buttons: dict[str, QRadioButton] = {}
        self.section(_("Theme"))
        self._choices("theme")
        self.section(_("Density of the queue"))
        self._choices("density")
        self.section(
            _("Motion"),
            _("Less means: no blinking, no fading, and no bar that runs to and fro."),
        )
        self._choices("motion")
        self.section(_("Shown"))
        self.switch("sidebar")
        self.contents.addStretch(1)

    def choice(self, name: str) -> QRadioButton:
        """The button of that choice, by its action."""
        return self._buttons[name]

    def switch(self, name: str) -> QCheckBox:
        """A box that is this action's switch."""
        action = self._actions[name]
        box = QCheckBox(action.text())
        box.setChecked(action.isChecked())
        box.toggled.connect(action.setChecked)
        action.toggled.connect(box.setChecked)
        self.contents.addWidget(box)
        return box

    def _choices(self, group: str) -> None:
        buttons = QButtonGroup(self)
        for spec in SPECS:
            if spec.group == group:
                button = self._buttons[spec.id] = _radio(self._actions[spec.id])
                buttons.addButton(button)
                self.contents.addWidget(button)


def _radio(action: QAction) -> QRadioButton:
    button = QRadioButton(action.text())
    button.setObjectName(action.objectName())
    button.setChecked(action.isChecked())
    button.clicked.connect(action.trigger)
    action.toggled.connect(button.setChecked)
    return button
