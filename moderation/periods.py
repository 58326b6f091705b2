"""Periods to look back over, the days in them, and the steps that a plot of them has.

Days are those of a zone; the figures count quarters of an hour, and a day may have 92 or 100.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from db.figures import QUARTER_SECONDS, Span
from db.moments import from_stored

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_A_DAY = 96  # in quarters of an hour


class Period(StrEnum):
    """How far back to look; today is the last day of each."""

    TODAY = "today"
    WEEK = "7d"
    MONTH = "30d"
    QUARTER = "90d"
    YEAR = "365d"
    ALL = "all"

    def first_day(self, today: date) -> date | None:
        """The first day of it; None where that is when everything began."""
        match self:
            case Period.ALL:
                return None
            case Period.TODAY:
                return today
            case _:
                return today - timedelta(days=int(self.value.removesuffix("d")) - 1)


class Grain(StrEnum):
    """What one step of a plot stands for."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


def grain_of(first: date, last: date) -> Grain:
    """Steps of which a plot holds a readable number."""
    days = (last - first).days + 1
    if days <= 62:
        return Grain.DAY
    if days <= 2 * 366:
        return Grain.WEEK
    return Grain.MONTH if days <= 20 * 366 else Grain.YEAR


def begin_of(day: date, grain: Grain) -> date:
    """The first day of the step that a day belongs to."""
    match grain:
        case Grain.DAY:
            return day
        case Grain.WEEK:
            return day - timedelta(days=day.weekday())
        case Grain.MONTH:
            return day.replace(day=1)
        case Grain.YEAR:
            return day.replace(month=1, day=1)


def day_of(quarter: int, zone: tzinfo) -> date:
    """The local day that a quarter is of."""
    return from_stored(quarter * QUARTER_SECONDS * 1_000_000).astimezone(zone).date()


def spans(first: date, last: date, zone: tzinfo) -> Iterator[Span]:
    """The days from first to last, cut where a day has more or fewer quarters than others."""
    day, start = first, _quarter(first, zone)
    begun: Span | None = None
    while day <= last:
        end = _quarter(day + timedelta(days=1), zone)
        whole = end - start == _A_DAY
        if begun is not None and not whole:
            yield begun
            begun = None
        if not whole:
            yield Span(start, end, day.toordinal())
        elif begun is None:
            begun = Span(start, end, day.toordinal())
        else:
            begun = Span(begun.start, end, begun.day)
        day, start = day + timedelta(days=1), end
    if begun is not None:
        yield begun


def _quarter(day: date, zone: tzinfo) -> int:
    midnight = datetime.combine(day, time(), tzinfo=zone)
    return int((midnight - _EPOCH).total_seconds()) // QUARTER_SECONDS
