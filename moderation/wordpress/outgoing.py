"""The outbox and the conflicts as somebody sees and settles them; nothing here needs the line."""

from collections.abc import Sequence

from db import journal, outbox, remote
from db.site_rows import Conflict, Entry, Kind, Rule, State
from db.words import Status, Verb, Verdict
from moderation import decisions, history, queue
from moderation.changes import Changes
from moderation.errors import NewsroomError, NotFound
from moderation.newsroom import Newsroom
from moderation.queue import Picked
from moderation.sentences import shown_name, status_name
from moderation.wordpress import connecting, records, refusals
from moderation.wordpress.counts import Counts
from moderation.wordpress.taking_in import TakingIn
from resources.translation import _, ngettext

_VERDICT = {verdict.status.value: verdict for verdict in Verdict}


def entries(newsroom: Newsroom, *, states: Sequence[State] = (), limit: int = 500) -> list[Entry]:
    """The outbox: what is not sent yet first, and then the newest that was."""
    with newsroom.read() as reading:
        return outbox.entries(reading, states=states, limit=limit)


def counts(newsroom: Newsroom) -> dict[State, int]:
    """How many entries there are in each state, of all sites."""
    with newsroom.read() as reading:
        return dict(outbox.counts(reading))


def conflicts(newsroom: Newsroom, *, limit: int = 500) -> list[Conflict]:
    """The comments that both sides changed, and that somebody has to settle."""
    with newsroom.read() as reading:
        return remote.conflicts(reading, limit=limit)


def count_conflicts(newsroom: Newsroom) -> int:
    """How many there are."""
    with newsroom.read() as reading:
        return remote.count_conflicts(reading)


def what(entry: Entry) -> str:
    """What an entry asks of the site, in a few words."""
    match entry.kind:
        case Kind.STATUS:
            return _("make it {status}").format(status=status_name(Status(entry.wanted)))
        case Kind.EDIT:
            return _("change its text")
        case Kind.REPLY:
            return _("publish it there")


def state_name(entry: Entry) -> str:
    """Where an entry stands."""
    if entry.state is State.WAITING and entry.has_conflict:
        return _("to be settled")
    return {
        State.WAITING: _("waiting"),
        State.SENDING: _("being sent"),
        State.SENT: _("sent"),
        State.REFUSED: _("refused"),
        State.OVERRULED: _("not sent"),
    }[entry.state]


def why(entry: Entry) -> str:
    """Why it was refused or not sent, as a sentence; empty where there is nothing to say."""
    return refusals.sentence(entry.why)


def retry(newsroom: Newsroom, numbers: Sequence[int]) -> int:
    """Let refused entries wait once more; how many do."""
    with newsroom.write() as writing:
        return sum(outbox.retry(writing, number) for number in numbers)


def take_back(newsroom: Newsroom, number: int) -> Changes:
    """Take a waiting or refused entry back: the comment is here again as the site has it.

    It is an operation of this desk, and can be undone. Refused where it was sent already.
    """
    entry = _unsent(newsroom, number)
    match entry.kind:
        case Kind.STATUS:
            changes = _take_back_status(newsroom, entry)
        case Kind.EDIT:
            changes = _take_back_edit(newsroom, entry)
        case Kind.REPLY:
            changes = history.undo(newsroom, entry.operation)
            if entry.comment not in changes.comments:
                return changes
    with newsroom.write() as writing:
        outbox.drop(writing, entry.id)
    return changes


def _unsent(newsroom: Newsroom, number: int) -> Entry:
    with newsroom.read() as reading:
        found = outbox.entry(reading, number)
    if found is None:
        raise NotFound(_("There is no entry {number} in the outbox.").format(number=number))
    if found.state is State.SENDING:
        raise NewsroomError(
            _("Entry {number} is being sent just now.").format(number=number),
            _("Undo the decision: the reverse is sent after it."),
        )
    if found.state not in {State.WAITING, State.REFUSED}:
        raise NewsroomError(
            _("Entry {number} does not wait any more.").format(number=number),
            _("Undo the decision: the reverse is sent."),
        )
    return found


def _take_back_status(newsroom: Newsroom, entry: Entry) -> Changes:
    with newsroom.read() as reading:
        known = remote.known(reading, entry.site, [entry.number or 0])
    base = next((one.base for one in known.values()), "")
    verdict = _VERDICT.get(base)
    if verdict is None:
        return Changes(None, [], _("The site has no such comment any more."))
    picked = Picked.of(queue.comment(newsroom, entry.comment))
    return decisions.decide(newsroom, picked, verdict)


def _take_back_edit(newsroom: Newsroom, entry: Entry) -> Changes:
    current = queue.comment(newsroom, entry.comment)
    with newsroom.write() as writing:
        before = outbox.fields_before(writing, entry)
        if before.get("lacks") and current.status is Status.APPROVED and not current.waiver:
            raise NewsroomError(
                _("The comment by {name} is approved, and lacks a field without this edit.").format(
                    name=shown_name(current.name)
                ),
                _("Put it back to pending first."),
            )
        operation = decisions.begin(newsroom, writing, Verb.EDIT)
        if not journal.set_fields(writing, operation, entry.comment, before):
            journal.forget(writing, operation)
            return Changes(None, [], _("Nothing was changed."))
        journal.seal(writing, operation)
        outbox.drop_waiting(writing, entry.comment, Kind.EDIT)
    sentence = _("The comment by {name} is again as the site has it.")
    return Changes(operation, [entry.comment], sentence.format(name=shown_name(current.name)))


def settle(newsroom: Newsroom, comment: int, rule: Rule) -> Changes:
    """Settle a conflict for the site's word or for ours; ours is then sent.

    `NotFound` where there is no open conflict about that comment.
    """
    with newsroom.read() as reading:
        found = remote.conflicts(reading, comment=comment)
    if not found or rule is Rule.ASK:
        raise NotFound(_("There is no conflict about comment {number}.").format(number=comment))
    conflict = found[0]
    connection = connecting.by_number(newsroom, conflict.site)
    taking = TakingIn(newsroom, connection, Counts(), lambda _wanted: {})
    taking.settle(records.of_conflict(conflict), rule)
    told = (
        _("The site’s word holds for the comment by {name}.")
        if rule is Rule.SITE
        else _("Our word holds for the comment by {name}; it is sent to the site.")
    )
    name = shown_name(queue.comment(newsroom, comment).name)
    return Changes(None, [conflict.comment], told.format(name=name))


def summary(newsroom: Newsroom) -> str:
    """What is between us and the sites, in a few words; empty where nothing is."""
    found = counts(newsroom)
    waiting = found.get(State.WAITING, 0) + found.get(State.SENDING, 0)
    refused, open_ones = found.get(State.REFUSED, 0), count_conflicts(newsroom)
    parts = []
    if waiting:
        parts.append(
            ngettext("{count} waits to be sent", "{count} wait to be sent", waiting).format(
                count=f"{waiting:,}"
            )
        )
    if refused:
        parts.append(_("{count} refused").format(count=f"{refused:,}"))
    if open_ones:
        parts.append(
            ngettext("{count} to settle", "{count} to settle", open_ones).format(
                count=f"{open_ones:,}"
            )
        )
    return _(", ").join(parts)
