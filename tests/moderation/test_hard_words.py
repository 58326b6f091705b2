"""Tests for moderation.hard_words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.hard_words import LONGEST, MOST, HardWords, keep_own, own, shipped
from moderation.newsroom import Newsroom


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("You CLOWN!", ["CLOWN"]),
        ("clowns and clownish ways", ["clowns", "clownish"]),
        ("a Trottel, two Trottels", ["Trottel"]),
        ("Scunthorpe and Cockburn", []),
        ("un enculé, une ENCULE", ["enculé", "ENCULE"]),
        ("", []),
    ],
)
def test_words_are_found_whole_whatever_their_case_and_accents(text: str, found: list[str]) -> None:
    words = HardWords(["clown*", "trottel", "encule", "cunt", "cock"])

    assert [text[begin:end] for begin, end in words.spots(text)] == found


@given(st.text(max_size=200), st.lists(st.text(max_size=12), max_size=6))
def test_spots_are_in_the_text_in_order_and_apart(text: str, words: list[str]) -> None:
    spots = HardWords(words).spots(text)

    ends = [0, *(end for _begin, end in spots)]
    assert all(
        last <= begin < end <= len(text) for last, (begin, end) in zip(ends, spots, strict=False)
    )


def test_ours_are_few_and_nobody_meets_them_in_the_file() -> None:
    from importlib.resources import files

    held = files("resources").joinpath("wellbeing", "words.txt").read_text(encoding="utf-8")

    assert 40 < len(shipped()) < 200
    assert len(set(shipped())) == len(shipped())
    bare = {word.rstrip("*") for word in shipped() if len(word) > 4 and word.isascii()}
    assert [word for word in bare if word in held] == []


def test_a_newsroom_keeps_its_own_each_once_and_none_that_covers_everything(
    newsroom: Newsroom,
) -> None:
    kept = keep_own(newsroom, ["  Clown* ", "", "*", "Clown*", "two  words", "x" * 500, "\x00bad"])

    assert kept == own(newsroom)
    assert kept[0] == "Clown*"
    assert "*" not in kept
    assert max(map(len, kept)) <= LONGEST
    assert len(keep_own(newsroom, (f"w{n}" for n in range(5_000)))) == MOST
