"""What an emptied queue tells of today: how much was decided, by whom, and how soon."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from desktop.operations import Operations
from desktop.reading.labels import isolated
from moderation.durations import told
from moderation.newsroom import Newsroom
from moderation.periods import Period
from moderation.statistics import Decided, Statistics, look
from resources.translation import _, ngettext

if TYPE_CHECKING:
    from desktop.state_page import StatePage

_MOST_NAMED = 4


class Today:
    """Adds today's numbers to a page, as soon as they are counted."""

    def __init__(self, newsroom: Newsroom, operations: Operations, page: "StatePage") -> None:
        self._newsroom, self._operations, self._page = newsroom, operations, page

    def tell(self, how_things_stand: str) -> None:
        """Say the numbers under how things stand, if the page still says that then."""
        newsroom = self._newsroom

        def show(found: Statistics) -> None:
            if self._page.sentence.text() == how_things_stand:
                lines = [how_things_stand, *todays_numbers(found)]
                self._page.say("\n".join(line for line in lines if line))

        self._operations.run(
            _("Counting today’s decisions"),
            lambda progress: look(newsroom, Period.TODAY, progress),
            show,
            writing=False,
            question=("today", id(self._page)),
        )


def todays_numbers(found: Statistics) -> list[str]:
    """The numbers of today, a sentence each; none where nothing was decided today."""
    every = found.decided
    if not every.total:
        return []
    lines = [
        ngettext(
            "{count} decided today: {approved} approved, {rejected} rejected, {spam} spam.",
            "{count} decided today: {approved} approved, {rejected} rejected, {spam} spam.",
            every.total,
        ).format(
            count=_number(every.total), approved=_number(every.approved),
            rejected=_number(every.rejected), spam=_number(every.spam),
        )
    ]  # fmt: skip
    if len(found.moderators) > 1:
        lines.append(", ".join(_by(one) for one in found.moderators[:_MOST_NAMED]))
    waits = found.waits
    if waits.median is not None and waits.p90 is not None:
        half, most = told(waits.median), told(waits.p90)
        words = (
            _("Nine in ten within {p90} of coming in.")
            if half == most
            else _("Half within {median} of coming in, nine in ten within {p90}.")
        )
        lines.append(words.format(median=half, p90=most))
    return lines


def _by(one: Decided) -> str:
    return _("{desk}: {count}").format(desk=isolated(one.name), count=_number(one.total))


def _number(value: int) -> str:
    return QLocale().toString(value)
