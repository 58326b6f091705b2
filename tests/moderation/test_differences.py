"""A difference tells both texts, word by word, and takes no time over long ones."""

import random
import time
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from moderation.differences import How, Piece, difference

KEPT, TAKEN, ADDED = How.KEPT, How.TAKEN, How.ADDED


def test_a_word_that_was_changed_is_told_as_a_word() -> None:
    assert difference("He is a fool, says Jon.", "He is a mayor, says Jon.") == [
        Piece(KEPT, "He is a "),
        Piece(TAKEN, "fool"),
        Piece(ADDED, "mayor"),
        Piece(KEPT, ", says Jon."),
    ]


def test_what_was_cut_and_what_was_put_in() -> None:
    assert difference("Yes. You idiot.", "Yes.") == [
        Piece(KEPT, "Yes."),
        Piece(TAKEN, " You idiot."),
    ]
    assert difference("", "New.") == [Piece(ADDED, "New.")]
    assert difference("Same.", "Same.") == [Piece(KEPT, "Same.")]
    assert difference("", "") == []


@given(st.text(max_size=200), st.text(max_size=200))
def test_both_texts_can_be_read_from_it(before: str, after: str) -> None:
    told = difference(before, after)

    assert "".join(one.text for one in told if one.how is not ADDED) == before
    assert "".join(one.text for one in told if one.how is not TAKEN) == after
    assert all(a.how is not b.how for a, b in pairwise(told))


def test_a_long_text_that_was_rewritten_is_compared_by_sentences() -> None:
    rng = random.Random(4)
    words = [f"word{n}" for n in range(300)]

    def text() -> str:
        sentences = (" ".join(rng.choices(words, k=12)) + ". " for _n in range(1_000))
        return "".join(sentences)

    before = text()
    after = before[:3_000] + text()
    started = time.perf_counter()
    told = difference(before, after)

    assert "".join(one.text for one in told if one.how is not ADDED) == before
    assert time.perf_counter() - started < 5
