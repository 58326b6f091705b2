"""Tests for moderation.sentences."""

from db.words import Verdict
from moderation.sentences import decided_sentence


def test_of_many_thousands_the_digits_are_in_groups() -> None:
    told = decided_sentence(Verdict.REJECT, 37_452, "", "1 was decided by Ben since", 12_548)

    assert told == (
        "37,452 comments rejected. Left alone: 1 was decided by Ben since. 12,548 already were so."
    )
