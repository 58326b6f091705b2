"""Whatever of the journal is edited with another program: `check` names the operation, first."""

from contextlib import closing

import pytest

from db.connecting import connect
from db.schema import metadata
from db.words import Verdict
from moderation import decisions, edits, queue
from moderation.edits import Edit
from moderation.newsroom import Newsroom
from moderation.search.query import Query
from moderation.soundness import look_over
from tests.calling import Put

ALSO_ENCRYPTED = True

# The edit is operation 3, between two comments that came and two decisions.
_EDITED = 3
_JOURNAL = ("operation", "change", "private_change")
_COLUMNS = [
    (table, column.name)
    for table in _JOURNAL
    for column in metadata.tables[table].columns
    if column.name not in ("id", "operation_id", "comment_id")
]


@pytest.fixture
def worked(newsroom: Newsroom, put: Put) -> Newsroom:
    """A newsroom with five operations; the third is an edit, which keeps what was before it."""
    put(), put()
    one = queue.comment(newsroom, 1)
    edits.edit(newsroom, 1, one.revision, Edit(body="I take it every other day."))
    for verdict in (Verdict.SPAM, Verdict.REJECT):
        decisions.decide(newsroom, queue.find(newsroom, Query()), verdict)
    return newsroom


def _tamper(newsroom: Newsroom, statement: str) -> None:
    with closing(connect(newsroom.path)) as raw, raw:
        raw.execute("PRAGMA ignore_check_constraints = ON")
        assert raw.execute(statement).rowcount == 1, statement


def _first_named(newsroom: Newsroom) -> str:
    return next(one.sentence for one in look_over(newsroom).findings if one.check == "history")


@pytest.mark.parametrize(("table", "column"), _COLUMNS)
def test_each_column_of_the_journal_is_sealed(worked: Newsroom, table: str, column: str) -> None:
    key = "id" if table == "operation" else "operation_id"
    statement = f'UPDATE "{table}" SET "{column}" = coalesce("{column}", 0) || \'1\''

    _tamper(worked, f"{statement} WHERE {key} = {_EDITED}")

    # Its own seal or the one before is the first that does not hold.
    assert f"peration {_EDITED}" in _first_named(worked), _first_named(worked)


@pytest.mark.parametrize("table", _JOURNAL)
def test_a_row_that_was_taken_out_is_missed(worked: Newsroom, table: str) -> None:
    key = "id" if table == "operation" else "operation_id"

    _tamper(worked, f'DELETE FROM "{table}" WHERE {key} = {_EDITED}')

    missed = _EDITED + 1 if table == "operation" else _EDITED
    assert f"peration {missed}" in _first_named(worked)


def test_the_first_bad_operation_is_named_first(worked: Newsroom) -> None:
    _tamper(worked, "UPDATE operation SET desk = 'eve' WHERE id = 4")
    _tamper(worked, "UPDATE operation SET desk = 'eve' WHERE id = 2")

    assert "peration 2" in _first_named(worked)
