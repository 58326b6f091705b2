"""How tables in dialogs look: calm rows without a grid, a soft ground under the chosen one."""

from collections.abc import Collection, Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QListWidget, QTableView

from desktop import theme
from desktop.dialogs.shares import Shares

_ROW_HEIGHT, _ICON = 34, 16
# The frame of a list of pages, and the margins of its items.
_LIST_EDGE = 8


class LowTable(QTableView):
    """A table that asks for no more height than it must have, and takes what is left over."""

    def sizeHint(self) -> QSize:
        """As high as it must be."""
        return QSize(super().sizeHint().width(), self.minimumHeight())


def calm(
    table: QTableView,
    stretched: int,
    widths: Mapping[int, int] | None = None,
    elastic: Collection[int] = (),
) -> Shares | None:
    """Dress a table: rows of one height, chosen whole, with the column `stretched` taking the room.

    The other columns have these `widths`, in pixels of the design, and less where there is less;
    those that are `elastic` are cut first. Tab leaves the table, as everything else in a dialog.
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
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    # As wide as what can be seen in it, not as a thousand rows: these are measured one by one.
    header.setResizeContentsPrecision(0)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)

    theme.look(table, "calm")

    def fit_rows() -> None:
        px = theme.in_force().px
        # Asked for anew: the header is Qt's own, and what was known of it may be gone by now.
        table.verticalHeader().setDefaultSectionSize(px(_ROW_HEIGHT))
        table.setIconSize(QSize(px(_ICON), px(_ICON)))

    fit_rows()
    theme.follow(table, fit_rows)
    return Shares(table, widths, elastic) if widths is not None else None


def fit_names(names: QListWidget, least: int) -> None:
    """Make a list of pages this wide, or as wide as its longest name at the size of text in force.

    It does not grow with the text as a whole: what is beside it needs the room more.
    """
    names.ensurePolished()
    longest = names.sizeHintForColumn(0) + 2 * names.frameWidth() + _LIST_EDGE
    names.setFixedWidth(max(least, longest))
