"""The story of one comment: who did what when, with reasons, and edits as differences."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from db import operations as past
from db.rows import Change, CommentId, Operation, OperationId
from db.words import Role, Standing, Status, Verb
from moderation import reasons
from moderation.differences import Piece, difference
from moderation.newsroom import Newsroom
from moderation.sentences import describe, how_undone, status_name
from moderation.standings import standing_name
from resources.translation import _, ngettext

# A story of more steps is told from its end.
_MOST = 200
_SHOWN_FIELDS = ("name", "url", "text")


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened to a comment.

    `differences` are by field (`name`, `url`, `text`); `undoable` says whether it stands and can
    be taken back by itself. `others` counts the comments that the same operation touched besides,
    and `others_of` those that it was about. `undone` is of this comment; where the operation was
    taken back and this comment left alone, `left_alone` says how much of it came back.
    """

    operation: OperationId
    at: datetime
    desk: str
    what: str
    reason: str
    undone: bool
    undoable: bool
    others: int
    differences: Mapping[str, Sequence[Piece]]
    others_of: int = 0
    left_alone: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """All steps, oldest first; `left_out` counts those before the first that is told."""

    comment: CommentId
    steps: Sequence[Step]
    left_out: int = 0


def story(newsroom: Newsroom, comment: int) -> Story:
    """The story of that comment; without steps if there is no such comment."""
    number = CommentId(comment)
    with newsroom.read() as reading:
        told = past.story(reading, number)
        fields = past.fields_of(reading, number)
    listed = {one.code: one.words for one in reasons.reasons(newsroom)}
    # As the last one about each subject that touched this very comment says.
    last = {done.subject: done.role for done, _change in told}
    steps = [
        _step(done, change, fields.get(done.id), listed, last[done.subject])
        for done, change in told[-_MOST:]
    ]
    return Story(number, steps, max(0, len(told) - _MOST))


def _step(
    done: Operation,
    change: Change,
    fields: tuple[str, str] | None,
    listed: Mapping[str, str],
    last: Role,
) -> Step:
    for_good = done.verb in past.NOT_UNDOABLE or done.verb is Verb.SYNC
    # What was only looked at, or noted, cannot have been left alone.
    is_change = change.before_revision != change.after_revision
    undone = last is Role.UNDO if is_change else done.undone
    return Step(
        operation=done.id,
        at=done.at,
        desk=done.desk,
        what=_what(done, change),
        reason=_reason(done, listed),
        undone=undone and done.role is not Role.UNDO,
        undoable=not done.undone and not for_good and done.role is not Role.UNDO,
        others=max(0, done.count - 1),
        differences=_differences(fields),
        others_of=max(0, done.out_of - 1),
        left_alone="" if undone else how_undone(done),
    )


def _what(done: Operation, change: Change) -> str:
    if done.role is Role.UNDO:
        return _with_status(_("Undone: {what}").format(what=_bare(done, change)), change)
    if done.role is Role.REDO:
        return _with_status(_("Done again: {what}").format(what=_bare(done, change)), change)
    return _bare(done, change)


def _bare(done: Operation, change: Change) -> str:
    if done.role is Role.DO and change.before is None and change.after is not None:
        return _came(done, change.after)
    moved = change.before is not change.after
    match done.verb:
        case Verb.EDIT if moved:
            return _("edited and approved")
        case Verb.REPLY if moved:
            return _("approved, and replied to")
        case Verb.NOTE if done.detail.get("taken"):
            return _("note taken away")
        case Verb.TRUST | Verb.WATCH | Verb.BLOCK | Verb.LET_GO:
            return _("the commenter: {standing}").format(standing=standing_name(_STOOD[done.verb]))
    told = _DONE.get(done.verb)
    return describe(done) if told is None else told()


# What happened to one comment; `sentences.describe` tells the same of how many there were.
_DONE: Mapping[Verb, Callable[[], str]] = {
    Verb.APPROVE: lambda: _("approved"),
    Verb.REJECT: lambda: _("rejected"),
    Verb.SPAM: lambda: _("marked as spam"),
    Verb.HOLD: lambda: _("put back to pending"),
    Verb.EDIT: lambda: _("edited"),
    Verb.WAIVE: lambda: _("let pass incomplete"),
    Verb.NOTE: lambda: _("note written"),
    Verb.REVEAL: lambda: _("e-mail address looked at"),
    Verb.ALLOW_ADDRESS: lambda: _("whether its address stands was changed"),
    Verb.REPLY: lambda: _("replied to"),
    Verb.ERASE: lambda: _("its commenter was erased"),
}
_STOOD = {
    Verb.TRUST: Standing.TRUSTED,
    Verb.WATCH: Standing.WATCHED,
    Verb.BLOCK: Standing.BLOCKED,
    Verb.LET_GO: Standing.NONE,
}


def _came(done: Operation, status: Status) -> str:
    if done.verb is Verb.REPLY:
        return _("written as the newsroom’s reply")
    if done.verb is Verb.IMPORT:
        return _("imported as {status}").format(status=status_name(status))
    return _("came in as {status}").format(status=status_name(status))


def _with_status(what: str, change: Change) -> str:
    if change.before is change.after or change.after is None:
        return what
    return _("{what}; {status} again").format(what=what, status=status_name(change.after))


def _reason(done: Operation, listed: Mapping[str, str]) -> str:
    """Why, in the words of the newsroom's list; of what is no longer on it, in those of then."""
    told = {key: str(done.detail[key]) for key in _TOLD if done.detail.get(key)}
    if (code := told.get("reason")) is not None:
        told["reason"] = listed.get(code) or str(done.detail.get("words") or code)
    return " · ".join(told.values())


_TOLD = ("reason", "file", "until")


def _differences(fields: tuple[str, str] | None) -> Mapping[str, Sequence[Piece]]:
    if fields is None:
        return {}
    before, after = (json.loads(side) for side in fields)
    return {
        name: difference(str(before.get(name) or ""), str(after[name] or ""))
        for name in _SHOWN_FIELDS
        if name in after
    }


def company(step: Step) -> str:
    """How many others the same operation touched, in words; nothing of none."""
    if step.others < step.others_of:
        return _("with {count} of {all} others").format(
            count=f"{step.others:,}", all=f"{step.others_of:,}"
        )
    if not step.others:
        return ""
    told = ngettext("with {count} other", "with {count} others", step.others)
    return told.format(count=f"{step.others:,}")
