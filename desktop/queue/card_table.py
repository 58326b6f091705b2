"""A table of one column of cards, all of one height: what Qt must be told, to be quick with many.

With a million rows a QTableView with fixed heights shows at once; other views and heights take
seconds.
"""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from desktop import theme
from desktop.queue.card import CardPainter, Density
from desktop.queue.model import QueueModel
from resources.translation import _

_ENDS = (QAbstractItemView.CursorAction.MoveHome, QAbstractItemView.CursorAction.MoveEnd)


class CardTable(QTableView):
    """Shows the cards of a `QueueModel`, once it has one, as `painter_of_cards` paints them."""

    def __init__(self, painter: CardPainter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.painter_of_cards = painter
        self._use_own_viewport()

    def show_model(self, model: QueueModel) -> None:
        """Show the cards of this model from now on; Qt asks whoever inherits this meanwhile."""
        self.setModel(model)
        self.setItemDelegate(self.painter_of_cards)
        self._set_up()
        self._fix_heights()
        theme.follow(self, self._fix_heights)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Home and End go to the first and the last card; Qt's go along a row, which has one."""
        rows = self.model().rowCount()
        if rows and action in _ENDS:
            return self.model().index(0 if action is _ENDS[0] else rows - 1, 0)
        return super().moveCursor(action, modifiers)

    @property
    def density(self) -> Density:
        """How high the cards are."""
        return self.painter_of_cards.density

    def use_density(self, density: Density) -> None:
        """Show cards of this height."""
        self.painter_of_cards.density = density
        self._fix_heights()

    def _use_own_viewport(self) -> None:
        # Of one that Qt made, PySide finds out what it is by making every kind of widget that it
        # knows, which takes as long as everything else that is shown at the start.
        viewport = QWidget(self)
        viewport.setBackgroundRole(QPalette.ColorRole.Base)
        viewport.setAutoFillBackground(True)
        self.setViewport(viewport)

    def _set_up(self) -> None:
        self.setAccessibleName(_("Comments in this queue"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.hide()
            header.setHighlightSections(False)
            # A header asks each column about every selected row; over 200,000 that took seconds.
            header.setSelectionModel(QItemSelectionModel(self.model(), header))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def _fix_heights(self) -> None:
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(self.painter_of_cards.height())
        self.viewport().update()
