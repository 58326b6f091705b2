"""Ghost: its table of comments alone, and beside members and posts."""

from datetime import UTC, datetime

import pytest

from db.words import BodyFormat, Status
from moderation.exchange import ghost
from tests.told import as_json, as_lines, tell

ROW = {
    "id": "c1", "post_id": "p1", "member_id": "m1", "parent_id": None, "in_reply_to_id": None,
    "status": "published", "html": "<p>Yes</p>", "edited_at": None,
    "created_at": "2022-07-04T09:25:31.000Z", "updated_at": "2022-07-04T09:25:31.000Z",
}  # fmt: skip
DUMP = {
    "db": [{"meta": {"version": "5"}, "data": {
        "comments": [ROW],
        "members": [{"id": "m1", "name": "Ana", "email": "ana@example.org"}],
        "posts": [{"id": "p1", "title": "The bridge", "slug": "bridge", "html": "<p>…</p>"}],
    }}]
}  # fmt: skip


def test_a_dump_tells_who_wrote_and_under_what() -> None:
    told = tell(ghost, as_json(DUMP))
    [article] = told.articles

    assert (told.comment.name, told.comment.email) == ("Ana", "ana@example.org")
    assert (told.comment.body, told.comment.body_format) == ("<p>Yes</p>", BodyFormat.HTML)
    assert told.comment.submitted_at == datetime(2022, 7, 4, 9, 25, 31, tzinfo=UTC)
    assert (article.external_id, article.title, article.slug) == ("p1", "The bridge", "bridge")
    assert told.warnings == {}


def test_rows_alone_name_nobody() -> None:
    told = tell(ghost, as_lines([ROW]))

    assert (told.comment.name, told.comment.extra) == ("", {"member_id": "m1"})
    assert told.warnings == {"no-member": 1}


def test_a_member_in_the_row_names_the_commenter() -> None:
    row = ROW | {"member": {"name": "Ben", "email": "ben@example.org"}}

    told = tell(ghost, as_json({"comments": [row]}))
    assert (told.comment.name, told.comment.email) == ("Ben", "ben@example.org")


@pytest.mark.parametrize(
    ("told", "status"),
    [("published", Status.APPROVED), ("hidden", Status.REJECTED), ("deleted", Status.REJECTED),
     ("odd", Status.PENDING), (None, Status.PENDING)],
)  # fmt: skip
def test_statuses(told: object, status: Status) -> None:
    assert tell(ghost, as_json([ROW | {"status": told}])).comment.status is status


def test_a_reply_answers_the_reply_that_it_names() -> None:
    rows = [ROW | {"parent_id": "a", "in_reply_to_id": "b"}, ROW | {"parent_id": "a"}]

    assert [one.parent for one in tell(ghost, as_json(rows)).comments] == ["b", "a"]


def test_rows_are_recognised_and_others_refused_with_their_place() -> None:
    assert ghost.looks_like(as_json([ROW]))
    assert ghost.looks_like(as_json(DUMP))
    assert not ghost.looks_like(as_json([{"id": 1, "html": "x"}]))
    told = tell(ghost, as_json([{}, ROW, ROW | {"post_id": None}]))
    assert [one.where for one in told.refusals] == ["comment 1", "comment 3"]
