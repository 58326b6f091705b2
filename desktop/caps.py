"""A key as it is drawn wherever keys are listed: its name on a small cap."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from desktop import fonts, theme
from desktop.tokens import RADIUS_CHIP

_SIDE = 7
_HEIGHT = 20


def draw(painter: QPainter, right: float, middle: float, key: str) -> float:
    """Draw a cap that ends at `right`, with its middle at that height; says where it begins."""
    tokens, px = theme.in_force().tokens, theme.in_force().px
    high = px(_HEIGHT)
    whole = QRectF(right - width(key), middle - high / 2, width(key), high)
    # A line is drawn to both sides of an edge; all of it is to be seen.
    inset = tokens.line_width / 2
    box = whole.adjusted(inset, inset, -inset, -inset)
    painter.setBrush(QColor(tokens.chip))
    painter.setPen(QPen(QColor(tokens.line), tokens.line_width))
    painter.drawRoundedRect(box, RADIUS_CHIP, RADIUS_CHIP)
    painter.setFont(_font())
    painter.setPen(QColor(tokens.text))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, key)
    return whole.left()


def width(key: str) -> float:
    """How wide its cap is, in pixels, at the text size in force."""
    return QFontMetricsF(_font()).horizontalAdvance(key) + 2 * theme.in_force().px(_SIDE)


def _font() -> QFont:
    return fonts.interface(fonts.SECONDARY, QFont.Weight.DemiBold, scale=theme.in_force().scale)
