"""Tests for db.moments."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.moments import from_stored, to_stored

_DAY = timedelta(days=1)
_FIRST = datetime(1, 1, 1, tzinfo=UTC)
_LAST = datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)


@given(st.timedeltas(timedelta(0), _LAST - _FIRST - 2 * _DAY))
def test_a_moment_comes_back_as_it_was(later: timedelta) -> None:
    moment = _FIRST + _DAY + later

    assert from_stored(to_stored(moment)) == moment


@pytest.mark.parametrize("zone", ["America/Adak", "Pacific/Kiritimati"])
@pytest.mark.parametrize("moment", [_FIRST, _LAST])
def test_at_either_end_of_the_calendar_every_zone_can_tell_it(moment: datetime, zone: str) -> None:
    """One such comment in an import, and the window could not show its card."""
    older = (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)

    for stored in (to_stored(moment), older):
        assert from_stored(stored).astimezone(ZoneInfo(zone)).year in (1, 9999)
