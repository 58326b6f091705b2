"""How wide the columns of a dialog's table are: as designed, and less where one would starve."""

from collections.abc import Collection, Mapping

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QHeaderView, QTableView
from shiboken6 import isValid

from desktop import theme

# What the column that takes the room has of it at the least, before the others give way.
_LEAST_SHARE = 0.45
# And before those that are elastic are cut.
_STARVING = 0.2


class Shares(QObject):
    """Shares a table's width among its columns, anew whenever width, words or sizes change.

    Each column has the width that was `wanted`, in pixels of the design, and never less than its
    title. Where too little is left for the one that takes the room, the others are as wide as
    what stands in them, and those that are `elastic` cut, down to their titles, where it would
    starve all the same. A column that somebody drew is left as it is.
    """

    def __init__(
        self, table: QTableView, wanted: Mapping[int, int], elastic: Collection[int] = ()
    ) -> None:
        super().__init__(table)
        self._table = table
        self._wanted = dict(wanted)
        self._elastic = frozenset(elastic)
        self._drawn: set[int] = set()
        self._sharing = False
        table.viewport().installEventFilter(self)
        # Rows may come and change by the hundred; once is enough for all of them.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.share)
        model = table.model()
        model.modelReset.connect(self.share)
        for changed in (model.rowsInserted, model.dataChanged):
            changed.connect(self._soon.start)
        table.horizontalHeader().sectionResized.connect(self._note_drag)

    def want(self, wanted: Mapping[int, int]) -> None:
        """Have these columns as wide as this from now on."""
        self._wanted = dict(wanted)
        self.share()

    def share(self) -> None:
        """Give each column its width."""
        if not isValid(self._table):
            return  # it is being taken down
        room = self._table.viewport().width() - self._taken()
        widths = self._roomy()
        if room - sum(widths.values()) < _LEAST_SHARE * room:
            widths = {column: min(wide, self._needed(column)) for column, wide in widths.items()}
        for column in self._elastic:
            lacking = round(_STARVING * room) - (room - sum(widths.values()))
            if lacking > 0:
                widths[column] = max(self._title(column), widths[column] - lacking)
        header = self._table.horizontalHeader()
        self._sharing = True
        for column, width in widths.items():
            if column not in self._drawn:
                header.resizeSection(column, width)
        self._sharing = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Share a new width."""
        if event.type() == QEvent.Type.Resize:
            self.share()
        return super().eventFilter(watched, event)

    def _taken(self) -> int:
        """What the columns have that are as wide as what stands in them, and not shared."""
        header = self._table.horizontalHeader()
        fitting = QHeaderView.ResizeMode.ResizeToContents
        return sum(
            header.sectionSize(column)
            for column in range(header.count())
            if column not in self._wanted and header.sectionResizeMode(column) == fitting
        )

    def _roomy(self) -> dict[int, int]:
        px = theme.in_force().px
        count = self._table.horizontalHeader().count()
        return {
            column: max(px(width), self._title(column))
            for column, width in self._wanted.items()
            if column < count
        }

    def _needed(self, column: int) -> int:
        return max(self._title(column), self._table.sizeHintForColumn(column))

    def _title(self, column: int) -> int:
        return self._table.horizontalHeader().sectionSizeHint(column)

    def _note_drag(self, column: int, _before: int, _now: int) -> None:
        # The room that Qt gives to the stretched column is nobody's choice either.
        if not self._sharing and self._table.horizontalHeader().underMouse():
            self._drawn.add(column)
