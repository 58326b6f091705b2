"""Evenness: near-copies that were decided differently, newest first, each one key from even."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from db.rows import Card, CommentId
from desktop.dialogs.row_model import Column, RowModel
from desktop.dialogs.sheet import Sheet
from desktop.dialogs.tables import calm
from desktop.operations import FRAME, Operations
from desktop.queue.lines import one_line
from desktop.reading.labels import plain_label, plain_tip
from moderation import campaigns, queue
from moderation.campaigns import Uneven
from moderation.changes import Changes
from moderation.newsroom import Newsroom
from moderation.sentences import shown_name, status_name
from resources.translation import _


@dataclass(frozen=True, slots=True)
class Row:
    """A pair with the card of its newer comment."""

    pair: Uneven
    card: Card


def evenness_model(parent: QObject | None = None) -> RowModel[Row]:
    """A model of pairs: whose, what, and how each was decided."""
    return RowModel(
        (
            Column(_("Name"), lambda one: shown_name(one.card.name)),
            Column(_("Text"), lambda one: one_line(one.card.excerpt)),
            Column(_("Decided last"), lambda one: status_name(one.pair.newer_status)),
            Column(_("Decided before"), lambda one: status_name(one.pair.older_status)),
        ),
        parent,
        tip=lambda one: plain_tip(one.card.excerpt),
    )


class PairTable(QTableView):
    """A table in which a letter is a key, and no search; `letter` carries it."""

    letter = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pass a letter on; everything else moves about as in any table."""
        if event.text().isalpha() and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.letter.emit(event.text())
        else:
            super().keyPressEvent(event)


class EvennessDialog(Sheet):
    """Lists the pairs; `shown` carries a comment that somebody wants to see in its place.

    To make a pair even gives all near-copies of it that were decided the one decision; one undo
    takes it back.
    """

    shown = Signal(int)

    def __init__(
        self, newsroom: Newsroom, operations: Operations, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Evenness"), parent, QSize(860, 560))
        self._newsroom, self._operations = newsroom, operations
        self.model = evenness_model(self)
        self.table = PairTable()
        about = _(
            "Near-copies of one text of which some are approved and some are not. Each can be made"
            " even by one key; a later undo takes it back."
        )
        self._about = plain_label(about, "sentence", wrap=True)
        self._nothing = plain_label(
            _("All near-copies that were decided were decided alike."), "sentence", wrap=True
        )
        self._build()
        operations.newsroom_changed.connect(self._look_again)
        self.look()

    def look(self) -> None:
        """List the pairs as they are now."""
        newsroom = self._newsroom
        self._operations.run(
            _("Comparing decisions"),
            lambda _progress: _rows(newsroom),
            self._show,
            on_error=self._could_not,
            writing=False,
            question=(id(self), "evenness"),
            patience=FRAME,
        )

    def make_even(self, *, as_newer: bool) -> None:
        """Decide all of the chosen pair's copies as its newer one, or as its older one."""
        row = self.model.row(self.table.currentIndex().row())
        if row is None:
            return
        newsroom, pair = self._newsroom, row.pair
        status = pair.newer_status if as_newer else pair.older_status
        self._operations.run(
            _("Making decisions even"),
            lambda progress: campaigns.make_even(newsroom, pair.newer, status, progress=progress),
            self._made,
            on_error=self._could_not,
            patience=FRAME,
        )

    def _made(self, changes: Changes) -> None:
        self._operations.messages.tell(changes.sentence, undoable=changes.operation is not None)

    def _could_not(self, error: BaseException) -> None:
        self._operations.messages.explain(error)

    def _look_again(self, _changes: Changes) -> None:
        self.look()

    def _show(self, rows: list[Row]) -> None:
        chosen = max(0, self.table.currentIndex().row())
        self.model.show_rows(rows)
        for widget, there in ((self.table, bool(rows)), (self._nothing, not rows)):
            widget.setVisible(there)
        self.be_snug(not rows)
        for button in (self.newer_button, self.older_button, self.show_button):
            button.setEnabled(bool(rows))
        if rows:
            self.table.setCurrentIndex(self.model.index(min(chosen, len(rows) - 1), 0))
            self.table.setFocus()

    def _build(self) -> None:
        self.table.setModel(self.model)
        self.table.setAccessibleName(_("Near-copies that were decided differently"))
        calm(self.table, 1)
        header = self.table.horizontalHeader()
        for column in (0, 2, 3):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.contents.addWidget(self._about)
        self.contents.addWidget(self._nothing)
        self.contents.addWidget(self.table, 1)
        self.contents.addStretch(0)
        self.show_button = self.plain(_("Show it"))
        self.close_button = self.plain(_("Close"))
        self.older_button = self.plain(_("All as before") + "\u2003O")
        self.newer_button = self.primary(_("All as decided last"), "N")
        self.show_button.clicked.connect(self._show_chosen)
        self.older_button.clicked.connect(lambda: self.make_even(as_newer=False))
        self.newer_button.clicked.connect(lambda: self.make_even(as_newer=True))
        self.close_button.clicked.connect(self.close)
        self.table.letter.connect(self._press)

    def _press(self, letter: str) -> None:
        button = {"N": self.newer_button, "O": self.older_button}.get(letter.upper())
        if button is not None:
            button.click()

    def _show_chosen(self) -> None:
        row = self.model.row(self.table.currentIndex().row())
        if row is not None:
            self.shown.emit(row.pair.newer)


def _rows(newsroom: Newsroom) -> list[Row]:
    pairs = campaigns.uneven(newsroom)
    cards: dict[CommentId, Card] = {
        card.id: card for card in queue.cards(newsroom, [pair.newer for pair in pairs])
    }
    return [Row(pair, cards[pair.newer]) for pair in pairs if pair.newer in cards]
