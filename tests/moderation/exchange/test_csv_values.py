"""Moments and statuses in the ways in which tables write them."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.words import Status
from moderation.exchange.csv_values import Order, moment, order, status, yes

SEVEN = datetime(2025, 6, 16, 7, 0, tzinfo=UTC)
NAIVE = SEVEN.replace(tzinfo=None)


@pytest.mark.parametrize(
    "cell",
    [
        "2025-06-16T07:00:00Z", "2025-06-16 07:00:00 UTC", "2025-06-16 09:00:00 +0200",
        "2025-06-16T09:00:00.0000000+02:00", "Mon, 16 Jun 2025 07:00:00 +0000",
        "16 Jun 2025 09:00:00 +0200", "1750057200", "1750057200.5", "1750057200000",
    ],
)  # fmt: skip
def test_moments_that_tell_their_zone_are_exact(cell: str) -> None:
    found = moment(cell)

    assert found is not None
    assert found.tzinfo is not None
    assert abs(found - SEVEN) < timedelta(seconds=1)


@pytest.mark.parametrize(
    "cell",
    [
        "2025-06-16 07:00:00", "2025-06-16T07:00", "2025/6/16 07:00", "16.6.2025 07:00",
        "16.06.25, 7:00", "6/16/2025 7:00 AM", "6/16/25 07:00:00", "16/6/2025 07:00",
        "June 16, 2025 at 7:00 am", "Jun 16 2025 7:00",
    ],
)  # fmt: skip
def test_moments_without_a_zone_are_naive(cell: str) -> None:
    assert moment(cell) == NAIVE


def test_noon_and_midnight_are_told_apart() -> None:
    assert moment("6/16/2025 12:30 AM") == NAIVE.replace(hour=0, minute=30)
    assert moment("6/16/2025 12:30 PM") == NAIVE.replace(hour=12, minute=30)


@pytest.mark.parametrize(
    "cell", ["", "0000-00-00 00:00:00", "31.2.2025", "soon", "13/13/2025", "99999999999999", "1"]
)
def test_what_is_no_moment_is_none(cell: str) -> None:
    assert moment(cell) is None


def test_a_whole_column_tells_the_order_of_its_dates() -> None:
    assert order(["3/4/2025", "25/4/2025"]) == Order(day_first=True, sure=True)
    assert order(["3/4/2025", "4/25/2025", "1.2.2025"]) == Order(day_first=False, sure=True)
    assert order(["3/4/2025"]) == Order(day_first=False, sure=False)
    assert not order(["25/4/2025", "4/25/2025"]).sure


def test_words_for_statuses_are_read_in_any_case() -> None:
    assert status(" Approved ") is Status.APPROVED
    assert status("System_Withheld") is Status.PENDING
    assert status("nonsense") is None
    assert (yes("TRUE"), yes("ham"), yes("maybe")) == (True, False, None)


@given(st.text(max_size=40) | st.from_regex(r"[0-9/.:, \-+TZapmAPM]{1,30}", fullmatch=True))
def test_no_cell_raises(cell: str) -> None:
    found = moment(cell, day_first=True)

    assert found is None or isinstance(found, datetime)
