"""What makes a day of hard words easier to bear, in one window: the veil, its key, and breaks."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop import veil
from desktop.breaks import Breaks
from moderation.hard_words import own, shipped

if TYPE_CHECKING:
    from desktop.main_window import MainWindow


class Wellbeing(QObject):
    """Puts on what this machine and this newsroom chose; one key lifts the veil from a comment."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._lifted_for: int | None = None
        self.breaks = Breaks(window.operations, window.remembered, self)
        self._reveal = window.deeds["reveal"]
        self._reveal.toggled.connect(self._lift)
        self.begin()
        if window.desk is not None:
            window.desk.queue.picked_changed.connect(self._moved)
            veil.in_force().changed.connect(window.desk.veil_again)

    def begin(self) -> None:
        """Cover what is to be covered, from now on."""
        newsroom = self._window.newsroom
        words = (*shipped(), *(own(newsroom) if newsroom is not None else ()))
        veil.in_force().use(words, on=self._window.remembered.veil)
        self._reveal.setChecked(False)

    def _lift(self, lifted: bool) -> None:
        desk = self._window.desk
        self._lifted_for = desk.queue.view.current_number if lifted and desk is not None else None
        veil.in_force().lift(lifted)

    def _moved(self) -> None:
        """What was asked for is seen; the next comment is covered again."""
        desk = self._window.desk
        here = desk.queue.view.current_number if desk is not None else None
        if self._reveal.isChecked() and here != self._lifted_for:
            self._reveal.setChecked(False)
