"""The article above, its discussion below: how they share the height until somebody drags it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from desktop import theme
from desktop.reading.article import ArticleView

# The article takes what it needs, but leaves the discussion the larger part; more so where the
# window is low: the comment is what is decided on.
_SHARE, _SHARE_IF_LOW, _LOW = 0.42, 0.34, 640


class Halves(QSplitter):
    """Shows article and discussion, both always in sight, each scrolled by itself."""

    def __init__(self, article: ArticleView, discussion: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._article = article
        self._dragged = False
        self.addWidget(article)
        self.addWidget(discussion)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(theme.in_force().tokens.line_width)
        self.splitterMoved.connect(self._note_drag)

    def share(self) -> None:
        """Give the article the height it needs, within its share; a dragged line stays."""
        if self._dragged:
            return
        whole = self.height()
        low = whole < theme.in_force().px(_LOW)
        most = round(whole * (_SHARE_IF_LOW if low else _SHARE))
        top = min(self._article.whole_height(self.width()), most)
        if self.sizes()[0] != top:
            self.setSizes([top, max(1, whole - top)])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new height."""
        super().resizeEvent(event)
        self.share()

    def _note_drag(self) -> None:
        self._dragged = True
