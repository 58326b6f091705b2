"""Moments as they are stored: whole microseconds since 1970 in UTC.

The first and the last day of the calendar are left out: in a zone ahead of UTC or behind it they
are days that there are not. What says to be from then is a day nearer.
"""

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_DAY = timedelta(days=1)
_FIRST = (datetime.min.replace(tzinfo=UTC) + _DAY - _EPOCH) // _MICROSECOND
_LAST = (datetime.max.replace(tzinfo=UTC) - _DAY - _EPOCH) // _MICROSECOND


def to_stored(moment: datetime) -> int:
    """The stored form of an aware moment; exact."""
    return _within((moment - _EPOCH) // _MICROSECOND)


def from_stored(stored: int) -> datetime:
    """The aware moment in UTC that was stored; exact."""
    return _EPOCH + timedelta(microseconds=_within(stored))


def _within(stored: int) -> int:
    # Older versions stored what came.
    return max(_FIRST, min(stored, _LAST))
