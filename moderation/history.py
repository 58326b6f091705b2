"""History: undo and redo of anything, across restarts, and the story of a comment.

Undo is a new operation. It leaves alone, and names, what somebody changed since.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from db import article_changes, check, journal, records, reversals, rules, settings
from db import operations as past
from db.library import Writing
from db.rows import Change, CommentId, Operation, OperationId
from db.words import Role, Verb
from moderation import saved_searches
from moderation.changes import SILENT, Changes, Progress
from moderation.errors import Cancelled, NotFound, NothingToUndo
from moderation.leftovers import NAMED, Leftovers
from moderation.newsroom import Newsroom
from moderation.outcomes import Outcome, Share
from moderation.reasons import SETTING as REASONS
from moderation.sentences import describe
from resources.translation import _

_PAGE = 500

__all__ = ["Days", "describe", "next_redo", "next_undo", "operation", "operations",
           "operations_about", "operations_touching", "operations_within", "redo", "story",
           "undo"]  # fmt: skip


def next_undo(newsroom: Newsroom) -> Operation | None:
    """What undo would take back next: the last thing this desk did that stands."""
    with newsroom.read() as reading:
        return past.next_undo(reading, newsroom.desk)


def next_redo(newsroom: Newsroom) -> Operation | None:
    """The undo that redo would take back next; None once this desk has done something since."""
    with newsroom.read() as reading:
        return past.next_redo(reading, newsroom.desk)


def undo(
    newsroom: Newsroom, number: OperationId | None = None, *, progress: Progress = SILENT
) -> Changes:
    """Take back an operation: that one, or the last of this desk that stands.

    What somebody changed since is left alone and named, and so is what was approved once and
    lacks a field that the site asks for today; that may be all of it. `NothingToUndo`
    if there is none or it is taken back already, `NotFound` if there is no such operation.
    `Cancelled` as soon as the progress says stop; nothing is written then.
    """
    with _until_stopped(), newsroom.write() as writing:
        if number is None:
            taken = past.next_undo(writing, newsroom.desk)
            if taken is None:
                raise NothingToUndo(_("There is nothing to undo."))
        else:
            taken = _undoable(writing, number)
        with check.stoppable(writing, progress.stop_asked):
            return _reverse(newsroom, writing, taken, taken.subject, Role.UNDO)


def redo(newsroom: Newsroom, *, progress: Progress = SILENT) -> Changes:
    """Do again what this desk undid last; `NothingToUndo` if it has done something since.

    `Cancelled` as soon as the progress says stop; nothing is written then.
    """
    with _until_stopped(), newsroom.write() as writing:
        undone = past.next_redo(writing, newsroom.desk)
        if undone is None:
            raise NothingToUndo(_("There is nothing to do again."))
        with check.stoppable(writing, progress.stop_asked):
            return _reverse(newsroom, writing, undone, undone.id, Role.REDO)


@contextmanager
def _until_stopped() -> Iterator[None]:
    """A write that was stopped in the midst of a statement is taken back whole, and said so."""
    try:
        yield
    except check.Stopped:
        raise Cancelled(_("Nothing was changed.")) from None


def _undoable(writing: Writing, number: OperationId) -> Operation:
    found = past.operation(writing, number)
    if found is None:
        raise NotFound(_("There is no operation {number}.").format(number=number))
    if found.verb is Verb.ERASE:
        raise NothingToUndo(_("What was erased is nowhere any more, and cannot be brought back."))
    if found.verb in past.NOT_UNDOABLE:
        raise NothingToUndo(_("What was looked at cannot be unseen."))
    if found.undone:
        raise NothingToUndo(_("Operation {number} is taken back already.").format(number=number))
    return found


def _reverse(
    newsroom: Newsroom, writing: Writing, about: Operation, reversed_: OperationId, role: Role
) -> Changes:
    left = Leftovers(newsroom, writing)
    left.note_stale(*reversals.left_since(writing, reversed_, NAMED))
    since = reversals.changed_since(writing, reversed_) if left.count else []
    left.note_incomplete(*reversals.left_lacking(writing, reversed_, NAMED))
    number = journal.begin(
        writing,
        at=newsroom.clock(),
        desk=newsroom.desk,
        verb=about.verb,
        role=role,
        subject=about.subject,
        reverses=reversed_,
        detail=about.detail,
    )
    reversals.reverse(writing, number, reversed_)
    of_articles = Share(*article_changes.reverse(writing, number, reversed_))
    of_rules = Share(*rules.reverse(writing, number, reversed_))
    withdrawn = journal.withdraw_articles(writing, about.subject, withdrawn=role is Role.UNDO)
    of_records = Share(*records.reverse(writing, number, reversed_))
    put_reasons = _put_reasons(writing, about, role)
    put_search = about.verb is Verb.SEARCHES and saved_searches.put_back(
        writing, about.subject, role
    )
    journal.seal(writing, number)
    done = past.operation(writing, number)
    touched = past.touched(writing, number)
    first = past.operation(writing, about.subject)
    assert done is not None
    assert first is not None
    outcome = Outcome(
        role, describe(first), newsroom.desk, done.count, since, left.lacking,
        of_articles, of_rules, of_records,
    )  # fmt: skip
    is_put = put_reasons or put_search
    return Changes(
        number, touched, _told(about.verb, outcome, left, is_put=is_put), left.named, left.count,
        articles=withdrawn or of_articles.done > 0,
        rules=of_rules.done > 0 or put_reasons,
        searches=put_search,
    )  # fmt: skip


def _told(verb: Verb, outcome: Outcome, left: Leftovers, *, is_put: bool) -> str:
    """What came of it; of a list that was changed since, and was not put back, that it was not."""
    if verb is Verb.REASONS and not is_put:
        return _("The list of reasons was changed since, and was left so.")
    if verb is Verb.SEARCHES and not is_put:
        return _("The saved search was changed since, and was left so.")
    if not outcome.comments and left.count == 1:
        return left.named[0].sentence
    return outcome.sentence


def _put_reasons(writing: Writing, about: Operation, role: Role) -> bool:
    """Put the list of reasons back to what it was, unless it is another one meanwhile."""
    if about.verb is not Verb.REASONS:
        return False
    before, after = about.detail["before"], about.detail["after"]
    now, wanted = (after, before) if role is Role.UNDO else (before, after)
    return settings.put_back(writing, REASONS, now, wanted)


def operation(newsroom: Newsroom, number: OperationId) -> Operation:
    """That operation; `NotFound` if there is none."""
    with newsroom.read() as reading:
        found = past.operation(reading, number)
    if found is None:
        raise NotFound(_("There is no operation {number}.").format(number=number))
    return found


def operations(
    newsroom: Newsroom, *, limit: int = 200, before: OperationId | None = None
) -> list[Operation]:
    """The newest operations, newest first; with `before`, those older than it."""
    with newsroom.read() as reading:
        return past.newest(reading, limit=limit, before=before)


@dataclass(frozen=True, slots=True)
class Days:
    """The time of which something is wanted: from `after` on, and before `before`; None is open."""

    after: datetime | None = None
    before: datetime | None = None

    def includes(self, moment: datetime) -> bool:
        """Whether that moment lies between the two."""
        late_enough = self.after is None or moment >= self.after
        return late_enough and (self.before is None or moment < self.before)


def operations_within(newsroom: Newsroom, days: Days, *, limit: int) -> list[Operation]:
    """The newest operations of these days, newest first, `limit` at the most."""
    before = None if days.before is None else first_since(newsroom, days.before)
    found: list[Operation] = []
    while len(found) < limit:
        page = operations(newsroom, limit=min(limit, _PAGE), before=before)
        found += [one for one in page if days.includes(one.at)]
        # A clock that was put back leaves older moments among newer ones: only a whole page of
        # them is the end.
        if len(page) < min(limit, _PAGE) or not any(map(_late_enough(days), page)):
            break
        before = page[-1].id
    return found[:limit]


def _late_enough(days: Days) -> Callable[[Operation], bool]:
    return lambda one: days.after is None or one.at >= days.after


def first_since(newsroom: Newsroom, moment: datetime) -> OperationId:
    """The number that the first operation at that moment or later has, or would have."""
    with newsroom.read() as reading:
        return past.first_since(reading, moment)


def operations_touching(
    newsroom: Newsroom,
    first: int,
    last: int,
    words: Sequence[str],
    stop: Callable[[], bool] = lambda: False,
) -> dict[str, set[int]]:
    """By word, which operations from `first` to `last` touched a comment that has it.

    Nothing for the words that were not looked for yet when it was stopped.
    """
    found: dict[str, set[int]] = {}
    try:
        with newsroom.read() as reading, check.stoppable(reading, stop, often=True):
            for word in words:
                found[word] = past.touching_words(reading, first, last, word)
    except check.Stopped:
        pass  # whoever asked does not want to know any more
    return found


def operations_about(
    newsroom: Newsroom, comments: Sequence[int], *, limit: int = 200
) -> list[Operation]:
    """The newest operations that touched any of these comments, newest first."""
    with newsroom.read() as reading:
        return past.about(reading, comments, limit=limit)


def story(newsroom: Newsroom, comment: int) -> list[tuple[Operation, Change]]:
    """Everything that happened to a comment, oldest first."""
    with newsroom.read() as reading:
        return past.story(reading, CommentId(comment))
