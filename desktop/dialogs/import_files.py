"""The files that wait to be imported, each with what it was recognised as."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from desktop import icons
from desktop.dialogs.tables import calm
from desktop.reading.labels import plain_label, plain_tip
from moderation.changes import Progress
from moderation.errors import NewsroomError
from moderation.exchange.opening import opened
from resources.translation import _, ngettext

_FILE, _FORMAT = range(2)
_ROWS_SHOWN = 3


def recognise(paths: Sequence[Path], progress: Progress) -> Mapping[Path, tuple[bool, str]]:
    """Whether each file can be read, and what it was recognised as, or why it was not."""
    found: dict[Path, tuple[bool, str]] = {}
    for path in paths:
        if progress.stop_asked():
            break
        try:
            with opened(path) as source:
                found[path] = True, source.format.title()
        except NewsroomError as error:
            found[path] = False, error.sentence
        except OSError as error:
            told = _("It cannot be opened: {reason}.").format(reason=error.strerror)
            found[path] = False, told
    return found


class FileList(QWidget):
    """Shows several files, of which one is looked at; `chosen` carries the place of another."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._paths: tuple[Path, ...] = ()
        self._head = plain_label("", "section")
        self.table = QTableWidget(0, 2)
        self.table.setAccessibleName(_("The files to be imported"))
        calm(self.table, stretched=_FORMAT, widths={_FILE: 300})
        self.table.horizontalHeader().hide()
        self.table.currentCellChanged.connect(self._tell)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._head)
        column.addWidget(self.table)
        self.hide()

    def show_files(self, paths: Sequence[Path], at: int) -> None:
        """Show these files, of which that at this place is looked at; one alone is not listed."""
        self.setVisible(len(paths) > 1)
        if tuple(paths) != self._paths:
            self._paths = tuple(paths)
            self._fill()
        self.table.blockSignals(True)
        self.table.setCurrentCell(at, _FILE)
        self.table.blockSignals(False)

    def show_formats(self, found: Mapping[Path, tuple[bool, str]]) -> None:
        """Show what these were recognised as."""
        for row, path in enumerate(self._paths):
            readable, told = found.get(path, (True, ""))
            item = self.table.item(row, _FORMAT)
            if item is None:
                continue
            item.setText(told)
            item.setToolTip(plain_tip(told))
            item.setIcon(
                icons.icon("approved" if readable else "warning", "ok" if readable else "no")
            )

    def _fill(self) -> None:
        count = len(self._paths)
        words = ngettext("{count} file", "{count} files, one after the other", count)
        self._head.setText(words.format(count=count))
        self.table.setRowCount(count)
        for row, path in enumerate(self._paths):
            for column, text in ((_FILE, path.name), (_FORMAT, "")):
                item = QTableWidgetItem(text)
                item.setFlags(Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled)
                item.setToolTip(plain_tip(text))
                self.table.setItem(row, column, item)
        high = self.table.verticalHeader().defaultSectionSize()
        # On a small screen with large text one is seen, and the others are scrolled to.
        self.table.setMinimumHeight(high + 2)
        self.table.setMaximumHeight(high * min(count, _ROWS_SHOWN) + 2)

    def _tell(self, row: int, _column: int, before: int, _column_before: int) -> None:
        if row >= 0 and row != before:
            self.chosen.emit(row)
