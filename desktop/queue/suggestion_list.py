"""What could stand where somebody is typing in the search: a short list under the line.

The keyboard stays in the line, which tells this list where to go; it loads and decides nothing.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop import fonts, theme
from desktop.queue.entries import ENTRY_ROLE, Entry, EntryList, Index
from desktop.tokens import RADIUS_CHIP
from resources.translation import _

if TYPE_CHECKING:
    from moderation.search.hints import Completion

MOST = 9
_WIDTH = 440


class SuggestionList(QFrame):
    """Shows completions over what lies below; `taken` carries the one that was chosen.

    Nothing is chosen before somebody goes there by a key.
    """

    taken = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.look(self, "popup")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._entries = EntryList(self)
        self._list = QListView(self)
        self._list.setModel(self._entries)
        self._list.setItemDelegate(_Painter(self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setAccessibleName(_("What could stand here"))
        self._list.setMouseTracking(True)
        self._list.clicked.connect(lambda index: self._take(index.row()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self._list)
        self.hide()

    @property
    def completions(self) -> "Sequence[Completion]":
        """What is offered."""
        return [self._entries.entry(row).key for row in range(self._entries.rowCount())]  # type: ignore[misc]

    @property
    def chosen(self) -> "Completion | None":
        """The one that somebody went to, or None."""
        row = self._list.currentIndex().row()
        return self.completions[row] if row >= 0 and self.isVisible() else None

    def offer(self, completions: "Sequence[Completion]", under: QWidget) -> None:
        """Offer these under that line; none hides the list."""
        offered = completions[:MOST]
        self._entries.show([Entry(one, one.words, None, _spoken(one)) for one in offered])
        self._list.clearSelection()
        self._list.setCurrentIndex(self._entries.index(-1, 0))
        if not offered:
            self.hide()
            return
        self._place(len(offered), under)
        self.show()
        self.raise_()

    def go(self, by: int) -> str:
        """Go to the next (1) or previous (-1) one, round and round; what is to be said of it."""
        count = self._entries.rowCount()
        row = self._list.currentIndex().row()
        row = (row + by) % count if row >= 0 else (0 if by > 0 else count - 1)
        self._list.setCurrentIndex(self._entries.index(row, 0))
        told = _("{number} of {count}: {words}")
        return told.format(number=row + 1, count=count, words=_spoken(self.completions[row]))

    def take(self) -> None:
        """Take the chosen one, or the first."""
        self._take(max(0, self._list.currentIndex().row()))

    def _take(self, row: int) -> None:
        completion = self.completions[row]
        self.hide()
        self.taken.emit(completion)

    def _place(self, rows: int, under: QWidget) -> None:
        parent = self.parentWidget()
        if parent is None:
            return
        corner = under.mapTo(parent, under.rect().bottomLeft())
        edge = theme.in_force().tokens.line_width
        height = rows * _height() + 2 * (4 + self.frameWidth() + edge)
        room = max(_height(), parent.height() - corner.y() - 8)
        # What a name means needs more room than the line may have beside its button.
        width = min(
            max(under.width(), theme.in_force().px(_WIDTH)), parent.width() - 2 * corner.x()
        )
        self.setGeometry(corner.x(), corner.y() + 3, width, min(height, room))


class _Painter(QStyledItemDelegate):
    """Paints what is written, and beside it what it means, cut where there is no room."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(option.rect.width(), _height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        force = theme.in_force()
        entry: Entry = index.data(ENTRY_ROLE)
        completion = entry.key
        from moderation.search.hints import Completion

        assert isinstance(completion, Completion)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        rect = QRectF(option.rect).adjusted(1, 1, -1, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            framed = chosen and force.tokens.line_width > 1
            painter.setPen(force.colour("accent") if framed else Qt.PenStyle.NoPen)
            painter.setBrush(force.colour("accent_soft" if chosen else "chip"))
            painter.drawRoundedRect(rect, RADIUS_CHIP, RADIUS_CHIP)
        inner = rect.adjusted(10, 0, -10, 0)
        width = _write(painter, inner, completion.words, fonts.TEXT, "accent" if chosen else "text")
        _write(painter, inner.adjusted(width + 12, 0, 0, 0), completion.means, fonts.SECONDARY,
               "muted")  # fmt: skip
        painter.restore()


def _write(painter: QPainter, rect: QRectF, text: str, size: int, ink: str) -> float:
    font = fonts.interface(size, scale=theme.in_force().scale)
    room = QFontMetricsF(font)
    cut = room.elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, rect.width()))
    painter.setFont(font)
    painter.setPen(theme.in_force().colour(ink))
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)
    return room.horizontalAdvance(cut)


def _height() -> int:
    return theme.in_force().px(30)


def _spoken(completion: "Completion") -> str:
    if not completion.means:
        return completion.words
    return _("{words}, {meaning}").format(words=completion.words, meaning=completion.means)
