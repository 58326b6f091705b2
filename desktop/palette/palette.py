"""The command palette over the window: type a few letters, press Enter."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QListView, QVBoxLayout, QWidget
from shiboken6 import isValid

from db.rows import ArticleHead
from desktop import theme
from desktop.painted_rows import PaintedRows
from desktop.palette.entries import (
    Entry,
    of_actions,
    of_articles,
    of_searches,
    of_words,
    ranked,
)
from desktop.palette.rows import ROW_HEIGHT, RowPainter
from desktop.queue.saved import KEYS
from desktop.reading.labels import plain_label
from desktop.speaking import announce
from moderation import queue, saved_searches
from resources.translation import _, ngettext

if TYPE_CHECKING:
    from desktop.main_window import MainWindow

_WIDTH, _TOP, _ROWS = 640, 56, 10
_ARTICLES, _MATCHING = 300, 30


class Palette(QFrame):
    """Lists what fits, and does what is taken. It goes with Esc, or when one looks elsewhere.

    `gone` says that it is not there any more.
    """

    gone = Signal()

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._articles: dict[str, ArticleHead] = {}
        self._came_from = QApplication.focusWidget()
        self.line = _Line(self)
        self.rows = PaintedRows[Entry](parent=self)
        self.list = QListView(self)
        self._nothing = plain_label("", "muted", wrap=True)
        self._build()
        self._connect()
        self._ask_articles("")
        self._look()

    def open(self) -> None:
        """Show it over the window, with the focus in it."""
        self._place()
        self.show()
        self.raise_()
        self.line.setFocus()

    def close_up(self, *, give_back: bool = True) -> None:
        """Go; the focus returns to where it came from."""
        if self.isHidden():
            return
        self._window.removeEventFilter(self)
        QApplication.instance().focusChanged.disconnect(self._look_elsewhere)  # type: ignore[union-attr]
        self.hide()
        if give_back:
            self._give_back()
        self.gone.emit()
        self.deleteLater()

    def _give_back(self) -> None:
        # Where it came from may be gone: a piece of the search, or what stood in a page.
        came_from = self._came_from
        if came_from is not None and isValid(came_from) and came_from.isVisible():
            came_from.setFocus()
        elif self._window.desk is not None:
            self._window.desk.queue.take_keyboard()

    def move_by(self, by: int) -> None:
        """Go to the next or previous entry; after the last comes the first."""
        count = self.rows.rowCount()
        if count:
            row = (self.list.currentIndex().row() + by) % count
            self.list.setCurrentIndex(self.rows.index(row, 0))

    def take(self) -> None:
        """Do what is chosen, unless it cannot be done: that is said, and the palette stays."""
        entry = self.rows.row(self.list.currentIndex().row())
        if entry is None:
            return
        if entry.why_not:
            announce(self.line, entry.why_not)
            return
        if entry.id:
            self._window.remembered.note_taken(entry.id)
        self.close_up()
        entry.take()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle of the window."""
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        px = theme.in_force().px
        theme.look(self, "palette")
        self.setAccessibleName(_("Command palette"))
        self.line.setPlaceholderText(_("What to do, or where to go"))
        self.line.setAccessibleName(_("Command palette"))
        self.line.setAccessibleDescription(
            _("Type a few letters of an action, article or search; arrow keys choose, Enter does.")
        )
        self.list.setModel(self.rows)
        self.list.setItemDelegate(RowPainter(self.list))
        self.list.setAccessibleName(_("What fits"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        theme.look(self.list, "palette-list")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(10), px(10), px(10), px(10))
        layout.setSpacing(px(8))
        layout.addWidget(self.line)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._nothing)

    def _connect(self) -> None:
        self.line.textChanged.connect(self._type)
        self.line.moved.connect(self.move_by)
        self.line.left.connect(self.close_up)
        self.line.returnPressed.connect(self.take)
        self.list.clicked.connect(self.take)
        self.list.entered.connect(self.list.setCurrentIndex)
        self.list.selectionModel().currentChanged.connect(self._say_chosen)
        self._window.installEventFilter(self)
        QApplication.instance().focusChanged.connect(self._look_elsewhere)  # type: ignore[union-attr]

    def _place(self) -> None:
        px, room = theme.in_force().px, self._window.size()
        width = min(px(_WIDTH), room.width() - px(32))
        rows = min(_ROWS, max(1, self.rows.rowCount()))
        wanted = self.line.sizeHint().height() + px(34) + rows * px(ROW_HEIGHT)
        high = min(wanted, room.height() - px(_TOP + 16))
        self.setGeometry((room.width() - width) // 2, px(_TOP), width, high)

    def _type(self, text: str) -> None:
        self._ask_articles(text.strip())
        self._look()

    def _look(self) -> None:
        text = self.line.text()
        entries = [*ranked(text, self._entries(), self._window.remembered.taken), *self._words()]
        self.rows.show(entries)
        if entries:
            self.list.setCurrentIndex(self.rows.index(0, 0))
        self.list.setVisible(bool(entries))
        self._nothing.setText("" if entries else _("Nothing fits “{text}”.").format(text=text))
        self._nothing.setVisible(not entries)
        self._place()
        told = ngettext("{count} fits", "{count} fit", len(entries))
        self.list.setAccessibleDescription(told.format(count=len(entries)))

    def _entries(self) -> list[Entry]:
        window = self._window
        entries = of_actions(window.deeds, but=("palette",))
        if window.desk is not None and window.newsroom is not None:
            keys = [window.deeds.key(f"saved_{number + 1}") for number in range(KEYS)]
            searches = saved_searches.saved(window.newsroom)
            entries += of_searches(searches, keys, self._go)
            status = window.desk.place.status
            entries += of_articles(self._articles.values(), status, self._go)
        return entries

    def _words(self) -> Sequence[Entry]:
        desk = self._window.desk
        return of_words(self.line.text(), desk.place.status, self._go) if desk is not None else ()

    @property
    def _go(self) -> Callable[..., object]:
        assert self._window.desk is not None
        return self._window.desk.go_to

    def _ask_articles(self, text: str) -> None:
        """The articles with most to do are there at once; any other by a part of its title."""
        newsroom = self._window.newsroom
        if newsroom is None:
            return
        limit = _MATCHING if text else _ARTICLES

        def show(heads: list[ArticleHead]) -> None:
            new = {head.key: head for head in heads if head.key not in self._articles}
            if new:
                self._articles |= new
                self._look()

        self._window.operations.run(
            _("Looking for articles"),
            lambda _progress: queue.articles(newsroom, limit=limit, matching=text),
            show,
            writing=False,
            question=("palette", bool(text)),
        )

    def _say_chosen(self) -> None:
        entry = self.rows.row(self.list.currentIndex().row())
        if entry is not None and self.isVisible():
            announce(self.line, entry.spoken)

    def _look_elsewhere(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and new is not self.line and not self.isAncestorOf(new):
            self.close_up(give_back=False)


class _Line(QLineEdit):
    """The palette's field: arrows move in the list, Esc leaves."""

    moved = Signal(int)
    left = Signal()

    def event(self, event: QEvent) -> bool:
        """Keep the keys that work here from what they do in the window."""
        ours = (*_MOVES, Qt.Key.Key_Escape)
        match event:
            case QKeyEvent() if event.type() == QEvent.Type.ShortcutOverride:
                if event.key() in ours and not event.modifiers():
                    event.accept()
                    return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, leave, or type."""
        key = Qt.Key(event.key())
        if key in _MOVES and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.moved.emit(_MOVES[key])
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


_MOVES = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: _ROWS - 1,
    Qt.Key.Key_PageUp: 1 - _ROWS,
}
