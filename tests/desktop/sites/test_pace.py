"""A site in trouble is left alone, later and later; the others are asked as before."""

from db.rows import SiteId
from desktop.sites.pace import FIRST_WAIT, LONGEST_WAIT, Pace

ONE, OTHER = SiteId(1), SiteId(2)


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_site_in_trouble_delays_no_other() -> None:
    pace = Pace(Clock())
    pace.had_trouble(ONE, 0.0)

    assert not pace.is_due(ONE)
    assert pace.is_due(OTHER)


def test_each_wait_is_twice_as_long_up_to_the_longest() -> None:
    clock = Clock()
    pace = Pace(clock)
    waits = []
    for _each in range(5):
        pace.had_trouble(ONE, 0.0)
        began = clock.now
        while not pace.is_due(ONE):
            clock.now += 10
        waits.append(clock.now - began)

    assert waits == [FIRST_WAIT, 240, 480, LONGEST_WAIT, LONGEST_WAIT]


def test_what_a_site_wishes_is_kept_to_and_forgotten_once_it_answers() -> None:
    clock = Clock()
    pace = Pace(clock)
    pace.had_trouble(ONE, 3_600)
    clock.now = 3_599

    assert not pace.is_due(ONE)
    clock.now = 3_600
    assert pace.is_due(ONE)
    pace.went_well(ONE)
    clock.now = 0
    assert pace.is_due(ONE)
