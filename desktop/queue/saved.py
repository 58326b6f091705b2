"""Saved searches beside the queue: their list with live counts, and a key for the first nine."""

import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.actions import Actions
from desktop.messages import Messages
from desktop.operations import FRAME, Operations
from desktop.queue.place import Place
from desktop.queue.sidebar import Sidebar
from moderation import saved_searches
from moderation.changes import Progress
from moderation.errors import BadQuery
from moderation.newsroom import Newsroom
from moderation.saved_searches import SavedSearch
from resources.translation import _

KEYS = 9
# Counting a search may cost seconds among a million comments; it takes a tenth of the time at most.
_SOON = 300
_SHARE = 10


class SavedSearches(QObject):
    """Keeps the list true. `asked` carries the Place that somebody chose; `changed` says that
    there are others than before.
    """

    asked = Signal(object)
    changed = Signal()

    def __init__(
        self,
        newsroom: Newsroom,
        actions: Actions,
        operations: Operations,
        sidebar: Sidebar,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._newsroom, self._actions, self._operations = newsroom, actions, operations
        self._sidebar = sidebar
        self._searches: tuple[SavedSearch, ...] = ()
        self._counts: dict[SavedSearch, int | None] = {}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_SOON)
        self._pause.timeout.connect(self._count)
        sidebar.search_chosen.connect(self._go)
        for number in range(KEYS):
            actions[f"saved_{number + 1}"].triggered.connect(
                lambda _on=False, number=number: self._go_to(number)
            )
        self._show()

    @property
    def messages(self) -> Messages:
        """Where it says what was done."""
        return self._operations.messages

    @property
    def searches(self) -> Sequence[SavedSearch]:
        """Those that are kept, in their order."""
        return self._searches

    def begin(self) -> None:
        """List what is kept, and count it."""
        self._searches = tuple(saved_searches.saved(self._newsroom))
        self._counts = {one: self._counts.get(one) for one in self._searches}
        self._show()
        self._count()

    def stop(self) -> None:
        """Count no more; the window is about to close."""
        self._pause.stop()

    def at(self, place: Place) -> SavedSearch | None:
        """The saved search that this place is, or None."""
        if place.article is not None:
            return None
        text = place.text.strip()
        found = (one for one in self._searches if (one.text, one.status) == (text, place.status))
        return next(found, None)

    def is_taken(self, name: str) -> bool:
        """Whether one is called so."""
        return any(one.name.casefold() == name.strip().casefold() for one in self._searches)

    def count_soon(self) -> None:
        """Something changed: count anew, but not more often than it is worth."""
        if self._searches and not self._pause.isActive():
            self._pause.start()

    def look_again(self) -> None:
        """List them anew if somebody changed them."""
        if tuple(saved_searches.saved(self._newsroom)) != self._searches:
            self.begin()
            self.changed.emit()

    def keep(self, search: SavedSearch) -> None:
        """Keep it; if it takes the place of another, that one can be had back."""
        newsroom = self._newsroom
        self._change(
            _("Saving the search"), lambda _progress: saved_searches.keep(newsroom, search)
        )

    def take_away(self, search: SavedSearch) -> None:
        """Keep it no longer; it can be had back."""
        newsroom = self._newsroom
        self._change(
            _("Taking the search away"),
            lambda _progress: saved_searches.take_away(newsroom, search.name),
        )

    def _change(self, label: str, change: Callable[[Progress], saved_searches.Changed]) -> None:
        def told(changed: saved_searches.Changed) -> None:
            self.look_again()
            undoable = changed.changes.operation is not None
            self.messages.tell(changed.changes.sentence, undoable=undoable)

        self._operations.run(label, change, told, patience=FRAME)

    def _go(self, search: SavedSearch) -> None:
        self.asked.emit(Place(search.status, None, search.text))

    def _go_to(self, number: int) -> None:
        if number < len(self._searches):
            self._go(self._searches[number])

    def _show(self) -> None:
        self._sidebar.show_searches([(one, self._counts.get(one)) for one in self._searches])
        for number in range(KEYS):
            action = self._actions[f"saved_{number + 1}"]
            there = number < len(self._searches)
            action.setVisible(there)
            if there:
                action.setText(self._searches[number].name.replace("&", "&&"))

    def _count(self) -> None:
        searches, newsroom = self._searches, self._newsroom
        if not searches:
            return

        def show(told: tuple[Sequence[int | None], float]) -> None:
            counts, took = told
            self._pause.setInterval(max(_SOON, round(took * 1000 * _SHARE)))
            self._counts |= dict(zip(searches, counts, strict=True))
            self._show()

        self._operations.run(
            _("Counting"),
            lambda progress: _counted(newsroom, searches, progress),
            show,
            writing=False,
            question=(self, "counts"),
        )


def _counted(
    newsroom: Newsroom, searches: Sequence[SavedSearch], progress: Progress
) -> tuple[list[int | None], float]:
    """How many comments each finds (None: it cannot be read), and the seconds that it took."""
    began = time.monotonic()
    counts: list[int | None] = []
    for one in searches:
        try:
            counts.append(None if progress.stop_asked() else saved_searches.count(newsroom, one))
        except BadQuery:
            counts.append(None)
    return counts, time.monotonic() - began
