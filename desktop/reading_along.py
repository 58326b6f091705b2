"""The reading pane shows what is picked in the queue, and never keeps the list waiting.

It comes after the first row is painted; whoever types or has just decided sees the list first.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from db.rows import Card
from desktop.operations import Operations
from desktop.queue.pane import QueuePane
from moderation.newsroom import Newsroom

if TYPE_CHECKING:
    from desktop.reading.pane import ReadingPane


class ReadingAlong(QObject):
    """Has the reading pane show what a decision would act on; `make` makes it, once."""

    def __init__(
        self,
        newsroom: Newsroom,
        operations: Operations,
        queue: QueuePane,
        make: "Callable[[], ReadingPane]",
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._newsroom, self._operations = newsroom, operations
        self._queue, self._make = queue, make
        self._begun = self._list_first = False
        self._pane: ReadingPane | None = None

    @property
    def pane(self) -> "ReadingPane":
        """The reading pane; who asks for it has it made."""
        if self._pane is None:
            self._begun = True
            self._pane = self._make()
            self.follow()
        return self._pane

    @property
    def made(self) -> "ReadingPane | None":
        """The reading pane, if it is here already."""
        return self._pane

    @property
    def in_thread(self) -> Card | None:
        """The comment of the thread that has the keyboard, if one has: keys act on that."""
        return self._pane.thread_view.focused if self._pane is not None else None

    def begin(self) -> None:
        """The list is on the screen: what is picked there can be read from now on."""
        self._begun = True
        self.follow()

    def follow(self) -> None:
        """Something else may be picked: read that."""
        if not self._begun:
            return
        if self._queue.finding.is_being_typed:
            # The list alone, until she pauses: else each key would wait for an article.
            self._queue.view.viewport().repaint()
        elif self._list_first:
            # What was decided leaves the list within the frame; the next one's article, which
            # costs as much again, takes another, and the next key may come before it.
            self._list_first = False
            self._queue.view.viewport().repaint()
            self._operations.soon((self, "read"), self._read)
        else:
            self._read()

    @contextmanager
    def list_first(self) -> Iterator[None]:
        """What is picked within this is seen in the list at once, and read a frame later."""
        self._list_first = True
        try:
            yield
        finally:
            self._list_first = False

    def _read(self) -> None:
        view = self._queue.view
        if not view.acts_on_current:
            newsroom, fold = self._newsroom, self._queue.finding.fold
            self.pane.show_several(
                view.picked_count(),
                lambda: view.picked().ids,
                lambda cards: fold.comments_of(newsroom, cards),
            )
        elif self.pane.shows_several or self.pane.shown != view.current_number:
            self.pane.show_comment(view.current_number)
