"""What an operation leaves alone: gathered, named with a sentence each, and told as an error."""

from collections import Counter
from collections.abc import Callable, Sequence

from db import comments, operations
from db.library import Reading
from db.reversals import Since
from db.rows import Card, CommentId
from db.words import Verb, Verdict
from moderation.changes import Left
from moderation.errors import IncompleteComment, NewsroomError, StaleDecision
from moderation.newsroom import Newsroom
from moderation.outcomes import why_left
from moderation.sentences import incomplete_sentence, stale_sentence
from resources.translation import _

_DECISIONS = frozenset(Verb(verdict.value) for verdict in Verdict)
# So many are named; a longer list would not be read.
NAMED = 100


class Leftovers:
    """Gathers the comments that one operation leaves alone; `named` has the first hundred.

    `count` are all of them, `lacking` those of them that lack a required field, and `why` tells how
    many were left for what, and who changed them.
    """

    def __init__(self, newsroom: Newsroom, reading: Reading) -> None:
        self.named: list[Left] = []
        self.count = self.lacking = 0
        self._since: Counter[tuple[str, bool]] = Counter()
        self._newsroom = newsroom
        self._reading = reading

    def note_stale(self, first: Sequence[CommentId], count: int) -> None:
        """Note comments that somebody changed since: the first of them, and how many they are."""
        self._note(first, count, self._stale_sentence)

    def note_incomplete(self, first: Sequence[CommentId], count: int) -> None:
        """Note comments that lack a required field: the first of them, and how many they are."""
        self.lacking += count
        self._note(first, count, self._incomplete_sentence)

    @property
    def why(self) -> str:
        """Why they were left alone, in words for whoever asked; empty if none was."""
        since = [Since(desk, by, count) for (desk, by), count in self._since.most_common()]
        others = self.count - self.lacking - self._since.total()
        return why_left(since, self.lacking, self._newsroom.desk, others)

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
        if touch is not None:
            self._since[touch[0].desk, touch[0].verb in _DECISIONS] += 1
        return stale_sentence(touch, self._card(one), self._newsroom.zone)

    def _incomplete_sentence(self, one: CommentId) -> str:
        card = self._card(one)
        return incomplete_sentence(card.name, card.lacks) if card else ""
