"""One comment that both sides have: what becomes of it when the site tells how it stands there.

What the site changed and we did not, we take over; what both changed is settled by the site's rule,
or waits for somebody. Nothing is ever settled without a word: the history, the outbox and the list
of conflicts have it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from db import comments, enqueuing, journal, outbox, remote
from db.library import Writing
from db.rows import CommentId, OperationId
from db.site_rows import GONE, Connection, Kind, Known, Rule, State
from db.words import Status
from moderation import intake
from moderation.edits import checked_fields, requirements_of
from moderation.exchange.source import Notes
from moderation.newsroom import Newsroom
from moderation.wordpress import records
from moderation.wordpress.counts import Counts
from moderation.wordpress.records import Told

# What stands beside an entry that was never sent: why it was not.
ALREADY_SO = "already-so"
SITE_WINS = "site-wins"
SITE_HAS_NONE = "gone"


@dataclass(frozen=True, slots=True)
class Agreeing:
    """Brings comments of one site to agreement, as part of one operation."""

    newsroom: Newsroom
    writing: Writing
    connection: Connection
    operation: OperationId
    counts: Counts

    def agree(
        self, known: Known, told: Told, *, rule: Rule | None = None, first: bool = False
    ) -> None:
        """Take over, settle or put aside; `first` says that nobody knows what both last had.

        `rule` is the connection's, if none is given.
        """
        if told.status == GONE:
            self._let_go(known)
            return
        held = rule or self.connection.rule
        # A conflict without an entry of ours is one of which nobody knows what both last had.
        first = first or (known.has_conflict and not known.waiting)
        status = self._status(known, told, held, first=first)
        fields = self._fields(known, told, held, first=first)
        if status is _ASK or fields is _ASK:
            self._put_aside(known, told)
        else:
            remote.drop_conflict(self.writing, known.comment)
            remote.set_base(self.writing, known.comment, status=told.status, digest=told.digest)
        self._take_over(
            known,
            told,
            status=None if status is None or status is _ASK else told.status,
            fields=bool(fields) and fields is not _ASK,
        )

    def take_over_fields(self, known: Known, told: Told) -> None:
        """Take over what the site made of a text that was sent to it."""
        self._take_over(known, told, status=None, fields=True)

    def _status(self, known: Known, told: Told, rule: Rule, *, first: bool) -> "_Wish":
        """Whether to take over the status."""
        changed = first or told.status != known.base
        if known.status is None:
            return _TAKE if changed else None
        if _is_same(known, told.status):
            self._end(known, Kind.STATUS, State.SENT, ALREADY_SO)
            return None
        ours = Kind.STATUS in known.waiting or first
        if not ours:
            # Also what differs though nobody decided it: an old file was imported, say.
            return _TAKE if changed or not known.is_open else None
        if not changed:
            return None
        return self._by_rule(known, Kind.STATUS, rule, first=first)

    def _fields(self, known: Known, told: Told, rule: Rule, *, first: bool) -> "_Wish":
        """Whether to take over name, address, website and text."""
        if told.digest == known.digest and not first:
            return None
        ours = Kind.EDIT in known.waiting or (first and self._differs(known, told))
        if not ours:
            return None if first else _TAKE
        return self._by_rule(known, Kind.EDIT, rule, first=first)

    def _by_rule(self, known: Known, kind: Kind, rule: Rule, *, first: bool) -> "_Wish":
        if rule is Rule.ASK:
            return _ASK
        if rule is Rule.SITE:
            self._end(known, kind, State.OVERRULED, SITE_WINS)
            self.counts.overruled += 1
            return _TAKE
        if first:
            enqueuing.enqueue_difference(self.writing, known.comment, kind)
        return None

    def _differs(self, known: Known, told: Told) -> bool:
        """Whether we have other fields than the site."""
        ours = outbox.to_send(self.writing, [known.comment])[known.comment]
        theirs = self._checked(known.comment, told).draft
        return any(getattr(ours, name) != getattr(theirs, name) for name in records.EDITED)

    def _put_aside(self, known: Known, told: Told) -> None:
        conflict: Mapping[str, object] = {
            "at": self.newsroom.clock(),
            "status": told.status,
            "digest": told.digest,
            "told": told.fields(),
        }
        remote.put_conflict(self.writing, known.comment, conflict)

    def _take_over(self, known: Known, told: Told, *, status: str | None, fields: bool) -> None:
        changed: dict[str, object] = {}
        incomplete = known.incomplete
        if fields:
            checked = self._checked(known.comment, told)
            # The site's texts are HTML, whatever ours was when it was sent.
            changed = checked_fields(checked) | {"body_format": checked.draft.body_format.value}
            incomplete = bool(checked.lacks) and not known.waived
        wanted = status or (known.status.value if known.status else None)
        # Nobody is approved incomplete, whoever says so.
        if wanted == Status.APPROVED and incomplete:
            wanted = Status.PENDING.value
        if wanted is None:
            return
        moved = known.status is None or wanted != known.status.value
        if journal.set_fields(self.writing, self.operation, known.comment, changed, status=wanted):
            self.counts.followed += moved
            self.counts.edited += not moved

    def _checked(self, comment: CommentId, told: Told) -> intake.Checked:
        found = comments.article_of(self.writing, comment)
        required = requirements_of(self.writing, found)
        return intake.check(records.draft(told, Notes()), required)

    def _let_go(self, known: Known) -> None:
        """The site has it no more: nothing can be sent about it, and readers do not see it."""
        if known.base == GONE:
            return
        for kind in known.waiting:
            self._end(known, kind, State.OVERRULED, SITE_HAS_NONE)
        remote.drop_conflict(self.writing, known.comment)
        remote.set_base(self.writing, known.comment, status=GONE)
        self.counts.gone += 1
        if known.status in {Status.PENDING, Status.APPROVED}:
            rejected = Status.REJECTED.value
            journal.set_fields(self.writing, self.operation, known.comment, {}, status=rejected)

    def _end(self, known: Known, kind: Kind, state: State, why: str) -> None:
        now = self.newsroom.clock()
        outbox.settle_waiting(self.writing, known.comment, kind, state, why, now)


@dataclass(frozen=True, slots=True)
class _Answer:
    """What is to be done about one aspect of a comment; None stands for nothing."""

    name: str


_TAKE, _ASK = _Answer("take"), _Answer("ask")
_Wish = _Answer | None


def _is_same(known: Known, theirs: str) -> bool:
    """Whether both sides agree on the status; here nobody is approved incomplete."""
    if known.status is None:
        return False
    held = known.incomplete and known.status is Status.PENDING
    return known.status.value == theirs or (held and theirs == Status.APPROVED.value)
