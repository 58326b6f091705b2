"""Tests for desktop.palette.fuzzy."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.palette.fuzzy import fit


def marked(query: str, text: str) -> str:
    found = fit(query, text)
    assert found is not None
    return "".join(text[at] for at in sorted(found.marks))


@pytest.mark.parametrize(
    ("query", "text", "meant"),
    [
        ("app", "Approve", "App"),
        ("spam mark", "Mark as spam", "Markspam"),
        ("cafe", "Les cafés du port", "café"),
        ("mas", "Mark as spam", "Mas"),
        ("dge", "Harbour bridge", "dge"),
        ("STRASSE", "Die Straße", "Straße"),
    ],
)
def test_what_was_meant_is_found(query: str, text: str, meant: str) -> None:
    assert marked(query, text) == meant


@pytest.mark.parametrize(
    ("query", "text"),
    [("zz", "Approve"), ("approve no", "Approve"), ("aoe", "Approve the whole of it")],
)
def test_what_does_not_fit_is_left_out(query: str, text: str) -> None:
    assert fit(query, text) is None


def test_the_beginning_of_a_word_is_better_than_its_middle_and_that_than_letters() -> None:
    scores = [fit("br", text) for text in ("The bridge", "The Cambrian", "Sidebar")]

    worth = [one.score for one in scores if one is not None]
    assert worth == sorted(worth, reverse=True)
    assert len(worth) == 3


@given(st.text(max_size=20), st.text(max_size=60))
def test_marks_are_places_in_the_text_whatever_is_typed(query: str, text: str) -> None:
    found = fit(query, text)

    assert found is None or all(0 <= at < len(text) for at in found.marks)


@given(st.text(min_size=1, max_size=40))
def test_a_text_fits_itself(text: str) -> None:
    assert fit(text, text) is not None
