"""History: whatever was done can be taken back and done again, and says what it left alone."""

import itertools
import shutil
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from db import chain, check
from db.rows import Comment, OperationId
from db.words import Status, Verdict
from moderation import arrivals, decisions, edits, history, queue
from moderation.changes import Changes, Silent
from moderation.drafts import CommentDraft
from moderation.edits import Edit
from moderation.errors import Cancelled, IncompleteComment, NotFound, NothingToUndo
from moderation.newsroom import Newsroom, open_newsroom
from moderation.queue import Picked
from tests.putting import put_comment

Put = Callable[..., Comment]
Desk = Callable[[str], Newsroom]
Row = tuple[object, ...]


def dump(newsroom: Newsroom) -> list[Row]:
    """Every comment that is there, with its private part and its revision."""
    with newsroom.read() as reading:
        rows = reading.run(
            "SELECT c.*, p.* FROM comment c JOIN private_contact p ON p.comment_id = c.id"
            " WHERE c.status <> 'withdrawn' ORDER BY c.id"
        )
        return [tuple(row) for row in rows]


def counted(newsroom: Newsroom) -> dict[Row, int]:
    with newsroom.read() as reading:
        rows = reading.run("SELECT article_id, status, total FROM article_count WHERE total <> 0")
        return {(row[0], row[1]): row[2] for row in rows}


def recounted(newsroom: Newsroom) -> dict[Row, int]:
    with newsroom.read() as reading:
        rows = reading.run("SELECT article_id, status, count(*) FROM comment GROUP BY 1, 2")
        return {(row[0], row[1]): row[2] for row in rows}


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


_TEMPLATE: list[Path] = []


def template() -> Path:
    """A newsroom to begin with, made once: seven comments, an incomplete one among them."""
    if not _TEMPLATE:
        folder = Path(tempfile.mkdtemp())
        clock = (datetime(2026, 1, 1, tzinfo=UTC) + timedelta(n) for n in itertools.count())
        path = folder / "template.commentdesk"
        with open_newsroom(path, create=True, desk="x", clock=clock.__next__) as newsroom:
            above = put_comment(newsroom)
            put_comment(newsroom, lacks="email", email="")
            for minute, status in enumerate([*Status, Status.PENDING]):
                put_comment(newsroom, status=status, minute=minute, reply_to=above.id)
        _TEMPLATE.append(path)
    return _TEMPLATE[0]


class TwoDesks(RuleBasedStateMachine):
    """Two desks do whatever they like to one newsroom; each may take back what it just did."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name, "newsroom.commentdesk")
        shutil.copyfile(template(), path)
        self.desks = [open_newsroom(path, desk=name, zone=UTC) for name in ("ana", "jon")]
        self.begun = dump(self.desks[0])
        self.acted: set[str] = set()

    def teardown(self) -> None:
        self.undo_all_if_alone()
        for desk in self.desks:
            desk.close()
        self.folder.cleanup()

    def undo_all_if_alone(self) -> None:
        """A desk that was alone can go back to the very beginning."""
        if len(self.acted) == 1:
            desk = next(one for one in self.desks if one.desk in self.acted)
            while history.next_undo(desk) is not None:
                assert not history.undo(desk).left
            assert dump(desk) == self.begun

    def do(self, who: int, act: Callable[[Newsroom], object], *, twice: bool) -> None:
        """Act; and, if `twice`, take it back and do it again, looking at all the rows each time."""
        desk = self.desks[who]
        before, revision = dump(desk), desk.revision()
        try:
            act(desk)
        except IncompleteComment:
            assert (dump(desk), desk.revision()) == (before, revision)
            return
        if desk.revision() == revision:
            assert dump(desk) == before
            return
        self.acted.add(desk.desk)
        if twice:
            after = dump(desk)
            history.undo(desk)
            assert dump(desk) == before
            history.redo(desk)
            assert dump(desk) == after

    def some(self, dice: st.DataObject) -> list[Comment]:
        """Some of the comments that are there, as they stand."""
        ids = [row[0] for row in dump(self.desks[0])]
        chosen = dice.draw(st.lists(st.sampled_from(ids), min_size=1, max_size=5, unique=True))
        return [queue.comment(self.desks[0], int(str(one))) for one in chosen]

    @rule(
        dice=st.data(), who=st.integers(0, 1), verdict=st.sampled_from(Verdict), twice=st.booleans()
    )
    def decide(self, dice: st.DataObject, who: int, verdict: Verdict, twice: bool) -> None:
        picked = Picked.of(*self.some(dice))
        self.do(who, lambda desk: decisions.decide(desk, picked, verdict), twice=twice)

    @rule(dice=st.data(), who=st.integers(0, 1), why=st.sampled_from("ab"), twice=st.booleans())
    def waive(self, dice: st.DataObject, who: int, why: str, twice: bool) -> None:
        picked = Picked.of(*self.some(dice))
        self.do(who, lambda desk: decisions.waive(desk, picked, why), twice=twice)

    @rule(
        dice=st.data(),
        who=st.integers(0, 1),
        change=st.builds(
            Edit,
            name=st.none() | st.sampled_from(["Ana", "Øystein"]),
            email=st.none() | st.sampled_from(["new@example.net", "jon@example.org"]),
            body=st.none() | st.sampled_from(["Another text.", "See https://example.com."]),
        ),
        twice=st.booleans(),
    )
    def edit(self, dice: st.DataObject, who: int, change: Edit, twice: bool) -> None:
        one = self.some(dice)[0]
        self.do(who, lambda desk: edits.edit(desk, one.id, one.revision, change), twice=twice)

    @rule(dice=st.data(), who=st.integers(0, 1), text=st.sampled_from(["", "rude?", "known"]))
    def note(self, dice: st.DataObject, who: int, text: str) -> None:
        one = self.some(dice)[0]
        self.do(who, lambda desk: edits.note(desk, one.id, one.revision, text), twice=True)

    @rule(dice=st.data(), who=st.integers(0, 1), stands=st.booleans())
    def let_stand(self, dice: st.DataObject, who: int, stands: bool) -> None:
        one = self.some(dice)[0]
        self.do(
            who,
            lambda desk: edits.let_address_stand(desk, one.id, one.revision, stands=stands),
            twice=True,
        )

    @rule(dice=st.data(), who=st.integers(0, 1), twice=st.booleans())
    def add(self, dice: st.DataObject, who: int, twice: bool) -> None:
        above = dice.draw(st.none() | st.just(self.some(dice)[0].id))
        draft = CommentDraft("harbour", "Zoë", "zoe@example.org", "By letter.")
        self.do(
            who,
            lambda desk: arrivals.add(desk, draft, article_key="harbour", reply_to=above),
            twice=twice,
        )

    @rule(who=st.integers(0, 1))
    def undo(self, who: int) -> None:
        if history.next_undo(self.desks[who]) is not None:
            before = dump(self.desks[who])
            changes = history.undo(self.desks[who])
            assert changes.comments or changes.left_count
            self.it_adds_up(self.desks[who], changes)
            if not changes.left_count and history.next_redo(self.desks[who]) is not None:
                after = dump(self.desks[who])
                history.redo(self.desks[who])
                assert dump(self.desks[who]) == before
                history.undo(self.desks[who])
                assert dump(self.desks[who]) == after

    @rule(who=st.integers(0, 1))
    def redo(self, who: int) -> None:
        if history.next_redo(self.desks[who]) is not None:
            self.it_adds_up(self.desks[who], history.redo(self.desks[who]))

    def it_adds_up(self, desk: Newsroom, changes: Changes) -> None:
        """What was put back and what was left alone are together what it was about."""
        assert changes.operation is not None
        done = history.operation(desk, changes.operation)
        assert len(changes.comments) == done.count
        assert done.count + changes.left_count == changes.asked == done.out_of
        if 0 < changes.left_count < done.out_of:
            assert f"{done.count} of {done.out_of} " in changes.sentence

    @invariant()
    def the_counts_are_those_of_the_rows(self) -> None:
        assert counted(self.desks[0]) == recounted(self.desks[0])
        assert queue.tally(self.desks[0]).total == len(dump(self.desks[0]))

    @precondition(lambda self: self.desks[0].revision() % 5 == 0)
    @invariant()
    def the_chain_holds(self) -> None:
        with self.desks[1].read() as reading:
            assert list(chain.broken_links(reading)) == []

    @invariant()
    def the_index_says_what_the_rows_say(self) -> None:
        with self.desks[0].write() as writing:
            writing.run(
                "INSERT INTO comment_words (comment_words, rank) VALUES ('integrity-check', 1)"
            )


TestTwoDesks = TwoDesks.TestCase
TestTwoDesks.settings = settings(max_examples=25, stateful_step_count=25)
