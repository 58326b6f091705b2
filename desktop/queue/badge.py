"""The badge of a commenter: a shape and a colour of her own, and her name's first letter.

Shape and colour come of a random number that the library keeps for each address: two who use one
name wear two badges, one who uses two names wears one, and nothing of the address is in either.
"""

import zlib
from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPolygonF

from db.rows import Card
from desktop import icons
from desktop.tokens import Tokens

_CENTER = Qt.AlignmentFlag.AlignCenter


def look(card: Card, tokens: Tokens) -> tuple[int, str]:
    """The shape's number and the colour of a card's badge; without an address they are the name's.

    Who left no address has the plain round badge that says nothing.
    """
    colours = tokens.badges
    if card.badge is None:
        return 0, colours[zlib.crc32(card.name.encode("utf-8", "replace")) % len(colours)]
    # Colours are as many as a theme has; the shape must not hang on how many those are.
    return 1 + card.badge % len(SHAPES[1:]), colours[card.badge // 8 % len(colours)]


def paint(
    painter: QPainter, rect: QRectF, card: Card, tokens: Tokens, font: QFont, *, ticked: bool
) -> None:
    """Paint the badge into a square; one that is ticked wears the tick instead of its letter."""
    shape, colour = look(card, tokens)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.accent if ticked else colour))
    painter.drawPath(SHAPES[shape](rect))
    if ticked:
        inset = rect.width() / 5
        inside = rect.adjusted(inset, inset, -inset, -inset)
        icons.draw(painter, inside.toRect(), "approve", tokens.on_accent)
        return
    painter.setPen(QColor(tokens.on_badge))
    painter.setFont(font)
    painter.drawText(rect, _CENTER, initial(card.name))


def initial(name: str) -> str:
    """The first letter or digit of a name, or a question mark."""
    return next((char.upper() for char in name if char.isalnum()), "?")


def _round(rect: QRectF) -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(rect)
    return path


def _square(rect: QRectF) -> QPainterPath:
    path = QPainterPath()
    edge = rect.width() / 20
    path.addRoundedRect(rect.adjusted(edge, edge, -edge, -edge), rect.width() / 5, rect.width() / 5)
    return path


def _drop(right: bool, below: bool) -> Callable[[QRectF], QPainterPath]:
    """A circle of which one quarter is a corner."""

    def path_of(rect: QRectF) -> QPainterPath:
        half = rect.width() / 2
        left = rect.left() + (half if right else 0)
        top = rect.top() + (half if below else 0)
        corner = QPainterPath()
        corner.addRoundedRect(QRectF(left, top, half, half), half / 5, half / 5)
        return _round(rect).united(corner)

    return path_of


def _many_sided(points: Sequence[tuple[float, float]]) -> Callable[[QRectF], QPainterPath]:
    def path_of(rect: QRectF) -> QPainterPath:
        place, size = rect.topLeft(), rect.width()
        path = QPainterPath()
        path.addPolygon(QPolygonF([place + QPointF(x * size, y * size) for x, y in points]))
        path.closeSubpath()
        return path

    return path_of


# The first is worn by those who left no address.
SHAPES: tuple[Callable[[QRectF], QPainterPath], ...] = (
    _round,
    _square,
    _drop(right=False, below=False),
    _drop(right=True, below=True),
    _many_sided(((0.25, 0.02), (0.75, 0.02), (1, 0.5), (0.75, 0.98), (0.25, 0.98), (0, 0.5))),
    _many_sided(
        (
            (0.3, 0.02), (0.7, 0.02), (0.98, 0.3), (0.98, 0.7),
            (0.7, 0.98), (0.3, 0.98), (0.02, 0.7), (0.02, 0.3),
        )
    ),
    _drop(right=True, below=False),
    _drop(right=False, below=True),
)  # fmt: skip
