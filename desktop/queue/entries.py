"""The rows of the sidebar: words, and a count at the right."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop import fonts, theme
from desktop.tokens import RADIUS_CONTROL

KEY_ROLE = Qt.ItemDataRole.UserRole + 1
ENTRY_ROLE = Qt.ItemDataRole.UserRole + 2

Index = QModelIndex | QPersistentModelIndex

# From the edge of a list to its words; titles above it begin there as well.
INDENT = 11


@dataclass(frozen=True, slots=True)
class Entry:
    """What it stands for, its words, its count (None shows `without`), and what is said of it."""

    key: object
    words: str
    count: int | None
    spoken: str
    without: str = ""


class EntryList(QAbstractListModel):
    """A short list of entries."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[Entry, ...] = ()

    def show(self, entries: Sequence[Entry]) -> None:
        """List these; where only counts changed, the rows stay what they are."""
        if [entry.key for entry in self._entries] != [entry.key for entry in entries]:
            self.beginResetModel()
            self._entries = tuple(entries)
            self.endResetModel()
            return
        before, self._entries = self._entries, tuple(entries)
        for row, (old, new) in enumerate(zip(before, self._entries, strict=True)):
            if old is not new and old != new:
                self.dataChanged.emit(self.index(row, 0), self.index(row, 0))

    def rowCount(self, parent: Index | None = None) -> int:
        """As many as there are entries."""
        return 0 if parent is not None and parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The entry's key, the entry, its words, or what a screen reader says of it."""
        if not index.isValid() or index.row() >= len(self._entries):
            return None
        entry = self._entries[index.row()]
        answers = {
            KEY_ROLE: entry.key,
            ENTRY_ROLE: entry,
            Qt.ItemDataRole.DisplayRole: entry.words,
            Qt.ItemDataRole.ToolTipRole: entry.words,
            Qt.ItemDataRole.AccessibleTextRole: entry.spoken,
        }
        return answers.get(role)

    def entry(self, row: int) -> Entry:
        """The entry in this row."""
        return self._entries[row]

    def key(self, row: int) -> object:
        """What the entry of that row stands for."""
        return self._entries[row].key

    def row_of(self, key: object) -> int | None:
        """The row of the entry that stands for this, or None."""
        rows = (row for row, entry in enumerate(self._entries) if entry.key == key)
        return next(rows, None)


class EntryPainter(QStyledItemDelegate):
    """Paints entries, 32 pixels high."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme.in_force()

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """As wide as there is room."""
        return QSize(option.rect.width(), self._theme.px(32))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the words, cut where there is no room, and the count."""
        entry: Entry = index.data(ENTRY_ROLE)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect).adjusted(1, 1, -1, -1)
        if chosen or hovered:
            self._paint_ground(painter, rect, chosen=chosen, focused=_focused(option))
        inner = rect.adjusted(INDENT - 1, 0, 1 - INDENT, 0)
        self._paint_words(painter, inner, entry, chosen=chosen)
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, rect: QRectF, *, chosen: bool, focused: bool
    ) -> None:
        tokens = self._theme.tokens
        framed = focused or (chosen and tokens.line_width > 1)
        # As thick as every line; in high contrast thicker still where the keyboard is.
        width = 2 * tokens.line_width if focused and tokens.line_width > 1 else tokens.line_width
        painter.setPen(
            QPen(QColor(tokens.accent), width) if framed and chosen else Qt.PenStyle.NoPen
        )
        painter.setBrush(QColor(tokens.accent_soft if chosen else tokens.chip))
        half = width / 2
        painter.drawRoundedRect(
            rect.adjusted(half, half, -half, -half), RADIUS_CONTROL, RADIUS_CONTROL
        )

    def _paint_words(self, painter: QPainter, rect: QRectF, entry: Entry, *, chosen: bool) -> None:
        tokens = self._theme.tokens
        weight = QFont.Weight.DemiBold if chosen else QFont.Weight.Normal
        font = fonts.interface(fonts.TEXT, weight, scale=self._theme.scale)
        room = QFontMetricsF(font)
        count = entry.without if entry.count is None else QLocale().toString(entry.count)
        width = room.horizontalAdvance(count)
        painter.setFont(font)
        painter.setPen(QColor(tokens.accent if chosen else tokens.muted))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect, Qt.AlignmentFlag.AlignRight | middle, count)
        words_rect = rect.adjusted(0, 0, -(width + 8 if count else 0), 0)
        words = room.elidedText(entry.words, Qt.TextElideMode.ElideRight, words_rect.width())
        painter.setPen(QColor(tokens.accent if chosen else tokens.text))
        painter.drawText(words_rect, Qt.AlignmentFlag.AlignLeft | middle, words)


def _focused(option: QStyleOptionViewItem) -> bool:
    view: object = option.widget
    return isinstance(view, QWidget) and view.hasFocus()
