"""What is written here is made there once, whatever becomes of the answers."""

import pytest

from db.site_rows import State
from moderation import arrivals, edits, history, queue, replying
from moderation.drafts import CommentDraft
from moderation.edits import Edit
from moderation.errors import IntakeRefused
from moderation.newsroom import Newsroom
from moderation.wordpress import outgoing
from tests.moderation.wordpress.conftest import Sync
from tests.moderation.wordpress.sides import here, number_here, reply, there
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


def test_a_letter_of_nobody_is_refused_and_an_edit_of_nobodys_comment_is_not(
    newsroom: Newsroom, site: FakeSite, sync: Sync
) -> None:
    number = site.add(name="", email="")
    sync()
    with newsroom.write() as writing:
        writing.run("UPDATE site SET name_required = 0, email_required = 0")
    comment = queue.comment(newsroom, number_here(newsroom, number))
    draft = CommentDraft("", "", "", "By letter.")
    with pytest.raises(IntakeRefused) as caught:
        arrivals.add(newsroom, draft, article_key=comment.article_key)
    assert [one.field for one in caught.value.problems] == ["name"]

    edits.edit(newsroom, comment.id, comment.revision, Edit(name="", email="", body="Shorter."))
    sync()
    assert site.text_of(number) == "Shorter."


def test_a_letter_without_an_address_goes_under_its_own_name(
    newsroom: Newsroom, site: FakeSite, sync: Sync
) -> None:
    number = site.add()
    sync()
    with newsroom.write() as writing:
        writing.run("UPDATE site SET email_required = 0")
    comment = queue.comment(newsroom, number_here(newsroom, number))
    arrivals.add(
        newsroom, CommentDraft("", "Eva", "", "By letter."), article_key=comment.article_key
    )
    replying.reply(newsroom, comment.id, comment.revision, "Thank you.")
    sync()

    names = {one["content"]["raw"]: one["author_name"] for one in site.comments.values()}
    assert names["By letter."] == "Eva"
    assert names["Thank you."] == "Ana"


def test_a_site_that_finds_us_too_quick_is_waited_for(
    newsroom: Newsroom, site: FakeSite, sync: Sync, waits: list[float]
) -> None:
    number = site.add()
    sync()
    reply(newsroom, number, "We saw it, too.")
    site.faults.append(Fault("status", "POST", status=400, code="comment_flood"))
    sync()

    assert sum(waits) == pytest.approx(15.0)
    assert [one.state for one in outgoing.entries(newsroom)] == [State.SENT]
    assert len(site.comments) == 2
