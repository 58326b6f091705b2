"""Drupal: rows of its tables, and what its JSON:API answers."""

from datetime import UTC, datetime

import pytest

from db.words import BodyFormat, Status
from moderation.exchange import drupal
from tests.told import as_json, as_lines, tell

ROW = {
    "cid": "7", "pid": None, "entity_id": "3", "subject": "Yes", "uid": "0", "name": "Ana",
    "mail": "ana@example.org", "homepage": "https://example.net", "hostname": "203.0.113.7",
    "created": "1635249641", "status": "1", "thread": "01/", "comment_body_value": "<p>Yes</p>",
    "comment_body_format": "basic_html", "node_title": "The bridge",
}  # fmt: skip
RELATED: dict[str, object] = {
    "entity_id": {"data": {"type": "node--article", "id": "u-3"}},
    "pid": {"data": None},
}
RESOURCE = {
    "type": "comment--comment", "id": "u-7",
    "attributes": {
        "subject": "Yes", "name": "Ana", "homepage": None, "status": True,
        "created": "2021-10-26T12:00:41+00:00",
        "comment_body": {"value": "Yes", "format": "plain_text", "processed": "<p>Yes</p>"},
    },
    "relationships": RELATED,
}  # fmt: skip
NOON = datetime(2021, 10, 26, 12, 0, 41, tzinfo=UTC)


def test_a_row_comes_with_all_its_fields() -> None:
    told = tell(drupal, as_json([ROW]))

    assert (told.comment.name, told.comment.email, told.comment.url) == (
        "Ana", "ana@example.org", "https://example.net",
    )  # fmt: skip
    assert (told.comment.ip, told.comment.submitted_at) == ("203.0.113.7", NOON)
    assert (told.comment.body, told.comment.body_format) == ("<p>Yes</p>", BodyFormat.HTML)
    assert (told.comment.external_id, told.comment.parent) == ("3:7", None)
    assert told.comment.extra == {"subject": "Yes"}
    assert (told.articles[0].external_id, told.articles[0].title) == ("3", "The bridge")


def test_an_answer_of_the_api_comes_too() -> None:
    reply = RESOURCE | {"id": "u-8", "relationships": RELATED | {"pid": {"data": {"id": "u-7"}}}}
    raw = as_json({"jsonapi": {}, "data": [RESOURCE, reply], "links": {}})
    told = tell(drupal, raw)
    first, second = told.comments

    assert drupal.looks_like(raw)
    assert (first.name, first.email, first.submitted_at) == ("Ana", "", NOON)
    assert (first.body, first.body_format) == ("Yes", BodyFormat.TEXT)
    assert first.status is Status.APPROVED
    assert (second.external_id, second.parent) == ("u-3:u-8", first.external_id)


@pytest.mark.parametrize(
    ("told", "status"),
    [("1", Status.APPROVED), (1, Status.APPROVED), ("0", Status.PENDING), (False, Status.PENDING),
     ("2", Status.PENDING), (None, Status.PENDING)],
)  # fmt: skip
def test_statuses(told: object, status: Status) -> None:
    assert tell(drupal, as_json([ROW | {"status": told}])).comment.status is status


@pytest.mark.parametrize(
    "body",
    [
        {"comment_body_value": "Yes", "comment_body": None},
        {"comment_body": "Yes"},
        {"comment_body": {"value": "Yes"}},
        {"comment_body": [{"value": "Yes"}]},
        {"comment_body": {"processed": "Yes"}},
        {"body": "Yes"},
    ],
)
def test_the_text_stands_in_many_shapes(body: dict[str, object]) -> None:
    assert tell(drupal, as_json([ROW | {"comment_body_value": ""} | body])).comment.body == "Yes"


def test_phpmyadmin_wraps_its_rows() -> None:
    raw = as_json(
        [{"type": "header", "version": "5"}, {"type": "table", "name": "comments", "data": [ROW]}]
    )

    assert drupal.looks_like(raw)
    assert tell(drupal, raw).comment.name == "Ana"


def test_replies_and_refusals() -> None:
    told = tell(drupal, as_lines([ROW | {"pid": 6}, {}, ROW | {"entity_id": None}]))

    assert told.comment.parent == "3:6"
    assert [one.where for one in told.refusals] == ["comment 2", "comment 3"]
    other = as_json({"data": [RESOURCE, {"type": "node--article"}, 5]})
    assert [one.where for one in tell(drupal, other).refusals] == ["comment 2", "comment 3"]
