"""Near-copies in the list: a campaign is one card where one decides, and opens to show them all.

Which one stands for the others, and what is decided with it, is told by `moderation.campaigns`.
"""

from array import array
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from db.words import Status
from desktop.queue.place import Sight
from moderation import campaigns
from moderation.newsroom import Newsroom
from moderation.queue import Picked


@dataclass(frozen=True, slots=True)
class Fold:
    """How one place lists near-copies.

    With `folded` each campaign is one card. `opened` is the comment whose copies are listed, then
    `odd` has them with the odd one out first, and `words` are those in which they differ.
    """

    folded: bool = False
    opened: int | None = None
    odd: Sequence[int] = ()
    words: Sequence[str] = ()

    def apply(self, newsroom: Newsroom, found: Picked, keep: Collection[int] = ()) -> Picked:
        """What is listed of what was found; of a campaign rather one of `keep`."""
        if self.folded:
            return campaigns.folded(newsroom, found, keep)
        if not self.odd:
            return found
        places = {number: place for place, number in enumerate(self.odd)}
        last = len(places)
        order = sorted(range(len(found)), key=lambda at: places.get(found.ids[at], last))
        return Picked(
            array("q", [found.ids[at] for at in order]),
            array("q", [found.revisions[at] for at in order]),
        )

    def unfolded(self, newsroom: Newsroom, chosen: Picked) -> Picked:
        """What a decision on these cards is for: with a campaign's card, all of it that waits."""
        return campaigns.unfolded(newsroom, chosen, Status.PENDING) if self.folded else chosen

    def comments_of(self, newsroom: Newsroom, cards: Sequence[int]) -> Sequence[int]:
        """The numbers of all comments that a decision on these cards is for."""
        numbers = array("q", cards)
        return self.unfolded(newsroom, Picked(numbers, numbers)).ids


def fold_of(newsroom: Newsroom, sight: Sight) -> Fold:
    """How this place lists near-copies: folded where one decides, opened where one asked for it."""
    opened = sight.query.copies_of
    if opened is not None:
        odd, words = campaigns.odd_words(newsroom, opened)
        return Fold(opened=opened, odd=odd, words=words)
    return Fold(folded=sight.shown is Status.PENDING)
