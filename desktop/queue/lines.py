"""The first lines of a comment on its card: cut to their room, set from the side they are read."""

import unicodedata
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QTextLayout,
    QTextLine,
    QTextOption,
)

from desktop.characters import from_qt, in_qt
from desktop.tokens import Tokens
from moderation.excerpts import leading_to
from moderation.hits import first_hit, hits

# More than fits a line of the widest queue; laying out the rest would only cost time.
_ENOUGH = 300
_KEPT = 400
# From Hebrew and Arabic on, letters come from another font than the interface's.
_FIRST_HIGH = "\u0590"
# C0 and C1 but the blanks among them; a font shows them as boxes of a width of their own.
_CONTROL_CODES = dict.fromkeys({*range(9), *range(14, 28), *range(127, 160)} - {0x85})


class FirstLines:
    """Cuts and paints the first lines of comments in one font; the cuts near the eye are kept."""

    def __init__(self, font: QFont) -> None:
        self._font = font
        self._room = QFontMetricsF(font)
        self.height = round(self._room.height() * 1.06)
        self._cuts: dict[tuple[str, int, int], tuple[str, ...]] = {}

    def paint(
        self,
        painter: QPainter,
        rect: QRectF,
        text: str,
        rows: int,
        tokens: Tokens,
        words: Sequence[str] = (),
    ) -> None:
        """Paint the first `rows` lines of `text` into `rect`, with the search's `words` marked."""
        option = _option(rtl=reads_from_the_right(text))
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        painter.setFont(self._font)
        for row, line in enumerate(self.shown(text, rows, int(rect.width()), words)):
            top = rect.top() + row * self.height
            box = QRectF(rect.left(), top, rect.width(), self.height)
            for spot in self._spots(box, line, option, words):
                _mark(painter, spot, tokens)
            painter.setPen(QColor(tokens.text))
            self._draw(painter, box, line, option)

    def shown(self, text: str, rows: int, width: int, words: Sequence[str] = ()) -> tuple[str, ...]:
        """The first lines; if one of `words` stands further on alone, lines that lead there."""
        first = self.cut(text, rows, width)
        if not words or any(hits(line, words) for line in first):
            return first
        flat = one_line(text)
        at = first_hit(flat, words)
        return first if at is None else self.cut(leading_to(flat, at), rows, width)

    def cut(self, text: str, rows: int, width: int) -> tuple[str, ...]:
        """The first `rows` lines of `text` at this width; the last ends in an ellipsis if cut."""
        asked = (text, rows, width)
        found = self._cuts.get(asked)
        if found is None:
            if len(self._cuts) >= _KEPT:
                self._cuts.clear()
            found = self._cuts[asked] = self._cut(*asked)
        return found

    def _cut(self, text: str, rows: int, width: int) -> tuple[str, ...]:
        flat = one_line(text[: _ENOUGH * rows])
        if not flat:
            return ()
        layout = QTextLayout(flat, self._font)
        layout.setTextOption(_option(rtl=reads_from_the_right(flat)))
        layout.beginLayout()
        made: list[str] = []
        start = 0
        while len(made) < rows - 1 and (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            end = from_qt(flat, line.textStart() + line.textLength())
            made.append(flat[start:end].rstrip())
            start = end
        layout.endLayout()
        if start < len(flat):
            made.append(self._room.elidedText(flat[start:], Qt.TextElideMode.ElideRight, width))
        return tuple(made)

    def _draw(self, painter: QPainter, box: QRectF, line: str, option: QTextOption) -> None:
        """Draw the line on its base; letters of a script that is higher than ours stay whole."""
        if line.isascii() or max(line) < _FIRST_HIGH:
            painter.drawText(box, line, option)
            return
        # Qt clips what does not fit the box, and another font's letters may be half as high again.
        layout, shaped = self._shape(line, option, box.width())
        rtl = option.textDirection() == Qt.LayoutDirection.RightToLeft
        left = box.right() - shaped.naturalTextWidth() if rtl else box.left()
        layout.draw(painter, QPointF(left, box.top() + self._room.ascent() - shaped.ascent()))

    def _shape(self, line: str, option: QTextOption, width: float) -> tuple[QTextLayout, QTextLine]:
        layout = QTextLayout(line, self._font)
        layout.setTextOption(option)
        layout.beginLayout()
        shaped = layout.createLine()
        shaped.setLineWidth(width)
        layout.endLayout()
        return layout, shaped

    def _spots(
        self, box: QRectF, line: str, option: QTextOption, words: Sequence[str]
    ) -> list[QRectF]:
        """Where in `box` the words stand in this line."""
        found = hits(line, words)
        if not found:
            return []
        _layout, shaped = self._shape(line, option, box.width())
        # The painter turns a right-to-left line to the right edge; a layout of its own does not.
        rtl = option.textDirection() == Qt.LayoutDirection.RightToLeft
        begin = box.right() - shaped.naturalTextWidth() if rtl else box.left()
        spots = []
        for start, length in found:
            # Of its letters as they are set: where a line changes direction, a place between two
            # letters is in two places of it.
            place = in_qt(line, start)
            for run in shaped.glyphRuns(place, in_qt(line, start + length) - place):
                set_in = run.boundingRect()
                corner = QPointF(begin + set_in.left() - 1, box.top())
                end = QPointF(begin + set_in.right() + 1, box.bottom() - 1)
                spots.append(QRectF(corner, end))
        return spots


def _option(*, rtl: bool) -> QTextOption:
    # Qt turns AlignLeft round in a right-to-left text by itself.
    option = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    right = Qt.LayoutDirection.RightToLeft
    option.setTextDirection(right if rtl else Qt.LayoutDirection.LeftToRight)
    return option


def _mark(painter: QPainter, spot: QRectF, tokens: Tokens) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.mark))
    painter.drawRoundedRect(spot, 2, 2)
    if tokens.line_width > 1:
        under = QRectF(spot.left(), spot.bottom() - 2, spot.width(), 2)
        painter.fillRect(under, QColor(tokens.text))


def one_line(text: str) -> str:
    """The text with every run of blanks and line breaks as one blank, and without control codes."""
    return " ".join(text.translate(_CONTROL_CODES).split())


def reads_from_the_right(text: str) -> bool:
    """Whether the first letter that has a direction is read from the right (Unicode's rule P2)."""
    for char in text[:_ENOUGH]:
        direction = unicodedata.bidirectional(char)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False
