"""Decide, take back, do again: what the decision keys ask for, each as one operation."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from db.rows import Card, CommentId
from db.words import Verdict
from desktop.operations import FRAME, Operations
from desktop.queue.folding import Fold
from desktop.queue.view import QueueView
from desktop.reason_moment import ReasonMoment
from moderation.changes import Changes
from moderation.newsroom import Newsroom
from moderation.queue import Picked
from resources.late import late
from resources.translation import _, ngettext

if TYPE_CHECKING:
    from moderation import decisions, history
else:
    decisions = late("moderation.decisions")
    history = late("moderation.history")

# After a decision on more than these the list is another one, and the place where it was.
_MOST_GONE_ON_FROM = 2_000
# Of so many decisions it is known where they were taken.
_MOST_KNOWN = 8


@dataclass(frozen=True, slots=True)
class Aftermath:
    """Where the place should be after an operation of this desk."""

    decided: frozenset[CommentId] = field(default_factory=frozenset)  # go on from these
    come_to: CommentId | None = None  # go to this one, which comes back


class Deciding(QObject):
    """Decides what is picked in the queue's view.

    `refused` carries the ids a decision was refused for, after the moderator was told why.
    """

    refused = Signal(object)

    def __init__(
        self, newsroom: Newsroom, operations: Operations, view: QueueView, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._newsroom, self._operations, self._view = newsroom, operations, view
        self._aftermath = Aftermath()
        self._been_at: deque[int] = deque(maxlen=_MOST_KNOWN)
        self.moment = ReasonMoment(newsroom, operations, self)
        self._refused_for: int | None = None
        # How what is picked is listed: a card may stand for more than itself.
        self.fold: Callable[[], Fold] = Fold

    def decide(self, verdict: Verdict) -> None:
        """Give every picked comment this verdict, as one operation."""
        picked = self._view.picked()
        newsroom, fold = self._newsroom, self.fold()
        if not picked:
            return
        at = self._view.current_number

        def done(changes: Changes) -> None:
            if at is not None:
                self._been_at.append(at)
            few = len(changes.comments) <= _MOST_GONE_ON_FROM
            self._aftermath = Aftermath(decided=frozenset(changes.comments if few else ()))
            self._view.select_only_current()
            self._tell(changes)
            self.moment.begin(changes, verdict)

        def failed(error: BaseException) -> None:
            self._operations.messages.explain(error)
            self._refused_for = self._view.current_number
            self.refused.emit(picked.ids[:1])

        label = ngettext("Deciding {count} comment", "Deciding {count} comments", len(picked))
        self._operations.run(
            label.format(count=f"{len(picked):,}"),
            lambda progress: decisions.decide(
                newsroom, fold.unfolded(newsroom, picked), verdict, progress=progress
            ),
            done,
            on_error=failed,
            patience=FRAME,
        )

    def decide_in_thread(self, card: Card, verdict: Verdict) -> None:
        """Give this comment of the thread the verdict; the place in the queue stays."""
        newsroom, picked = self._newsroom, Picked.of(card)

        def done(changes: Changes) -> None:
            self._aftermath = Aftermath()
            self._tell(changes)
            self.moment.begin(changes, verdict)

        self._operations.run(
            ngettext("Deciding {count} comment", "Deciding {count} comments", 1).format(count=1),
            lambda progress: decisions.decide(newsroom, picked, verdict, progress=progress),
            done,
            patience=FRAME,
        )

    def undo(self, *, stay: bool = False) -> None:
        """Take back what this desk did last; the place goes to what comes back, or stays.

        Of several that come back it goes to the one that it was at when they were decided.
        """
        newsroom = self._newsroom
        self.moment.end()

        def done(changes: Changes) -> None:
            come_to = None if stay else self._been_among(changes.comments)
            self._aftermath = Aftermath(come_to=come_to)
            self._tell(changes)

        self._operations.run(
            _("Undoing"),
            lambda progress: history.undo(newsroom, progress=progress),
            done,
            patience=FRAME,
        )

    def redo(self) -> None:
        """Do again what was taken back last."""
        newsroom = self._newsroom
        self.moment.end()
        self._operations.run(
            _("Doing again"),
            lambda progress: history.redo(newsroom, progress=progress),
            self._tell,
            patience=FRAME,
        )

    def take_aftermath(self) -> Aftermath:
        """Where the place should be after what was done last; asked once for each operation."""
        aftermath, self._aftermath = self._aftermath, Aftermath()
        return aftermath

    def let_refusal_go(self, number: int | None) -> None:
        """Why a decision was refused matters while its comment is looked at, and no longer."""
        if self._refused_for is not None and self._refused_for != number:
            self._refused_for = None
            self._operations.messages.withdraw()

    def _been_among(self, comments: Sequence[CommentId]) -> CommentId | None:
        """Which of these the place was at when it was decided; else the first of them."""
        been = next((one for one in reversed(self._been_at) if one in comments), None)
        if been is not None:
            return CommentId(been)
        return comments[0] if len(comments) else None

    def _tell(self, changes: Changes) -> None:
        self.let_refusal_go(None)
        wrote = changes.operation is not None
        self._operations.messages.tell(changes.sentence, undoable=wrote)
