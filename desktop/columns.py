"""The three columns of the desk: they share the window's width until somebody says how.

In a window that is tight for its size of text, the sidebar steps aside; whoever asks for it has it
in the place of the queue, until she has chosen there.
"""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QRegion, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget

from desktop import theme

# Narrower than this at the usual size of text, three columns cut every name.
_TIGHT = 800
# From here on all three have more than they need, and the first two may have some of it.
_WIDE = 1920
# A line is taken hold of so many pixels beside it as well.
_BESIDE = 2


class Columns(QSplitter):
    """Sidebar, queue and reading pane; `chosen` once somebody has drawn them as they are.

    `sidebar_changed` says that the sidebar is shown now, or not, without anybody asking for it.
    """

    sidebar_changed = Signal(bool)

    def __init__(self, *parts: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.chosen = False
        self._tight = False
        self._had_sidebar = True
        for part in parts:
            self.addWidget(part)
        self._measure()
        self._settle()
        self.splitterMoved.connect(self._note_drag)
        theme.follow(self, self._dress)

    @property
    def tight(self) -> bool:
        """Whether there is room for two columns only."""
        return self._tight

    def show_sidebar(self, wanted: bool) -> None:
        """Show the sidebar, or not; where it is tight, in the place of the queue."""
        sidebar, queue = self._sides()
        sidebar.setVisible(wanted)
        if self._tight:
            queue.setVisible(not wanted)
            if wanted:
                sidebar.setFocus()
                self._share(self.width())

    def leave_sidebar(self) -> bool:
        """Show the queue again if the sidebar is in its place; False if it was not."""
        sidebar, queue = self._sides()
        taken = self._tight and not sidebar.isHidden() and queue.isHidden()
        if taken:
            self.show_sidebar(False)
            self.sidebar_changed.emit(False)
        return taken

    def replace_last(self, widget: QWidget) -> None:
        """Put this widget in the place of the last one, which goes."""
        sizes = self.sizes()
        old = self.replaceWidget(self.count() - 1, widget)
        if old is not None:
            old.deleteLater()
        widget.show()
        self._settle()
        self.setSizes(sizes)

    def createHandle(self) -> QSplitterHandle:
        """What is dragged: a line."""
        return Line(self.orientation(), self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width, unless somebody has said how."""
        super().resizeEvent(event)
        self._fit()
        if not self.chosen:
            self._share(event.size().width())

    def showEvent(self, event: QShowEvent) -> None:
        """See whether it is tight here."""
        super().showEvent(event)
        self._fit()

    def _sides(self) -> tuple[QWidget, QWidget]:
        sidebar, queue = self.widget(0), self.widget(1)
        assert sidebar is not None
        assert queue is not None
        return sidebar, queue

    def _dress(self) -> None:
        self._measure()
        self._fit()

    def _measure(self) -> None:
        self.setHandleWidth(theme.in_force().tokens.line_width)

    def _settle(self) -> None:
        for place, stretch in enumerate((0, 0, 1)):
            self.setStretchFactor(place, stretch)
            self.setCollapsible(place, place == 0)

    def _fit(self) -> None:
        """Have the sidebar step aside where it is tight, and come back where it is not."""
        tight = self.width() < theme.in_force().px(_TIGHT)
        if tight == self._tight or not self.isVisible():
            return
        sidebar, queue = self._sides()
        if queue.isHidden() and not self._tight:
            return  # one comment is alone: nothing is in its way
        self._tight = tight
        if tight:
            self._had_sidebar = not sidebar.isHidden()
        shown = self._had_sidebar and not tight
        queue.show()
        sidebar.setVisible(shown)
        self.sidebar_changed.emit(shown)
        if not self.chosen or tight:
            self._share(self.width())

    def _share(self, width: int) -> None:
        """The design's shares; on a small screen the reading pane needs the room most."""
        px = theme.in_force().px
        if self._tight:
            first = round(width * 0.4)
            self.setSizes([first, first, width - first])
            return
        # On a very wide screen names of articles and chips have more room, and lines stay short.
        more = max(0, width - px(_WIDE))
        sidebar = max(px(168), min(px(228), round(width * 0.158))) + min(px(92), more // 20)
        queue = max(px(320), min(px(452), round(width * 0.314))) + min(px(148), more // 10)
        self.setSizes([sidebar, queue, max(1, width - sidebar - queue)])

    def _note_drag(self) -> None:
        self.chosen = True


class Line(QSplitterHandle):
    """A line of the theme's thickness, in the middle of the room that is left for it.

    Where it has no room but its own it is taken hold of beside it as well.
    """

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Lie over a little of what is on both sides, unseen.

        Qt does so for the thinnest lines alone, and leaves four pixels of those of two.
        """
        is_thin = self.splitter().handleWidth() == theme.in_force().tokens.line_width
        beside = _BESIDE if is_thin else 0
        if self.orientation() == Qt.Orientation.Horizontal:
            self.setContentsMargins(beside, 0, beside, 0)
        else:
            self.setContentsMargins(0, beside, 0, beside)
        self.setAttribute(Qt.WidgetAttribute.WA_MouseNoMask, is_thin)
        if is_thin:
            self.setMask(QRegion(self.contentsRect()))
        else:
            self.clearMask()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line, in the accent while the pointer is over it."""
        force = theme.in_force()
        rect, thick = self.contentsRect(), force.tokens.line_width
        if self.orientation() == Qt.Orientation.Horizontal:
            rect.setRect(rect.left() + (rect.width() - thick) // 2, 0, thick, rect.height())
        QPainter(self).fillRect(rect, force.colour("accent" if self.underMouse() else "line"))

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be taken."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """As when it is left alone."""
        super().leaveEvent(event)
        self.update()
