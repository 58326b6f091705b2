"""Which column of a table is what: a line for each column, with its first values and a chooser."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop import theme
from desktop.reading.form_field import QuietComboBox
from desktop.reading.labels import ElidedLabel, isolated, plain_label
from moderation.exchange.csv_names import FIELDS
from moderation.previews import Column
from resources.translation import _

_CHOOSER = 220
_NAME = 180


class _FieldChooser(QuietComboBox):
    """A chooser in a list that scrolls: the wheel moves the list, never a choice."""

    def __init__(self, column: Column) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.addItem(_("Leave out"), "")
        for field, words in FIELDS.items():
            self.addItem(words(), field)
        self.setMaxVisibleItems(self.count())
        told = _("What column {name} holds").format(name=isolated(column.name))
        self.setAccessibleName(told)
        self.setAccessibleDescription(", ".join(column.examples))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave it to the list."""
        event.ignore()


class ColumnMapping(QWidget):
    """Shows what the columns are taken for, and lets it be changed; `changed` says that it was."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.choosers: list[QuietComboBox] = []
        self._names: tuple[str, ...] = ()
        self._chosen = False
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # What is in it takes the focus; itself it has nothing to say.
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(plain_label(_("What the columns hold"), "section"))
        column.addWidget(self._scroll, 1)

    def start_over(self) -> None:
        """Forget what was chosen: another file is looked at."""
        self._names, self._chosen = (), False

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Show these columns and what they are taken for; True where there is a new set of them."""
        names = tuple(column.name for column in columns)
        if names != self._names:
            self._names = names
            self._lay_out(columns)
        for chooser, column in zip(self.choosers, columns, strict=True):
            chooser.blockSignals(True)
            chooser.setCurrentIndex(max(0, chooser.findData(column.field)))
            chooser.blockSignals(False)

    @property
    def mapping(self) -> Mapping[str, str]:
        """Every field with its column, empty where it has none; nothing if nobody chose."""
        if not self._chosen:
            return {}
        columns = {
            chooser.currentData(): name
            for chooser, name in zip(self.choosers, self._names, strict=True)
        }
        return {field: columns.get(field, "") for field in FIELDS}

    def chooser(self, name: str) -> QuietComboBox:
        """The chooser of the column of this name."""
        return self.choosers[self._names.index(name)]

    def _lay_out(self, columns: Sequence[Column]) -> None:
        px = theme.in_force().px
        panel = QFrame()
        panel.setProperty("look", "panel")
        grid = QGridLayout(panel)
        grid.setContentsMargins(0, 0, 12, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(2, px(_CHOOSER))
        self.choosers = []
        for row, column in enumerate(columns):
            name = ElidedLabel()
            name.setFixedWidth(px(_NAME))
            name.say(column.name)
            examples = ElidedLabel(look="muted")
            examples.say(" · ".join(column.examples) or _("(empty)"))
            chooser = _FieldChooser(column)
            chooser.currentIndexChanged.connect(lambda _at, row=row: self._choose(row))
            self.choosers.append(chooser)
            cells: tuple[QLabel | QuietComboBox, ...] = (name, examples, chooser)
            for at, cell in enumerate(cells):
                grid.addWidget(cell, row, at)
        grid.setRowStretch(len(columns), 1)
        self._scroll.setWidget(panel)

    def _choose(self, row: int) -> None:
        """A field has one column: who takes it from another leaves that one out."""
        self._chosen = True
        field = self.choosers[row].currentData()
        for at, other in enumerate(self.choosers):
            if field and at != row and other.currentData() == field:
                other.blockSignals(True)
                other.setCurrentIndex(0)
                other.blockSignals(False)
        self.changed.emit()
