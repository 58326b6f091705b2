"""Isso's generic JSON: threads with their comments, whatever comes first in them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from db.words import BodyFormat, Status
from moderation.errors import ImportRefused
from moderation.exchange import isso_json
from moderation.exchange.source import Wishes
from tests.told import as_json, packed, tell

COMMENT = {
    "id": 0, "author": " Ana ", "email": "ana@example.org", "website": "https://example.net",
    "remote_addr": "203.0.113.7", "created": "2024-03-01 12:00:00", "text": "*Yes*\n",
}  # fmt: skip


def threads(*comments: object) -> bytes:
    """Two threads, each telling its comments before its own name; ids are those of a thread."""
    return as_json(
        [
            {"comments": list(comments), "id": "/bridge/", "title": "The bridge"},
            {"comments": [COMMENT], "id": "/soup/", "title": ""},
        ]
    )


def test_a_comment_comes_with_all_its_fields() -> None:
    told = tell(isso_json, threads(COMMENT))
    comment = told.comments[0]

    assert (comment.name, comment.email, comment.url) == (
        "Ana", "ana@example.org", "https://example.net",
    )  # fmt: skip
    assert (comment.body, comment.body_format) == ("*Yes*\n", BodyFormat.MARKDOWN)
    assert (comment.ip, comment.status) == ("203.0.113.7", Status.APPROVED)
    assert comment.submitted_at == datetime(2024, 3, 1, 12, tzinfo=UTC)
    assert told.warnings == {"no-zone": 2}
    assert told.source == "isso-json:"


def test_ids_are_those_of_a_thread_and_nought_is_one() -> None:
    told = tell(isso_json, threads(COMMENT, COMMENT | {"id": "1"}, COMMENT | {"id": None}))

    assert [one.external_id for one in told.comments] == [
        "/bridge/:0", "/bridge/:1", None, "/soup/:0",
    ]  # fmt: skip


def test_threads_are_articles_even_without_a_comment() -> None:
    told = tell(isso_json, threads())

    assert [(one.external_id, one.title) for one in told.articles] == [
        ("/bridge/", "The bridge"), ("/soup/", "/soup/"),
    ]  # fmt: skip


def test_times_are_read_in_the_wished_zone() -> None:
    wishes = Wishes(zone=timezone(timedelta(hours=1)))

    told = tell(isso_json, packed(threads()), wishes)
    assert told.comment.submitted_at == datetime(2024, 3, 1, 11, tzinfo=UTC)
    assert told.warnings == {}


@pytest.mark.parametrize("mode", [4, "4"])
def test_what_its_author_deleted_comes_rejected_and_without_a_trace(mode: object) -> None:
    comment = tell(isso_json, threads(COMMENT | {"mode": mode})).comments[0]

    assert (comment.status, comment.email, comment.ip) == (Status.REJECTED, "", "")


def test_an_unknown_mode_waits_and_an_address_of_nobody_is_none() -> None:
    told = tell(isso_json, threads(COMMENT | {"mode": 9, "remote_addr": "0.0.0.0"}))

    assert (told.comments[0].status, told.comments[0].ip) == (Status.PENDING, "")
    assert told.warnings["unknown-status"] == 1


def test_a_reply_keeps_its_parent() -> None:
    told = tell(isso_json, threads(COMMENT, COMMENT | {"id": 1, "parent": 0}))

    assert told.comments[1].parent == told.comments[0].external_id


def test_what_cannot_be_taken_is_refused_with_its_place() -> None:
    raw = as_json([{"comments": [COMMENT, 7, {"x": 1}, None], "title": "No id"}])
    told = tell(isso_json, raw)

    assert [(one.where, one.field) for one in told.refusals] == [
        ("comment 1", "article"), ("comment 2", "comment"), ("comment 3", "comment"),
        ("comment 4", "comment"),
    ]  # fmt: skip


def test_threads_are_recognised_by_their_comments() -> None:
    assert isso_json.looks_like(threads(COMMENT))
    assert isso_json.looks_like(packed(threads(COMMENT)))
    assert not isso_json.looks_like(as_json([{"id": "/", "comments": [{"text": "x"}]}]))


def test_a_file_without_threads_is_refused() -> None:
    with pytest.raises(ImportRefused, match="no comments of this format"):
        tell(isso_json, as_json({"posts": []}))
