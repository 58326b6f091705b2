"""Decisions: one comment or many, on what was looked at, and nobody approved incomplete."""

import multiprocessing
from array import array
from collections.abc import Callable
from pathlib import Path

import pytest

from db.rows import Comment
from db.words import Status, Verdict
from moderation import decisions, history, queue
from moderation.changes import Silent
from moderation.errors import Cancelled, IncompleteComment, NewsroomError, StaleDecision
from moderation.newsroom import Newsroom, open_newsroom
from moderation.queue import Picked
from tests.putting import put_comment

Put = Callable[..., Comment]


def status_of(newsroom: Newsroom, one: Comment) -> Status:
    return queue.comment(newsroom, one.id).status


@pytest.mark.parametrize("verdict", Verdict)
def test_a_decision_gives_the_verdicts_status(
    newsroom: Newsroom, put: Put, verdict: Verdict
) -> None:
    before = Status.PENDING if verdict is not Verdict.HOLD else Status.APPROVED
    one = put(status=before)

    changes = decisions.decide(newsroom, Picked.of(one), verdict)

    assert status_of(newsroom, one) is verdict.status
    assert list(changes.comments) == [one.id]
    assert "Jon" in changes.sentence
    assert changes.operation == newsroom.revision()


def test_many_are_one_operation(newsroom: Newsroom, put: Put) -> None:
    many = [put(minute=minute) for minute in range(5)]
    before = newsroom.revision()

    changes = decisions.decide(newsroom, Picked.of(*many), Verdict.SPAM)

    assert newsroom.revision() == before + 1
    assert list(changes.comments) == [one.id for one in many]
    assert changes.sentence == "5 comments marked as spam."
    assert {status_of(newsroom, one) for one in many} == {Status.SPAM}


def test_a_stale_decision_is_refused_with_what_changed(
    newsroom: Newsroom, put: Put, open_desk: Callable[[str], Newsroom]
) -> None:
    one = put(name="Mireille")
    decisions.decide(open_desk("jon"), Picked.of(one), Verdict.SPAM)
    before = newsroom.revision()

    with pytest.raises(StaleDecision, match=r"jon changed the comment by Mireille .* spam") as told:
        decisions.decide(newsroom, Picked.of(one), Verdict.APPROVE)

    assert told.value.way_out
    assert status_of(newsroom, one) is Status.SPAM
    assert newsroom.revision() == before


def test_of_many_only_the_stale_are_left_and_named(
    newsroom: Newsroom, put: Put, open_desk: Callable[[str], Newsroom]
) -> None:
    stale, fresh = put(name="Mireille"), put(name="Tomás")
    decisions.decide(open_desk("jon"), Picked.of(stale), Verdict.SPAM)

    changes = decisions.decide(newsroom, Picked.of(stale, fresh), Verdict.REJECT)

    assert list(changes.comments) == [fresh.id]
    assert changes.left_count == 1
    assert changes.left[0].comment == stale.id
    assert "Mireille" in changes.left[0].sentence
    assert status_of(newsroom, stale) is Status.SPAM


def test_a_decision_that_was_taken_back_leaves_the_one_who_looked_before_it_right(
    newsroom: Newsroom, put: Put, open_desk: Callable[[str], Newsroom]
) -> None:
    one, other = put(), open_desk("jon")
    decisions.decide(other, Picked.of(one), Verdict.SPAM)
    history.undo(other)

    decisions.decide(newsroom, Picked.of(one), Verdict.APPROVE)

    assert status_of(newsroom, one) is Status.APPROVED


def test_a_comment_that_is_gone_is_stale(newsroom: Newsroom, put: Put) -> None:
    one = put()
    history.undo(newsroom)

    with pytest.raises(StaleDecision, match="took this comment back"):
        decisions.decide(newsroom, Picked.of(one), Verdict.APPROVE)
    with pytest.raises(StaleDecision, match="no longer there"):
        decisions.decide(newsroom, Picked(array("q", [999]), array("q", [1])), Verdict.APPROVE)


def test_nobody_is_approved_incomplete(newsroom: Newsroom, put: Put) -> None:
    one = put(lacks="name,email", name="")

    with pytest.raises(IncompleteComment, match="lacks name, e-mail") as told:
        decisions.decide(newsroom, Picked.of(one), Verdict.APPROVE)

    assert told.value.way_out
    assert status_of(newsroom, one) is Status.PENDING


@pytest.mark.parametrize("verdict", [Verdict.REJECT, Verdict.SPAM])
def test_an_incomplete_comment_may_be_turned_away(
    newsroom: Newsroom, put: Put, verdict: Verdict
) -> None:
    one = put(lacks="email")

    decisions.decide(newsroom, Picked.of(one), verdict)

    assert status_of(newsroom, one) is verdict.status


def test_of_many_the_incomplete_are_left_and_named(newsroom: Newsroom, put: Put) -> None:
    whole, lacking = put(), put(lacks="email", name="Tomás")

    changes = decisions.decide(newsroom, Picked.of(whole, lacking), Verdict.APPROVE)

    assert list(changes.comments) == [whole.id]
    assert [(one.comment, "Tomás" in one.sentence) for one in changes.left] == [(lacking.id, True)]
    assert changes.sentence == "1 comment approved. Left alone: 1 lacks a required field."


def test_those_changed_those_left_and_those_that_were_so_are_all_that_was_asked(
    newsroom: Newsroom, put: Put
) -> None:
    whole, other, lacking = put(), put(), put(lacks="email")
    so = [put(status=Status.APPROVED) for _one in range(3)]
    picked = Picked.of(whole, other, whole, lacking, *so)

    changes = decisions.decide(newsroom, picked, Verdict.APPROVE)
    again = decisions.decide(newsroom, Picked.of(lacking, *so), Verdict.APPROVE)

    left = "Left alone: 1 lacks a required field. 3 already were so."
    assert changes.sentence == f"2 comments approved. {left}"
    assert (len(changes.comments), changes.left_count, changes.already) == (2, 1, 3)
    assert changes.asked == 6
    assert again.sentence == left
    assert (again.operation, again.left_count, again.already, again.asked) == (None, 1, 3, 4)


def test_those_let_pass_and_those_left_are_all_that_was_asked(
    newsroom: Newsroom, put: Put, open_desk: Callable[[str], Newsroom]
) -> None:
    one, other = put(lacks="email"), put(lacks="email")
    decisions.decide(open_desk("jon"), Picked.of(other), Verdict.SPAM)

    changes = decisions.waive(newsroom, Picked.of(one, other), "known")

    assert changes.sentence == "1 comment may pass. Left alone: 1 was decided by jon since."
    assert changes.asked == 2


def test_a_waiver_lets_an_incomplete_comment_pass(newsroom: Newsroom, put: Put) -> None:
    one = put(lacks="email")

    decisions.waive(newsroom, Picked.of(one), "  known to the desk ")
    waived = queue.comment(newsroom, one.id)
    decisions.decide(newsroom, Picked.of(waived), Verdict.APPROVE)

    assert waived.waiver == "known to the desk"
    assert status_of(newsroom, one) is Status.APPROVED


def test_a_waiver_needs_a_reason(newsroom: Newsroom, put: Put) -> None:
    with pytest.raises(NewsroomError, match="only with a reason"):
        decisions.waive(newsroom, Picked.of(put(lacks="email")), "  ")


def test_a_stale_waiver_is_refused(newsroom: Newsroom, put: Put) -> None:
    one = put(lacks="email")
    decisions.decide(newsroom, Picked.of(one), Verdict.SPAM)

    with pytest.raises(StaleDecision):
        decisions.waive(newsroom, Picked.of(one), "known to the desk")


def test_what_is_so_already_is_no_change(newsroom: Newsroom, put: Put) -> None:
    one = put(status=Status.SPAM)
    before = newsroom.revision()

    changes = decisions.decide(newsroom, Picked.of(one), Verdict.SPAM)

    assert (changes.operation, list(changes.comments)) == (None, [])
    assert "already" in changes.sentence
    assert newsroom.revision() == before


def test_nothing_chosen_is_nothing_done(newsroom: Newsroom) -> None:
    changes = decisions.decide(newsroom, Picked(), Verdict.APPROVE)

    assert (changes.operation, changes.sentence) == (None, "No comment was chosen.")
    assert newsroom.revision() == 0


def test_a_reason_is_kept_with_the_operation(newsroom: Newsroom, put: Put) -> None:
    changes = decisions.decide(newsroom, Picked.of(put()), Verdict.REJECT, reason="off-topic")

    assert changes.operation is not None
    done = history.operation(newsroom, changes.operation)
    assert (done.detail, done.desk, done.count) == (
        {"reason": "off-topic", "words": "Off topic"},
        "ana",
        1,
    )


class StopsAfter(Silent):
    """Asks to stop once it was told so often how far it is."""

    def __init__(self, times: int) -> None:
        self.told: list[tuple[int, int | None]] = []
        self.times = times

    def tell(self, done: int, total: int | None, what: str) -> None:
        self.told.append((done, total))

    def stop_asked(self) -> bool:
        return len(self.told) >= self.times


def test_stopped_halfway_nothing_is_decided(
    newsroom: Newsroom, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decisions, "_BATCH", 2)
    many, before = [put() for _turn in range(6)], newsroom.revision()
    progress = StopsAfter(2)

    with pytest.raises(Cancelled):
        decisions.decide(newsroom, Picked.of(*many), Verdict.SPAM, progress=progress)

    assert progress.told == [(2, 6), (4, 6)] or newsroom.revision() == before
    assert queue.tally(newsroom).pending == 6
    assert newsroom.revision() == before + 1 - 1


def test_batches_make_one_operation_all_the_same(
    newsroom: Newsroom, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decisions, "_BATCH", 2)
    many = [put() for _turn in range(5)]

    changes = decisions.decide(newsroom, Picked.of(*many), Verdict.APPROVE)

    assert len(changes.comments) == 5
    assert history.undo(newsroom).sentence == "Undone: Approve 5 comments."
    assert queue.tally(newsroom).pending == 5


def decide_one_by_one(path: Path, desk: str, ids: list[int], verdict: Verdict) -> None:
    """What a desk in a process of its own does: look at each, and decide."""
    with open_newsroom(path, desk=desk) as newsroom:
        for number in ids:
            looked_at = queue.comment(newsroom, number)
            decisions.decide(newsroom, Picked.of(looked_at), verdict)


def test_two_processes_that_decide_at_once_lose_no_decision(newsroom: Newsroom) -> None:
    ids = [put_comment(newsroom, minute=minute).id for minute in range(200)]
    before = newsroom.revision()
    spawn = multiprocessing.get_context("spawn")
    halves = [("ana", ids[::2], Verdict.APPROVE), ("jon", ids[1::2], Verdict.SPAM)]
    desks = [
        spawn.Process(target=decide_one_by_one, args=(newsroom.path, *half)) for half in halves
    ]
    for one in desks:
        one.start()
    for one in desks:
        one.join()

    assert [one.exitcode for one in desks] == [0, 0]
    tally = queue.tally(newsroom)
    assert (tally.approved, tally.spam, tally.pending) == (100, 100, 0)
    assert newsroom.revision() == before + 200
