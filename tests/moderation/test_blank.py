"""What is blank, and what can be kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.blank import is_blank, one_line, storable, strip_blank

# All of Unicode, lone surrogates and NUL included.
anything = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    "text",
    ["", " ", "\t\r\n", "\xa0", "\u200b", "\u3000", "\u2800", "\u200d", "\u3164\u115f", "\ufeff",
     "\ufe0f", "\xad", "\u202e\u202c", "\x00\x07", "\ufffd", "\ufffc", "\U000e0041", " \u2060 "],
)  # fmt: skip
def test_what_nobody_can_see_is_blank(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", ["0", ".", "\u200b0", "ع", "❤️", "\u0600", "\u0301", "-"])
def test_whatever_can_be_seen_is_not_blank(text: str) -> None:
    assert not is_blank(text)


@given(anything)
def test_stripping_takes_nothing_that_can_be_seen(text: str) -> None:
    assert strip_blank(text) in text
    assert is_blank(text) == is_blank(strip_blank(text))


def test_an_emoji_keeps_the_selector_that_colours_it() -> None:
    assert strip_blank("\u3000❤️\xa0") == "❤️"


@given(anything)
def test_what_is_storable_encodes_and_stays_as_it_is(text: str) -> None:
    kept = storable(text)

    kept.encode("utf-8")
    assert "\x00" not in kept
    assert len(kept) == len(text)
    assert storable(kept) is kept


def test_nul_and_lone_surrogates_are_marked_where_they_stood() -> None:
    assert storable("a\x00b\ud83dc") == "a�b�c"
    assert storable("é😀") == "é😀"


@given(anything)
def test_one_line_has_no_line_breaks_and_stays_as_it_is(text: str) -> None:
    line = one_line(text)

    assert len(line.splitlines()) <= 1
    assert one_line(line) == line


def test_a_name_over_two_lines_is_one() -> None:
    assert one_line(" Ana\r\n\tMaria\x1b ") == "Ana Maria"
