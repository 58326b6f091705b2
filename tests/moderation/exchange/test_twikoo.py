"""Twikoo's export: lines or an array, milliseconds, and one mark for two things."""

from datetime import UTC, datetime

import pytest

from db.words import BodyFormat, Status
from moderation.exchange import twikoo, valine
from tests.told import as_json, as_lines, packed, tell

ROW = {
    "_id": "5f01", "nick": "Ana", "mail": "ana@example.org", "mailMd5": "8" * 32,
    "link": "https://example.net", "ua": "Browser", "ip": "203.0.113.7", "url": "/bridge/",
    "href": "https://Example.org/bridge/", "comment": "<p>Yes</p>", "isSpam": False,
    "master": True, "created": 1635249641284, "updated": 1635249641284,
}  # fmt: skip


def test_a_comment_comes_with_all_its_fields() -> None:
    told = tell(twikoo, as_lines([ROW]))
    [article] = told.articles

    assert (told.comment.name, told.comment.email, told.comment.url) == (
        "Ana", "ana@example.org", "https://example.net",
    )  # fmt: skip
    assert (told.comment.ip, told.comment.user_agent) == ("203.0.113.7", "Browser")
    assert (told.comment.body, told.comment.body_format) == ("<p>Yes</p>", BodyFormat.HTML)
    assert told.comment.submitted_at == datetime(2021, 10, 26, 12, 0, 41, 284000, tzinfo=UTC)
    assert told.comment.extra == {"master": "true"}
    assert (article.external_id, article.url) == ("/bridge/", "https://example.org/bridge/")
    assert "8" * 32 not in repr(told)


@pytest.mark.parametrize("pack", [as_lines, as_json, lambda rows: packed(as_lines(rows))])
def test_lines_and_arrays_are_recognised(pack: object) -> None:
    assert callable(pack)
    raw = pack([ROW])

    assert twikoo.looks_like(raw)
    assert not valine.looks_like(raw)
    assert tell(twikoo, raw).comment.external_id == "/bridge/:5f01"


def test_mongos_way_of_writing_is_read() -> None:
    row = ROW | {"_id": {"$oid": "5f02"}, "created": {"$numberLong": "1635249641284"}}
    told = tell(twikoo, as_lines([row]))

    assert told.comment.external_id == "/bridge/:5f02"
    assert told.comment.submitted_at == datetime(2021, 10, 26, 12, 0, 41, 284000, tzinfo=UTC)


@pytest.mark.parametrize(
    ("mark", "status", "warned"),
    [
        (True, Status.SPAM, "waiting-or-spam"), ("true", Status.SPAM, "waiting-or-spam"),
        (False, Status.APPROVED, None), (None, Status.APPROVED, None),
        ("perhaps", Status.PENDING, "unknown-status"), ({}, Status.PENDING, "unknown-status"),
    ],
)  # fmt: skip
def test_the_mark(mark: object, status: Status, warned: str | None) -> None:
    told = tell(twikoo, as_lines([ROW | {"isSpam": mark}]))

    assert told.comment.status is status
    assert list(told.warnings) == ([warned] if warned else [])


def test_replies_answer_their_parent() -> None:
    told = tell(twikoo, as_lines([ROW | {"pid": "b", "rid": "a"}]))

    assert told.comment.parent == "/bridge/:b"


def test_what_cannot_be_taken_is_refused_with_its_place() -> None:
    told = tell(twikoo, as_lines([ROW | {"url": "", "href": ""}, {"x": 1}, ROW]))

    assert [(one.where, one.field) for one in told.refusals] == [
        ("comment 1", "article"), ("comment 2", "comment"),
    ]  # fmt: skip
