"""History: whatever was done can be taken back and done again, and says what it left alone."""

from collections.abc import Callable
from pathlib import Path

import pytest

from db import chain, check
from db.rows import Comment, OperationId
from db.words import Status, Verdict
from moderation import decisions, edits, history, queue
from moderation.changes import Silent
from moderation.errors import Cancelled, NotFound, NothingToUndo
from moderation.newsroom import Newsroom, open_newsroom
from moderation.queue import Picked
from tests.moderation.rows import dump
from tests.putting import put_comment

Put = Callable[..., Comment]
Desk = Callable[[str], Newsroom]


def test_undo_gives_back_what_was_before_and_redo_what_was_after(
    newsroom: Newsroom, put: Put
) -> None:
    one, other = put(), put(status=Status.REJECTED)
    before = dump(newsroom)
    decisions.decide(newsroom, Picked.of(one, other), Verdict.SPAM)
    after = dump(newsroom)

    undone = history.undo(newsroom)
    assert dump(newsroom) == before
    redone = history.redo(newsroom)
    assert dump(newsroom) == after

    assert undone.sentence == "Undone: Mark 2 comments as spam."
    assert redone.sentence == "Done again: Mark 2 comments as spam."
    assert list(undone.comments) == list(redone.comments) == [one.id, other.id]


class Stopping(Silent):
    """Says stop whenever it is asked."""

    def stop_asked(self) -> bool:
        return True


def test_stopped_in_the_midst_nothing_is_taken_back_or_done_again(
    newsroom: Newsroom, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    comments = [put(f"Number {number}") for number in range(40)]
    decisions.decide(newsroom, Picked.of(*comments), Verdict.SPAM)
    decided = dump(newsroom)
    monkeypatch.setattr(check, "_STEPS", 100)

    with pytest.raises(Cancelled, match="Nothing was changed"):
        history.undo(newsroom, progress=Stopping())
    assert dump(newsroom) == decided
    history.undo(newsroom, progress=Silent())
    taken_back = dump(newsroom)
    with pytest.raises(Cancelled, match="Nothing was changed"):
        history.redo(newsroom, progress=Stopping())

    assert dump(newsroom) == taken_back
    history.redo(newsroom)
    assert [row[1:] for row in dump(newsroom)] == [row[1:] for row in decided]
    with newsroom.read() as reading:
        assert not list(chain.broken_links(reading))


def test_undo_survives_a_restart(tmp_path: Path, open_desk: Callable[..., Newsroom]) -> None:
    with open_newsroom(tmp_path / "n.commentdesk", create=True, desk="ana") as newsroom:
        first, second = put_comment(newsroom), put_comment(newsroom)
        before = dump(newsroom)
        decisions.decide(newsroom, Picked.of(first), Verdict.APPROVE)
        decisions.decide(newsroom, Picked.of(second), Verdict.SPAM)

    with open_newsroom(tmp_path / "n.commentdesk", desk="ana") as again:
        waiting = history.next_undo(again)
        assert waiting is not None
        assert history.describe(waiting) == "Mark 1 comment as spam"
        history.undo(again)
    with open_newsroom(tmp_path / "n.commentdesk", desk="ana") as once_more:
        history.undo(once_more)

        assert dump(once_more) == before


def test_undo_takes_back_ones_own_and_leaves_what_another_desk_did(
    newsroom: Newsroom, put: Put, open_desk: Desk
) -> None:
    mine, theirs = put(), put()
    other = open_desk("jon")
    decisions.decide(newsroom, Picked.of(mine), Verdict.APPROVE)
    decisions.decide(other, Picked.of(theirs), Verdict.SPAM)

    history.undo(newsroom)

    assert queue.comment(newsroom, mine.id).status is Status.PENDING
    assert queue.comment(newsroom, theirs.id).status is Status.SPAM


def test_undo_leaves_alone_and_names_what_another_desk_decided_since(
    newsroom: Newsroom, put: Put, open_desk: Desk
) -> None:
    one, other = put(name="Mireille"), put()
    decisions.decide(newsroom, Picked.of(one, other), Verdict.SPAM)
    jon = open_desk("jon")
    decisions.decide(jon, Picked.of(queue.comment(jon, one.id)), Verdict.APPROVE)

    changes = history.undo(newsroom)

    assert list(changes.comments) == [other.id]
    assert (changes.left_count, changes.left[0].comment) == (1, one.id)
    assert "jon changed the comment by Mireille" in changes.left[0].sentence
    assert queue.comment(newsroom, one.id).status is Status.APPROVED


def test_an_approval_is_not_taken_up_again_that_the_site_would_refuse_today(
    newsroom: Newsroom, put: Put
) -> None:
    one, other = put(status=Status.APPROVED, email=""), put(status=Status.APPROVED)
    decisions.decide(newsroom, Picked.of(one, other), Verdict.REJECT)
    with newsroom.write() as writing:
        writing.run("UPDATE comment SET lacks = 'email' WHERE id = ?", (one.id,))

    changes = history.undo(newsroom)

    assert list(changes.comments) == [other.id]
    assert [left.comment for left in changes.left] == [one.id]
    assert "lacks e-mail" in changes.left[0].sentence
    assert queue.comment(newsroom, one.id).status is Status.REJECTED


def test_there_is_an_end_to_undo_and_redo(newsroom: Newsroom, put: Put) -> None:
    with pytest.raises(NothingToUndo, match="nothing to undo"):
        history.undo(newsroom)
    with pytest.raises(NothingToUndo, match="nothing to do again"):
        history.redo(newsroom)
    put()
    history.undo(newsroom)
    with pytest.raises(NothingToUndo):
        history.undo(newsroom)
    history.redo(newsroom)
    with pytest.raises(NothingToUndo):
        history.redo(newsroom)


def test_doing_something_else_ends_redo(newsroom: Newsroom, put: Put) -> None:
    one = put()
    decisions.decide(newsroom, Picked.of(one), Verdict.SPAM)
    history.undo(newsroom)
    put()

    assert history.next_redo(newsroom) is None
    with pytest.raises(NothingToUndo):
        history.redo(newsroom)


def test_looking_at_an_address_neither_ends_redo_nor_is_undone(
    newsroom: Newsroom, put: Put
) -> None:
    one = put()
    decisions.decide(newsroom, Picked.of(one), Verdict.SPAM)
    history.undo(newsroom)

    assert edits.reveal_contact(newsroom, one.id).email == "jon@example.org"

    told = [history.describe(done) for done, _change in history.story(newsroom, one.id)]
    assert told[-1] == "Look at the e-mail of 1 comment"
    assert history.next_redo(newsroom) is not None
    with pytest.raises(NothingToUndo, match="cannot be unseen"):
        history.undo(newsroom, history.operations(newsroom)[0].id)


def test_an_operation_of_long_ago_can_be_taken_back_by_its_number(
    newsroom: Newsroom, put: Put
) -> None:
    one, other = put(), put()
    early = decisions.decide(newsroom, Picked.of(one), Verdict.SPAM).operation
    decisions.decide(newsroom, Picked.of(other), Verdict.SPAM)

    history.undo(newsroom, early)

    assert queue.comment(newsroom, one.id).status is Status.PENDING
    assert queue.comment(newsroom, other.id).status is Status.SPAM
    with pytest.raises(NothingToUndo, match="taken back already"):
        history.undo(newsroom, early)
    with pytest.raises(NotFound):
        history.undo(newsroom, OperationId(999))


def test_the_story_of_a_comment_is_told_in_order(newsroom: Newsroom, put: Put) -> None:
    one = put()
    decisions.decide(newsroom, Picked.of(one), Verdict.APPROVE)
    history.undo(newsroom)
    history.redo(newsroom)

    told = history.story(newsroom, one.id)

    assert [history.describe(done) for done, _change in told] == [
        "Add 1 comment", "Approve 1 comment", "Undo: Approve 1 comment", "Redo: Approve 1 comment",
    ]  # fmt: skip
    assert [change.before for _done, change in told] == [
        None, Status.PENDING, Status.APPROVED, Status.PENDING,
    ]  # fmt: skip
    assert [done.at for done, _change in told] == sorted(done.at for done, _change in told)
    assert not told[1][0].undone


def test_older_operations_come_page_by_page(newsroom: Newsroom, put: Put) -> None:
    for _turn in range(5):
        put()

    newest = history.operations(newsroom, limit=2)
    older = history.operations(newsroom, limit=2, before=newest[-1].id)

    assert [one.id for one in (*newest, *older)] == [5, 4, 3, 2]
