"""What both sides changed is settled by the rule, or by somebody; and never silently."""

import pytest

from db.site_rows import Connection, Rule, State
from db.words import Status, Verdict
from moderation import decisions, queue
from moderation.newsroom import Newsroom
from moderation.queue import Picked
from moderation.search.query import Query
from moderation.wordpress import connecting, outgoing
from tests.moderation.wordpress.conftest import Sync
from tests.moderation.wordpress.sides import decide, here, number_here, there
from tests.peers.fake_site import FakeSite


@pytest.mark.parametrize(("rule", "ends_as"), [(Rule.SITE, "approved"), (Rule.OURS, "spam")])
def test_what_both_changed_is_settled_by_rule_and_said(
    newsroom: Newsroom, site: FakeSite, sync: Sync, joined: Connection, rule: Rule, ends_as: str
) -> None:
    number = site.add()
    sync()
    connecting.set_rule(newsroom, joined.site, rule)
    decide(newsroom, number, Verdict.SPAM)
    site.set_status(number, "approved")
    sync()

    assert site.status_of(number) == ends_as
    assert here(newsroom) == there(site)
    (entry,) = outgoing.entries(newsroom)
    if rule is Rule.SITE:
        assert entry.state is State.OVERRULED
        assert "site’s word" in outgoing.why(entry)
    else:
        assert entry.state is State.SENT


@pytest.mark.parametrize("word", [Rule.SITE, Rule.OURS])
def test_where_somebody_is_to_be_asked_nothing_moves_before_they_were(
    newsroom: Newsroom, site: FakeSite, sync: Sync, word: Rule
) -> None:
    number = site.add()
    sync()
    decide(newsroom, number, Verdict.SPAM)
    site.set_status(number, "approved")
    for _round in range(2):
        counts = sync(whole=True)
        assert counts.conflicts == 1
        assert site.status_of(number) == "approved"
    (conflict,) = outgoing.conflicts(newsroom)
    assert conflict.status == "approved"
    assert queue.comment(newsroom, conflict.comment).status is Status.SPAM
    outgoing.settle(newsroom, conflict.comment, word)
    sync()

    assert here(newsroom) == there(site)
    assert site.status_of(number) == ("approved" if word is Rule.SITE else "spam")
    assert not outgoing.conflicts(newsroom)


def test_a_text_changed_there_and_a_status_here_are_no_conflict(
    newsroom: Newsroom, site: FakeSite, sync: Sync
) -> None:
    number = site.add()
    sync()
    decide(newsroom, number, Verdict.APPROVE)
    site.edit(number, "With a comma, now.")
    counts = sync()

    assert counts.conflicts == 0
    assert site.status_of(number) == "approved"
    ours = queue.comment(newsroom, number_here(newsroom, number))
    assert ours.body == "With a comma, now."


def test_an_import_of_the_sites_export_first_is_joined_with_it(
    newsroom: Newsroom, site: FakeSite, sync: Sync
) -> None:
    """A newsroom that was filled from an export knows the site's comments as the same ones."""
    number = site.add("Seen before.")
    sync()
    with newsroom.write() as writing:
        for table in ("private_remote", "outbox"):
            writing.run(f"DELETE FROM {table}")
        writing.run("UPDATE connection SET top = 0, bottom = NULL")
    comment = queue.find(newsroom, Query()).ids[0]
    decisions.decide(newsroom, Picked.of(queue.comment(newsroom, comment)), Verdict.SPAM)
    counts = sync()

    assert counts.added == 0
    assert queue.tally(newsroom).total == 1
    assert counts.conflicts == 1
    outgoing.settle(newsroom, comment, Rule.OURS)
    sync()
    assert site.status_of(number) == "spam"
