"""Opening a campaign: its copies are listed in place of the queue, and the way back is kept."""

from collections.abc import Callable

from db.rows import Card, Group
from db.words import Status, Verdict
from desktop.queue.pane import QueuePane
from desktop.queue.place import Place

_VERDICT_OF = {
    Status.APPROVED: Verdict.APPROVE,
    Status.REJECTED: Verdict.REJECT,
    Status.SPAM: Verdict.SPAM,
}


class Campaign:
    """The campaign of the comment under decision; `go` goes to a place, at a comment."""

    def __init__(self, pane: QueuePane, go: Callable[[Place, int | None], None]) -> None:
        self._pane = pane
        self._go = go
        self._before: Place | None = None

    def toggle(self) -> bool:
        """Open it, or close the one that is open; False if there is none."""
        if self.close():
            return True
        card = self._card()
        if card is None or card.group is None:
            return False
        self._before = self._pane.place
        # The odd one out is the first of them, and is looked at first.
        self._go(Place(None, None, f"copies:{card.id}"), None)
        return True

    def close(self) -> bool:
        """Go back to where it was opened; False if none is open."""
        opened = self._pane.finding.fold.opened
        if opened is None:
            return False
        self._go(self._before or Place(), opened)
        self._before = None
        return True

    def verdict(self) -> Verdict | None:
        """The verdict that all decided near-copies were given; None if there is no such one."""
        card = self._card()
        return verdict_of(card.group) if card is not None and card.group is not None else None

    def _card(self) -> Card | None:
        row = self._pane.view.currentIndex().row()
        return self._pane.model.card(row) if row >= 0 else None


def verdict_of(group: Group) -> Verdict | None:
    """The verdict that all decided comments of a group share; None if none is, or they differ."""
    given = [status for status in _VERDICT_OF if group.tally.of(status)]
    return _VERDICT_OF[given[0]] if len(given) == 1 else None
