"""Commands that decide, and take back: approve, reject, spam, hold, undo, redo."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from db.rows import OperationId
from db.words import Verdict
from moderation import terminal
from moderation.commands.door import Call, command, query_of, refused
from moderation.commands.numbers import NUMBER, flat, numbers_of
from moderation.errors import NewsroomError
from resources.translation import _, ngettext

if TYPE_CHECKING:
    from moderation.changes import Changes
    from moderation.newsroom import Newsroom
    from moderation.queue import Picked

_QUESTIONS: dict[Verdict, Callable[[int], str]] = {
    Verdict.APPROVE: lambda n: ngettext("Approve {count} comment?", "Approve {count} comments?", n),
    Verdict.REJECT: lambda n: ngettext("Reject {count} comment?", "Reject {count} comments?", n),
    Verdict.SPAM: lambda n: ngettext(
        "Mark {count} comment as spam?", "Mark {count} comments as spam?", n
    ),
    Verdict.HOLD: lambda n: ngettext(
        "Put {count} comment back to pending?", "Put {count} comments back to pending?", n
    ),
}
_ABOUT = {
    Verdict.APPROVE: _("Approve comments: readers may see them."),
    Verdict.REJECT: _("Reject comments: readers do not see them."),
    Verdict.SPAM: _("Mark comments as spam."),
    Verdict.HOLD: _("Put comments back to pending."),
}
_HOW = _(
    "Which ones says QUERY, as in “commentdesk list”, or --id. Where QUERY finds more than one, you"
    " are asked first; say --yes where nobody can answer. All of it is one operation: “commentdesk"
    " undo” takes it back."
)


def _complete_reason(context: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    """The codes that begin so; none where there is no newsroom to ask."""
    from moderation.newsroom import default_path, open_newsroom
    from moderation.reasons import reasons

    path = context.params.get("newsroom") or context.find_root().params.get("newsroom")
    try:
        with open_newsroom(path or default_path()) as newsroom:
            return [one.code for one in reasons(newsroom) if one.code.startswith(begun)]
    except NewsroomError:
        return []


def _verdict(verdict: Verdict) -> click.Command:
    @command(
        verdict.value,
        f"commentdesk {verdict.value} --id 12",
        f"commentdesk {verdict.value} --yes status:pending author:Ana",
        about=f"{_ABOUT[verdict]}\n\n{_HOW}",
    )
    @click.argument("query", nargs=-1)
    @click.option(
        "--id",
        "numbers",
        type=numbers_of,
        multiple=True,
        metavar="N",
        help=_("A comment's number; several by commas, or the option again."),
    )
    @click.option(
        "--reason",
        default="",
        metavar="CODE",
        help=_("Why, for the history: a code of your list, such as off-topic."),
        shell_complete=_complete_reason,
    )
    @click.option("--yes", is_flag=True, help=_("Do not ask, however many they are."))
    def decide(
        call: Call,
        query: tuple[str, ...],
        numbers: tuple[tuple[int, ...], ...],
        reason: str,
        yes: bool,
    ) -> None:
        """Decide on what was found or named."""
        from moderation import decisions, reasons

        if bool(query) == bool(numbers):
            raise click.UsageError(_("Say QUERY or --id, one of them."))
        with call.open() as newsroom:
            if reason and verdict in (Verdict.REJECT, Verdict.SPAM):
                reason = reasons.known(newsroom, reason).code
            if numbers:
                picked = _named(newsroom, flat(numbers))
            else:
                picked = _found(newsroom, query, verdict)
                if not _is_meant(verdict, len(picked), yes):
                    raise refused(_("Nothing was decided."))
            with terminal.progress() as progress:
                changes = decisions.decide(
                    newsroom, picked, verdict, reason=reason, progress=progress
                )
        _answer(call, changes)

    return decide  # fmt: skip


def _named(newsroom: "Newsroom", numbers: Sequence[int]) -> "Picked":
    """These comments as they stand; refused if one of them is not there."""
    from moderation import queue

    cards = queue.cards(newsroom, numbers)
    there = {card.id for card in cards}
    for number in numbers:
        if number not in there:
            queue.comment(newsroom, number)  # refuses: there is no such comment
    return queue.Picked.of(*cards)


def _found(newsroom: "Newsroom", words: Sequence[str], verdict: Verdict) -> "Picked":
    """What the query finds and is not so already."""
    from db.criteria import Not, all_of
    from db.queues import StatusIs
    from moderation import queue

    query = query_of(newsroom, words)
    others = all_of(query.criterion, Not(StatusIs(verdict.status)))
    return queue.find(newsroom, replace(query, criterion=others))


def _is_meant(verdict: Verdict, count: int, yes: bool) -> bool:
    """Whether somebody means all of them; refused where nobody can be asked."""
    if count < 2 or yes:
        return True
    question = _QUESTIONS[verdict](count).format(count=f"{count:,}")
    if not terminal.is_somebody_there():
        raise refused(
            _("{question} There is nobody here to ask, so nothing was done.").format(
                question=question
            ),
            _("Say --yes to do it without being asked."),
        )
    return terminal.does_agree(question)


approve, reject, spam, hold = map(_verdict, Verdict)


@command(
    "undo",
    "commentdesk undo",
    "commentdesk undo 7",
    about=_(
        "Take back what was done.\n\n"
        "What you did last, or the OPERATION of that number (see “commentdesk history”). What"
        " somebody changed since is left alone and named."
    ),
)
@click.argument("operation", type=NUMBER, required=False)
def undo(call: Call, operation: int | None) -> None:
    """Take an operation back."""
    from moderation import history

    number = None if operation is None else OperationId(operation)
    with call.open() as newsroom, terminal.progress():
        changes = history.undo(newsroom, number)
    _answer(call, changes)


@command(
    "redo",
    "commentdesk redo",
    about=_("Do again what was taken back.\n\nThat is possible until you do something else."),
)
def redo(call: Call) -> None:
    """Do an undone operation again."""
    from moderation import history

    with call.open() as newsroom, terminal.progress():
        changes = history.redo(newsroom)
    _answer(call, changes)


def _answer(call: Call, changes: "Changes") -> None:
    lines = [changes.sentence]
    lines += [f"#{left.comment}  {left.sentence}" for left in changes.left]
    if changes.left_count > len(changes.left):
        more = changes.left_count - len(changes.left)
        lines.append(_("and {count} more.").format(count=f"{more:,}"))
    call.answer(changes_as_json(changes), "\n".join(lines))


def changes_as_json(changes: "Changes") -> dict[str, object]:
    """What an operation touched, and what it left alone, as `--json` answers it."""
    return {
        "operation": changes.operation,
        "changed": len(changes.comments),
        "comments": list(changes.comments),
        "left": [{"id": left.comment, "sentence": left.sentence} for left in changes.left],
        "left_count": changes.left_count,
        "already": changes.already,
        "asked": changes.asked,
        "sentence": changes.sentence,
    }
