"""The table of actions and their keys, made from the actions' own table."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeySequence

from desktop.action_specs import MENUS, ActionSpec
from desktop.actions import Actions, called, plain
from moderation.hits import fold
from resources.translation import _

_Index = QModelIndex | QPersistentModelIndex


class KeyRows(QAbstractTableModel):
    """One row an action, in the order of the menus; filtered by words or keys."""

    def __init__(self, actions: Actions, parent: QObject) -> None:
        super().__init__(parent)
        self._actions = actions
        self._all = [
            (spec, _("{menu}: {action}").format(menu=plain(_(menu.value)), action=called(spec)))
            for menu, specs in MENUS.items()
            for spec in specs
        ]
        self._shown = self._all

    def spec(self, row: int) -> ActionSpec | None:
        """The action of this row, or None."""
        return self._shown[row][0] if 0 <= row < len(self._shown) else None

    def row_of(self, name: str) -> int:
        """The row of the action of this id, -1 if it is not shown."""
        rows = (row for row, (spec, _words) in enumerate(self._shown) if spec.id == name)
        return next(rows, -1)

    def words(self, spec: ActionSpec) -> str:
        """What the action is called here."""
        return called(spec)

    def native(self, key: str) -> str:
        """A key as this machine's keyboard names it."""
        return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)

    def filter(self, text: str) -> None:
        """Show the actions that have this in their words or keys."""
        wanted = fold(text.strip())[0]
        self.beginResetModel()
        self._shown = [
            (spec, told)
            for spec, told in self._all
            if wanted in fold(told)[0] or wanted in fold(self._keys(spec))[0]
        ]
        self.endResetModel()

    def look_again(self) -> None:
        """Show the keys as they are now."""
        if self._shown:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._shown) - 1, 1))

    def rowCount(self, parent: _Index | None = None) -> int:
        """As many as match."""
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def columnCount(self, parent: _Index | None = None) -> int:
        """What it does, and its keys."""
        return 0 if parent is not None and parent.isValid() else 2

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The names of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (_("Action"), _("Keys"))[section]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words and the keys; a screen reader hears both in the first column."""
        spec, told = self._shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return told if index.column() == 0 else self._keys(spec)
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0:
            keys = self._keys(spec) or _("no key")
            return _("{action}, {keys}").format(action=told, keys=keys)
        return None

    def _keys(self, spec: ActionSpec) -> str:
        return ", ".join(self.native(key) for key in self._actions.keymap.keys(spec))
