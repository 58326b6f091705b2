"""The first fetch: everything comes, it can be stopped, and it goes on where it was."""

import pytest

from moderation import queue
from moderation.errors import Cancelled
from moderation.newsroom import Newsroom
from moderation.soundness import look_over
from tests.moderation.wordpress.conftest import Sync
from tests.moderation.wordpress.sides import here, there
from tests.peers.fake_site import FakeSite


def test_the_first_round_brings_everything(newsroom: Newsroom, site: FakeSite, sync: Sync) -> None:
    for number in range(1, 251):
        site.add(f"Number {number}", ["hold", "approved", "spam", "trash"][number % 4])
    counts = sync()

    assert counts.added == 250
    assert here(newsroom) == there(site)
    assert queue.tally(newsroom).total == 250
    assert look_over(newsroom).is_sound


def test_a_first_fetch_that_is_stopped_goes_on_where_it_was(
    newsroom: Newsroom, site: FakeSite, sync: Sync
) -> None:
    for number in range(1400):
        site.add(f"Number {number}", "approved")

    class StopsAfter:
        def __init__(self, looks: int) -> None:
            self.looks = looks
            self.done: list[int] = []

        def tell(self, done: int, total: int | None, what: str) -> None:
            if "Fetching" in what:
                self.looks -= 1
                self.done.append(done)

        def stop_asked(self) -> bool:
            return self.looks <= 0

    with pytest.raises(Cancelled):
        sync(progress=StopsAfter(8))
    first = queue.tally(newsroom).total
    assert 500 <= first < 1400
    site.requests.clear()
    site.add("One more", "approved")
    again = StopsAfter(99)
    sync(progress=again)

    assert again.done[0] > first
    assert again.done[-1] == 1401
    assert here(newsroom) == there(site)
    pages = [route for _method, route in site.requests if "content" in route]
    assert len(pages) < 16
