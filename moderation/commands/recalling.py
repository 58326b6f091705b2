"""The command that tells what was done: history."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import click

from moderation.commands.door import Call, command, query_of
from moderation.commands.lists import ALL, limit_option, moment
from moderation.commands.numbers import flat, numbers_of
from resources.translation import _

if TYPE_CHECKING:
    from db.rows import Change, Operation
    from db.words import Status
    from moderation.history import Days
    from moderation.newsroom import Newsroom


@command(
    "history",
    "commentdesk history",
    "commentdesk history --id 12",
    "commentdesk history author:Ana --json",
    "commentdesk history --on yesterday",
    "commentdesk history --after -7d --before today",
    about=_(
        "List what was done: when, by whom, and what.\n\n"
        "The newest comes first. With QUERY, what was done to the"
        " comments that it finds; with --id, the story of single comments. DAY is a day as the"
        " search bar takes it: 2025-06-16, 2025-06, 2025, today, yesterday or -7d. The numbers are"
        " those that “commentdesk undo” takes."
    ),
)
@click.argument("query", nargs=-1)
@click.option("--id", "numbers", type=numbers_of, multiple=True, metavar="N",
              help=_("A comment's number; several by commas, or the option again."))  # fmt: skip
@click.option("--after", default="", metavar="DAY",
              help=_("Only what was done on that day or later."))  # fmt: skip
@click.option("--before", default="", metavar="DAY", help=_("Only what was done before that day."))
@click.option("--on", default="", metavar="DAY",
              help=_("Only what was done on that day, or in that month or year."))  # fmt: skip
@limit_option
def history(
    call: Call,
    query: tuple[str, ...],
    numbers: tuple[tuple[int, ...], ...],
    after: str,
    before: str,
    on: str,
    limit: int,
) -> None:
    """List operations."""
    from moderation import history as past
    from moderation import queue

    if query and numbers:
        raise click.UsageError(_("Say QUERY or --id, not both."))
    if on and (after or before):
        raise click.UsageError(_("Say --on, or --after and --before, not both."))
    with call.open() as newsroom:
        days = _days(newsroom, after, before, on)
        if numbers:
            _stories(call, newsroom, flat(numbers), days)
            return
        if query:
            ids = queue.find(newsroom, query_of(newsroom, query)).ids
            every = past.operations_about(newsroom, ids, limit=ALL)
            found = [one for one in every if days.includes(one.at)][: limit or ALL]
        else:
            found = past.operations_within(newsroom, days, limit=limit or ALL)
        lines = [_operation_as_text(newsroom, one) for one in found]
    call.answer(
        {"operations": [_operation_as_json(one) for one in found]},
        "\n".join(lines) or _nothing(bool(query) or days != past.Days()),
    )


def _nothing(asked: bool) -> str:
    return _("Nothing in the history matches.") if asked else _("Nothing was done yet.")


def _days(newsroom: "Newsroom", after: str, before: str, on: str) -> "Days":
    """The days that were named, as the search bar reads them; BadQuery where there is none."""
    from moderation.history import Days
    from moderation.search.moments import day_span

    today = newsroom.clock().astimezone(newsroom.zone).date()

    def span(day: str) -> tuple[datetime, datetime]:
        return day_span(day, today, newsroom.zone)

    if on:
        return Days(*span(on))
    return Days(span(after)[0] if after else None, span(before)[0] if before else None)


def _stories(call: Call, newsroom: "Newsroom", numbers: Sequence[int], days: "Days") -> None:
    """Tell what happened to each comment in these days, with how it stood before and after."""
    from moderation import history as past
    from moderation import queue

    told: list[dict[str, object]] = []
    lines: list[str] = []
    for number in numbers:
        story = past.story(newsroom, number)
        if not story:
            queue.comment(newsroom, number)  # refuses: there is no such comment
        for operation, change in reversed(story):
            if not days.includes(operation.at):
                continue
            told.append(_operation_as_json(operation) | _change_as_json(change))
            lines.append(
                f"#{number}  {_operation_as_text(newsroom, operation)}"
                f"  ({_standing(change.before)} → {_standing(change.after)})"
            )
    call.answer({"operations": told}, "\n".join(lines) or _nothing(True))


def _standing(status: "Status | None") -> str:
    from moderation.sentences import status_name

    return status_name(status) if status else _("not here")


def _change_as_json(change: "Change") -> dict[str, object]:
    return {"comment": change.comment, "before": change.before, "after": change.after}


def _operation_as_json(one: "Operation") -> dict[str, object]:
    from moderation.history import describe

    return {
        "id": one.id,
        "at": moment(one.at),
        "desk": one.desk,
        "role": one.role.value,
        "verb": one.verb.value,
        "subject": one.subject,
        "count": one.count,
        "out_of": one.out_of,
        "undone": one.undone,
        "put_back": one.put_back,
        "detail": dict(one.detail),
        "sentence": describe(one),
    }


def _operation_as_text(newsroom: "Newsroom", one: "Operation") -> str:
    from moderation.history import describe
    from moderation.sentences import how_undone

    when = one.at.astimezone(newsroom.zone).strftime("%Y-%m-%d %H:%M")
    state = how_undone(one) if one.role == "do" else ""
    what = f"{describe(one)} ({state})" if state else describe(one)
    return f"{one.id:>5}  {when}  {one.desk}  {what}"
