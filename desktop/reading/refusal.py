"""What the site refused of what was written here: said on the form, and a way to mend it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from desktop import theme
from desktop.reading.labels import FoldingRow, plain_label
from moderation.wordpress.mending import Refused
from resources.translation import _


class RefusalRow(FoldingRow):
    """Tells the first refusal; `mend_asked` says that somebody wants to mend it."""

    mend_asked = Signal()

    def __init__(self) -> None:
        super().__init__(least=360)
        self.first: Refused | None = None
        self.label = plain_label("", wrap=True)
        self.button = QPushButton(_("Mend it"))
        theme.look(self, "banner-no")
        theme.look(self.button, "link")
        self.row.setContentsMargins(12, 8, 12, 8)
        self.row.addWidget(self.label, 1)
        self.row.addWidget(self.button)
        self.button.clicked.connect(self.mend_asked)
        self.hide()

    def show_refused(self, refused: Sequence[Refused], mended: Refused | None) -> None:
        """Tell of the first of these, unless that is what is being mended already."""
        left = [one for one in refused if mended is None or one.entry != mended.entry]
        self.first = left[0] if left and mended is None else None
        self.label.setText("" if self.first is None else self.first.sentence)
        self.setVisible(self.first is not None)
