"""What a site says is good still is not sent again; and what changed is seen all the same."""

import pytest

from db.words import Verdict
from moderation.newsroom import Newsroom
from moderation.wordpress import wire
from moderation.wordpress.good_still import GoodStill
from moderation.wordpress.wire import Login, Wire
from tests.moderation.wordpress.conftest import Sync
from tests.moderation.wordpress.sides import decide, here, there
from tests.peers.fake_site import FakeSite


@pytest.fixture(autouse=True)
def kept(monkeypatch: pytest.MonkeyPatch) -> GoodStill:
    made = GoodStill()
    monkeypatch.setattr(wire, "GOOD_STILL", made)
    return made


def test_a_round_in_which_nothing_changed_is_sent_nothing_again(
    newsroom: Newsroom, site: FakeSite, sync: Sync
) -> None:
    site.says_good_still = True
    numbers = [site.add(f"Number {number}") for number in range(120)]
    for _round in range(3):
        sync()
    asked = len(site.requests)
    site.good_still.clear()
    sync()
    assert len(site.good_still) == len(site.requests) - asked

    site.set_status(numbers[7], "spam")
    site.add("A new one.")
    decide(newsroom, numbers[3], Verdict.APPROVE)
    sync()
    assert here(newsroom) == there(site)


def test_a_site_that_offers_nothing_is_asked_without_conditions(
    site: FakeSite, sync: Sync, kept: GoodStill
) -> None:
    site.add()
    sync()
    sync()

    assert not site.good_still
    assert not kept._kept


def test_another_password_is_told_nothing_of_what_the_right_one_saw(site: FakeSite) -> None:
    site.says_good_still = True
    with Wire(f"{site.url}/wp-json/", Login(site.user, site.password)) as right:
        assert right.get("wp/v2/users/me").data["id"] == 1
    with Wire(f"{site.url}/wp-json/", Login(site.user, "another")) as wrong:
        assert wrong.get("wp/v2/users/me").status == 401
    assert not site.good_still


def test_few_are_kept_and_none_that_is_large(kept: GoodStill) -> None:
    for number in range(100):
        kept.keep((str(number), 0), 200, {"etag": f"{number}"}, b"[]")
    kept.keep(("large", 0), 200, {"etag": "x"}, b" " * 1_000_000)
    kept.keep(("refused", 0), 403, {"etag": "x"}, b"{}")

    assert kept.kept(("0", 0)) is None
    assert kept.kept(("large", 0)) is None
    assert kept.kept(("refused", 0)) is None
    newest = kept.kept(("99", 0))
    assert newest is not None
    assert newest.conditions == {"If-None-Match": "99"}
