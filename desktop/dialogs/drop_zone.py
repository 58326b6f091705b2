"""Where files are dropped: the whole page as long as there is none, then a line with its name."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
)

from desktop import theme
from desktop.reading.labels import ElidedLabel, plain_label, plain_tip
from desktop.sign import Sign
from resources.translation import _

_WAY = QBoxLayout.Direction
_FIRST, _LAST = 0, 4


def local_files(event: QDragEnterEvent | QDropEvent) -> list[Path]:
    """The files of this machine that are being dragged."""
    urls = event.mimeData().urls()
    return [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]


class DropZone(QFrame):
    """A place to drop files on, with buttons to choose them by; `dropped` carries the paths."""

    dropped = Signal(list)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "drop")
        self.setAcceptDrops(True)
        self._sign = Sign(24, "accent", "import")
        self._name = ElidedLabel()
        theme.look(self._name, "title")
        self._kind = plain_label("", "muted", wrap=True)
        self.choose = QPushButton(_("Choose a file…"))
        self.choose_folder = QPushButton(_("Choose a folder…"))
        self._lay_out()
        self.widen()

    @property
    def told(self) -> str:
        """What is said below the name."""
        return self._kind.text()

    def say(self, name: str, kind: str) -> None:
        """Say this name, and this of it."""
        self._name.say(name)
        self._kind.setText(kind)
        self._kind.setToolTip("")

    def tell_more(self, text: str) -> None:
        """Tell this whoever rests the pointer on it."""
        self._kind.setToolTip(plain_tip(text).replace("\n", "<br>"))

    def widen(self) -> None:
        """Take all the room, with everything in the middle."""
        self._arrange(_WAY.TopToBottom, Qt.AlignmentFlag.AlignCenter, margin=24, around=1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def shrink(self) -> None:
        """Be one line."""
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self._arrange(_WAY.LeftToRight, side, margin=12, around=0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files of this machine."""
        if local_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell which they are."""
        event.acceptProposedAction()
        self.dropped.emit(local_files(event))

    def _arrange(
        self, way: QBoxLayout.Direction, side: Qt.AlignmentFlag, *, margin: int, around: int
    ) -> None:
        self._box.setDirection(way)
        self._box.setContentsMargins(margin, margin, margin, margin)
        for at in (_FIRST, _LAST):
            self._box.setStretch(at, around)
        self._box.setStretchFactor(self._texts, 0 if around else 1)
        for label in (self._sign, self._name, self._kind):
            label.setAlignment(side)

    def _lay_out(self) -> None:
        self._texts = QVBoxLayout()
        self._texts.setSpacing(4)
        self._texts.addWidget(self._name)
        self._texts.addWidget(self._kind)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        for button in (self.choose, self.choose_folder):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        self._box = QBoxLayout(_WAY.TopToBottom, self)
        self._box.setSpacing(12)
        self._box.addStretch(1)
        self._box.addWidget(self._sign)
        self._box.addLayout(self._texts)
        self._box.addLayout(buttons)
        self._box.addStretch(1)
