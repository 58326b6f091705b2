"""Tests for desktop.reading.several."""

from collections.abc import Callable, Iterator

import pytest

from desktop.operations import Operations
from desktop.reading.several import SeveralView
from tests.desktop.town import Town


@pytest.fixture
def view(town: Town, operations: Operations) -> Iterator[SeveralView]:
    """Nothing is chosen yet."""
    made = SeveralView(town.newsroom, operations)
    yield made
    made.forget()
    made.deleteLater()


def test_few_are_summed_up_at_once(view: SeveralView, town: Town) -> None:
    numbers = [town.say(f"Comment {n}", name) for n, name in enumerate(("Ana", "ana ", "J"))]

    view.show_comments(3, lambda: numbers)

    assert view.sentence == view.accessibleName() == "3 comments selected"
    assert view.facts.splitlines() == [
        "3 pending.",
        "By 2 names, under “Harbour bridge opens”.",
    ]


def test_of_very_many_the_count_is_there_at_once_and_no_id_is_asked_for(view: SeveralView) -> None:
    asked: list[bool] = []

    def ids() -> range:
        asked.append(True)
        return range(1, 1_000_001)

    view.show_comments(1_000_000, ids)

    assert view.sentence == "1,000,000 comments selected"
    assert asked == []


def test_all_of_them_are_summed_up_not_the_first_alone(
    view: SeveralView, town: Town, settle: Callable[[], None]
) -> None:
    numbers = [town.say(f"Comment {n}", f"Ana {n % 7}") for n in range(205)]
    numbers.append(town.say('<a href="https://example.net">here</a> and http://example.com', "Jo"))

    view.show_comments(len(numbers), lambda: numbers)
    view.sum_up()
    settle()

    assert view.facts.splitlines()[:2] == [
        "206 pending.",
        "By 8 names, under “Harbour bridge opens”.",
    ]


def test_nothing_chosen_is_no_longer_summed_up(view: SeveralView) -> None:
    view.show_comments(1_000, lambda: range(1_000))

    view.forget()

    assert view.count == 0
