"""Whether a number is among others is answered as a set answers it, in less room."""

import tracemalloc
from array import array

from hypothesis import given
from hypothesis import strategies as st

from moderation.among import among, without

# Near each other, as comments are numbered, or anywhere at all.
NUMBERS = st.lists(st.integers(0, 50)) | st.lists(st.integers(-(2**63), 2**63 - 1))


@given(NUMBERS, NUMBERS)
def test_it_is_answered_as_a_set_answers_it(numbers: list[int], asked: list[int]) -> None:
    is_one = among(array("q", numbers))

    assert [is_one(number) for number in (*asked, *numbers)] == [
        number in set(numbers) for number in (*asked, *numbers)
    ]


@given(NUMBERS, NUMBERS)
def test_what_is_left_without_others_keeps_its_order(numbers: list[int], others: list[int]) -> None:
    left = without(numbers, others)

    assert list(left) == [number for number in numbers if number not in others]


def test_two_lists_that_hardly_differ_are_compared_without_a_set_of_them() -> None:
    listed, found = array("q", range(1, 100_001)), array("q", range(100_000, 1, -1))
    tracemalloc.start()
    try:
        gone = without(listed, found)
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert list(gone) == [1]
    assert most < 200_000


def test_numbers_far_apart_take_no_room_for_those_between() -> None:
    tracemalloc.start()
    try:
        is_one = among([1, 2**60])
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert is_one(2**60)
    assert not is_one(2**59)
    assert most < 10_000
