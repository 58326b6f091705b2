"""What is at hand: which actions may be taken now, and what they would do."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from db.rows import Card
from db.words import Status
from desktop.actions import Actions, Situation
from desktop.deciding import Deciding
from desktop.operations import Operations
from desktop.queue.pane import QueuePane
from desktop.queue.saved import SavedSearches
from desktop.reason_moment import DIGITS
from moderation.newsroom import Newsroom
from resources.late import late
from resources.translation import _

if TYPE_CHECKING:
    from moderation import history
else:
    history = late("moderation.history")

# Who approved it, or called it spam, has looked past the rule.
_HELD = frozenset({Status.PENDING, Status.REJECTED})


class AtHand:
    """Tells the actions of a desk what there is to act on.

    `in_thread` answers the comment of the discussion that has the keyboard, if one has: keys act on
    that.
    """

    def __init__(
        self,
        newsroom: Newsroom,
        actions: Actions,
        pane: QueuePane,
        saved: SavedSearches,
        deciding: Deciding,
        operations: Operations,
    ) -> None:
        self._newsroom, self._actions, self._operations = newsroom, actions, operations
        self._pane, self._saved, self._deciding = pane, saved, deciding
        # None while nobody looked: a quick `z` is not lost.
        self._undo: str | None = None
        self._redo: str | None = None
        self.in_thread: Callable[[], Card | None] = lambda: None

    def name_history_soon(self) -> None:
        """Look what would be taken back after what the next key waits for."""
        if "" in (self._undo, self._redo):
            # Perhaps there is something now; a `z` that comes before the names is not lost.
            self._undo, self._redo = self._undo or None, self._redo or None
            self.suit()
        self._operations.soon((self, "history"), self.name_history)

    def name_history(self) -> None:
        """Look what would be taken back now, and done again."""
        undo = history.next_undo(self._newsroom)
        redo = history.next_redo(self._newsroom)
        self._undo = history.describe(undo) if undo is not None else ""
        self._redo = history.describe(redo) if redo is not None else ""
        self.suit()

    def name_reasons(self) -> None:
        """Name the actions after the reasons that are offered now, or by themselves."""
        offered = self._deciding.moment.offered
        for number in range(1, DIGITS + 1):
            words = offered[number - 1].words if number <= len(offered) else ""
            name = f"reason_{number}"
            told = words.replace("&", "&&") or _(self._actions.spec(name).words)
            self._actions[name].setText(told)
        self.suit()

    def suit(self) -> None:
        """Let the actions suit what is picked, listed and read."""
        view = self._pane.view
        # What is about to be selected is not decided before all of it is.
        count = 0 if self._pane.is_selecting else view.picked_count()
        self._actions.suit(
            Situation(
                newsroom=True,
                comments=count,
                read=view.acts_on_current,
                statuses=self._statuses(count),
                ticked=view.ticking or not view.acts_on_current,
                undo=self._undo,
                redo=self._redo,
                search=bool(self._pane.place.text.strip()),
                saved=self._saved.at(self._pane.place) is not None,
                held=self._is_held(count),
                reasons=bool(self._deciding.moment.offered),
            )
        )

    def _is_held(self, count: int) -> bool:
        card = self._pane.model.card(self._pane.view.picked_row()) if count == 1 else None
        return card is not None and bool(card.holds) and card.status in _HELD

    def _statuses(self, count: int) -> frozenset[Status]:
        in_thread = self.in_thread()
        if in_thread is not None:
            return frozenset({in_thread.status})
        if count == 1:
            card = self._pane.model.card(self._pane.view.picked_row())
            return frozenset({card.status}) if card is not None else frozenset()
        return self._pane.finding.sight.statuses
