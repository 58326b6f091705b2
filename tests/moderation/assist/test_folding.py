"""What a spammer changes from copy to copy does not count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.assist.folding import LONGEST, folded, is_comparable

PLAIN = "check out my channel it is the best"


@pytest.mark.parametrize(
    "copy",
    [
        "CHECK OUT my channel, it is the best!!!",
        "check\u200b out my chan\u00adnel it is the best",
        "сheсk оut my сhаnnel it is the best",
        "ｃｈｅｃｋ ｏｕｔ my channel it is the best",
        "check out my channel it is the best http://example.org/a?b=1",
        "@ana check out my channel @jon it is the best",
        "chéck out my channel it is thé best",
    ],
)
def test_case_width_letters_addresses_and_mentions_do_not_count(copy: str) -> None:
    assert folded(copy) == PLAIN


def test_digits_count_as_digits_and_drawn_out_letters_are_short() -> None:
    assert folded("Win 1,000 $ in 24 hours, soooooo good") == "win 0 0 in 0 hours soo good"


def test_a_text_of_nothing_but_what_is_folded_away_is_not_comparable() -> None:
    assert folded("@ana @jon https://example.org 😀😀😀 …") == ""
    assert not is_comparable(folded("Thanks for letting me know"))


def test_of_ten_megabytes_the_beginning_is_looked_at() -> None:
    assert len(folded("word " * 2_000_000)) <= LONGEST


@given(st.text())
def test_whatever_it_is_it_becomes_words_with_single_spaces(text: str) -> None:
    result = folded(text)

    assert result == " ".join(result.split())
    assert folded(result) == result
