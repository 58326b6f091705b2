"""The command that counts: statistics."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from moderation import terminal
from moderation.commands.door import Call, command
from resources.translation import _

if TYPE_CHECKING:
    from moderation.statistics import Decided, Statistics

_PERIODS = ("today", "7d", "30d", "90d", "365d", "all")


@command(
    "statistics",
    "commentdesk statistics",
    "commentdesk statistics --period all --json",
    about=_(
        "Show what came in and what was decided.\n\n"
        "Comments by day and status, how long they waited for a decision, how much was approved by"
        " article and by moderator, and the domains that spam links to. The first look at a large"
        " newsroom counts it whole; later ones count what happened since."
    ),
)  # fmt: skip
@click.option(
    "--period", type=click.Choice(_PERIODS), default="30d", show_default=True,
    help=_("How far back to look; today is the last day."),
)  # fmt: skip
def statistics(call: Call, period: str) -> None:
    """Show statistics."""
    from moderation.periods import Period
    from moderation.statistics import look

    with call.open() as newsroom, terminal.progress() as progress:
        found = look(newsroom, Period(period), progress)
    if call.json:
        terminal.answer_json(found.as_json())
        return
    for line in _lines(found):
        terminal.answer(line)


def _lines(found: "Statistics") -> list[str]:
    from moderation.durations import told

    came, waits = found.arrived, found.waits
    lines = [
        _("From {first} to {last}:").format(first=found.first, last=found.last),
        _(
            "{total} comments came in: {approved} approved, {rejected} rejected, {spam} spam,"
            " {pending} pending."
        ).format(
            total=f"{came.total:,}", approved=f"{came.approved:,}",
            rejected=f"{came.rejected:,}", spam=f"{came.spam:,}", pending=f"{came.pending:,}",
        ),
    ]  # fmt: skip
    if waits.median is not None and waits.p90 is not None:
        lines.append(
            _("Half were decided within {median}, nine in ten within {p90}.").format(
                median=told(waits.median), p90=told(waits.p90)
            )
        )
    lines += _part(_("By moderator:"), found.moderators)
    lines += _part(_("By article:"), found.articles)
    if found.domains:
        lines.append(_("Spam links to:"))
    lines += [
        _("  {domain}: {spam} spam of {total}").format(
            domain=one.name, spam=f"{one.spam:,}", total=f"{one.total:,}"
        )
        for one in found.domains
    ]
    return lines


def _part(heading: str, rows: "Sequence[Decided]") -> list[str]:
    if not rows:
        return []
    told = _("  {name}: {total} decided, {rate} % approved")
    return [
        heading,
        *(
            told.format(
                name=terminal.one_line(one.name, 60), total=f"{one.total:,}",
                rate=round(100 * one.rate),
            )
            for one in rows
        ),
    ]  # fmt: skip
