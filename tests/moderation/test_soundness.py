"""Every check finds what it is for, and nothing where there is nothing."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from db.connecting import connect
from db.words import Status, Verdict
from moderation import decisions, queue
from moderation.errors import Cancelled
from moderation.newsroom import Newsroom
from moderation.search.query import Query
from moderation.soundness import NAMED, look_over
from tests.calling import Put

ALSO_ENCRYPTED = True


def _tamper(newsroom: Newsroom, *statements: str) -> None:
    """What somebody might do with another program, past every rule that can be switched off."""
    with closing(connect(newsroom.path)) as raw, raw:
        raw.execute("PRAGMA ignore_check_constraints = ON")
        for statement in statements:
            assert raw.execute(statement).rowcount, statement


def _found(newsroom: Newsroom) -> set[tuple[str, str]]:
    return {(one.check, one.sentence) for one in look_over(newsroom).findings}


def test_a_newsroom_that_was_only_worked_with_is_sound(filled: Newsroom) -> None:
    decisions.decide(filled, queue.find(filled, Query()), Verdict.SPAM)

    outcome = look_over(filled)

    assert outcome.is_sound
    assert outcome.comments == queue.tally(filled).total
    assert outcome.operations == filled.revision()


@pytest.mark.parametrize(
    ("statement", "check", "words"),
    [
        ("UPDATE article_count SET total = total + 1", "counts", "“bridge” is said to have 2"),
        ("DELETE FROM status_count WHERE status = 'pending'", "counts", "said to have 0"),
        ("UPDATE operation SET desk = 'eve' WHERE id = 1", "history", "Operation 1 was changed"),
        ("UPDATE \"change\" SET before = 'spam'", "history", "What operation 1 did was changed"),
        ("UPDATE operation SET previous_hash = 'x'", "history", "The operation before operation 1"),
        ("UPDATE comment SET kind = ''", "file", "The file is damaged: CHECK constraint failed"),
        ("UPDATE comment SET article_id = 99", "file", "points at a row of “article”"),
        ("DELETE FROM private_contact", "completeness", "has lost its private part"),
    ],
)
def test_what_was_tampered_with_is_found(
    newsroom: Newsroom, put: Put, statement: str, check: str, words: str
) -> None:
    put(article="bridge")
    _tamper(newsroom, statement)

    found = _found(newsroom)

    assert [told for name, told in found if name == check and words in told], found


def test_a_status_set_behind_the_back_of_the_history_is_found(newsroom: Newsroom, put: Put) -> None:
    comment = put()
    _tamper(newsroom, f"UPDATE comment SET status = 'approved' WHERE id = {comment.id}")

    sentence = "Comment 1 stands otherwise than the history says."
    assert _found(newsroom) == {("history", sentence)}


@pytest.mark.parametrize("change", ["lacks = 'name,email'", "text = ''"])
def test_an_approved_comment_that_lacks_something_is_found(
    newsroom: Newsroom, put: Put, change: str
) -> None:
    put(status=Status.APPROVED)
    _tamper(newsroom, f"UPDATE comment SET {change}")

    found = [told for name, told in _found(newsroom) if name == "completeness"]

    fields = "name, e-mail" if "lacks" in change else "comment"
    assert found == [f"Comment 1 is approved and lacks {fields}, without a waiver."]


def test_a_waiver_makes_it_right(newsroom: Newsroom, put: Put) -> None:
    put(status=Status.APPROVED)
    _tamper(newsroom, "UPDATE comment SET lacks = 'name', waiver = 'known to us'")

    assert _found(newsroom) == set()


def test_a_reply_under_another_article_is_found(newsroom: Newsroom, put: Put) -> None:
    put(article="bridge"), put(article="ferry")
    _tamper(newsroom, "UPDATE comment SET parent_id = 1 WHERE id = 2")

    assert _found(newsroom) == {
        ("threads", "Comment 2 answers a comment under another article.")
    }  # fmt: skip


def test_an_index_that_forgot_a_word_is_found(newsroom: Newsroom, put: Put) -> None:
    comment = put("bridge")
    _tamper(
        newsroom,
        "INSERT INTO comment_words (comment_words, rowid, name, text)"
        f" VALUES ('delete', {comment.id}, 'Jon', 'bridge')",
    )

    assert _found(newsroom) == {
        ("search", "The search index does not hold what the comments say.")
    }  # fmt: skip


def test_so_many_of_one_kind_are_named_and_all_are_counted(newsroom: Newsroom, put: Put) -> None:
    for _one in range(NAMED + 5):
        put()
    _tamper(newsroom, "DELETE FROM private_contact")

    outcome = look_over(newsroom)

    assert (len(outcome.findings), outcome.count) == (NAMED, NAMED + 5)
    assert outcome.sentence == f"{NAMED + 5} things are not as they must be."


def test_bytes_that_were_flipped_are_found(
    newsroom: Newsroom,
    put: Put,
    open_desk: Callable[..., Newsroom],
    tmp_path: Path,
    kept_how: str,
) -> None:
    for number in range(400):
        put(f"{number} " * 40)
    copy = tmp_path / "copy.commentdesk"
    newsroom.back_up(copy)
    size = copy.stat().st_size // 4096
    is_plain = kept_how == "plain"
    page = copy.read_bytes().find(b"200 200 200") // 4096 if is_plain else size // 2
    with copy.open("r+b") as file:
        file.seek(page * 4096 + 100)
        file.write(b"\xff" * 2000)
    damaged = open_desk(path=copy)

    outcome = look_over(damaged)

    assert not outcome.is_sound
    assert {"file", "search"} <= {one.check for one in outcome.findings}


def test_nothing_is_left_beside_the_newsroom(newsroom: Newsroom, put: Put) -> None:
    put()
    before = set(newsroom.path.parent.iterdir())

    look_over(newsroom)

    assert set(newsroom.path.parent.iterdir()) == before


@pytest.mark.parametrize("looks", range(8))
def test_it_can_be_stopped_at_any_time(newsroom: Newsroom, put: Put, looks: int) -> None:
    put()

    class Impatient:
        asked = 0

        def tell(self, done: int, total: int | None, what: str) -> None:
            assert total is not None
            assert done <= total

        def stop_asked(self) -> bool:
            self.asked += 1
            return self.asked > looks

    if looks < 5:
        with pytest.raises(Cancelled, match="Nothing was changed"):
            look_over(newsroom, progress=Impatient())
    assert look_over(newsroom).is_sound


def test_others_write_while_it_checks(
    newsroom: Newsroom, put: Put, open_desk: Callable[..., Newsroom]
) -> None:
    put()
    other = open_desk("jon")

    class Meanwhile:
        def tell(self, done: int, total: int | None, what: str) -> None:
            picked = queue.find(other, Query())
            verdict = Verdict.SPAM if done % 2 else Verdict.REJECT
            decisions.decide(other, picked, verdict)

        def stop_asked(self) -> bool:
            return False

    assert look_over(newsroom, progress=Meanwhile()).is_sound
