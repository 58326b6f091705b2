"""The rows of the list of rules: what each does, how many it held, and what is about to change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from db.rows import Rule, RuleId
from desktop import theme
from moderation.hits import fold
from moderation.rule_sentences import rule_told
from resources.translation import _

_Index = QModelIndex | QPersistentModelIndex
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule of the list; `new`: not kept as it stands here, `going`: to be taken away."""

    rule: Rule
    new: bool = False
    going: bool = False


class RuleRows(QAbstractTableModel):
    """Rules, those that are about to change first; filtered by words."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[RuleRow] = []
        self._shown: list[RuleRow] = []
        self._tallies: Mapping[int, tuple[int, int]] = {}
        self._filter = ""

    def show_rules(
        self,
        kept: Sequence[Rule],
        drafted: Sequence[Rule],
        going: frozenset[RuleId],
        tallies: Mapping[int, tuple[int, int]],
    ) -> None:
        """Hold these: what is kept, what was drafted in its place or besides, and what is to go."""
        replaced = {(rule.kind, rule.term) for rule in drafted}
        rows = [RuleRow(rule, new=True) for rule in drafted]
        rows += [
            RuleRow(rule, going=rule.id in going)
            for rule in kept
            if (rule.kind, rule.term) not in replaced
        ]
        self._all = sorted(rows, key=lambda row: not (row.new or row.going))
        self._tallies = tallies
        self._look()

    def filter(self, text: str) -> None:
        """Show the rules that have this in their words."""
        self._filter = fold(text.strip())[0]
        self._look()

    def row(self, number: int) -> RuleRow | None:
        """The row of that number, if there is one."""
        return self._shown[number] if 0 <= number < len(self._shown) else None

    def rowCount(self, parent: _Index | None = None) -> int:
        """How many match."""
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def columnCount(self, parent: _Index | None = None) -> int:
        """What it does, how many it held, how many of them are approved."""
        return 0 if parent is not None and parent.isValid() else 3

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The titles of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (_("Rule"), _("Held"), _("Approved"))[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section:
            return _RIGHT
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a cell; what is not kept yet is told and coloured."""
        row = self.row(index.row())
        if row is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._words(row, index.column())
            case Qt.ItemDataRole.ForegroundRole if row.new or row.going:
                return theme.in_force().colour("accent" if row.new else "no")
            case Qt.ItemDataRole.TextAlignmentRole if index.column():
                return _RIGHT
            case Qt.ItemDataRole.ToolTipRole:
                return _("Press Enter to change it, Delete to take it away.")
            case _:
                return None

    def _words(self, row: RuleRow, column: int) -> str:
        if column:
            counts = self._tallies.get(row.rule.id, (0, 0))
            return f"{counts[column - 1]:,}" if counts[0] else ""
        told = rule_told(row.rule)
        if row.new:
            return _("{rule} (not kept yet)").format(rule=told.rstrip("."))
        return _("{rule} (to be taken away)").format(rule=told.rstrip(".")) if row.going else told

    def _look(self) -> None:
        self.beginResetModel()
        wanted = self._filter
        self._shown = [
            row for row in self._all if not wanted or wanted in fold(rule_told(row.rule))[0]
        ]
        self.endResetModel()
