"""The chain of the journal: a gap, an edit or a row taken out shows, whoever made it."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from db import chain, journal
from db.rows import Comment
from db.words import Verb, Verdict
from moderation import decisions, history, notes, queue
from moderation.decisions import begin
from moderation.newsroom import Newsroom, open_newsroom
from moderation.queue import Picked

MOMENT = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def kept(newsroom: Newsroom, put: Callable[..., Comment]) -> Path:
    """A closed library with six operations: added, decided, noted (4), undone, done again."""
    one, other = put(), put()
    decisions.decide(newsroom, Picked.of(one, other), Verdict.SPAM)
    notes.change(newsroom, one.id, None, "a known name")
    history.undo(newsroom)
    history.redo(newsroom)
    newsroom.close()
    return newsroom.path


def broken(path: Path, *tampering: str) -> list[tuple[int, str]]:
    """What the chain says after somebody ran these statements on the file."""
    with closing(sqlite3.connect(path)) as connection:
        for statement in tampering:
            assert connection.execute(statement).rowcount > 0
        connection.commit()
    with open_newsroom(path) as newsroom, newsroom.read() as reading:
        return list(chain.broken_links(reading))


def test_an_untouched_chain_holds(kept: Path) -> None:
    assert broken(kept) == []


@pytest.mark.parametrize(
    ("tampering", "found"),
    [
        ("UPDATE operation SET desk = 'jon' WHERE id = 3", [(3, "operation")]),
        ("UPDATE operation SET at = at + 1 WHERE id = 1", [(1, "operation")]),
        ("UPDATE operation SET count = 1 WHERE id = 3", [(3, "operation")]),
        ('UPDATE operation SET detail = \'{"reason": ""}\' WHERE id = 3', [(3, "operation")]),
        ("UPDATE operation SET hash = upper(hash) WHERE id = 2", [(2, "operation"), (3, "gap")]),
        ("DELETE FROM operation WHERE id = 3", [(4, "gap")]),
        ("UPDATE change SET after = 'approved' WHERE operation_id = 3", [(3, "changes")]),
        ("DELETE FROM change WHERE operation_id = 3 AND comment_id = 1", [(3, "changes")]),
        ("UPDATE private_change SET after = '{}' WHERE operation_id = 4", [(4, "detail")]),
        ("UPDATE private_change SET salt = 'x' WHERE operation_id = 6", [(6, "detail")]),
    ],
)
def test_tampering_shows_where_it_was_done(
    kept: Path, tampering: str, found: list[tuple[int, str]]
) -> None:
    assert broken(kept, tampering) == found


def test_fields_that_are_gone_without_an_erasure_show(kept: Path) -> None:
    assert broken(kept, "DELETE FROM private_change WHERE operation_id = 4") == [(4, "detail")]


def test_a_detail_that_is_gone_without_an_erasure_shows(kept: Path) -> None:
    with open_newsroom(kept) as newsroom:
        one = queue.comment(newsroom, 1)
        decisions.decide(newsroom, Picked.of(one), Verdict.REJECT, reason="rude")
    assert broken(kept) == []

    gone = "UPDATE operation SET detail = '{}', detail_salt = '' WHERE id = 7"
    assert broken(kept, gone) == [(7, "operation")]


def test_fields_and_details_may_be_erased_for_a_persons_sake_and_the_chain_still_holds(
    kept: Path,
) -> None:
    with open_newsroom(kept) as newsroom:
        one = queue.comment(newsroom, 1)
        decisions.decide(newsroom, Picked.of(one), Verdict.REJECT, reason="rude")
        with newsroom.write() as writing:
            erasure = begin(newsroom, writing, Verb.ERASE, {"details": [7]})
            journal.record_look(writing, erasure, one.id)
            journal.seal(writing, erasure)

    gone = (
        "DELETE FROM private_change WHERE comment_id = 1",
        "UPDATE operation SET detail = '{}', detail_salt = '' WHERE id = 7",
    )
    assert broken(kept, *gone) == []


def test_a_new_hash_for_a_changed_row_shows_in_the_next(kept: Path) -> None:
    with open_newsroom(kept) as newsroom, newsroom.write() as writing:
        writing.run("UPDATE operation SET desk = 'jon' WHERE id = 3")
        row = writing.run("SELECT * FROM operation WHERE id = 3").mappings().one()
        writing.run("UPDATE operation SET hash = ? WHERE id = 3", (chain.hash_of(dict(row)),))

    assert broken(kept) == [(4, "gap")]
