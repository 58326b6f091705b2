"""The rows of the list of backups: when, why, how large, and whether it is good."""

from collections.abc import Callable, Sequence
from datetime import tzinfo

from PySide6.QtCore import (
    QAbstractTableModel,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from desktop import theme, times
from moderation.backups import Listed, state
from resources.translation import _

_Index = QModelIndex | QPersistentModelIndex


class BackupModel(QAbstractTableModel):
    """Backups that were looked up, newest first; it looks up nothing by itself."""

    def __init__(self, zone: tzinfo, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self._rows: list[Listed] = []
        self._titles = (_("When"), _("Why"), _("Size"), _("State"))
        self._cells: tuple[Callable[[Listed], str], ...] = (
            lambda one: times.clock(one.backup.made_at, self._zone),
            lambda one: one.reason,
            lambda one: QLocale().formattedDataSize(one.backup.size),
            lambda one: state(one) or _("checking…"),
        )

    def show_rows(self, rows: Sequence[Listed]) -> None:
        """Hold these rows and no others."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def row(self, number: int) -> Listed | None:
        """The row of that number, if there is one."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        """How many backups."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        """When, why, how large, and whether it is good."""
        return 0 if parent.isValid() else len(self._titles)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a cell; what is damaged is in the colour of what is wrong."""
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._cells[index.column()](row)
            case Qt.ItemDataRole.ForegroundRole:
                wrong = row.good is False and index.column() == 3
                return theme.in_force().colour("no" if wrong else "text")
            case Qt.ItemDataRole.ToolTipRole:
                return row.backup.path.name
            case _:
                return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The titles of the columns."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        return None
