"""A list whose rows a painter draws: of each the thing itself, its words, and what is read out."""

from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

# What a painter asks an index for.
ROW_ROLE = Qt.ItemDataRole.UserRole + 1
_Index = QModelIndex | QPersistentModelIndex


class PaintedRow(Protocol):
    """What can be such a row: `spoken` is how a screen reader says it."""

    @property
    def words(self) -> str:
        """What it says."""

    @property
    def spoken(self) -> str:
        """What is read out of it."""


Row = TypeVar("Row", bound=PaintedRow)


class PaintedRows(QAbstractListModel, Generic[Row]):
    """These rows, in their order."""

    def __init__(self, rows: Sequence[Row] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[Row] = tuple(rows)

    def show(self, rows: Sequence[Row]) -> None:
        """List these instead."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def row(self, number: int) -> Row | None:
        """The one in that place, or None."""
        return self.rows[number] if 0 <= number < len(self.rows) else None

    def rowCount(self, parent: _Index | None = None) -> int:
        """As many as there are."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The row itself, its words, or what a screen reader says of it."""
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.words
        return row.spoken if role == Qt.ItemDataRole.AccessibleTextRole else None
