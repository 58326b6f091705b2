"""Whatever the line and the host do: nothing is lost, nothing is sent twice."""

import pytest

from db import outbox
from db.site_rows import Connection, Kind, State
from db.words import Verdict
from moderation import decisions, history, queue
from moderation.newsroom import Newsroom
from moderation.search.query import Query
from moderation.soundness import look_over
from moderation.wordpress import connecting, outgoing, syncing
from moderation.wordpress.patience import Patience
from moderation.wordpress.troubles import SiteTrouble, Trouble
from moderation.wordpress.wire import Login
from tests.moderation.wordpress.conftest import Sync
from tests.moderation.wordpress.sides import decide, here, reply, there
from tests.peers.fake_server import serving
from tests.peers.fake_site import FakeSite, Fault


@pytest.mark.parametrize(
    "fault",
    [
        Fault("cut", times=2),
        Fault("status", status=429, times=2),
        Fault("status", status=500, times=2),
        Fault("html", times=2),
        Fault("garbage", times=2),
        Fault("warning", times=5),
        Fault("wrong-totals", times=50),
        Fault("twice", times=3),
        Fault("slow", times=1, route="wp/v2/users"),
        Fault("huge", times=1),
    ],
    ids=lambda fault: fault.kind + str(fault.status),
)
@pytest.mark.parametrize("skip", [0, 2])
def test_what_a_bad_line_or_a_bad_host_does_passes(
    newsroom: Newsroom, site: FakeSite, sync: Sync, fault: Fault, skip: int
) -> None:
    for number in range(230):
        site.add(f"Number {number}", "approved" if number % 2 else "hold")
    fault.skip = skip
    site.faults.append(fault)
    sync()
    site.set_status(4, "spam")
    fault.times = 1
    sync(whole=True)

    assert here(newsroom) == there(site)
    assert look_over(newsroom).is_sound


def test_a_comment_that_is_too_large_is_passed_over_and_told(
    newsroom: Newsroom, site: FakeSite, sync: Sync
) -> None:
    for _each in range(5):
        site.add()
    huge = site.add("x" * 13_000_000)
    for _each in range(5):
        site.add()
    counts = sync()

    assert counts.added == 10
    assert counts.passed_over >= 1
    assert "too large" in counts.problems[0]
    assert huge not in here(newsroom)


def test_a_host_that_says_how_long_is_left_alone_so_long(
    site: FakeSite, sync: Sync, waits: list[float]
) -> None:
    site.faults.append(Fault("status", status=429, headers={"Retry-After": "7"}))
    sync()

    assert sum(waits) == pytest.approx(7.0)


def test_a_host_that_says_longer_than_anybody_waits_ends_the_round(
    newsroom: Newsroom, site: FakeSite, sync: Sync, waits: list[float]
) -> None:
    site.add()
    site.faults.append(Fault("status", status=503, headers={"Retry-After": "600"}))
    with pytest.raises(SiteTrouble) as caught:
        sync()

    assert caught.value.seconds == 600
    assert not waits


def test_a_clock_that_is_wrong_there_does_not_matter(
    site: FakeSite, sync: Sync, waits: list[float]
) -> None:
    headers = {
        "Retry-After": "Wed, 01 Jan 2031 00:00:05 GMT",
        "Date": "Wed, 01 Jan 2031 00:00:00 GMT",
    }
    site.faults.append(Fault("status", status=429, headers=headers))
    sync()

    assert sum(waits) <= 6.0


def test_pages_that_shift_while_they_are_read_hide_nothing(
    newsroom: Newsroom, site: FakeSite, sync: Sync
) -> None:
    for number in range(350):
        site.add(f"Number {number}", "approved")
    turns = iter(range(1000))

    def meanwhile(method: str, route: str) -> None:
        turn = next(turns)
        if route == "wp/v2/comments":
            site.add(f"New {turn}", "approved")
            if turn % 2:
                site.delete(max(site.comments) - 10)

    site.before = meanwhile
    sync()
    site.before = lambda _method, _route: None
    sync(whole=True)

    alive = {number: status for number, status in here(newsroom).items() if number in site.comments}
    assert alive == there(site)


def test_a_program_that_died_while_sending_sends_again_and_nothing_twice(
    newsroom: Newsroom, site: FakeSite, sync: Sync, joined: Connection
) -> None:
    site.duplicates_are_refused = False
    numbers = [site.add(f"Number {one}") for one in range(4)]
    sync()
    for number in numbers[:3]:
        decide(newsroom, number, Verdict.SPAM)
    reply(newsroom, numbers[3], "Once.")
    with newsroom.write() as writing:
        claimed = outbox.claim(
            writing, joined.site, [one.id for one in outbox.ready(writing, joined.site, 9)]
        )
    assert len(claimed) == 4
    site.set_status(numbers[0], "spam")
    key = next(one.key for one in claimed if one.kind is Kind.REPLY)
    site.add("Once.", parent=numbers[3], agent=f"Commentdesk/1 (key {key})")
    sync()

    assert {one.state for one in outgoing.entries(newsroom)} == {State.SENT}
    assert [text for _number, text in site.changes] == ["spam", "spam"]
    assert len(site.comments) == 5
    assert here(newsroom) == there(site)


def test_five_thousand_decisions_made_offline_are_all_sent_once(
    newsroom: Newsroom, site: FakeSite, sync: Sync
) -> None:
    count = 600  # a tenth of a long day; the benchmark sends more, to a real site
    for number in range(count):
        site.add(f"Number {number}")
    sync()
    everything = queue.find(newsroom, Query())
    decisions.decide(newsroom, everything, Verdict.SPAM)
    history.undo(newsroom)
    decisions.decide(newsroom, queue.find(newsroom, Query()), Verdict.APPROVE)
    site.faults += [Fault("cut-after", method="POST", skip=50), Fault("cut", method="POST")]
    sync()

    assert set(there(site).values()) == {"approved"}
    assert {number for number, _status in site.changes} == set(site.comments)
    assert len(site.changes) <= count + 1
    assert outgoing.counts(newsroom) == {State.SENT: count}


def test_the_plug_is_pulled_and_put_back(newsroom: Newsroom, waits: list[float]) -> None:
    site = FakeSite()
    calm = Patience(pause=waits.append, chance=lambda: 0.0)
    login = Login(site.user, site.password)
    with serving(site):
        numbers = [site.add(f"Number {one}") for one in range(3)]
        tested = connecting.test(site.url, site.user, site.password)
        joined, _kept = connecting.connect(newsroom, tested, site.password)
        syncing.round_with(newsroom, joined, login, patience=calm)
    decide(newsroom, numbers[0], Verdict.APPROVE)
    with pytest.raises(SiteTrouble) as caught:
        syncing.round_with(newsroom, joined, login, patience=calm)
    assert caught.value.kind is Trouble.NOT_THERE
    decide(newsroom, numbers[1], Verdict.SPAM)
    with serving(site):
        now = connecting.by_number(newsroom, joined.site)
        syncing.round_with(newsroom, now, login, patience=calm)

    assert here(newsroom) == there(site)
    assert sorted(there(site).values()) == ["approved", "pending", "spam"]
