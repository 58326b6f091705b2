"""Two desks do whatever they like to one newsroom; it holds together, and each may go back."""

import itertools
import shutil
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from db import chain
from db.rows import Comment
from db.words import Status, Verdict
from moderation import arrivals, decisions, edits, history, notes, queue
from moderation.changes import Changes
from moderation.drafts import CommentDraft
from moderation.edits import Edit
from moderation.errors import IncompleteComment
from moderation.newsroom import Newsroom, open_newsroom
from moderation.queue import Picked
from tests.moderation.rows import Row, dump
from tests.putting import put_comment


def counted(newsroom: Newsroom) -> dict[Row, int]:
    with newsroom.read() as reading:
        rows = reading.run("SELECT article_id, status, total FROM article_count WHERE total <> 0")
        return {(row[0], row[1]): row[2] for row in rows}


def recounted(newsroom: Newsroom) -> dict[Row, int]:
    with newsroom.read() as reading:
        rows = reading.run("SELECT article_id, status, count(*) FROM comment GROUP BY 1, 2")
        return {(row[0], row[1]): row[2] for row in rows}


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
        self.do(who, lambda desk: notes.change(desk, one.id, None, text), twice=True)

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
