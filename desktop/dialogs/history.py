"""The history: everything that was done, by whom and when; each can be taken back by itself."""

from collections.abc import Iterator

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHeaderView, QLineEdit, QTableView, QWidget

from db.rows import OperationId
from desktop.dialogs.head_button import HeadButton
from desktop.dialogs.history_rows import Found, Row, history_model, look_up
from desktop.dialogs.sheet import Sheet
from desktop.dialogs.tables import calm
from desktop.fields import clearable
from desktop.operations import FRAME, Operations
from desktop.reading.labels import plain_label
from moderation import history
from moderation.changes import Changes
from moderation.errors import BadQuery, NewsroomError
from moderation.newsroom import Newsroom
from resources.translation import _, ngettext

_AT_ONCE = 200
# More names would not be read; the command line tells a hundred.
_MOST_NAMED = 3


class HistoryDialog(Sheet):
    """Lists operations, newest first, and takes back the one that is chosen."""

    def __init__(
        self, newsroom: Newsroom, operations: Operations, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("History"), parent, QSize(760, 560))
        self._newsroom, self._operations = newsroom, operations
        self._before: OperationId | None = None
        self._keep: OperationId | None = None
        self._is_told_bad = False
        self.search = QLineEdit()
        self.model = history_model(self)
        self.table = QTableView()
        self._nothing = plain_label("", "sentence", wrap=True)
        self._build()
        self._connect()
        self.look()
        self.search.setFocus()

    def look(self) -> None:
        """Look up the newest operations that match the search."""
        self._ask(None)

    def look_further(self) -> None:
        """Look up older ones, if there are any."""
        if self._before is not None:
            self._ask(self._before)

    def choose(self, row: int) -> None:
        """Choose this row."""
        self.table.selectRow(row)

    def undo(self) -> None:
        """Take back what is chosen."""
        row = self._chosen()
        if row is None or not row.undoable:
            return
        number, newsroom = row.operation.id, self._newsroom
        self.undo_button.setEnabled(False)
        self._operations.run(
            _("Undoing"),
            lambda progress: history.undo(newsroom, number, progress=progress),
            self._undone,
            on_error=self._not_undone,
            patience=FRAME,
        )

    def _ask(self, before: OperationId | None) -> None:
        newsroom, text = self._newsroom, self.search.text()
        self._operations.run(
            _("Looking up the history"),
            lambda progress: look_up(newsroom, text, before, _AT_ONCE, progress),
            self._show if before is None else self._add,
            on_error=self._not_found,
            writing=False,
            question=("history", id(self)),
            patience=FRAME,
        )

    def _not_found(self, error: BaseException) -> None:
        """What was typed names no day: say so, and leave the list as it is."""
        if isinstance(error, BadQuery):
            self.say_trouble(error)
            self._is_told_bad = True
        else:
            self._operations.messages.explain(error)

    def _show(self, found: Found) -> None:
        if self._is_told_bad:
            self._is_told_bad = False
            self.say("")
        chosen = self._chosen()
        self._keep = chosen.operation.id if chosen is not None else None
        self.model.show_rows(found.rows)
        self.head.setEnabled(bool(found.rows) or bool(self.search.text().strip()))
        self._before = found.before
        self._choose_again()
        self._say_nothing()
        self._suit()

    def _add(self, found: Found) -> None:
        self.model.add_rows(found.rows)
        self._before = found.before
        self._suit()

    def _choose_again(self) -> None:
        place = self.model.place_of(lambda row: row.operation.id == self._keep)
        if place is None and self.model.rowCount():
            place = 0
        if place is not None:
            self.table.selectRow(place)

    def _say_nothing(self) -> None:
        empty = not self.model.rowCount()
        searched = bool(self.search.text().strip())
        self._nothing.setText(
            _("Nothing in the history matches.") if searched else _("Nothing has happened yet.")
        )
        self._nothing.setVisible(empty)
        self.table.setVisible(not empty)

    def _undone(self, changes: Changes) -> None:
        self.say(" ".join(_told(changes)), "ok" if changes.comments else "spam")
        self._operations.messages.tell(changes.sentence, undoable=False)

    def _not_undone(self, error: BaseException) -> None:
        self._suit()
        if isinstance(error, NewsroomError):
            self.say_trouble(error)
        else:
            self._operations.messages.explain(error)

    def _chosen(self) -> Row | None:
        index = self.table.currentIndex()
        return self.model.row(index.row()) if index.isValid() else None

    def _suit(self) -> None:
        row = self._chosen()
        self.undo_button.setEnabled(row is not None and row.undoable)
        told = _("Undo: {what}").format(what=row.what) if row is not None else ""
        self.undo_button.setAccessibleDescription(told)
        self.more_button.setVisible(self._before is not None)

    def _connect(self) -> None:
        self.search.textChanged.connect(self.look)
        self.table.selectionModel().currentChanged.connect(self._suit)
        self.undo_button.clicked.connect(self.undo)
        self.more_button.clicked.connect(self.look_further)
        self.close_button.clicked.connect(self.close)
        self._operations.newsroom_changed.connect(self.look)
        to_table = QShortcut(QKeySequence(Qt.Key.Key_Down), self.search, self.table.setFocus)
        to_table.setContext(Qt.ShortcutContext.WidgetShortcut)

    def _build(self) -> None:
        self.search.setPlaceholderText(
            _("Search: who, what, words of a comment, after:2026-03-01, before:today")
        )
        self.search.setAccessibleName(_("Search the history"))
        clearable(self.search)
        self.table.setModel(self.model)
        self.table.setAccessibleName(_("What was done, newest first"))
        calm(self.table, stretched=2, widths={0: 216, 1: 96})
        # As wide as “12 of 15 taken back” is in some language, or as nothing.
        how_it_stands = QHeaderView.ResizeMode.ResizeToContents
        self.table.horizontalHeader().setSectionResizeMode(3, how_it_stands)
        for widget in (self.search, self._nothing):
            self.contents.addWidget(widget)
        self.contents.addWidget(self.table, 1)
        self.contents.addStretch()
        self.head = HeadButton(self._newsroom, self._operations, self)
        self.buttons.addWidget(self.head)
        self.more_button = self.plain(_("Show older ones"))
        self.close_button = self.plain(_("Close"))
        self.undo_button = self.primary(_("Undo this one"))


def _told(changes: Changes) -> Iterator[str]:
    """What was taken back, and what was left alone: by name, as far as somebody reads on."""
    yield changes.sentence
    named = changes.left[:_MOST_NAMED]
    yield from (left.sentence for left in named)
    if (more := changes.left_count - len(named)) > 0 and named:
        words = ngettext("And {count} more.", "And {count} more.", more)
        yield words.format(count=f"{more:,}")
