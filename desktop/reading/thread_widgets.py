"""The widgets that a thread is shown in: they are put by, and used again for the next comment."""

from collections.abc import Callable, Iterable
from datetime import datetime, tzinfo

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.reading.around import Gap, Place, Shown
from desktop.reading.entry import Entry
from resources.translation import ngettext


class GapButton(QPushButton):
    """Says how many comments are left out; `opened` carries the place that they are at."""

    opened = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._place = Place.AFTER
        self.setProperty("look", "quiet")
        self.clicked.connect(self._open)

    def show_gap(self, gap: Gap) -> None:
        """Stand for this gap."""
        self._place = gap.place
        self.setText(_GAP_WORDS[gap.place](gap.count).format(count=gap.count))

    def _open(self) -> None:
        self.opened.emit(self._place)


class ThreadWidgets(QObject):
    """Has a widget on `sheet` for whatever a thread shows, besides the comment being decided.

    `chosen` carries the id of a comment that somebody wants to decide, `turned` a comment and
    whether its replies are to be folded, `pointed` an entry and whether it is pointed at, and
    `opened` the place of a gap.
    """

    chosen = Signal(int)
    turned = Signal(int, bool)
    pointed = Signal(object, bool)
    opened = Signal(object)

    def __init__(self, sheet: QWidget, now: Callable[[], datetime], zone: tzinfo) -> None:
        super().__init__(sheet)
        self._sheet, self._now, self._zone = sheet, now, zone
        self._entries: list[Entry] = []
        self._gaps: list[GapButton] = []

    def take(self, what: Shown | Gap) -> QWidget:
        """A widget that shows this; one that was put back, if there is one."""
        if isinstance(what, Gap):
            gap = self._gaps.pop() if self._gaps else self._new_gap()
            gap.show_gap(what)
            return gap
        entry = self._entries.pop() if self._entries else self._new_entry()
        entry.show_entry(what, self._now(), self._zone)
        return entry

    def put_back(self, widgets: Iterable[QWidget]) -> None:
        """Hide those of these that came from here, until they are taken again."""
        for widget in widgets:
            match widget:
                case Entry():
                    self._entries.append(widget)
                case GapButton():
                    self._gaps.append(widget)
                case _:
                    continue
            widget.hide()

    def _new_entry(self) -> Entry:
        entry = Entry(self._sheet)
        entry.chosen.connect(self.chosen)
        entry.fold_asked.connect(self.turned)
        entry.pointed.connect(self._point)
        return entry

    def _new_gap(self) -> GapButton:
        gap = GapButton(self._sheet)
        gap.opened.connect(self.opened)
        return gap

    def _point(self, on: bool) -> None:
        self.pointed.emit(self.sender(), on)


_GAP_WORDS: dict[Place, Callable[[int], str]] = {
    Place.ABOVE: lambda n: ngettext("Show {count} more between", "Show {count} more between", n),
    Place.BEFORE: lambda n: ngettext(
        "Show {count} earlier reply", "Show {count} earlier replies", n
    ),
    Place.REPLIES: lambda n: ngettext("Show {count} more reply", "Show {count} more replies", n),
    Place.AFTER: lambda n: ngettext("Show {count} later reply", "Show {count} later replies", n),
}
