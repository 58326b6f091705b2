"""What is written here is made there once, whatever becomes of the answers."""

from db.site_rows import State
from moderation import history, queue
from moderation.newsroom import Newsroom
from moderation.wordpress import outgoing
from tests.moderation.wordpress.conftest import Sync
from tests.moderation.wordpress.sides import here, reply, there
from tests.peers.fake_site import FakeSite, Fault


def test_a_reply_whose_answer_was_lost_is_found_again_and_not_sent_twice(
    newsroom: Newsroom, site: FakeSite, sync: Sync
) -> None:
    site.duplicates_are_refused = False
    number = site.add()
    sync()
    reply(newsroom, number, "We saw it, too.")
    site.faults.append(Fault("cut-after", method="POST"))
    sync()

    assert [text for _one, text in site.changes] == ["made"]
    assert here(newsroom) == there(site)
    assert [one.state for one in outgoing.entries(newsroom)] == [State.SENT]


def test_a_repeated_reply_that_the_site_calls_a_duplicate_is_success(
    newsroom: Newsroom, site: FakeSite, sync: Sync
) -> None:
    number = site.add()
    sync()
    reply(newsroom, number, "We saw it, too.")
    site.add("We saw it, too.", "approved", parent=number)
    sync()

    assert [one.state for one in outgoing.entries(newsroom)] == [State.SENT]
    assert len(site.comments) == 2


def test_a_reply_is_known_by_a_later_fetch(newsroom: Newsroom, site: FakeSite, sync: Sync) -> None:
    number = site.add()
    sync()
    reply(newsroom, number, "We saw it, too.")
    sync()
    before = queue.tally(newsroom).total
    counts = sync(whole=True)

    assert counts.added == 0
    assert queue.tally(newsroom).total == before == 2


def test_a_reply_taken_back_after_it_was_sent_goes_to_the_trash(
    newsroom: Newsroom, site: FakeSite, sync: Sync
) -> None:
    number = site.add()
    sync()
    reply(newsroom, number, "Said too soon.")
    sync()
    history.undo(newsroom)
    sync()

    assert site.status_of(max(site.comments)) == "trash"
