"""Tests for desktop.queue.been."""

from db.words import Status
from desktop.queue.been import Been
from desktop.queue.place import Place


def test_a_place_is_known_by_the_comment_it_was_left_at_last() -> None:
    been = Been()
    been.leave(Place(), 7)
    been.leave(Place(Status.SPAM), 8)
    been.leave(Place(), 9)

    assert (been.at(Place()), been.at(Place(Status.SPAM)), been.at(Place(None))) == (9, 8, None)
    been.leave(Place(), None)
    assert been.at(Place()) is None


def test_the_places_of_long_ago_are_forgotten() -> None:
    been = Been()
    for number in range(100):
        been.leave(Place(text=f"word{number}"), number)

    assert been.at(Place(text="word0")) is None
    assert been.at(Place(text="word99")) == 99
