"""A ring around what has the keyboard, where the thing itself shows no edge: a text being read."""

from PySide6.QtCore import QMargins, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop import theme
from desktop.tokens import RADIUS_CHIP

_AROUND = QMargins(7, 4, 7, 4)


class FocusRing(QWidget):
    """Lies around a widget, as far as what that lies in has room for it, until it is taken away."""

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def surround(self, widget: QWidget) -> None:
        """Lie around this widget."""
        around = widget.parentWidget()
        if around is None:
            return
        self.setParent(around)
        self.setGeometry(widget.geometry().marginsAdded(_AROUND).intersected(around.rect()))
        self.raise_()
        self.show()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ring, and nothing inside it."""
        force = theme.in_force()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(force.colour("accent"), force.tokens.line_width + 1))
        inside = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(inside, RADIUS_CHIP, RADIUS_CHIP)
