"""How many there are: the queues, the articles and the saved searches of the sidebar."""

from PySide6.QtCore import QObject, Signal

from db.rows import ArticleHead
from desktop.operations import Operations
from desktop.queue.saved import SavedSearches
from desktop.queue.sidebar import Sidebar
from moderation import queue
from moderation.newsroom import Newsroom
from resources.translation import _


class Counting(QObject):
    """Counts what the sidebar shows.

    `emptied` says whether the newsroom has nothing at all in it, each time that it was counted.
    """

    emptied = Signal(bool)

    def __init__(
        self,
        newsroom: Newsroom,
        operations: Operations,
        sidebar: Sidebar,
        saved: SavedSearches,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._newsroom, self._operations = newsroom, operations
        self._sidebar, self._saved = sidebar, saved
        self._afresh = False

    def count(self, *, afresh: bool = False, patience: float = 0.0) -> None:
        """Count anew: the queues at once, the articles as soon as they are counted.

        `afresh`: the articles are listed anew, and not only their numbers.
        """
        newsroom, sought = self._newsroom, self._sidebar.search.text()
        tally = queue.tally(newsroom)
        self._sidebar.show_tally(tally)
        self._saved.count_soon()

        def show(heads: list[ArticleHead]) -> None:
            self._sidebar.show_articles(heads, afresh=afresh)
            self.emptied.emit(not tally.total and not heads and not sought)

        self._operations.run(
            _("Counting"),
            lambda _progress: queue.articles(newsroom, matching=sought),
            show,
            writing=False,
            question=(self, "articles"),
            patience=patience,
        )

    def count_soon(self, *, afresh: bool) -> None:
        """Count after what the next key waits for."""
        self._afresh = self._afresh or afresh
        self._operations.soon((self, "count"), self._count_now)

    def _count_now(self) -> None:
        afresh, self._afresh = self._afresh, False
        self.count(afresh=afresh)
