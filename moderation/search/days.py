"""Days as a search names them: 2025-06-16, 2025-06, 2025, today, yesterday, -7d."""

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

_CALENDAR = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)
_AGO = re.compile(r"-(\d{1,6})([dwmy])", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Days:
    """From the first day's beginning to the beginning of the day after the last."""

    first: date
    after_last: date


def read_days(text: str, today: date) -> Days | None:
    """Read a day, a month or a year; None if it is no such thing.

    `-7d` is the one day that lies seven days before `today`; w, m and y are weeks, months and
    years. Months keep the day where they can: one month before 31 March is 28 or 29 February.
    Raises ValueError or OverflowError where it is well said but there is no such day.
    """
    match text.lower():
        case "today":
            return _one(today)
        case "yesterday":
            return _one(today - timedelta(days=1))
    if found := _CALENDAR.fullmatch(text):
        return _calendar(*(int(part) if part else None for part in found.groups()))
    if found := _AGO.fullmatch(text):
        return _one(_ago(today, int(found[1]), found[2].lower()))
    return None


def beginning(day: date, zone: tzinfo) -> datetime:
    """The moment at which this day begins in `zone`, in UTC."""
    return datetime.combine(day, time.min, zone).astimezone(UTC)


def _one(day: date) -> Days:
    return Days(day, day + timedelta(days=1))


def _calendar(year: int | None, month: int | None, day: int | None) -> Days:
    first = date(year or 0, 1 if month is None else month, 1 if day is None else day)
    if day is not None:
        return _one(first)
    if month is not None:
        return Days(first, _months_later(first, 1))
    return Days(first, _months_later(first, 12))


def _ago(today: date, count: int, unit: str) -> date:
    if unit in "dw":
        return today - timedelta(days=count * (7 if unit == "w" else 1))
    return _months_later(today, -count * (12 if unit == "y" else 1))


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1] if 1 <= year <= 9999 else 28
    return date(year, month + 1, min(day.day, last))
