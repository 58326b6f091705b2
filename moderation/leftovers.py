"""What an operation leaves alone: gathered, named with a sentence each, and told as an error."""

from collections.abc import Callable, Sequence

from db import comments, operations
from db.library import Reading
from db.rows import Card, CommentId
from moderation.changes import Left
from moderation.errors import IncompleteComment, NewsroomError, StaleDecision
from moderation.newsroom import Newsroom
from moderation.sentences import incomplete_sentence, stale_sentence
from resources.translation import _

# So many are named; a longer list would not be read.
NAMED = 100


class Leftovers:
    """Gathers the comments that one operation leaves alone; `named` has the first hundred.

    `count` are all of them, and `lacking` those of them that lack a required field.
    """

    def __init__(self, newsroom: Newsroom, reading: Reading) -> None:
        self.named: list[Left] = []
        self.count = self.lacking = 0
        self._newsroom = newsroom
        self._reading = reading

    def note_stale(self, first: Sequence[CommentId], count: int) -> None:
        """Note comments that somebody changed since: the first of them, and how many they are."""
        self._note(first, count, self._stale_sentence)

    def note_incomplete(self, first: Sequence[CommentId], count: int) -> None:
        """Note comments that lack a required field: the first of them, and how many they are."""
        self.lacking += count
        self._note(first, count, self._incomplete_sentence)

    def error(self) -> NewsroomError:
        """The error to raise where nothing but leftovers is left."""
        sentence = self.named[0].sentence
        if not self.lacking:
            return StaleDecision(sentence, _("Look at it again, and decide on it as it is now."))
        return IncompleteComment(sentence, _("Complete it, or let it pass with a reason."))

    def _note(
        self, first: Sequence[CommentId], count: int, told: Callable[[CommentId], str]
    ) -> None:
        for one in first[: NAMED - len(self.named)]:
            self.named.append(Left(one, told(one)))
        self.count += count

    def _card(self, one: CommentId) -> Card | None:
        return next(iter(comments.cards(self._reading, [one])), None)

    def _stale_sentence(self, one: CommentId) -> str:
        touch = operations.last_touch(self._reading, one)
        return stale_sentence(touch, self._card(one), self._newsroom.zone)

    def _incomplete_sentence(self, one: CommentId) -> str:
        card = self._card(one)
        return incomplete_sentence(card.name, card.lacks) if card else ""
