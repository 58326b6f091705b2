"""Tests for moderation.pace."""

import pytest

from moderation.pace import pace, time_left


def test_at_first_only_the_count_is_told() -> None:
    assert pace(500, 0.2, 0.1) == "500 comments"
    assert pace(1, 0.2, 0.1) == "1 comment"


def test_the_rate_and_the_time_left_follow() -> None:
    assert pace(12_400, 4.0, 1 / 6) == "12,400 comments · 3,100 a second · about 20 s left"


def test_where_the_whole_is_unknown_no_time_is_told() -> None:
    assert pace(12_400, 4.0, 0) == "12,400 comments · 3,100 a second"
    assert pace(12_400, 4.0, 1.2) == "12,400 comments · 3,100 a second"


def test_a_file_of_articles_alone_has_no_rate() -> None:
    assert pace(0, 5.0, 0.5) == "0 comments · about 5 s left"


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (0, "nearly done"),
        (2.9, "nearly done"),
        (3, "about 5 s left"),
        (9.9, "about 5 s left"),
        (10, "about 10 s left"),
        (54, "about 50 s left"),
        (59.9, "about 60 s left"),
        (60, "about 1 min left"),
        (3_500, "about 58 min left"),
        (3_600, "about 1 h left"),
        (9_000, "about 2 h left"),
    ],
)
def test_time_left_is_as_rough_as_it_can_be_known(seconds: float, told: str) -> None:
    assert time_left(seconds) == told
