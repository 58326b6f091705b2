"""Remark42: backups, and the trees and lists that its API answers."""

from datetime import UTC, datetime

import pytest

from db.words import BodyFormat, Status
from moderation.errors import ImportRefused
from moderation.exchange import remark42
from tests.told import as_json, as_lines, packed, tell

URL = "https://example.org/bridge/"
META = {
    "version": 1,
    "users": [
        {"id": "github_b", "blocked": {"status": True, "until": "2030-01-01T00:00:00Z"}},
        {"id": "github_a", "blocked": {"status": False}, "verified": True},
    ],
    "posts": [{"url": URL, "read_only": True}],
}


def comment(number: str, parent: str = "", **more: object) -> dict[str, object]:
    return {
        "id": number, "pid": parent, "text": "<p>Yes</p>\n", "orig": "Yes",
        "user": {"name": "Ana", "id": "github_a", "ip": "15" * 20, "picture": "https://x.example"},
        "locator": {"site": "courier", "url": URL}, "score": 2, "votes": {"github_b": True},
        "time": "2019-09-14T07:26:23.4121277-05:00", **more,
    }  # fmt: skip


def backup(*comments: object, meta: object = META) -> bytes:
    return as_lines([meta, *comments])


def test_a_comment_comes_with_all_its_fields_and_no_address() -> None:
    told = tell(remark42, packed(backup(comment("a", title="The bridge"))))

    assert (told.comment.name, told.comment.email, told.comment.ip) == ("Ana", "", "")
    assert (told.comment.body, told.comment.body_format) == ("<p>Yes</p>\n", BodyFormat.HTML)
    assert told.comment.status is Status.APPROVED
    assert told.comment.submitted_at == datetime(2019, 9, 14, 12, 26, 23, 412127, tzinfo=UTC)
    assert told.comment.extra == {"user_id": "github_a", "ip_hash": "15" * 20, "score": "2"}
    assert (told.source, told.title) == ("remark42:courier", "courier")


def test_an_article_has_the_title_that_any_comment_tells() -> None:
    told = tell(remark42, backup(comment("a"), comment("b", title="The bridge")))
    [article] = told.articles

    assert (article.external_id, article.title, article.url, article.slug) == (
        URL, "The bridge", URL, "bridge",
    )  # fmt: skip
    assert not article.open


def test_replies_find_what_they_answer() -> None:
    told = tell(remark42, backup(comment("b", "a"), comment("a")))

    assert [(one.external_id, one.parent) for one in told.comments] == [("b", "a"), ("a", None)]


def test_what_was_deleted_comes_rejected_without_a_trace_of_its_sender() -> None:
    told = tell(remark42, backup(comment("a", delete=True, text="", orig="")))

    assert told.comment.status is Status.REJECTED
    assert "ip_hash" not in told.comment.extra


def test_a_deletion_that_is_not_understood_waits() -> None:
    told = tell(remark42, backup(comment("a", delete="perhaps"), comment("b", delete=False)))

    assert [one.status for one in told.comments] == [Status.PENDING, Status.APPROVED]
    assert told.warnings == {"unknown-status": 1}


def test_without_sanitised_text_what_was_typed_is_taken() -> None:
    told = tell(remark42, backup(comment("a", text="")))

    assert (told.comment.body, told.comment.body_format) == ("Yes", BodyFormat.MARKDOWN)


def test_what_is_kept_besides_tells_of_the_user() -> None:
    user = {"name": "Ben", "id": "github_b", "admin": True}
    told = tell(remark42, backup(comment("a", user=user, pin=True, edit={"time": "2020"})))

    assert told.comment.extra == {
        "user_id": "github_b", "blocked": "true", "admin": "true", "score": "2", "pin": "true",
        "edited": "2020",
    }  # fmt: skip


def test_comments_of_another_site_have_ids_of_their_own() -> None:
    other = comment("a", "x", locator={"site": "other", "url": URL})

    told = tell(remark42, backup(comment("a"), other))
    assert [(one.external_id, one.parent) for one in told.comments] == [
        ("a", None), ("other/a", "other/x"),
    ]  # fmt: skip


def test_a_tree_is_read_to_its_leaves_and_a_plain_list_too() -> None:
    node: dict[str, object] = {"comment": comment("d", "c")}
    for number, parent in (("c", "b"), ("b", "a"), ("a", "")):
        node = {"comment": comment(number, parent), "replies": [node]}
    raw = as_json({"comments": [node, {"comment": comment("e")}], "info": {"url": URL}})
    plain = as_json({"comments": [comment("a"), comment("b", "a")], "info": {"url": URL}})

    assert remark42.looks_like(raw)
    assert remark42.looks_like(plain)
    assert [(one.external_id, one.parent) for one in tell(remark42, raw).comments] == [
        ("a", None), ("b", "a"), ("c", "b"), ("d", "c"), ("e", None),
    ]  # fmt: skip
    assert len(tell(remark42, plain).comments) == 2


def test_a_tree_deeper_than_any_is_refused() -> None:
    node: dict[str, object] = {"comment": comment("leaf")}
    raw = as_json(node)
    for _each in range(400):
        raw = b'{"comment": {"id": "x", "locator": {"url": "u"}}, "replies": [' + raw + b"]}"

    with pytest.raises(ImportRefused, match="nested deeper"):
        tell(remark42, b'{"comments": [' + raw + b"]}")


def test_values_back_to_back_are_recognised() -> None:
    for raw in (
        backup(comment("a")),
        as_json(META) + as_json(comment("a")),
        as_lines([comment("a")]),
        backup(meta=META),
        packed(backup(comment("a"))),
    ):
        assert remark42.looks_like(raw)
    assert not remark42.looks_like(as_json({"version": 1, "comments": []}))


def test_what_cannot_be_taken_is_refused_with_its_place() -> None:
    told = tell(remark42, backup(comment("a"), {"x": 1}, [], 5, comment("b", locator={})))

    assert [(one.where, one.field) for one in told.refusals] == [
        ("comment 2", "comment"), ("comment 3", "comment"), ("comment 4", "article"),
    ]  # fmt: skip


def test_a_backup_of_nothing_is_read_and_a_file_of_nothing_is_refused() -> None:
    assert tell(remark42, backup()).comments == []
    with pytest.raises(ImportRefused, match="no comments of this format"):
        tell(remark42, b"[]")
