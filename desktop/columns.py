"""The three columns of the desk: they share the window's width until somebody says how."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from desktop import theme


class Columns(QSplitter):
    """Sidebar, queue and reading pane; `chosen` once somebody has drawn them as they are."""

    def __init__(self, *parts: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.chosen = False
        for part in parts:
            self.addWidget(part)
        self.setHandleWidth(theme.in_force().tokens.line_width)
        self._settle()
        self.splitterMoved.connect(self._note_drag)

    def replace_last(self, widget: QWidget) -> None:
        """Put this widget in the place of the last one, which goes."""
        sizes = self.sizes()
        old = self.replaceWidget(self.count() - 1, widget)
        if old is not None:
            old.deleteLater()
        widget.show()
        self._settle()
        self.setSizes(sizes)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width, unless somebody has said how."""
        super().resizeEvent(event)
        if not self.chosen:
            self._share(event.size().width())

    def _settle(self) -> None:
        for place, stretch in enumerate((0, 0, 1)):
            self.setStretchFactor(place, stretch)
            self.setCollapsible(place, place == 0)

    def _share(self, width: int) -> None:
        """The design's shares; on a small screen the reading pane needs the room most."""
        px = theme.in_force().px
        sidebar = max(px(168), min(px(228), round(width * 0.158)))
        queue = max(px(320), min(px(452), round(width * 0.314)))
        self.setSizes([sidebar, queue, max(1, width - sidebar - queue)])

    def _note_drag(self) -> None:
        self.chosen = True
