"""Tests for desktop.characters."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.characters import from_qt, in_qt


def test_a_sign_beyond_the_first_plane_is_two_to_qt() -> None:
    assert in_qt("a🙂b", 2) == 3
    assert from_qt("a🙂b", 3) == 2
    assert from_qt("a🙂b", 2) == 2  # within the sign: behind it


@given(st.text(max_size=12), st.data())
def test_there_and_back_is_the_same_place(text: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(text)))

    assert from_qt(text, in_qt(text, place)) == place
