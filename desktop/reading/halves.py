"""The article above, its discussion below: how they share the height until somebody drags it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget

from desktop import theme
from desktop.columns import Line
from desktop.reading.article import ArticleView

# The article takes what it needs, but leaves the discussion the larger part; more so where the
# window is low: the comment is what is decided on.
_SHARE, _SHARE_IF_LOW, _LOW = 0.42, 0.34, 640
# Lower still, as with text at twice its size on a small screen, the headline gives way as well.
_SHARE_IF_VERY_LOW, _VERY_LOW = 0.42, 360
# From this width on, both can be read side by side.
_WIDE, _GAP = 900, 49
# And from this one on they are, asked or not: one above the other would leave most of it empty.
_VERY_WIDE = 1_500
# Its lines are no longer, so it needs no more.
_ARTICLE = 840


class Halves(QSplitter):
    """Shows article and discussion, both always in sight, each scrolled by itself."""

    def __init__(self, article: ArticleView, discussion: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._article = article
        self._dragged = self._beside = False
        self.addWidget(article)
        self.addWidget(discussion)
        self.setChildrenCollapsible(False)
        self._measure()
        self.splitterMoved.connect(self._note_drag)
        theme.follow(self, self._dress)

    def stand_side_by_side(self, wanted: bool) -> None:
        """Stand beside each other where there is room for both, or one over the other again."""
        self._beside = wanted
        self._dragged = False
        self.share()

    def share(self) -> None:
        """Give the article the height it needs, within its share; a dragged line stays."""
        beside = self.width() >= theme.in_force().px(_WIDE if self._beside else _VERY_WIDE)
        way = Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical
        if self.orientation() != way:
            self.setOrientation(way)
            self._measure()
        if self._dragged:
            return
        if beside:
            whole = self.width() - self.handleWidth()
            first = min(whole // 2, theme.in_force().px(_ARTICLE))
            if self.sizes()[0] != first:
                self.setSizes([first, whole - first])
            return
        whole = self.height()
        px = theme.in_force().px
        very_low = whole < px(_VERY_LOW)
        self._article.use_small_headline(very_low)
        share = _SHARE_IF_VERY_LOW if very_low else _SHARE_IF_LOW if whole < px(_LOW) else _SHARE
        most = round(whole * share)
        top = min(self._article.whole_height(self.width()), most)
        if self.sizes()[0] != top:
            self.setSizes([top, max(1, whole - top)])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new height."""
        super().resizeEvent(event)
        self.share()

    def createHandle(self) -> QSplitterHandle:
        """What is dragged: a line, with room on both sides where the halves stand side by side."""
        return Line(self.orientation(), self)

    def _measure(self) -> None:
        force, beside = theme.in_force(), self.orientation() == Qt.Orientation.Horizontal
        self.setHandleWidth(force.px(_GAP) if beside else force.tokens.line_width)

    def _dress(self) -> None:
        self._measure()
        self.share()

    def _note_drag(self) -> None:
        self._dragged = True
