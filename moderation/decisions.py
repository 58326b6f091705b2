"""Decisions: approve, reject, spam, hold, or let an incomplete one pass; one comment or a million.

Each call is one operation of the journal. A decision is checked against the revision that was
looked at: what somebody changed since is left alone and named.
"""

from collections.abc import Mapping

from db import comments, journal, operations
from db.library import Writing
from db.rows import OperationId
from db.words import Verb, Verdict
from moderation import backups, reasons
from moderation.blank import storable
from moderation.changes import SILENT, Changes, Progress
from moderation.errors import Cancelled, NewsroomError
from moderation.leftovers import NAMED, Leftovers
from moderation.newsroom import Newsroom
from moderation.queue import Picked
from moderation.sentences import decided_sentence, with_others
from resources.translation import _, ngettext

_BATCH = 20_000


def decide(
    newsroom: Newsroom,
    picked: Picked,
    verdict: Verdict,
    *,
    reason: str = "",
    progress: Progress = SILENT,
) -> Changes:
    """Give every picked comment the verdict's status, as one operation.

    Comments that changed since they were looked at, and on approval those that lack a required
    field, are left alone and named; if that leaves none, `StaleDecision` or `IncompleteComment`
    is raised and nothing is written. Those that have the status already are no change.
    `Cancelled` if the progress says stop; nothing is written then.
    """
    detail = reasons.detail_of(newsroom, reason)
    if len(picked) > backups.MANY:
        backups.make_before(newsroom, backups.BEFORE_DECISION, progress=progress)
    with newsroom.write() as writing:
        operation = begin(newsroom, writing, Verb(verdict.value), detail)
        left, asked = Leftovers(newsroom, writing), 0
        for start in range(0, len(picked), _BATCH):
            asked += _pick(writing, picked, start)
            left.note_stale(*journal.drop_stale(writing, NAMED))
            if verdict is Verdict.APPROVE:
                left.note_incomplete(*journal.drop_incomplete(writing, NAMED))
            journal.set_status(writing, operation, verdict.status)
            _tell(progress, min(start + _BATCH, len(picked)), len(picked))
        return _ended(writing, operation, left, verdict, asked)


def begin(
    newsroom: Newsroom, writing: Writing, verb: Verb, detail: Mapping[str, object] | None = None
) -> OperationId:
    """Begin an operation of this desk, now."""
    return journal.begin(writing, at=newsroom.clock(), desk=newsroom.desk, verb=verb, detail=detail)


def _pick(writing: Writing, picked: Picked, start: int) -> int:
    end = start + _BATCH
    return journal.pick(writing, picked.ids[start:end], picked.revisions[start:end])


def _tell(progress: Progress, done: int, total: int) -> None:
    progress.tell(done, total, _("Deciding"))
    if progress.stop_asked():
        raise Cancelled(_("Nothing was decided."))


def _ended(
    writing: Writing, operation: OperationId, left: Leftovers, verdict: Verdict, asked: int
) -> Changes:
    if not journal.count(writing, operation):
        return _came_to_nothing(writing, operation, left, asked)
    count = journal.seal(writing, operation)
    touched = operations.touched(writing, operation)
    name = comments.name(writing, touched[0])
    already = asked - count - left.count
    sentence = decided_sentence(verdict, count, name, left.why, already)
    return Changes(operation, touched, sentence, left.named, left.count, already=already)


def _came_to_nothing(
    writing: Writing, operation: OperationId, left: Leftovers, asked: int
) -> Changes:
    """No trace in the journal; an error where something stood in the way of every one."""
    if asked and left.count == asked:
        raise left.error()
    journal.forget(writing, operation)
    already = asked - left.count
    if left.count:
        sentence = with_others("", left.why, already)
    elif asked:
        sentence = ngettext("It already was so.", "They already were so.", asked)
    else:
        sentence = _("No comment was chosen.")
    return Changes(None, [], sentence, left.named, left.count, already=already)


def waive(newsroom: Newsroom, picked: Picked, why: str) -> Changes:
    """Let comments that lack a required field pass, for a reason that is kept with each.

    They stay as they are and may be approved from now on. Refused without a reason, and as
    `decide` refuses what changed since.
    """
    if not why.strip():
        raise NewsroomError(_("A comment can be let pass only with a reason."))
    with newsroom.write() as writing:
        operation = begin(newsroom, writing, Verb.WAIVE)
        left = Leftovers(newsroom, writing)
        asked = journal.pick(writing, picked.ids, picked.revisions)
        left.note_stale(*journal.drop_stale(writing, NAMED))
        for one in journal.picked(writing):
            journal.set_fields(writing, operation, one, {"waiver": storable(why).strip()})
        if not journal.count(writing, operation):
            return _came_to_nothing(writing, operation, left, asked)
        count = journal.seal(writing, operation)
        touched = operations.touched(writing, operation)
    already = asked - count - left.count
    sentence = ngettext("{count} comment may pass.", "{count} comments may pass.", count)
    told = with_others(sentence.format(count=f"{count:,}"), left.why, already)
    return Changes(operation, touched, told, left.named, left.count, already=already)
