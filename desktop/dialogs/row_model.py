"""A table of rows that somebody else looked up: its columns are data, and it looks up nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop import theme

Row = TypeVar("Row")
_Index = QModelIndex | QPersistentModelIndex
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def _usual(_row: object) -> str:
    return "text"


def _nothing(_row: object) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """A column: its title, the words of a row in it, and the colour token that they are in.

    Where they are a `number`, they and the title end at one line.
    """

    title: str
    words: Callable[[Row], str]
    colour: Callable[[Row], str] = _usual
    number: bool = False


class RowModel(QAbstractTableModel, Generic[Row]):
    """Rows, each in these columns; `tip` and `description` say more of a row than fits there."""

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        parent: QObject | None = None,
        *,
        tip: Callable[[Row], str] = _nothing,
        description: Callable[[Row], str] = _nothing,
    ) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._tip, self._description = tip, description
        self._rows: list[Row] = []

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Hold these rows and no others."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def add_rows(self, rows: Sequence[Row]) -> None:
        """Hold these rows as well, below."""
        if not rows:
            return
        first = len(self._rows)
        self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
        self._rows += rows
        self.endInsertRows()

    def place_of(self, is_wanted: Callable[[Row], bool]) -> int | None:
        """The number of the first row that is wanted, if one is."""
        places = (number for number, row in enumerate(self._rows) if is_wanted(row))
        return next(places, None)

    def row(self, number: int) -> Row | None:
        """The row of that number, if there is one."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        """How many rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        """How many columns."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a cell, their colour, and what is said besides."""
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return None
        column = self._columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.words(row)
            case Qt.ItemDataRole.ForegroundRole:
                return theme.in_force().colour(column.colour(row))
            case Qt.ItemDataRole.TextAlignmentRole if column.number:
                return _RIGHT
            case Qt.ItemDataRole.ToolTipRole:
                return self._tip(row) or None
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return self._description(row) or None
            case _:
                return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The titles of the columns."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = self._columns[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and column.number:
            return _RIGHT
        return column.title if role == Qt.ItemDataRole.DisplayRole else None
