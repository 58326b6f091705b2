"""How tables in dialogs look: calm rows without a grid, a soft ground under the chosen one."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from desktop import theme

_ROW_HEIGHT = 34


class LowTable(QTableView):
    """A table that asks for no more height than it must have, and takes what is left over."""

    def sizeHint(self) -> QSize:
        """As high as it must be."""
        return QSize(super().sizeHint().width(), self.minimumHeight())


def calm(table: QTableView, stretched: int) -> None:
    """Dress a table: rows of one height, chosen whole, with the column `stretched` taking the room.

    Tab leaves it, as everything else in a dialog.
    """
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    rows = table.verticalHeader()
    rows.hide()
    rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    rows.setDefaultSectionSize(theme.in_force().px(_ROW_HEIGHT))
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)

    def dress() -> None:
        tokens = theme.in_force().tokens
        edge = f"border: 2px solid {tokens.accent};" if tokens.line_width > 1 else ""
        table.setStyleSheet(
            "QTableView::item { padding: 0 8px; }"
            f"QTableView::item:selected {{ background: {tokens.accent_soft}; color: {tokens.text};"
            f" {edge} }}"
        )

    dress()
    theme.in_force().changed.connect(dress)
    table.destroyed.connect(lambda: theme.in_force().changed.disconnect(dress))
