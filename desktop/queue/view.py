"""The queue's view: cards of one height, one under decision, perhaps many ticked.

The comment under decision is the current row. What a decision acts on is the selection: the
current row alone, or, once something is ticked or a range is chosen, all of those.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime, tzinfo

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QWidget

from db.words import Status
from desktop.queue.card import CardPainter
from desktop.queue.card_table import CardTable
from desktop.queue.model import QueueModel
from desktop.queue.painting_ahead import PaintingAhead
from desktop.queue.stillness import holding_still
from moderation.among import among
from moderation.queue import Picked

_Flag = QItemSelectionModel.SelectionFlag
_PAD = Qt.KeyboardModifier.KeypadModifier


class QueueView(CardTable):
    """Shows a `QueueModel`. `chosen` carries the id of the comment under decision, or None.

    `picked_changed` says that decisions now act on others, `first_painted` that there was something
    to see, `alone_asked` that the comment under decision is wanted alone. The row under the
    moderator stays where it is on the screen when rows come or go elsewhere.
    """

    chosen = Signal(object)
    picked_changed = Signal()
    first_painted = Signal()
    alone_asked = Signal()

    def __init__(
        self,
        model: QueueModel,
        now: Callable[[], datetime],
        zone: tzinfo,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(CardPainter(now, zone), parent)
        self._queue = model
        self._ticking = False
        self._painted = False
        self._said: int | None = None
        self._quiet = 0
        self._ahead = PaintingAhead(self)
        self.show_model(model)
        self.selectionModel().currentChanged.connect(self._say)
        self.selectionModel().selectionChanged.connect(self._say)

    @property
    def is_painted(self) -> bool:
        """Whether there was something to see already."""
        return self._painted

    def show_hits(self, words: Sequence[str], shown: Status | None) -> None:
        """Mark these words on the cards, and leave out the status that every one of them has."""
        self.painter_of_cards.words = words
        self.painter_of_cards.shown = shown
        self.viewport().update()

    @property
    def current_number(self) -> int | None:
        """The comment under decision, or None."""
        row = self.currentIndex().row()
        return self._queue.number(row) if row >= 0 else None

    @property
    def ticking(self) -> bool:
        """Whether comments are being ticked, so that moving on leaves the selection alone."""
        return self._ticking

    def picked_count(self) -> int:
        """How many comments a decision would act on; no row is fetched."""
        return sum(last - first + 1 for first, last in self._ranges())

    def picked(self) -> Picked:
        """What a decision would act on, as it was looked at."""
        return self._queue.picked(self._ranges())

    def picked_row(self) -> int:
        """The first row a decision would act on, -1 if there is none."""
        return min((first for first, _last in self._ranges()), default=-1)

    @property
    def acts_on_current(self) -> bool:
        """Whether a decision would act on the comment under decision and no other."""
        row = self.currentIndex().row()
        return self._ranges() == ([(row, row)] if row >= 0 else [])

    def choose_row(self, row: int) -> None:
        """Put this row under decision, and show it; alone, unless comments are being ticked."""
        row = max(0, min(row, self._queue.rowCount() - 1))
        index = self._queue.index(row, 0)
        flags = _Flag.NoUpdate if self._ticking else _Flag.ClearAndSelect
        with self.saying_it_once():
            self.selectionModel().setCurrentIndex(index, flags)
        if index.isValid():
            self.scrollTo(index)

    def choose(self, number: int | None) -> bool:
        """Put this comment under decision; False if it is not listed."""
        row = None if number is None else self._queue.row_of(number, self.currentIndex().row())
        if row is None:
            return False
        self.choose_row(row)
        return True

    def be_somewhere(self) -> None:
        """Where comments are listed, one is under decision; the first, if none was."""
        if not self.currentIndex().isValid() and self._queue.rowCount():
            self.choose_row(0)

    def go(self, by: int) -> None:
        """Go to the next (1) or previous (-1) comment; at the end, stay."""
        row = self.currentIndex().row()
        self.choose_row(0 if row < 0 else row + by)

    def tick(self) -> None:
        """Tick the comment under decision, or take its tick away."""
        index = self.currentIndex()
        begins = not self._ticking and self.acts_on_current
        self._ticking = True
        with self.saying_it_once():
            self.selectionModel().select(index, _Flag.Select if begins else _Flag.Toggle)
            if not self.selectionModel().hasSelection():
                self.select_only_current()
        self.viewport().update()

    def invert(self) -> None:
        """Pick what is not picked, and let go of what is; where all were, the current row stays."""
        last = self._queue.rowCount() - 1
        everything = QItemSelection(self._queue.index(0, 0), self._queue.index(last, 0))
        self._ticking = True
        with self.saying_it_once():
            self.selectionModel().select(everything, _Flag.Toggle)
            if not self.selectionModel().hasSelection():
                self.select_only_current()

    def tick_these(self, numbers: Collection[int]) -> int:
        """Tick those of these comments that are listed; how many they are."""
        rows = self._rows_of(numbers)
        if rows:
            self._ticking = True
            with self.saying_it_once():
                self.selectionModel().select(self._selection_of(rows), _Flag.ClearAndSelect)
            self.viewport().update()
        return len(rows)

    def select_only_current(self) -> None:
        """Let decisions act on the comment under decision alone; said where they did not yet."""
        if not self._ticking and self.acts_on_current:
            return
        self._ticking = False
        with self.saying_it_once():
            self.selectionModel().select(self.currentIndex(), _Flag.ClearAndSelect)

    def take_away(self, numbers: Sequence[int]) -> None:
        """Remove these rows; the place goes to the next comment, else to the previous one."""
        keep = self._next_after(among(numbers))
        with self.holding_still(keep):
            self._queue.remove(numbers)

    def holding_still(self, number: int | None) -> AbstractContextManager[None]:
        """Change rows within this, and have this comment under decision where it stood."""
        return holding_still(self, self._queue, number)

    def pick_again(self, numbers: Collection[int], row: int, *, ticking: bool) -> None:
        """Put this row under decision; of what was picked, pick what is still listed."""
        rows = self._rows_of(numbers) if numbers else []
        flags = _Flag.ClearAndSelect
        if rows:
            self.selectionModel().select(self._selection_of(rows), flags)
            flags = _Flag.NoUpdate
        self._ticking = ticking and bool(rows)
        self.selectionModel().setCurrentIndex(self._queue.index(row, 0), flags)

    @contextmanager
    def saying_it_once(self) -> Iterator[None]:
        """Qt tells of selection and current row one after the other; say it after both."""
        self._quiet += 1
        try:
            yield
        finally:
            self._quiet -= 1
            self._say()

    @contextmanager
    def _acting_on_something(self) -> Iterator[None]:
        """Qt lets Ctrl take the last row out of the selection: a decision would act on none."""
        with self.saying_it_once():
            yield
            if self.currentIndex().isValid() and not self.selectionModel().hasSelection():
                self.select_only_current()

    def selectionCommand(
        self, index: QModelIndex | QPersistentModelIndex, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """While ticking, moving by key leaves the ticks alone."""
        plain = isinstance(event, QKeyEvent) and event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if self._ticking and plain:
            return _Flag.NoUpdate
        self._ticking = self._ticking and event is None
        return super().selectionCommand(index, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cards; once they are on the screen the first time, say so."""
        super().paintEvent(event)
        self._ahead.begin_soon()
        if not self._painted and self._queue.rowCount():
            self._painted = True
            self.first_painted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by arrows and pages, and ask for one comment alone by Enter; said once."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~_PAD:
            self.alone_asked.emit()
            return
        if event.text().isprintable() and event.text().strip():
            event.ignore()  # a letter is the key of an action, and nothing to look for
            return
        with self._acting_on_something():
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose by mouse; what is chosen then is said once."""
        with self._acting_on_something():
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """As when it was pressed."""
        with self._acting_on_something():
            super().mouseReleaseEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Do nothing: letters are keys of decisions here, and never look for a row."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the place is as soon as somebody comes here by keyboard."""
        super().focusInEvent(event)
        self.be_somewhere()

    def _ranges(self) -> list[tuple[int, int]]:
        selection = self.selectionModel().selection()
        parts = (selection.at(place) for place in range(selection.size()))
        return [(part.top(), part.bottom()) for part in parts]

    def _rows_of(self, numbers: Collection[int]) -> list[int]:
        ids = self._queue.ids
        return [row for row in range(len(ids)) if ids[row] in numbers]

    def _selection_of(self, rows: Sequence[int]) -> QItemSelection:
        selection = QItemSelection()
        for row in rows:
            selection.select(self._queue.index(row, 0), self._queue.index(row, 0))
        return selection

    def _next_after(self, is_gone: Callable[[int], bool]) -> int | None:
        row = self.currentIndex().row()
        if row < 0:
            return None
        after = range(row, self._queue.rowCount())
        before = range(row - 1, -1, -1)
        for candidates in (after, before):
            for candidate in candidates:
                if not is_gone(self._queue.number(candidate)):
                    return self._queue.number(candidate)
        return None

    def _say(self, *_what: object) -> None:
        if self._quiet:
            return
        self.painter_of_cards.ticking = self._ticking or not self.acts_on_current
        number = self.current_number
        if number != self._said:
            self._said = number
            self.chosen.emit(number)
        self.picked_changed.emit()
