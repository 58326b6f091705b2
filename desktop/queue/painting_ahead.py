"""What the next frame will show anew is painted in the pause before it.

When a comment is decided two cards are new to the screen: the next one, which is under decision
then, and the one that comes in at the foot. Painted while the moderator reads, they cost the frame
after her key nothing.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QSize, QTimer

from desktop.queue.card import State

if TYPE_CHECKING:
    from desktop.queue.view import QueueView

# In milliseconds after the last frame; whoever scrolls or types is not held up by it.
_PAUSE = 30


class PaintingAhead(QObject):
    """Has the cards painted that will be seen next; `begin_soon` after each frame."""

    def __init__(self, view: "QueueView") -> None:
        super().__init__(view)
        self._view = view
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.paint)

    def begin_soon(self) -> None:
        """Paint them in the next pause."""
        self._pause.start()

    def paint(self) -> None:
        """Paint the card after the one under decision, and the one below the last that is seen."""
        view = self._view
        current = view.currentIndex()
        if not current.isValid() or not view.isVisible():
            return
        focused = view.hasFocus()
        self._paint(
            current.siblingAtRow(current.row() + 1),
            State(current=True, picked=True, focused=focused),
        )
        foot = view.indexAt(view.viewport().rect().bottomLeft())
        if foot.isValid():
            self._paint(foot.siblingAtRow(foot.row() + 1), State(focused=focused))

    def _paint(self, index: QModelIndex, state: State) -> None:
        if index.isValid():
            size = QSize(self._view.viewport().width(), self._view.painter_of_cards.height())
            self._view.painter_of_cards.prepare(self._view.viewport(), size, index, state)
