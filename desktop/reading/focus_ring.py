"""A ring around what has the keyboard, where the thing itself shows no edge: a text being read."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFocusFrame

from desktop import theme
from desktop.tokens import RADIUS_CONTROL


class FocusRing(QFocusFrame):
    """Lies around the widget that it is set to, in the colour of what is chosen."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ring, and nothing inside it."""
        force = theme.in_force()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(force.colour("accent"), force.tokens.line_width + 1))
        inside = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(inside, RADIUS_CONTROL, RADIUS_CONTROL)
