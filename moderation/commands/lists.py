"""What the commands that list have in common: how long a list may be, and moments in it."""

from datetime import UTC, datetime

import click

from resources.translation import _

# What SQLite takes for no limit at all, and more than any library holds.
ALL = 2**62

limit_option = click.option(
    "--limit", type=click.IntRange(min=0), default=50, show_default=True, metavar="N",
    help=_("Show so many at the most; 0 shows all."),
)  # fmt: skip


def moment(when: datetime) -> str:
    """A moment in UTC, as JSON has it: 2025-06-16T09:30:00Z."""
    return when.astimezone(UTC).isoformat().replace("+00:00", "Z")
