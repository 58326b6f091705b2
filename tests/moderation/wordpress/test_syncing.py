"""Both sides come together, whatever the line does: nothing is lost, nothing is sent twice."""

import filelock
import pytest

from db.site_rows import Connection, Kind, Rule, State
from db.words import Status, Verdict
from moderation import arrivals, decisions, edits, history, queue
from moderation.drafts import CommentDraft
from moderation.edits import Edit
from moderation.errors import Cancelled
from moderation.newsroom import Newsroom
from moderation.queue import Picked
from moderation.search.grammar import Query
from moderation.soundness import look_over
from moderation.wordpress import connecting, outgoing, syncing
from moderation.wordpress.counts import Counts
from moderation.wordpress.troubles import SiteTrouble, Trouble
from tests.moderation.wordpress.conftest import Sync
from tests.peers.fake_site import FakeSite, Fault, serving

_WORDS = {"hold": "pending", "approved": "approved", "spam": "spam", "trash": "rejected"}


def here(newsroom: Newsroom) -> dict[int, str]:
    """How the comments stand here, by the site's numbers."""
    with newsroom.read() as reading:
        rows = reading.quick(
            "SELECT r.number, c.status FROM comment c JOIN private_remote r ON r.comment_id = c.id"
        ).fetchall()
    return {int(row[0]): str(row[1]) for row in rows}


def there(site: FakeSite) -> dict[int, str]:
    """How they stand on the site, in our words."""
    return {number: _WORDS[one["status"]] for number, one in site.comments.items()}


def number_here(newsroom: Newsroom, number: int) -> int:
    """Our number of a comment of the site."""
    with newsroom.read() as reading:
        row = reading.quick(
            "SELECT comment_id FROM private_remote WHERE number = ?", (number,)
        ).fetchone()
    return int(row[0])


def decide(newsroom: Newsroom, number: int, verdict: Verdict) -> None:
    """Decide about a comment of the site."""
    comment = queue.comment(newsroom, number_here(newsroom, number))
    decisions.decide(newsroom, Picked.of(comment), verdict)


def reply(newsroom: Newsroom, number: int, text: str) -> int:
    """Answer a comment of the site."""
    comment = queue.comment(newsroom, number_here(newsroom, number))
    draft = CommentDraft("", "Desk", "desk@example.org", text)
    added = arrivals.add(newsroom, draft, article_key=comment.article_key, reply_to=comment.id)
    return added.comments[0]


def test_the_first_round_brings_everything(newsroom: Newsroom, site: FakeSite, sync: Sync) -> None:
    for number in range(1, 251):
        site.add(f"Number {number}", ["hold", "approved", "spam", "trash"][number % 4])
    counts = sync()

    assert counts.added == 250
    assert here(newsroom) == there(site)
    assert queue.tally(newsroom).total == 250
    assert look_over(newsroom).is_sound


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


def test_a_first_fetch_that_is_stopped_goes_on_where_it_was(
    newsroom: Newsroom, site: FakeSite, sync: Sync
) -> None:
    for number in range(1400):
        site.add(f"Number {number}", "approved")

    class StopsAfter:
        def __init__(self, looks: int) -> None:
            self.looks = looks

        def tell(self, done: int, total: int | None, what: str) -> None:
            if "Fetching" in what:
                self.looks -= 1

        def stop_asked(self) -> bool:
            return self.looks <= 0

    with pytest.raises(Cancelled):
        sync(progress=StopsAfter(8))
    first = queue.tally(newsroom).total
    assert 500 <= first < 1400
    site.requests.clear()
    site.add("One more", "approved")
    sync()

    assert here(newsroom) == there(site)
    pages = [route for _method, route in site.requests if "content" in route]
    assert len(pages) < 16


def test_a_program_that_died_while_sending_sends_again_and_nothing_twice(
    newsroom: Newsroom, site: FakeSite, sync: Sync, joined: Connection
) -> None:
    from db import outbox

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


def test_the_plug_is_pulled_and_put_back(newsroom: Newsroom, waits: list[float]) -> None:
    from moderation.wordpress.patience import Patience
    from moderation.wordpress.wire import Login

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
