"""When a comment was submitted, as a search asks for it: before a day, after it, or on it."""

import re
from datetime import date, datetime, tzinfo

from db.criteria import Criterion, Submitted
from moderation.errors import BadQuery
from moderation.search.days import Days, beginning, read_days
from moderation.search.values import Here, Value, did_you_mean, nearest
from resources.translation import _

_WITHOUT_MINUS = re.compile(r"\d{1,6}[dwmy]", re.ASCII | re.IGNORECASE)


def read_before(value: Value, here: Here) -> Criterion:
    """Submitted before that day, month or year begins. Raises BadQuery that points at the value."""
    return Submitted(before=_moment(value, here, _days(value, here).first))


def read_after(value: Value, here: Here) -> Criterion:
    """Submitted in that day, month or year, or later. Raises BadQuery that points at the value."""
    return Submitted(after=_moment(value, here, _days(value, here).first))


def read_on(value: Value, here: Here) -> Criterion:
    """Submitted within that day, month or year. Raises BadQuery that points at the value."""
    days = _days(value, here)
    return Submitted(
        before=_moment(value, here, days.after_last), after=_moment(value, here, days.first)
    )


def day_span(text: str, today: date, zone: tzinfo) -> tuple[datetime, datetime]:
    """When the day, month or year of that name begins and ends; BadQuery where there is none."""
    value, here = Value(text, 0, len(text)), Here(today, zone)
    days = _days(value, here)
    return _moment(value, here, days.first), _moment(value, here, days.after_last)


def _moment(value: Value, here: Here, day: date) -> datetime:
    try:
        return beginning(day, here.zone)
    except OverflowError:
        raise _no_such_day(value) from None


def _no_such_day(value: Value) -> BadQuery:
    return value.refuse(_("There is no such day as “{value}”.").format(value=value.text))


def _days(value: Value, here: Here) -> Days:
    text = value.text.strip()
    try:
        days = read_days(text, here.today)
    except (ValueError, OverflowError):
        raise _no_such_day(value) from None
    if days is None:
        ago = _WITHOUT_MINUS.fullmatch(text)
        near = f"-{text}" if ago else nearest(text.casefold(), ("today", "yesterday"))
        way_out = did_you_mean(near) or _(
            "Write it like 2025-06-16, 2025-06, 2025, today, yesterday or -7d."
        )
        raise value.refuse(_("“{value}” is not a day.").format(value=value.text), way_out, near)
    return days
