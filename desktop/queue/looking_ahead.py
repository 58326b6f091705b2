"""The cards near the eye are brought before it gets there, so that whoever scrolls finds them.

They wait until the first rows are painted, and for a pause of whoever types.
"""

from collections.abc import Callable, Sequence

from desktop.operations import Operations
from desktop.queue.model import QueueModel
from moderation import queue
from moderation.newsroom import Newsroom
from resources.translation import _


class LookingAhead:
    """Brings cards to the model; `may` answers whether now is a time for it, `words` what is
    searched for.
    """

    def __init__(
        self,
        newsroom: Newsroom,
        operations: Operations,
        model: QueueModel,
        may: Callable[[], bool],
        words: Callable[[], Sequence[str]],
    ) -> None:
        self._newsroom, self._operations, self._model = newsroom, operations, model
        self._may, self._words = may, words
        self._waiting: Sequence[int] = ()

    def look(self, ids: Sequence[int]) -> None:
        """Have the cards of these comments brought, soon or by `catch_up`."""
        if not self._may():
            self._waiting = ids
            return
        # It is noticed while a frame is painted, which need not wait for the asking.
        age = self._model.age
        self._operations.soon((self, "ahead"), lambda: self._bring(ids, age))

    def _bring(self, ids: Sequence[int], age: int) -> None:
        newsroom, model, words = self._newsroom, self._model, self._words()
        self._operations.run(
            _("Looking ahead"),
            lambda _progress: queue.cards(newsroom, ids, words),
            lambda cards: model.take_ahead(cards, age),
            writing=False,
        )

    def catch_up(self) -> None:
        """Bring what was to wait."""
        if self._waiting:
            self.look(self._waiting)
            self._waiting = ()

    def forget(self) -> None:
        """Other comments are about to be listed; what was to wait is not wanted any more."""
        self._waiting = ()
