"""Livefyre archives: a thread a line, its comments told before its name."""

from datetime import UTC, datetime

import pytest

from db.words import BodyFormat, Status
from moderation.errors import ImportRefused
from moderation.exchange import livefyre
from tests.told import as_json, as_lines, tell

COMMENT = {
    "id": 7, "author_id": "u1", "created": "2014-03-04T18:34:13", "body_html": "<p>Yes</p>",
    "imported_display_name": "Ana", "imported_email": "ana@example.org",
    "imported_url": "https://example.net",
}  # fmt: skip


def thread(key: object, *comments: object, **more: object) -> dict[str, object]:
    source = "https://example.org/2014/bridge.html"
    return {
        "comments": list(comments), "title": "The bridge", "source": source,
        "created": "2014-03-01T00:00:00Z", "id": key, **more,
    }  # fmt: skip


def test_a_thread_comes_with_its_comments() -> None:
    told = tell(livefyre, as_lines([thread("a", COMMENT, COMMENT | {"id": 8, "parent_id": 7})]))
    [article] = told.articles
    first, reply = told.comments

    assert (article.external_id, article.title, article.slug, article.open) == (
        "a", "The bridge", "bridge", True,
    )  # fmt: skip
    assert article.url == "https://example.org/2014/bridge.html"
    assert article.published_at == datetime(2014, 3, 1, tzinfo=UTC)
    assert (first.name, first.email, first.url) == ("Ana", "ana@example.org", "https://example.net")
    assert (first.body, first.body_format) == ("<p>Yes</p>", BodyFormat.HTML)
    assert first.submitted_at == datetime(2014, 3, 4, 18, 34, 13, tzinfo=UTC)
    assert (reply.external_id, reply.parent) == ("a:8", "a:7")
    assert first.extra == {"author_id": "u1"}


def test_there_are_no_statuses_so_all_wait() -> None:
    told = tell(livefyre, as_lines([thread("a", COMMENT), thread("b", COMMENT)]))

    assert {one.status for one in told.comments} == {Status.PENDING}
    assert told.warnings == {"no-status": 2, "no-zone": 2}
    assert [one.external_id for one in told.comments] == ["a:7", "b:7"]


def test_a_thread_may_be_closed_and_known_by_its_address_alone() -> None:
    told = tell(livefyre, as_lines([thread(None, COMMENT, allow_comments=False)]))

    assert not told.articles[0].open
    assert told.comment.external_id == "https://example.org/2014/bridge.html:7"


def test_comments_of_no_thread_are_refused() -> None:
    told = tell(livefyre, as_lines([{"comments": [COMMENT, 1]}, thread("a", COMMENT)]))

    assert [(one.where, one.field) for one in told.refusals] == [
        ("comment 1", "article"), ("comment 2", "comment"),
    ]  # fmt: skip
    assert told.comment.where == "comment 3"


def test_archives_are_recognised_and_others_refused() -> None:
    assert livefyre.looks_like(as_lines([thread("a", COMMENT)]))
    assert not livefyre.looks_like(as_json([{"comments": [{"text": "x"}]}]))
    with pytest.raises(ImportRefused, match="no comments of this format"):
        tell(livefyre, as_json({"posts": []}))
