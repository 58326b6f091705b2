"""Days in a search: when they begin, and which are none."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from db.criteria import Submitted
from moderation.errors import BadQuery
from moderation.search.grammar import parse
from tests.moderation.search.asking import TODAY, read, refused


def day(year: int, month: int, of_month: int) -> datetime:
    return datetime(year, month, of_month, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "first", "after_last"),
    [
        ("2025-06-16", day(2025, 6, 16), day(2025, 6, 17)),
        ("2025-6-1", day(2025, 6, 1), day(2025, 6, 2)),
        ("2025-12", day(2025, 12, 1), day(2026, 1, 1)),
        ("2024", day(2024, 1, 1), day(2025, 1, 1)),
        ("today", day(2025, 6, 16), day(2025, 6, 17)),
        ("Yesterday", day(2025, 6, 15), day(2025, 6, 16)),
        ("-7d", day(2025, 6, 9), day(2025, 6, 10)),
        ("-2W", day(2025, 6, 2), day(2025, 6, 3)),
        ("-4m", day(2025, 2, 16), day(2025, 2, 17)),
        ("-1y", day(2024, 6, 16), day(2024, 6, 17)),
    ],
)
def test_days_begin_at_midnight(text: str, first: datetime, after_last: datetime) -> None:
    assert read(f"before:{text}").criterion == Submitted(before=first)
    assert read(f"after:{text}").criterion == Submitted(after=first)
    assert read(f"on:{text}").criterion == Submitted(before=after_last, after=first)


def test_a_month_before_the_31st_is_the_last_day_of_the_shorter_month() -> None:
    found = parse("after:-1m", today=date(2025, 3, 31), zone=UTC).criterion

    assert found == Submitted(after=day(2025, 2, 28))


def test_midnight_is_the_newsrooms_own() -> None:
    found = parse("after:today", today=TODAY, zone=ZoneInfo("Europe/Berlin")).criterion

    assert found == Submitted(after=datetime(2025, 6, 15, 22, tzinfo=UTC))


@pytest.mark.parametrize(
    "text",
    ["2025-02-30", "2025-13", "0000", "-999999d", "-999999y", "on:9999-12-31", "2025-00-01"],
)
def test_a_day_that_is_none_is_said(text: str) -> None:
    asked = text if ":" in text else f"after:{text}"
    error, pointed = refused(asked)

    assert pointed == asked.partition(":")[2]
    assert error.sentence == f"There is no such day as “{pointed}”."


def test_a_day_before_the_first_of_time_is_said() -> None:
    east = timezone(timedelta(hours=12))
    with pytest.raises(BadQuery, match="no such day"):
        parse("before:0001-01-01", today=TODAY, zone=east)
