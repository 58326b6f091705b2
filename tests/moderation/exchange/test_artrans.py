"""Artrans: Artalk's own export, every value a string or not."""

from datetime import UTC, datetime

import pytest

from db.words import BodyFormat, Status
from moderation.errors import ImportRefused
from moderation.exchange import artrans
from tests.told import as_json, packed, tell

ROW = {
    "id": "123", "rid": "0", "content": "*Yes*", "ua": "Browser", "ip": "203.0.113.7",
    "created_at": "2021-10-28 20:50:15 +0800", "is_collapsed": "false", "is_pending": "false",
    "vote_up": "6", "nick": "Ana", "email": "ana@example.org", "link": "https://example.net",
    "password": "secret", "page_key": "/bridge.html", "page_title": "The bridge",
    "page_admin_only": "false", "site_name": "Courier",
    "site_urls": "https://example.org/,http://localhost:3000/",
}  # fmt: skip


def test_a_comment_comes_with_all_its_fields_but_no_password() -> None:
    told = tell(artrans, packed(as_json([ROW])))
    [article] = told.articles

    assert (told.comment.name, told.comment.email, told.comment.url) == (
        "Ana", "ana@example.org", "https://example.net",
    )  # fmt: skip
    assert (told.comment.body, told.comment.body_format) == ("*Yes*", BodyFormat.MARKDOWN)
    assert (told.comment.ip, told.comment.user_agent) == ("203.0.113.7", "Browser")
    assert told.comment.submitted_at == datetime(2021, 10, 28, 12, 50, 15, tzinfo=UTC)
    assert (told.comment.external_id, told.comment.parent) == ("/bridge.html:123", None)
    assert told.comment.extra == {"vote_up": "6"}
    assert (article.title, article.slug) == ("The bridge", "bridge")
    assert article.url == "https://example.org/bridge.html"
    assert told.source == "artrans:Courier"
    assert "secret" not in repr(told)


@pytest.mark.parametrize(
    ("pending", "status"),
    [("false", Status.APPROVED), (False, Status.APPROVED), (0, Status.APPROVED),
     ("true", Status.PENDING), (True, Status.PENDING), (None, Status.PENDING),
     ("odd", Status.PENDING)],
)  # fmt: skip
def test_what_is_pending(pending: object, status: Status) -> None:
    assert tell(artrans, as_json([ROW | {"is_pending": pending}])).comment.status is status


def test_a_comment_that_answers_itself_answers_none() -> None:
    rows = [ROW | {"rid": 123, "id": 123}, ROW | {"id": 124, "rid": 123}]

    assert [one.parent for one in tell(artrans, as_json(rows)).comments] == [
        None, "/bridge.html:123",
    ]  # fmt: skip


def test_another_site_in_the_file_has_articles_of_its_own() -> None:
    told = tell(artrans, as_json([ROW, ROW | {"site_name": "Other", "page_admin_only": True}]))

    assert [one.external_id for one in told.articles] == ["/bridge.html", "Other//bridge.html"]
    assert [one.open for one in told.articles] == [True, False]
    assert len({one.external_id for one in told.comments}) == 2


def test_artrans_is_recognised() -> None:
    assert artrans.looks_like(as_json([ROW]))
    assert not artrans.looks_like(as_json([{"id": 1, "content": "x"}]))


def test_what_cannot_be_taken_is_refused() -> None:
    told = tell(artrans, as_json([{}, ROW, ROW | {"page_key": ""}]))

    assert [(one.where, one.field) for one in told.refusals] == [
        ("comment 1", "comment"), ("comment 3", "article"),
    ]  # fmt: skip
    with pytest.raises(ImportRefused, match="no comments of this format"):
        tell(artrans, b"[]")
