"""Valine and Waline: rows of LeanCloud and of Waline's own tools."""

from datetime import UTC, datetime

import pytest

from db.words import BodyFormat, Status
from moderation.errors import ImportRefused
from moderation.exchange import valine
from tests.told import as_json, as_lines, packed, tell

ROW = {
    "objectId": "5f01", "nick": "Ana", "mail": "ana@example.org", "link": "https://example.net",
    "comment": "<p>Yes</p>\n", "ip": "203.0.113.7", "ua": "Browser", "url": "/bridge/",
    "status": "approved", "emailHash": "8" * 32, "like": 2,
    "insertedAt": {"__type": "Date", "iso": "2021-10-26T13:00:38.196Z"},
    "createdAt": "2022-01-01T00:00:00.000Z", "updatedAt": "2022-01-01T00:00:00.000Z",
}  # fmt: skip
OLD = {key: value for key, value in ROW.items() if key != "status"}


def test_a_comment_comes_with_all_its_fields() -> None:
    told = tell(valine, as_json([ROW]))

    assert (told.comment.name, told.comment.email, told.comment.url) == (
        "Ana", "ana@example.org", "https://example.net",
    )  # fmt: skip
    assert (told.comment.ip, told.comment.user_agent) == ("203.0.113.7", "Browser")
    assert (told.comment.body, told.comment.body_format) == ("<p>Yes</p>\n", BodyFormat.HTML)
    assert told.comment.submitted_at == datetime(2021, 10, 26, 13, 0, 38, 196000, tzinfo=UTC)
    assert told.comment.extra == {"like": "2", "updatedAt": "2022-01-01T00:00:00.000Z"}
    assert (told.articles[0].external_id, told.articles[0].slug) == ("/bridge/", "bridge")
    assert told.source == "valine:"


@pytest.mark.parametrize(
    "raw",
    [
        as_json([ROW]),
        as_lines([ROW]),
        b'#filetype:JSON-streaming {"type":"Class","class":"Comment"}\n' + as_lines([ROW]),
        as_json({"results": [ROW]}),
        as_json({"type": "waline", "version": 1, "data": {
            "Users": [{"objectId": "1", "email": "x@example.org", "password": "secret"}],
            "Comment": [ROW], "Counter": [{"url": "/bridge/", "time": 9}],
        }}),
        packed(as_lines([ROW])),
    ],
    ids=["array", "lines", "LeanCloud", "results", "Waline", "packed"],
)  # fmt: skip
def test_rows_are_found_whatever_stands_around_them(raw: bytes) -> None:
    assert valine.looks_like(raw)
    told = tell(valine, raw)

    assert told.comment.name == "Ana"
    assert told.refusals == []
    assert "secret" not in repr(told)


@pytest.mark.parametrize(
    ("fields", "status", "warned"),
    [
        ({"status": "approved"}, Status.APPROVED, None),
        ({"status": "waiting"}, Status.PENDING, None),
        ({"status": "spam"}, Status.SPAM, None),
        ({"status": "odd"}, Status.PENDING, "unknown-status"),
        ({}, Status.PENDING, "no-status"),
        ({"ACL": {"*": {"read": True}}}, Status.APPROVED, "public"),
        ({"ACL": {"*": {"read": False}}}, Status.PENDING, "no-status"),
        ({"ACL": "x"}, Status.PENDING, "no-status"),
        ({"ACL": {"*": {"read": True}}, "isSpam": True}, Status.SPAM, None),
        ({"status": "approved", "isSpam": "true"}, Status.SPAM, None),
        ({"status": "spam", "ACL": {"*": {"read": True}}}, Status.SPAM, None),
    ],
)
def test_statuses(fields: dict[str, object], status: Status, warned: str | None) -> None:
    told = tell(valine, as_json([OLD | fields]))

    assert told.comment.status is status
    assert list(told.warnings) == ([warned] if warned else [])


def test_a_reply_answers_its_parent_else_the_first_of_its_thread() -> None:
    rows = [ROW | {"pid": "b", "rid": "a"}, ROW | {"rid": "a"}, ROW | {"pid": "", "rid": ""},
            ROW | {"pid": 0}]  # fmt: skip

    assert [one.parent for one in tell(valine, as_json(rows)).comments] == [
        "/bridge/:b", "/bridge/:a", None, None,
    ]  # fmt: skip


def test_rows_of_a_database_have_numbers_and_times_without_a_zone() -> None:
    row = {**OLD, "id": 7, "insertedAt": "2021-10-26 13:00:38", "comment": "**Yes**"}
    del row["objectId"]
    told = tell(valine, as_json([row]))

    assert told.comment.external_id == "/bridge/:7"
    assert told.comment.body_format is BodyFormat.MARKDOWN
    assert told.warnings == {"no-status": 1, "no-zone": 1}


def test_a_hash_is_no_address() -> None:
    assert tell(valine, as_json([ROW | {"mail": "8" * 32}])).comment.email == ""


def test_what_cannot_be_taken_is_refused_with_its_place() -> None:
    told = tell(valine, as_json([ROW, {}, ROW | {"url": None}, "x"]))

    assert [(one.where, one.field) for one in told.refusals] == [
        ("comment 2", "comment"), ("comment 3", "article"), ("comment 4", "comment"),
    ]  # fmt: skip


def test_other_json_is_not_taken() -> None:
    assert not valine.looks_like(as_json([{"nick": "x"}]))
    with pytest.raises(ImportRefused, match="no comments of this format"):
        tell(valine, b"[]")
