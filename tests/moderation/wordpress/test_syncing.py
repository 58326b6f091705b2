"""A round brings both sides together: decisions go there, and changes come here."""

import filelock
import pytest

from db.site_rows import Connection, State
from db.words import Status, Verdict
from moderation import edits, history, queue
from moderation.edits import Edit
from moderation.newsroom import Newsroom
from moderation.wordpress import outgoing, syncing
from moderation.wordpress.counts import Counts
from moderation.wordpress.troubles import SiteTrouble, Trouble
from tests.moderation.wordpress.conftest import Sync
from tests.moderation.wordpress.sides import decide, here, number_here, reply, there
from tests.peers.fake_site import FakeSite, Fault


def test_a_second_round_adds_nothing_and_sends_nothing(
    newsroom: Newsroom, site: FakeSite, sync: Sync
) -> None:
    for _each in range(120):
        site.add()
    sync()
    before = newsroom.revision()
    counts = sync(whole=True)

    assert (counts.added, counts.followed, counts.sent) == (0, 0, 0)
    assert newsroom.revision() == before
    assert not site.changes


def test_decisions_edits_and_replies_reach_the_site(
    newsroom: Newsroom, site: FakeSite, sync: Sync
) -> None:
    numbers = [site.add(f"Number {one}") for one in range(5)]
    sync()
    verdicts = [Verdict.APPROVE, Verdict.SPAM, Verdict.REJECT]
    for number, verdict in zip(numbers, verdicts, strict=False):
        decide(newsroom, number, verdict)
    fourth = queue.comment(newsroom, number_here(newsroom, numbers[3]))
    edits.edit(newsroom, fourth.id, fourth.revision, Edit(body="Shorter."))
    reply(newsroom, numbers[4], "We saw it, too.")
    counts = sync()

    assert counts.sent == 5
    assert [site.status_of(one) for one in numbers[:3]] == ["approved", "spam", "trash"]
    assert site.text_of(numbers[3]) == "Shorter."
    made = max(site.comments)
    assert site.comments[made]["parent"] == numbers[4]
    assert site.text_of(made) == "We saw it, too."
    assert here(newsroom) == there(site)


def test_a_change_leaves_the_commenters_address_and_agent_on_the_site(
    newsroom: Newsroom, site: FakeSite, sync: Sync
) -> None:
    number = site.add(agent="Mozilla/5.0 (her own)")
    sync()
    decide(newsroom, number, Verdict.APPROVE)
    sync()

    one = site.comments[number]
    assert (one["author_ip"], one["author_user_agent"]) == ("192.0.2.7", "Mozilla/5.0 (her own)")


def test_undo_of_what_was_sent_sends_the_reverse(
    newsroom: Newsroom, site: FakeSite, sync: Sync
) -> None:
    number = site.add()
    sync()
    decide(newsroom, number, Verdict.SPAM)
    sync()
    history.undo(newsroom)
    sync()

    assert site.status_of(number) == "hold"
    assert [status for _number, status in site.changes] == ["spam", "hold"]


def test_what_the_site_changed_comes_here_and_is_told_in_the_history(
    newsroom: Newsroom, site: FakeSite, sync: Sync, joined: Connection
) -> None:
    numbers = [site.add(status="approved") for _each in range(3)]
    sync()
    site.set_status(numbers[0], "spam")
    site.edit(numbers[1], "As I said.")
    site.delete(numbers[2])
    counts = sync(whole=True)

    assert (counts.followed, counts.edited, counts.gone) == (1, 1, 1)
    assert queue.comment(newsroom, number_here(newsroom, numbers[0])).status is Status.SPAM
    assert queue.comment(newsroom, number_here(newsroom, numbers[1])).body == "As I said."
    assert queue.comment(newsroom, number_here(newsroom, numbers[2])).status is Status.REJECTED
    assert history.operations(newsroom, limit=1)[0].desk == f"127.0.0.1:{site.port}"
    assert history.next_undo(newsroom) is None


def test_what_was_moderated_at_the_site_leaves_our_queue_at_the_next_round(
    newsroom: Newsroom, site: FakeSite, sync: Sync
) -> None:
    numbers = [site.add() for _each in range(3)]
    sync()
    site.set_status(numbers[1], "approved")
    sync()

    assert here(newsroom) == there(site)


def test_a_status_that_the_site_only_says_it_took_is_refused(
    newsroom: Newsroom, site: FakeSite, sync: Sync, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = site.add()
    sync()
    decide(newsroom, number, Verdict.SPAM)
    from moderation.wordpress import records

    monkeypatch.setitem(records.WORDS, "spam", "nonsense")
    counts = sync()

    assert (counts.sent, counts.refused) == (0, 1)
    (entry,) = outgoing.entries(newsroom)
    assert outgoing.why(entry) == "The site answered that all is well, and left it as it was."


def test_a_refusal_is_told_in_our_words_and_can_be_tried_again(
    newsroom: Newsroom, site: FakeSite, sync: Sync
) -> None:
    number = site.add()
    sync()
    decide(newsroom, number, Verdict.SPAM)
    site.faults.append(Fault("status", method="POST", status=403))
    sync()

    (entry,) = outgoing.entries(newsroom)
    assert entry.state is State.REFUSED
    assert outgoing.why(entry) == "The site refused it: “Slow down.”"
    assert outgoing.retry(newsroom, [entry.id]) == 1
    sync()
    assert site.status_of(number) == "spam"


def test_a_site_that_is_another_one_now_is_sent_nothing(
    newsroom: Newsroom, site: FakeSite, sync: Sync, joined: Connection
) -> None:
    number = site.add()
    sync()
    decide(newsroom, number, Verdict.SPAM)
    with newsroom.write() as writing:
        writing.run("UPDATE connection SET source = 'wordpress:moved.example'")
    with pytest.raises(SiteTrouble) as caught:
        sync()

    assert caught.value.kind is Trouble.OTHER_SITE
    assert not site.changes


def test_a_password_that_was_withdrawn_refuses_no_entry(
    newsroom: Newsroom, site: FakeSite, sync: Sync
) -> None:
    number = site.add()
    sync()
    decide(newsroom, number, Verdict.SPAM)
    site.faults.append(Fault("status", method="POST", status=401, times=9))
    with pytest.raises(SiteTrouble) as caught:
        sync()

    assert caught.value.kind is Trouble.PASSWORD
    assert [one.state for one in outgoing.entries(newsroom)] == [State.WAITING]


def test_two_programs_do_not_talk_to_a_site_at_once(
    newsroom: Newsroom, site: FakeSite, sync: Sync
) -> None:
    path = newsroom.path.with_name(f".{newsroom.path.name}.sync")
    with filelock.FileLock(path), pytest.raises(syncing.Taken):
        sync()

    assert isinstance(sync(), Counts)


def test_an_entry_taken_back_leaves_the_comment_as_the_site_has_it(
    newsroom: Newsroom, site: FakeSite, sync: Sync
) -> None:
    numbers = [site.add(f"Number {one}") for one in range(3)]
    sync()
    decide(newsroom, numbers[0], Verdict.SPAM)
    one = queue.comment(newsroom, number_here(newsroom, numbers[1]))
    edits.edit(newsroom, one.id, one.revision, Edit(body="First."))
    now = queue.comment(newsroom, one.id)
    edits.edit(newsroom, one.id, now.revision, Edit(body="Second."))
    reply(newsroom, numbers[2], "Hm.")
    for entry in outgoing.entries(newsroom):
        outgoing.take_back(newsroom, entry.id)

    assert not outgoing.entries(newsroom)
    assert here(newsroom) == there(site)
    assert queue.comment(newsroom, one.id).body == "Number 1"
    sync()
    assert not site.changes
