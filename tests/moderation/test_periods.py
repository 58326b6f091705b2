"""Days, and the steps of a plot, whatever clocks do meanwhile."""

from datetime import date, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.periods import Grain, grain_of, spans


@pytest.mark.parametrize(
    ("first", "last", "quarters"),
    [
        (date(2026, 3, 28), date(2026, 3, 30), [96, 92, 96]),
        (date(2026, 10, 24), date(2026, 10, 26), [96, 100, 96]),
    ],
)
def test_a_day_on_which_clocks_change_is_a_day(
    first: date, last: date, quarters: list[int]
) -> None:
    found = list(spans(first, last, ZoneInfo("Europe/Berlin")))

    assert [span.end - span.start for span in found] == quarters
    assert [span.day for span in found] == [first.toordinal() + at for at in range(3)]


@given(
    st.dates(date(2000, 1, 1), date(2030, 1, 1)),
    st.integers(min_value=0, max_value=800),
    st.sampled_from(["UTC", "Europe/Berlin", "Asia/Kathmandu", "America/New_York"]),
)
def test_spans_cover_every_quarter_once(first: date, days: int, zone: str) -> None:
    last = first + timedelta(days=days)

    found = list(spans(first, last, ZoneInfo(zone)))

    assert all(one.end == other.start for one, other in pairwise(found))
    assert found[0].day == first.toordinal()
    assert sum(max(1, (span.end - span.start) // 96) for span in found) == days + 1


def test_a_plot_has_a_readable_number_of_steps() -> None:
    day = date(2026, 3, 2)

    assert grain_of(day - timedelta(days=29), day) is Grain.DAY
    assert grain_of(day - timedelta(days=364), day) is Grain.WEEK
    assert grain_of(day - timedelta(days=2000), day) is Grain.MONTH
    assert grain_of(date(1970, 1, 1), day) is Grain.YEAR
