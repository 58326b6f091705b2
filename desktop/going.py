"""Going from place to place: to a queue, an article, a saved search, a comment wherever it is.

Wherever it was asked for, sidebar, search and actions show then where we are.
"""

from PySide6.QtCore import QObject, Signal

from db.rows import ArticleId
from db.words import Status
from desktop.actions import Actions
from desktop.operations import FRAME
from desktop.queue.pane import QueuePane
from desktop.queue.place import Place
from desktop.queue.saved import SavedSearches
from desktop.queue.sidebar import Sidebar
from moderation import queue
from moderation.newsroom import Newsroom
from moderation.search.orders import Order

_QUEUES: dict[str, Status | None] = {
    "queue_pending": Status.PENDING,
    "queue_approved": Status.APPROVED,
    "queue_rejected": Status.REJECTED,
    "queue_spam": Status.SPAM,
    "queue_all": None,
}


class Going(QObject):
    """Goes where somebody wants to be. `went` carries the place, once all of these show it."""

    went = Signal(object)

    def __init__(
        self,
        newsroom: Newsroom,
        actions: Actions,
        sidebar: Sidebar,
        saved: SavedSearches,
        pane: QueuePane,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._newsroom, self._actions = newsroom, actions
        self._sidebar, self._saved, self._pane = sidebar, saved, pane
        sidebar.queue_chosen.connect(self._choose_queue)
        sidebar.article_chosen.connect(self._choose_article)
        saved.asked.connect(self.go)
        saved.changed.connect(lambda: self._show_place(pane.place))
        pane.completing.saved = lambda: saved.searches
        pane.completing.search_asked.connect(lambda one: self.go(Place(one.status, None, one.text)))
        pane.all_articles_asked.connect(lambda: self._choose_article(None))
        pane.place_changed.connect(self._show_place)
        self._connect_actions()

    def go(self, place: Place, choose: int | None = None, patience: float = FRAME) -> None:
        """Go to this place, at this comment if it is there."""
        self._pane.go(place, choose, patience)
        self._show_place(place)

    def go_to_comment(self, number: int) -> None:
        """Go to a comment of the thread: here if it is listed here, else where all are."""
        if not self._pane.view.choose(number):
            article = queue.comment(self._newsroom, number).article
            self.go(Place(None, article), number)

    def _connect_actions(self) -> None:
        actions, pane = self._actions, self._pane
        for name, status in _QUEUES.items():
            actions[name].triggered.connect(
                lambda _on=False, status=status: self._choose_queue(status)
            )
        pane.sort.offer(actions)
        for order in Order:
            actions[f"sort_{order.value}"].triggered.connect(
                lambda _on=False, order=order: pane.sort_by(order)
            )
        actions["all_articles"].triggered.connect(lambda: self._choose_article(None))
        actions["forget_search"].triggered.connect(self._forget_search)

    def _choose_queue(self, status: Status | None) -> None:
        here = self._pane.place
        # Who is at a saved search leaves it by choosing another queue.
        text = "" if self._saved.at(here) else here.text
        self.go(Place(status, here.article, text))

    def _choose_article(self, article: ArticleId | None) -> None:
        here = self._pane.place
        self.go(Place(here.status, article, here.text), self._pane.view.current_number)

    def _forget_search(self) -> None:
        """Keep no longer the saved search at which we are."""
        here = self._saved.at(self._pane.place)
        if here is not None:
            self._saved.take_away(here)

    def _show_place(self, place: Place) -> None:
        self._sidebar.choose(place.status, place.article, self._saved.at(place))
        self._pane.search.name_queue(place.status, self._actions.key("search"))
        for name, status in _QUEUES.items():
            if status == place.status:
                self._actions[name].setChecked(True)
        order = self._pane.finding.sight.query.order or Order.NEWEST
        self._actions[f"sort_{order.value}"].setChecked(True)
        self.went.emit(place)
