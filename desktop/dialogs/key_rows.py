"""The keys of some actions, one under the other, by their menus: a list to read."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from desktop import caps, fonts, theme
from desktop.painted_rows import ROW_ROLE, PaintedRows

_HIGH, _HEAD_HIGH, _FIRST_HEAD_HIGH = 25, 40, 24
_BETWEEN_CAPS, _BEFORE_CAPS = 4, 12
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class KeyRow:
    """What is done, and the keys that do it; without keys it is the head of what follows."""

    words: str
    keys: tuple[str, ...] = ()

    @property
    def spoken(self) -> str:
        """As a screen reader says it."""
        return ": ".join(part for part in (self.words, ", ".join(self.keys)) if part)


class KeyList(QListView):
    """Lists the rows as high and as wide as they are; who holds it scrolls."""

    def __init__(self, name: str, rows: Sequence[KeyRow]) -> None:
        super().__init__()
        self._rows = PaintedRows(rows, self)
        self.setModel(self._rows)
        self.setItemDelegate(_Painter(self))
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        # The wheel scrolls the page.
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    @property
    def rows(self) -> Sequence[KeyRow]:
        """What is listed."""
        return self._rows.rows

    def sizeHint(self) -> QSize:
        """All of it."""
        return QSize(_width(self.rows), sum(map(_height, range(len(self.rows)), self.rows)))

    def minimumSizeHint(self) -> QSize:
        """All of it: nothing is cut."""
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        """Measure the rows again where the text has another size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.scheduleDelayedItemsLayout()
            self.updateGeometry()


class _Painter(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        row: KeyRow = index.data(ROW_ROLE)
        return QSize(0, _height(index.row(), row))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row: KeyRow = index.data(ROW_ROLE)
        rect, theme_now = QRectF(option.rect), theme.in_force()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(_font(row))
        if row.keys:
            painter.setPen(theme_now.colour("text"))
            painter.drawText(rect, _LEFT, row.words)
        else:
            painter.setPen(theme_now.colour("muted"))
            rect.setTop(rect.bottom() - theme_now.px(_FIRST_HEAD_HIGH))
            painter.drawText(rect, _LEFT, row.words)
        right = rect.right()
        for key in reversed(row.keys):
            right = caps.draw(painter, right, rect.center().y(), key) - theme_now.px(_BETWEEN_CAPS)
        painter.restore()


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def _height(at: int, row: KeyRow) -> int:
    high = _HIGH if row.keys else (_HEAD_HIGH if at else _FIRST_HEAD_HIGH)
    return theme.in_force().px(high)


def _width(rows: Sequence[KeyRow]) -> int:
    px = theme.in_force().px

    def of(row: KeyRow) -> float:
        between = px(_BETWEEN_CAPS) * (len(row.keys) - 1) + px(_BEFORE_CAPS) if row.keys else 0
        words = QFontMetricsF(_font(row)).horizontalAdvance(row.words)
        return words + between + sum(map(caps.width, row.keys))

    return round(max(map(of, rows), default=0)) + 1


def _font(row: KeyRow) -> QFont:
    scale = theme.in_force().scale
    if row.keys:
        return fonts.interface(scale=scale)
    return fonts.interface(fonts.SMALL, QFont.Weight.DemiBold, scale=scale)
