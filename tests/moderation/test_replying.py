"""The newsroom replies under its own name; approving and replying go and come back together."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from db.rows import Comment
from db.words import Status, Verdict
from moderation import decisions, history, public, queue, sites
from moderation.errors import IncompleteComment, IntakeRefused, NotFound, StaleDecision
from moderation.newsroom import Newsroom
from moderation.queue import Picked
from moderation.replying import name_of, reply
from moderation.soundness import look_over
from moderation.stories import story

Put = Callable[..., Comment]


def test_a_reply_stands_under_the_comment_for_all_to_read(newsroom: Newsroom, put: Put) -> None:
    sites.keep(newsroom, replace(queue.sites(newsroom)[0], newsroom_name="The desk"))
    one = put("When does it open?", status=Status.APPROVED)

    done = reply(newsroom, one.id, one.revision, "On <Monday>, at seven.")

    made = queue.comment(newsroom, done.comments[-1])
    assert (made.name, made.parent, made.status) == ("The desk", one.id, Status.APPROVED)
    assert (made.text, made.waiver) == ("On <Monday>, at seven.", "Written by the newsroom.")
    page = public.readers_page(newsroom, one.article)
    assert [found.name for found in page.comments] == ["Jon", "The desk"]
    assert story(newsroom, one.id).steps[-1].what == "replied to"
    assert look_over(newsroom).is_sound


def test_approving_and_replying_is_one_operation_and_one_undo(newsroom: Newsroom, put: Put) -> None:
    one = put("When does it open?")

    done = reply(newsroom, one.id, one.revision, "On Monday.", approve=True)

    assert queue.comment(newsroom, one.id).status is Status.APPROVED
    assert done.sentence == "Jon approved, and replied to."
    assert story(newsroom, one.id).steps[-1].what == "approved, and replied to"
    history.undo(newsroom)
    assert queue.comment(newsroom, one.id).status is Status.PENDING
    with pytest.raises(NotFound):
        queue.comment(newsroom, done.comments[-1])
    history.redo(newsroom)
    assert queue.comment(newsroom, done.comments[-1]).status is Status.APPROVED
    assert look_over(newsroom).is_sound


def test_the_name_is_the_newsrooms_else_the_sites(newsroom: Newsroom, put: Put) -> None:
    one = put("Hm.")
    assert name_of(newsroom, one.id) == "The newsroom"

    sites.keep(newsroom, replace(queue.sites(newsroom)[0], name="The Courier"))

    assert name_of(newsroom, one.id) == "The Courier"
    assert name_of(newsroom, 999) == ""


def test_nothing_is_kept_of_what_cannot_be(newsroom: Newsroom, put: Put) -> None:
    one, bare = put("Hm."), put("Hm.", email="", lacks="email")
    before = queue.tally(newsroom)
    decided = queue.comment(newsroom, one.id)
    decisions.decide(newsroom, Picked.of(decided), Verdict.REJECT)

    with pytest.raises(IntakeRefused):
        reply(newsroom, one.id, one.revision, " \u200b ")
    with pytest.raises(StaleDecision):
        reply(newsroom, one.id, one.revision, "No.", approve=True)
    with pytest.raises(IncompleteComment):
        reply(newsroom, bare.id, bare.revision, "No.", approve=True)
    with pytest.raises(NotFound):
        reply(newsroom, 999, 1, "No.")

    assert queue.tally(newsroom).total == before.total
