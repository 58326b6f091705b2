"""Two real WordPress sites in one newsroom: each by itself, whatever becomes of the other.

Both count their comments from 1, so that a number alone tells nothing.
"""

from collections.abc import Iterator

import pytest

from db.site_rows import Connection, Rule, State
from db.words import Verdict
from moderation import decisions, queue
from moderation.newsroom import Newsroom
from moderation.queue import Picked
from moderation.search.query import Query
from moderation.soundness import look_over
from moderation.wordpress import connecting, outgoing, passwords, syncing
from moderation.wordpress.counts import Counts
from moderation.wordpress.patience import Patience
from moderation.wordpress.troubles import SiteTrouble, Trouble
from moderation.wordpress.wire import Login
from tests.peers.real_site import RealSite, real_site

_WORDS = {"hold": "pending", "approved": "approved", "spam": "spam", "trash": "rejected"}


@pytest.fixture(scope="module")
def sites() -> Iterator[tuple[RealSite, RealSite]]:
    with real_site() as first, real_site() as second:
        first.add(24)
        second.add(16)
        yield first, second


def joined(newsroom: Newsroom, site: RealSite) -> Connection:
    return next(one for one in connecting.all_of(newsroom) if one.url.rstrip("/") == site.url)


def connect(newsroom: Newsroom, site: RealSite, user: str) -> None:
    tested = connecting.test(site.url, user, site.password(user))
    connecting.connect(newsroom, tested, site.password(user))


def sync(newsroom: Newsroom, site: RealSite) -> Counts:
    """A whole round with one of them, with the password that is known for it."""
    one = joined(newsroom, site)
    login = passwords.known(one)
    assert isinstance(login, Login)
    calm = Patience(pause=lambda _time: None)
    return syncing.round_with(newsroom, one, login, patience=calm, whole=True)


def here(newsroom: Newsroom, site: RealSite) -> dict[int, tuple[int, str, str]]:
    """Our number, the status and the text of each comment of that site, by the site's number."""
    with newsroom.read() as reading:
        rows = reading.quick(
            "SELECT r.number, c.id, c.status, c.body FROM comment c JOIN private_remote r"
            " ON r.comment_id = c.id WHERE r.site_id = ? AND r.status <> 'gone'",
            (joined(newsroom, site).site,),
        ).fetchall()
    return {int(row[0]): (int(row[1]), str(row[2]), str(row[3])) for row in rows}


def agree(newsroom: Newsroom, site: RealSite) -> bool:
    """Whether both sides have the same comments, with the same words, as they stand."""
    ours = {number: told[1:] for number, told in here(newsroom, site).items()}
    theirs = site.comments()
    return ours == {
        number: (_WORDS[one["status"]], one["content"]["raw"]) for number, one in theirs.items()
    }


def decide(newsroom: Newsroom, site: RealSite, number: int, verdict: Verdict) -> None:
    ours = queue.comment(newsroom, here(newsroom, site)[number][0])
    decisions.decide(newsroom, Picked.of(ours), verdict)


def test_each_has_its_password_its_rule_and_its_numbers_and_outlives_the_other(
    newsroom: Newsroom, sites: tuple[RealSite, RealSite]
) -> None:
    first, second = sites
    connect(newsroom, first, "ana")
    connect(newsroom, second, "admin")
    connecting.set_rule(newsroom, joined(newsroom, first).site, Rule.SITE)
    connecting.set_rule(newsroom, joined(newsroom, second).site, Rule.OURS)
    for site in sites:
        sync(newsroom, site)
        assert agree(newsroom, site)
    assert here(newsroom, first).keys() & here(newsroom, second).keys()
    assert len(queue.sites(newsroom)) == 2

    # The same number on both is decided otherwise here and there: each rule holds on its own side.
    number = next(one for one, told in here(newsroom, second).items() if told[1] == "pending")
    for site in sites:
        site.ask("POST", f"comments/{number}", json={"status": "approved"})
        decide(newsroom, site, number, Verdict.SPAM)
    for site in sites:
        sync(newsroom, site)
        assert agree(newsroom, site)
    assert here(newsroom, first)[number][1] == "approved"
    assert here(newsroom, second)[number][1] == "spam"

    # One is away: the other goes on, and what is decided of the first waits for it.
    first.pull_the_plug()
    for site in sites:
        decide(newsroom, site, number, Verdict.REJECT)
    with pytest.raises(SiteTrouble) as caught:
        sync(newsroom, first)
    assert caught.value.kind is Trouble.NOT_THERE
    assert sync(newsroom, second).sent == 1
    assert agree(newsroom, second)
    assert outgoing.counts(newsroom)[State.WAITING] == 1
    first.start()
    assert sync(newsroom, first).sent == 1
    assert agree(newsroom, first)

    # One is let go: its comments stay, the other does not notice.
    decide(newsroom, first, number, Verdict.HOLD)
    whole = queue.count(newsroom, Query())
    connecting.disconnect(newsroom, joined(newsroom, first))
    assert [one.url.rstrip("/") for one in connecting.all_of(newsroom)] == [second.url]
    assert queue.count(newsroom, Query()) == whole
    decide(newsroom, second, number, Verdict.APPROVE)
    assert sync(newsroom, second).sent == 1
    assert agree(newsroom, second)
    assert not outgoing.counts(newsroom).get(State.WAITING)
    assert look_over(newsroom).is_sound


def test_no_password_goes_to_the_other_site(
    newsroom: Newsroom, sites: tuple[RealSite, RealSite], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = sites
    for site in sites:
        connect(newsroom, site, "ana")
    monkeypatch.setattr(passwords, "_SINCE_START", {})
    monkeypatch.setenv(passwords.VARIABLE, first.password())
    known = passwords.known(joined(newsroom, first))
    assert known is not None
    assert known.password == first.password()
    assert passwords.known(joined(newsroom, second)) is None

    key = joined(newsroom, second).key.upper().replace("-", "_")
    monkeypatch.setenv(f"{passwords.VARIABLE}_{key}", second.password())
    for site in sites:
        sync(newsroom, site)
        assert agree(newsroom, site)
