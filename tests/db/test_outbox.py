"""Tests for db.enqueuing and outbox: all that a site is to follow is there, and nothing else."""

import sqlite3
from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db import outbox, remote
from db.rows import Comment, SiteId
from db.site_rows import Kind, State
from db.words import Status, Verb, Verdict
from moderation import decisions, edits, history, notes, queue
from moderation.edits import Edit
from moderation.newsroom import Newsroom
from moderation.queue import Picked
from tests.calling import Put
from tests.connecting import at_site, claimed, connected, told
from tests.contacts import contact_of


@pytest.fixture
def site(newsroom: Newsroom) -> SiteId:
    return connected(newsroom)


@pytest.fixture
def theirs(newsroom: Newsroom, put: Put, site: SiteId) -> Comment:
    """A pending comment that the site has as well."""
    comment = put(status=Status.PENDING)
    at_site(newsroom, site, comment)
    return comment


def decide(newsroom: Newsroom, number: int, verdict: Verdict) -> None:
    decisions.decide(newsroom, Picked.of(queue.comment(newsroom, number)), verdict)


def test_a_decision_is_to_be_sent(newsroom: Newsroom, theirs: Comment) -> None:
    decide(newsroom, theirs.id, Verdict.SPAM)

    (entry,) = told(newsroom)
    assert (entry.kind, entry.wanted, entry.state) == (Kind.STATUS, "spam", State.WAITING)
    assert entry.comment == theirs.id
    assert len(entry.key) == 32


def test_what_the_site_does_not_have_is_not_sent(
    newsroom: Newsroom, put: Put, theirs: Comment
) -> None:
    decide(newsroom, put().id, Verdict.SPAM)

    assert not told(newsroom)


def test_a_decision_that_is_taken_back_unsent_leaves_nothing_to_send(
    newsroom: Newsroom, theirs: Comment
) -> None:
    decide(newsroom, theirs.id, Verdict.SPAM)
    history.undo(newsroom)

    assert not told(newsroom)
    history.redo(newsroom)
    assert [one.wanted for one in told(newsroom)] == ["spam"]


def test_undo_of_what_was_sent_sends_the_reverse(
    newsroom: Newsroom, theirs: Comment, site: SiteId
) -> None:
    decide(newsroom, theirs.id, Verdict.SPAM)
    with newsroom.write() as writing:
        (entry,) = claimed(writing, site, 10)
        outbox.end(writing, entry.id, State.SENT, "", newsroom.clock())
        remote.set_base(writing, theirs.id, status="spam")
    history.undo(newsroom)

    assert [(one.wanted, one.state) for one in told(newsroom)] == [
        ("pending", State.WAITING),
        ("spam", State.SENT),
    ]


def test_undo_of_what_is_on_its_way_waits_behind_it(
    newsroom: Newsroom, theirs: Comment, site: SiteId
) -> None:
    decide(newsroom, theirs.id, Verdict.SPAM)
    with newsroom.write() as writing:
        claimed(writing, site, 10)
    history.undo(newsroom)

    with newsroom.write() as writing:
        assert not claimed(writing, site, 10)
    assert [(one.wanted, one.state) for one in told(newsroom)] == [
        ("spam", State.SENDING),
        ("pending", State.WAITING),
    ]


def test_two_decisions_on_one_comment_are_one_entry(newsroom: Newsroom, theirs: Comment) -> None:
    decide(newsroom, theirs.id, Verdict.SPAM)
    first = told(newsroom)[0].key
    decide(newsroom, theirs.id, Verdict.APPROVE)

    (entry,) = told(newsroom)
    assert entry.wanted == "approved"
    assert entry.key != first


def test_an_edit_is_sent_and_a_note_is_not(newsroom: Newsroom, theirs: Comment) -> None:
    notes.add(newsroom, theirs.id, "Ask her.")
    assert not told(newsroom)
    now = queue.comment(newsroom, theirs.id)
    edits.edit(newsroom, theirs.id, now.revision, Edit(body="Shorter."))

    assert [one.kind for one in told(newsroom)] == [Kind.EDIT]


def test_what_a_site_said_is_not_sent_back_but_its_undo_is(
    newsroom: Newsroom, theirs: Comment
) -> None:
    from db import journal

    with newsroom.write() as writing:
        operation = journal.begin(
            writing, at=newsroom.clock(), desk="courier.example.org", verb=Verb.SYNC
        )
        remote.set_base(writing, theirs.id, status="approved")
        journal.set_fields(writing, operation, theirs.id, {}, status="approved")
        journal.seal(writing, operation)
    assert not told(newsroom)
    history.undo(newsroom, operation)

    assert [one.wanted for one in told(newsroom)] == ["pending"]


def test_what_hangs_between_two_sides_is_not_sent_before_it_is_settled(
    newsroom: Newsroom, theirs: Comment, site: SiteId
) -> None:
    decide(newsroom, theirs.id, Verdict.SPAM)
    conflict = {"at": newsroom.clock(), "status": "approved", "digest": "", "told": {}}
    with newsroom.write() as writing:
        remote.put_conflict(writing, theirs.id, conflict)
        assert not claimed(writing, site, 10)
        remote.drop_conflict(writing, theirs.id)
        assert len(claimed(writing, site, 10)) == 1


def test_what_was_being_sent_when_the_program_died_waits_again(
    newsroom: Newsroom, theirs: Comment, site: SiteId
) -> None:
    decide(newsroom, theirs.id, Verdict.SPAM)
    with newsroom.write() as writing:
        claimed(writing, site, 10)
    with newsroom.write() as writing:
        assert outbox.release(writing, site) == 1

    assert [(one.state, one.tries) for one in told(newsroom)] == [(State.WAITING, 1)]


def test_a_refusal_of_what_is_wanted_no_more_is_forgotten(
    newsroom: Newsroom, theirs: Comment, site: SiteId
) -> None:
    decide(newsroom, theirs.id, Verdict.SPAM)
    with newsroom.write() as writing:
        (entry,) = claimed(writing, site, 1)
        outbox.end(writing, entry.id, State.REFUSED, "rest_cannot_edit", newsroom.clock())
    decide(newsroom, theirs.id, Verdict.APPROVE)

    assert [(one.wanted, one.state) for one in told(newsroom)] == [("approved", State.WAITING)]


def test_an_erased_comment_has_nothing_left_between_us_and_the_site(
    newsroom: Newsroom, theirs: Comment
) -> None:
    from moderation.erasure import erase
    from moderation.person import find_person

    decide(newsroom, theirs.id, Verdict.SPAM)
    contact = contact_of(newsroom, theirs.id)
    certificate = erase(newsroom, find_person(newsroom, contact.email), backups=False)

    assert not told(newsroom)
    with newsroom.read() as reading:
        assert not remote.known(reading, SiteId(1), [theirs.id + 1000])
    assert certificate.on_sites == {"https://courier.example.org": 1}
    assert "https://courier.example.org" in certificate.as_text()


def test_deciding_costs_the_same_however_much_waits(
    newsroom: Newsroom, put: Put, site: SiteId
) -> None:
    many = [put(status=Status.PENDING) for _each in range(40)]
    for one in many:
        at_site(newsroom, site, one)
    decisions.decide(newsroom, Picked.of(*many), Verdict.SPAM)

    assert len(told(newsroom)) == 40
    with closing(sqlite3.connect(newsroom.path)) as raw:
        plan = " ".join(
            row[3]
            for row in raw.execute(
                "EXPLAIN QUERY PLAN SELECT 1 FROM outbox WHERE comment_id = 1 AND state = 'waiting'"
            )
        )
    assert "SCAN" not in plan


VERDICTS = st.lists(st.sampled_from([*Verdict, None]), max_size=12)


@settings(max_examples=25)
@given(VERDICTS)
def test_whatever_was_decided_and_taken_back_the_outbox_leads_to_how_it_stands(
    tmp_path_factory: pytest.TempPathFactory, verdicts: list[Verdict | None]
) -> None:
    from moderation.newsroom import open_newsroom
    from tests.putting import put_comment

    path = tmp_path_factory.mktemp("outbox") / "n.commentdesk"
    with open_newsroom(path, create=True, desk="ana") as newsroom:
        comment = put_comment(newsroom, status=Status.PENDING)
        site = connected(newsroom)
        at_site(newsroom, site, comment)
        for verdict in verdicts:
            if verdict is None:
                last = history.next_undo(newsroom)
                if last is not None and last.verb not in {Verb.ADD, Verb.IMPORT}:
                    history.undo(newsroom)
            else:
                decide(newsroom, comment.id, verdict)
        now = queue.comment(newsroom, comment.id).status

        wanted = [one.wanted for one in told(newsroom)]
        assert wanted == ([] if now is Status.PENDING else [now.value])


def test_a_comment_typed_under_an_article_of_the_site_goes_to_the_site(
    newsroom: Newsroom, site: SiteId
) -> None:
    from moderation import arrivals
    from moderation.drafts import ArticleDraft, CommentDraft
    from tests.connecting import SOURCE
    from tests.putting import put_article

    put_article(newsroom, ArticleDraft("7", "Harbour bridge opens"), source=SOURCE)
    letter = CommentDraft(article="", name="Ana", email="ana@example.org", body="At last.")
    added = arrivals.add(newsroom, letter, article_key="harbour-bridge-opens")

    assert [(one.kind, one.comment) for one in told(newsroom)] == [(Kind.REPLY, added.comments[0])]
    history.undo(newsroom)
    assert not told(newsroom)
