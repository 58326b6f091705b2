"""What somebody else's writing means for what is listed: which are new here, which are gone."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.queue.folding import Fold
from desktop.queue.place import Sight
from moderation import queue
from moderation.among import without
from moderation.changes import Progress
from moderation.newsroom import Newsroom

# Of more changed comments than these, finding everything anew costs less than looking at each.
_MOST = 5_000


@dataclass(frozen=True, slots=True)
class News:
    """What is asked on a worker: `listed` and `arrived` are what the window knows of this place.

    `listed` are cards, of which one may stand for its near-copies; `arrived` are comments.

    The journal tells what was touched after the revision `since`, so that a comment among a million
    costs no look at the others; `since` 0 looks at all.
    """

    newsroom: Newsroom
    sight: Sight
    fold: Fold
    listed: Sequence[int]
    arrived: Sequence[int]
    since: int

    def compare(self, progress: Progress) -> tuple[Sequence[int], Sequence[int]]:
        """The comments that belong here and that no card stands for, and the cards that do not
        belong here any more.
        """
        touched = self._touched()
        if touched is None:
            return self._whole(progress)
        looked_at = {*touched, *self.arrived}
        here = queue.find_among(
            self.newsroom, self.sight.query, list(looked_at), article=self.sight.place.article
        )
        known = _among(looked_at, self.listed)
        now = set(here)
        return (
            [number for number in here if number not in known],
            [number for number in known if number not in now],
        )

    def _touched(self) -> list[int] | None:
        # Of a campaign one card stands for the others: which, only the whole list can tell.
        return None if self.fold.folded or self.fold.odd else self._written()

    def _written(self) -> list[int] | None:
        """What was touched since; None if that may be anything."""
        if not self.since:
            return None
        found = queue.touched_since(self.newsroom, self.since, _MOST)
        return None if found is None else list(found)

    def _whole(self, progress: Progress) -> tuple[Sequence[int], Sequence[int]]:
        here = queue.find(
            self.newsroom, self.sight.query, article=self.sight.place.article, progress=progress
        )
        cards = self.fold.apply(self.newsroom, here, self.listed).ids
        new = without(cards, self.listed)
        return self._with_copies(new, here.ids), without(self.listed, cards)

    def _with_copies(self, cards: Sequence[int], here: Sequence[int]) -> Sequence[int]:
        """These new cards with the near-copies that came behind them, of those that are here."""
        came = set(self.fold.comments_of(self.newsroom, cards)) if len(cards) else set()
        if len(came) == len(cards):
            return cards
        written = self._written()
        if written is not None:
            # The others waited before, behind a card that somebody took away meanwhile.
            came.intersection_update((*cards, *written, *self.arrived))
        return [number for number in here if number in came]


def _among(wanted: set[int], listed: Sequence[int]) -> set[int]:
    """Which of these are listed; the list may be of a million."""
    if len(wanted) > 20:
        return wanted.intersection(listed)
    return {number for number in wanted if number in listed}
