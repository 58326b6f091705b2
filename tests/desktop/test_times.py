"""Tests for desktop.times."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from desktop import times

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ago", "short", "spoken"),
    [
        (timedelta(seconds=20), "now", "just now"),
        (timedelta(minutes=1), "1 min", "1 minute ago"),
        (timedelta(minutes=59), "59 min", "59 minutes ago"),
        (timedelta(hours=1), "1 h", "1 hour ago"),
        (timedelta(days=6, hours=23), "6 d", "6 days ago"),
        (timedelta(days=7), "23 Feb", "Monday 23 February"),
        (timedelta(days=400), "26 Jan 2025", "26 January 2025"),
        (timedelta(minutes=-5), "now", "just now"),
        (timedelta(hours=-23), "now", "just now"),
        (timedelta(days=-1), "3 Mar", "Tuesday 3 March"),
        (timedelta(days=-5000), "9 Nov 2039", "9 November 2039"),
    ],
)
def test_an_age_is_short_on_the_card_and_whole_when_spoken(
    ago: timedelta, short: str, spoken: str
) -> None:
    assert times.age(NOW - ago, NOW, UTC) == short
    assert times.spoken_age(NOW - ago, NOW, UTC) == spoken


def test_a_day_is_that_of_the_newsroom() -> None:
    tokyo = timezone(timedelta(hours=9))
    late = datetime(2026, 3, 1, 20, 30, tzinfo=UTC)

    assert times.clock(late, tokyo) == "2 March 2026, 05:30"
    assert times.clock(late, UTC) == "1 March 2026, 20:30"
