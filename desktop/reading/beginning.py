"""How a comment begins: a few lines of it, set from the side they are read, and cut with “…”."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QTextLayout, QTextOption

from desktop import fonts
from desktop.characters import in_qt
from desktop.queue.lines import reads_from_the_right

# More than fits so many lines at any width; laying out the rest would only cost time.
ENOUGH = 1_600


@dataclass(frozen=True, slots=True)
class Beginning:
    """The lines of a text at one width, how high they are, and whether there is more of it."""

    layout: QTextLayout
    width: float
    lines: int
    height: float
    cut: bool

    def paint(self, painter: QPainter, spot: QPointF, ground: QColor) -> None:
        """Paint the lines from `spot` on, in the painter's ink; they stand on this ground."""
        self.layout.draw(painter, spot)
        if self.cut:
            self._paint_ellipsis(painter, spot, ground)

    def _paint_ellipsis(self, painter: QPainter, spot: QPointF, ground: QColor) -> None:
        line = self.layout.lineAt(self.lines - 1)
        base = spot.y() + line.y() + line.ascent()
        rtl = self.layout.textOption().textDirection() == Qt.LayoutDirection.RightToLeft
        words = line.naturalTextRect()
        width = QFontMetricsF(self.layout.font()).horizontalAdvance("…")
        x = words.left() - width if rtl else words.right()
        x = spot.x() + min(max(x, 0.0), self.width - width)
        painter.fillRect(QRectF(x, base - line.ascent(), width, line.height()), ground)
        painter.setFont(self.layout.font())
        painter.drawText(QPointF(x, base), "…")


def beginning(text: str, width: float, most: int, scale: float) -> Beginning:
    """The first `most` lines of a text at this width, in the font of comments."""
    font = fonts.interface(fonts.TEXT, scale=scale)
    flat = "\u2028".join(line for line in text[:ENOUGH].splitlines() if line.strip())
    rtl = reads_from_the_right(flat)
    option = QTextOption(Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    direction = Qt.LayoutDirection
    option.setTextDirection(direction.RightToLeft if rtl else direction.LeftToRight)
    layout = QTextLayout(flat, font)
    layout.setTextOption(option)
    leading = QFontMetricsF(font).height() * 1.12
    lines, reached = _break(layout, width, most, leading)
    return Beginning(
        layout,
        width,
        lines,
        lines * leading,
        cut=reached < in_qt(flat, len(flat)) or len(text) > ENOUGH,
    )


def _break(layout: QTextLayout, width: float, most: int, leading: float) -> tuple[int, int]:
    """Break into at most `most` lines; answers how many there are, and how far they reach."""
    lines = reached = 0
    layout.beginLayout()
    while lines < most:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, lines * leading))
        reached = line.textStart() + line.textLength()
        lines += 1
    layout.endLayout()
    return lines, reached
