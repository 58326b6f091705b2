"""Commento's export: comments first, and those who wrote them behind."""

from datetime import UTC, datetime

import pytest

from db.words import BodyFormat, Status
from moderation.errors import ImportRefused
from moderation.exchange import commento
from tests.told import as_json, packed, tell

ANA = {
    "commenterHex": "aa", "email": "ana@example.org", "name": "Ana", "link": "https://example.net",
    "photo": "https://x.example/" + "8" * 32, "provider": "commento", "isModerator": True,
}  # fmt: skip
BEN = {"commenterHex": "bb", "email": "ben@disqus.com", "name": "Ben", "link": "undefined"}


def comment(number: str, by: str = "aa", **more: object) -> dict[str, object]:
    return {
        "commentHex": number, "domain": "Example.org", "url": "/bridge", "commenterHex": by,
        "markdown": "*Yes*", "html": "", "parentHex": "root", "score": 0, "state": "approved",
        "creationDate": "2021-03-17T12:09:47.722181Z", "deleted": False, **more,
    }  # fmt: skip


def export(*comments: object, version: object = 1) -> bytes:
    return as_json(
        {"version": version, "comments": list(comments), "commenters": [ANA, BEN, ANA, 5, {}]}
    )


def test_a_comment_comes_with_what_its_commenter_tells() -> None:
    told = tell(commento, packed(export(comment("c1"))))
    [article] = told.articles

    assert (told.comment.name, told.comment.email, told.comment.url) == (
        "Ana", "ana@example.org", "https://example.net",
    )  # fmt: skip
    assert (told.comment.body, told.comment.body_format) == ("*Yes*", BodyFormat.MARKDOWN)
    assert told.comment.submitted_at == datetime(2021, 3, 17, 12, 9, 47, 722181, tzinfo=UTC)
    assert told.comment.extra == {"commenterHex": "aa", "moderator": "true"}
    assert (told.comment.external_id, told.comment.parent) == ("c1", None)
    assert (article.external_id, article.url) == ("/bridge", "https://example.org/bridge")
    assert told.source == "commento:example.org"
    assert told.warnings == {}


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({}, Status.APPROVED),
        ({"state": "unapproved"}, Status.PENDING),
        ({"state": "flagged"}, Status.SPAM),
        ({"state": "odd"}, Status.PENDING),
        ({"state": None}, Status.PENDING),
        ({"deleted": True}, Status.REJECTED),
        ({"deleted": "true"}, Status.REJECTED),
        ({"markdown": "[deleted]", "commenterHex": "anonymous"}, Status.REJECTED),
        ({"markdown": "[deleted]"}, Status.APPROVED),
    ],
)
def test_states(fields: dict[str, object], status: Status) -> None:
    assert tell(commento, export(comment("c1") | fields)).comment.status is status


def test_a_placeholder_is_no_address_and_undefined_no_site() -> None:
    told = tell(commento, export(comment("c1", "bb")))

    assert (told.comment.email, told.comment.url) == ("", "")
    assert told.warnings == {"placeholder": 1}


def test_who_did_not_sign_in_and_who_is_not_known_keep_their_comments() -> None:
    told = tell(commento, export(comment("c1", "anonymous"), comment("c2", "gone")))

    assert [one.name for one in told.comments] == ["Anonymous", ""]
    assert told.warnings == {"no-commenter": 1}


def test_replies_and_other_domains() -> None:
    other = comment("c2", parentHex="c1", domain="example.net")
    told = tell(commento, export(comment("c1"), other))

    assert [one.parent for one in told.comments] == [None, "c1"]
    assert [one.external_id for one in told.articles] == ["/bridge", "https://example.net/bridge"]


def test_another_version_is_read_with_care() -> None:
    assert tell(commento, export(comment("c1"), version=2)).warnings == {"version": 1}


def test_what_cannot_be_taken_is_refused_with_its_place() -> None:
    told = tell(commento, export(comment("c1", url=""), None, "x"))

    assert [(one.where, one.field) for one in told.refusals] == [
        ("comment 1", "article"), ("comment 2", "comment"), ("comment 3", "comment"),
    ]  # fmt: skip


def test_exports_are_recognised() -> None:
    assert commento.looks_like(export(comment("c1")))
    assert commento.looks_like(export())
    assert not commento.looks_like(as_json({"comments": [{"url": "/"}]}))


def test_another_file_is_refused() -> None:
    with pytest.raises(ImportRefused, match="no comments of this format"):
        tell(commento, as_json({"posts": []}))
