"""One line below the work: how it stands between the newsroom and its sites, and what to do."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from desktop import theme
from desktop.reading.labels import ElidedLabel
from desktop.sites.syncing import Syncing
from resources.translation import _


class SiteLine(QFrame):
    """Shows the state of a `Syncing`; nothing of it is there while no site is connected."""

    def __init__(self, syncing: Syncing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._syncing = syncing
        theme.look(self, "bar")
        self.label = ElidedLabel("", "muted")
        self.password = QPushButton(_("Give the password…"))
        self.outbox = QPushButton(_("Outbox…"))
        self.sync = QPushButton(_("Fetch and send now"))
        px = theme.in_force().px
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), px(4), px(16), px(4))
        row.setSpacing(px(12))
        row.addWidget(self.label, 1)
        for button in (self.password, self.outbox, self.sync):
            theme.look(button, "link")
            row.addWidget(button)
        syncing.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        step = self._syncing.step
        self.setVisible(step is not None)
        if step is None:
            return
        self.label.say(step.sentence)
        # How it stands may be cut; what is wrong is read whole, on more lines where need be.
        self.label.use_lines(step.look == "no")
        theme.look(self.label, {"no": "problem"}.get(step.look, "muted"))
        self.password.setVisible(step.needs_password)
        self.sync.setEnabled(not self._syncing.is_busy)
