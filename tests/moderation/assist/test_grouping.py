"""Near-copies find each other, and what only shares a phrase does not."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.assist import grouping, signatures
from moderation.assist.folding import folded
from moderation.assist.grouping import Groups

SPAM = (
    "Hello friends, I earn 4,000 dollars a week from home with this simple trick. "
    "You only need a telephone and ten minutes a day. Write to me and I will show you how."
)


def grouped(*texts: str) -> list[int | None]:
    """The place of the first of each text's group; None for one that is alone."""
    made = signatures.signatures([folded(text) for text in texts])
    groups = Groups()
    grouping.place_all(groups, range(len(texts)), made, signatures.bands(made), {})
    return [groups.firsts.get(place) for place in range(len(texts))]


@pytest.mark.parametrize(
    "copy",
    [
        SPAM.upper() + " www.example.com/" + "x" * 20,
        SPAM.replace("o", "о").replace("e", "е"),
        "Good morning everybody! " + SPAM,
        SPAM[: int(len(SPAM) * 0.7)],
        ". ".join(reversed(SPAM.split(". "))),
        SPAM.replace("friends", "people").replace("simple", "easy").replace("minutes", "hours"),
    ],
)
def test_a_copy_that_was_spun_is_in_the_group_of_its_original(copy: str) -> None:
    assert grouped(SPAM, "The bridge should have been repaired in spring.", copy) == [0, None, 0]


def test_two_that_share_a_phrase_only_are_no_group() -> None:
    first = "Thanks for letting me know about the ferry, I will take the bus to the harbour then."
    second = "Thanks for letting me know about the school, our two children start there in autumn."

    assert grouped(first, second) == [None, None]


def test_a_chain_of_likenesses_does_not_join_what_is_not_alike() -> None:
    words = [f"word{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(200)]
    chain = [" ".join(words[start : start + 30]) for start in range(0, 160, 6)]

    groups = grouped(*chain)

    assert groups[1] == groups[0] == 0
    assert groups[-1] != 0


def test_signatures_are_the_same_for_ever() -> None:
    made = signatures.signatures([folded(SPAM)])

    assert made[0, :4].tolist() == [53974, 18950, 49053, 44526]
    assert (signatures.from_bytes(signatures.to_bytes(made[0])) == made[0]).all()


def test_a_text_has_the_same_signature_alone_and_among_others() -> None:
    texts = ["", "a", folded(SPAM), "word " * 3000, "日本語のコメントです"]

    together = signatures.signatures(texts)

    alone = np.concatenate([signatures.signatures([text]) for text in texts])
    assert (together == alone).all()


def test_a_signature_that_was_spoilt_is_one_of_nothing() -> None:
    assert signatures.from_bytes(b"abc").tolist() == [0] * signatures.NUMBERS


@given(st.lists(st.text(max_size=200), max_size=20))
def test_equal_texts_are_always_together_and_places_point_backwards(texts: list[str]) -> None:
    groups = grouped(*texts, *texts)

    assert all(first is None or first <= place for place, first in enumerate(groups))
    assert groups[: len(texts)] == groups[len(texts) :]
