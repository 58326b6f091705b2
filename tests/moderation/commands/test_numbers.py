"""Numbers as somebody types them."""

import click
import pytest

from moderation.commands.numbers import flat, numbers_of


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("3", (3,)), ("3,5,9", (3, 5, 9)), (" #3, #5", (3, 5)), (str(2**63 - 1), (2**63 - 1,))],
)
def test_numbers_are_read_as_typed(typed: str, meant: tuple[int, ...]) -> None:
    assert numbers_of(typed) == meant


@pytest.mark.parametrize("typed", ["", "0", "-3", "3,", "three", "³", "٣", "1e3", str(2**63)])
def test_what_is_no_number_of_a_comment_is_wrong_usage(typed: str) -> None:
    with pytest.raises(click.BadParameter, match="no comment's number"):
        numbers_of(typed)


def test_a_number_given_twice_is_one() -> None:
    assert flat([(3, 5), (5, 9), (3,)]) == [3, 5, 9]
