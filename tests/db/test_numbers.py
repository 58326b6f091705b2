"""Many numbers, kept small, are what a list of them would be."""

import sys
from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.numbers import Numbers

WHOLE = st.integers(-(2**63), 2**63 - 1)
MANY = st.lists(WHOLE, max_size=30)
PLACES = st.none() | st.integers(-40, 40)
SLICES = st.builds(slice, PLACES, PLACES, st.none() | st.integers(-5, 5).filter(bool))


@given(MANY)
def test_they_are_in_every_look_at_them_what_a_list_is(plain: list[int]) -> None:
    numbers = Numbers(plain)

    assert list(numbers) == plain
    assert list(reversed(numbers)) == plain[::-1]
    assert (len(numbers), bool(numbers)) == (len(plain), bool(plain))
    assert [numbers[place] for place in range(-len(plain), len(plain))] == plain + plain
    assert all(one in numbers and numbers.index(one) == plain.index(one) for one in plain)
    assert all(numbers.count(one) == plain.count(one) for one in plain)


@given(MANY, SLICES)
def test_a_slice_is_of_their_kind_and_has_what_that_of_a_list_has(
    plain: list[int], part: slice
) -> None:
    cut = Numbers(plain)[part]

    assert isinstance(cut, Numbers)
    assert list(cut) == plain[part]
    assert list(Numbers(plain)) == plain


@given(MANY, MANY)
def test_they_equal_every_sequence_with_the_same_numbers_and_no_other(
    plain: list[int], other: list[int]
) -> None:
    numbers = Numbers(plain)

    for same in (plain, tuple(plain), array("q", plain), Numbers(plain), Numbers(iter(plain))):
        assert numbers == same
        assert same == numbers
    for made in (other, tuple(other), array("q", other), Numbers(other)):
        assert (numbers == made) is (made == numbers) is (plain == other)
    assert numbers != {*plain}
    assert numbers != [*plain, 0]


@given(MANY)
def test_whoever_changes_what_they_were_made_of_does_not_change_them(plain: list[int]) -> None:
    source = array("q", plain)
    numbers = Numbers(source)
    source.append(7)

    assert list(numbers) == plain
    assert list(Numbers(numbers)) == plain


@given(st.integers(min_value=2**63) | st.integers(max_value=-(2**63) - 1))
def test_a_number_that_has_no_room_is_refused(number: int) -> None:
    with pytest.raises(OverflowError):
        Numbers([number])


def test_a_place_that_is_not_there_is_refused_as_a_list_does() -> None:
    with pytest.raises(IndexError):
        Numbers([1])[1]


def test_they_have_no_hash_as_the_lists_have_none() -> None:
    with pytest.raises(TypeError, match="unhashable"):
        hash(Numbers([1]))


def test_a_hundred_thousand_take_eight_bytes_each_and_little_more() -> None:
    numbers = Numbers(number for number in range(100_000))

    assert sys.getsizeof(numbers) + sys.getsizeof(numbers._kept) < 9 * 100_000


def test_they_are_spelled_out_as_far_as_somebody_reads() -> None:
    assert repr(Numbers([3, 1])) == "Numbers([3, 1])"
    assert repr(Numbers(range(12))) == "Numbers([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, and 2 more])"
