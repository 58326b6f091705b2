"""The mixed order: hard ones between easy ones, each time the same."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from db.mixing import difficulty, mix

SOME = st.lists(st.floats(min_value=0, max_value=2), max_size=60)


def test_what_the_assist_is_unsure_of_and_what_is_long_is_hard() -> None:
    assert difficulty(0.5, 100) > difficulty(0.9, 100) > difficulty(1.0, 100)
    assert difficulty(0.02, 3_000) > difficulty(0.02, 30)
    assert difficulty(None, 3_000) > difficulty(None, 30)
    assert difficulty(0.5, 9_000) == 2.0


def test_two_easy_ones_stand_between_two_hard_ones() -> None:
    hard, easy = 1.8, 0.1

    places = mix([hard, hard, hard, easy, easy, easy, easy, easy, easy])

    assert places == [3, 4, 0, 5, 6, 1, 7, 8, 2]


@given(SOME)
def test_each_stands_once_and_no_two_hard_ones_in_a_row(difficulties: list[float]) -> None:
    places = mix(difficulties)

    assert sorted(places) == list(range(len(difficulties)))
    assert places == mix(difficulties)
    count = len(difficulties) // 3
    hardest = sorted(range(len(difficulties)), key=lambda place: (-difficulties[place], place))
    hard = [place in set(hardest[:count]) for place in places]
    assert not any(one and other for one, other in pairwise(hard))
