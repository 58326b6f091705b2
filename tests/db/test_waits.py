"""How long something waited, in steps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.waits import seconds_of_step, wait_step


@given(st.integers(min_value=1_000_000, max_value=10**14))
def test_a_step_is_within_a_tenth_of_the_time(microseconds: int) -> None:
    told = seconds_of_step(wait_step(microseconds))

    assert told == pytest.approx(microseconds / 1_000_000, rel=0.1)
