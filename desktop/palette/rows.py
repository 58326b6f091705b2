"""The palette's rows: an icon, words with what was meant in bold, what it is, and its key."""

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop import caps, fonts, icons, theme
from desktop.painted_rows import ROW_ROLE
from desktop.palette.entries import Entry
from desktop.tokens import RADIUS_CONTROL

ROW_HEIGHT = 36
_Index = QModelIndex | QPersistentModelIndex
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class RowPainter(QStyledItemDelegate):
    """Paints the rows in the theme in force."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """As high as every other row."""
        return QSize(option.rect.width(), theme.in_force().px(ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint the entry of this row."""
        entry: Entry = index.data(ROW_ROLE)
        tokens, px = theme.in_force().tokens, theme.in_force().px
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect).adjusted(px(2), px(1), -px(2), -px(1))
        if option.state & QStyle.StateFlag.State_Selected:
            self._ground(painter, rect)
        inner = rect.adjusted(px(10), 0, -px(10), 0)
        side = px(16)
        ink = tokens.muted if entry.why_not else tokens.text
        if entry.icon:
            top = round(inner.center().y() - side / 2)
            icons.draw(painter, QRectF(inner.left(), top, side, side).toRect(), entry.icon, ink)
        words = inner.adjusted(px(28), 0, 0, 0)
        if entry.key:
            words.setRight(
                caps.draw(painter, words.right(), words.center().y(), entry.key) - px(12)
            )
        aside = entry.why_not or entry.kind
        if aside:
            words.setRight(self._aside(painter, words, aside) - px(12))
        self._words(painter, words, entry, ink)
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRectF) -> None:
        tokens = theme.in_force().tokens
        plain = tokens.line_width > 1
        painter.setBrush(QColor(tokens.accent_soft))
        painter.setPen(QPen(QColor(tokens.accent), 2) if plain else Qt.PenStyle.NoPen)
        edge = 1 if plain else 0
        shape = rect.adjusted(edge, edge, -edge, -edge)
        painter.drawRoundedRect(shape, RADIUS_CONTROL, RADIUS_CONTROL)

    def _aside(self, painter: QPainter, rect: QRectF, text: str) -> float:
        font = _font(fonts.SECONDARY)
        room = QFontMetricsF(font)
        cut = room.elidedText(text, Qt.TextElideMode.ElideRight, rect.width() / 2)
        painter.setFont(font)
        painter.setPen(theme.in_force().colour("muted"))
        painter.drawText(rect, _RIGHT, cut)
        return rect.right() - room.horizontalAdvance(cut)

    def _words(self, painter: QPainter, rect: QRectF, entry: Entry, ink: str) -> None:
        """Paint the words one run after the other, those that were meant in bold."""
        left = rect.left()
        painter.setPen(QColor(ink))
        for run, marked in _runs(entry.words, entry.marks):
            font = _font(fonts.TEXT, QFont.Weight.Bold if marked else QFont.Weight.Normal)
            room = QFontMetricsF(font)
            part = QRectF(left, rect.top(), rect.right() - left, rect.height())
            cut = room.elidedText(run, Qt.TextElideMode.ElideRight, part.width())
            painter.setFont(font)
            painter.drawText(part, _LEFT, cut)
            left += room.horizontalAdvance(cut)
            if cut != run:
                return


def _runs(words: str, marks: frozenset[int]) -> list[tuple[str, bool]]:
    runs: list[tuple[str, bool]] = []
    for at, char in enumerate(words):
        marked = at in marks
        if runs and runs[-1][1] == marked:
            runs[-1] = (runs[-1][0] + char, marked)
        else:
            runs.append((char, marked))
    return runs


def _font(size: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    return fonts.interface(size, weight, scale=theme.in_force().scale)
