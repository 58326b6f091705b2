"""The moment after comments were turned away, in which one digit says why.

It delays nothing: the decision is made and kept, and the next comment is there. A digit amends it.
The moment lasts while the moderator reads on where the decision brought her; it ends with the next
decision, with Esc, with whatever is taken back, and once she goes to another comment.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from db.rows import OperationId
from db.words import Verdict
from desktop.operations import FRAME, Operations
from moderation.changes import Changes
from moderation.newsroom import Newsroom
from resources.late import late
from resources.translation import _

if TYPE_CHECKING:
    from moderation import reasons
    from moderation.reasons import DecisionReason
else:
    reasons = late("moderation.reasons")

DIGITS = 9
_EXPLAINED = frozenset({Verdict.REJECT, Verdict.SPAM})


class ReasonMoment(QObject):
    """Knows what was decided last and can still be explained.

    `changed` says that `offered` is another: the reasons by digit, or none.
    """

    changed = Signal()

    def __init__(self, newsroom: Newsroom, operations: Operations, parent: QObject) -> None:
        super().__init__(parent)
        self._newsroom, self._operations = newsroom, operations
        self._decision: OperationId | None = None
        self._known: tuple[DecisionReason, ...] | None = None
        self._verdict: Verdict | None = None
        self._place: int | None = None

    @property
    def offered(self) -> "Sequence[DecisionReason]":
        """The reasons that a digit can say now, the first by 1; empty when the moment is over."""
        return self._reasons() if self._decision is not None else ()

    @property
    def question(self) -> str:
        """What is asked, so that nobody takes it for a question about the comment now shown."""
        if self._verdict is Verdict.SPAM:
            return _("Spam. Why?")
        return _("Rejected. Why?")

    def begin(self, changes: Changes, verdict: Verdict) -> None:
        """Something was decided: it can be explained now if it was turned away."""
        if verdict not in _EXPLAINED or changes.operation is None:
            self.end()
            return
        self._decision, self._verdict = changes.operation, verdict
        self._place = None
        self.changed.emit()

    def end(self) -> None:
        """The moment is over."""
        if self._decision is not None:
            self._decision = None
            self.changed.emit()

    def come_to(self, number: int | None) -> None:
        """The decision has brought the moderator to this comment."""
        self._place = number

    def go_on(self, number: int | None) -> None:
        """She is at this comment; if she went there by herself, the moment is over."""
        if self._place is not None and number != self._place:
            self.end()

    def look_again(self) -> None:
        """The newsroom's list may be another."""
        self._known = None

    def say(self, digit: int) -> None:
        """Give what was decided last the reason of this digit, or say that there is none."""
        offered, decision = self.offered, self._decision
        if decision is None:
            return
        if not 1 <= digit <= len(offered):
            told = _("There is no reason {number}.").format(number=digit)
            self._operations.messages.tell(told)
            return
        newsroom, code = self._newsroom, offered[digit - 1].code
        self._operations.run(
            _("Saying why"),
            lambda _progress: reasons.give(newsroom, decision, code),
            self._told,
            patience=FRAME,
        )

    def _told(self, changes: Changes) -> None:
        self._operations.messages.tell(changes.sentence, undoable=True)

    def _reasons(self) -> "Sequence[DecisionReason]":
        if self._known is None:
            self._known = reasons.reasons(self._newsroom)
        return self._known[:DIGITS]
