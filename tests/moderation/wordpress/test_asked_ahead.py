"""A few questions are under way at once, and one alone as soon as the site has any trouble."""

import threading
from collections.abc import Iterator, Mapping

import pytest

from moderation.wordpress import troubles
from moderation.wordpress.answers import Answer
from moderation.wordpress.asked_ahead import AskedAhead
from moderation.wordpress.patience import Patience
from moderation.wordpress.troubles import SiteTrouble


class Site:
    """Answers a question with its number; `failing` are in trouble so many times."""

    def __init__(self) -> None:
        self.asked: list[object] = []
        self.failing: dict[object, int] = {}
        self._lock = threading.Lock()

    def __call__(self, question: Mapping[str, object]) -> Answer:
        number = question["offset"]
        with self._lock:
            self.asked.append(number)
            left = self.failing.get(number, 0)
            self.failing[number] = left - 1
        if left > 0:
            raise troubles.busy("example.org", 0.0)
        return Answer(200, [number])


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.fixture
def ahead(site: Site) -> Iterator[AskedAhead]:
    with AskedAhead(site, Patience(pause=lambda _seconds: None)) as made:
        yield made


def page(number: int) -> Mapping[str, object]:
    return {"offset": number}


def test_what_was_asked_before_is_not_asked_again(site: Site, ahead: AskedAhead) -> None:
    for number in range(4):
        following = [page(one) for one in range(number + 1, min(number + 3, 4))]
        assert ahead.answer(page(number), following).data == [number]

    assert sorted(map(str, site.asked)) == ["0", "1", "2", "3"]


def test_what_turns_out_otherwise_is_asked_and_the_rest_forgotten(
    site: Site, ahead: AskedAhead
) -> None:
    ahead.answer(page(0), [page(1), page(2)])

    assert ahead.answer(page(7), [page(8)]).data == [7]
    assert ahead.answer(page(1), []).data == [1]


def test_trouble_is_waited_for_and_then_one_is_asked_at_a_time(
    site: Site, ahead: AskedAhead
) -> None:
    site.failing[0] = 2
    several = ahead.lines
    assert ahead.answer(page(0), [page(1)]).data == [0]

    assert (several > 1, ahead.lines) == (True, 1)


def test_trouble_that_stays_is_raised(site: Site, ahead: AskedAhead) -> None:
    site.failing[0] = 99
    with pytest.raises(SiteTrouble):
        ahead.answer(page(0), [])
