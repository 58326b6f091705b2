"""Cusdis: rows of its table as JSON."""

from datetime import UTC, datetime

import pytest

from db.words import BodyFormat, Status
from moderation.exchange import cusdis
from tests.told import as_json, as_lines, tell

ROW = {
    "id": "c1", "pageId": "p1", "created_at": 1635249641284, "updated_at": None, "deletedAt": None,
    "moderatorId": None, "by_email": "ana@example.org", "by_nickname": "Ana", "content": "*Yes*",
    "approved": 1, "parentId": None,
}  # fmt: skip


def test_a_comment_comes_with_all_its_fields() -> None:
    told = tell(cusdis, as_json([ROW]))

    assert (told.comment.name, told.comment.email) == ("Ana", "ana@example.org")
    assert (told.comment.body, told.comment.body_format) == ("*Yes*", BodyFormat.MARKDOWN)
    assert told.comment.submitted_at == datetime(2021, 10, 26, 12, 0, 41, 284000, tzinfo=UTC)
    assert (told.comment.external_id, told.comment.parent) == ("c1", None)
    assert told.articles[0].external_id == "p1"


def test_a_page_in_the_row_names_the_article() -> None:
    page = {"id": "p1", "slug": "s", "url": "https://example.org/bridge/", "title": "The bridge"}
    [article] = tell(cusdis, as_json([ROW | {"page": page}])).articles

    assert (article.external_id, article.title, article.url, article.slug) == (
        "p1", "The bridge", "https://example.org/bridge/", "bridge",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"approved": True}, Status.APPROVED), ({"approved": 0}, Status.PENDING),
        ({"approved": "odd"}, Status.PENDING), ({"approved": None}, Status.PENDING),
        ({"deletedAt": "2022-01-01"}, Status.REJECTED), ({"deletedAt": 1}, Status.REJECTED),
    ],
)  # fmt: skip
def test_statuses(fields: dict[str, object], status: Status) -> None:
    assert tell(cusdis, as_json([ROW | fields])).comment.status is status


def test_replies_and_refusals() -> None:
    told = tell(cusdis, as_lines([ROW | {"id": "c2", "parentId": "c1"}, {}, ROW | {"pageId": ""}]))

    assert told.comment.parent == "c1"
    assert [one.where for one in told.refusals] == ["comment 2", "comment 3"]


def test_rows_are_recognised() -> None:
    assert cusdis.looks_like(as_json([ROW]))
    assert not cusdis.looks_like(as_json([{"id": 1, "content": "x"}]))
