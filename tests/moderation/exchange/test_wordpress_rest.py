"""WordPress' REST answers about comments, as moderators and as the public see them."""

from datetime import UTC, datetime

import pytest

from db.words import Status
from moderation.errors import ImportRefused
from moderation.exchange import wordpress_rest
from tests.told import as_json, as_lines, packed, tell

API = "https://Example.org/blog/wp-json/wp/v2/comments/"
VIEW = {
    "id": 12, "post": 5, "parent": 11, "author": 3, "author_name": "Ana &amp; Ben",
    "author_url": "https://example.net", "date": "2024-03-01T13:00:00",
    "date_gmt": "2024-03-01T12:00:00", "content": {"rendered": "<p>It&#8217;s so</p>\n"},
    "link": "https://example.org/blog/2024/the-bridge/#comment-12", "status": "approved",
    "type": "comment", "author_avatar_urls": {"24": "https://x.example/" + "8" * 32}, "meta": [],
    "_links": {"self": [{"href": API + "12"}]},
}  # fmt: skip
EDIT = VIEW | {
    "author_email": "ana@example.org", "author_ip": "203.0.113.7", "author_user_agent": "Browser",
    "content": {"rendered": "<p>It&#8217;s so</p>\n", "raw": "It's so"}, "meta": {"stars": 5},
}  # fmt: skip
ERROR = {"code": "rest_forbidden", "message": "You may not.", "data": {"status": 401}}


def test_a_moderators_answer_has_everything() -> None:
    told = tell(wordpress_rest, as_json([EDIT]))
    [article] = told.articles

    assert (told.comment.name, told.comment.email) == ("Ana & Ben", "ana@example.org")
    assert (told.comment.ip, told.comment.user_agent) == ("203.0.113.7", "Browser")
    assert (told.comment.body, told.comment.status) == ("It's so", Status.APPROVED)
    assert told.comment.submitted_at == datetime(2024, 3, 1, 12, tzinfo=UTC)
    assert told.comment.extra == {"user_id": "3", "meta:stars": "5"}
    assert (article.title, article.slug) == (article.url, "the-bridge")
    assert article.url == "https://example.org/blog/2024/the-bridge/"
    assert told.warnings == {}


def test_a_moderators_answer_is_known_as_an_export_is() -> None:
    told = tell(wordpress_rest, as_json(EDIT))

    assert told.source == "wordpress:example.org/blog"
    assert (told.articles[0].external_id, told.comment.external_id, told.comment.parent) == (
        "5", "5/12", "5/11",
    )  # fmt: skip


def test_what_the_public_sees_is_read_and_known_by_itself() -> None:
    told = tell(wordpress_rest, as_json([VIEW]))

    assert (told.comment.email, told.comment.ip) == ("", "")
    assert told.comment.body == "<p>It&#8217;s so</p>\n"
    assert told.source == "wordpress-rest:example.org/blog"
    assert told.warnings == {"public-view": 1}


def test_an_embedded_answer_tells_the_article_and_no_zone() -> None:
    embed = {key: value for key, value in VIEW.items() if key not in {"post", "date_gmt", "status"}}
    up = [{"id": 5, "slug": "bridge", "title": {"rendered": "The &#8220;bridge&#8221;"}}]
    told = tell(wordpress_rest, as_json([embed | {"_embedded": {"up": up}}]))
    [article] = told.articles

    assert (article.external_id, article.title, article.slug) == (
        "https://example.org/blog/2024/the-bridge/", "The “bridge”", "bridge",
    )  # fmt: skip
    assert told.comment.status is Status.PENDING
    assert told.warnings == {"public-view": 1, "no-status": 1, "no-zone": 1}


@pytest.mark.parametrize(
    "raw",
    [
        as_json([EDIT, EDIT | {"id": 13}]),
        as_lines([[EDIT], [EDIT | {"id": 13}]]),
        as_json([EDIT]) + as_json([EDIT | {"id": 13}]),
        as_json([[EDIT], [EDIT | {"id": 13}]]),
        as_lines([EDIT, EDIT | {"id": 13}]),
        packed(as_json([EDIT, EDIT | {"id": 13}])),
        as_lines([[EDIT, EDIT | {"id": 13}], ERROR]),
    ],
)
def test_pages_are_read_however_they_stand_together(raw: bytes) -> None:
    assert wordpress_rest.looks_like(raw)
    assert [one.external_id for one in tell(wordpress_rest, raw).comments] == ["5/12", "5/13"]


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ("approved", Status.APPROVED), ("approve", Status.APPROVED), ("hold", Status.PENDING),
        ("spam", Status.SPAM), ("trash", Status.REJECTED), ("post-trashed", Status.REJECTED),
        ("custom", Status.PENDING), (None, Status.PENDING),
    ],
)  # fmt: skip
def test_statuses(told: object, status: Status) -> None:
    assert tell(wordpress_rest, as_json([EDIT | {"status": told}])).comment.status is status


def test_the_site_is_told_without_permalinks_and_without_links_too() -> None:
    plain = {"self": [{"href": "https://example.org/index.php?rest_route=/wp/v2/comments/12"}]}

    assert tell(wordpress_rest, as_json(EDIT | {"_links": plain})).source == "wordpress:example.org"
    assert tell(wordpress_rest, as_json(EDIT | {"_links": 7})).source == "wordpress:example.org"


def test_odd_parts_are_read_gently() -> None:
    odd = EDIT | {"content": "Yes", "meta": "x", "date_gmt": "0000-00-00T00:00:00", "parent": 0,
                  "author": 0, "_embedded": {"up": [7]}, "type": ""}  # fmt: skip
    told = tell(wordpress_rest, as_json([odd]))

    assert (told.comment.body, told.comment.parent, told.comment.kind) == ("Yes", None, "comment")
    assert told.comment.submitted_at == datetime(2024, 3, 1, 13, tzinfo=UTC)
    assert told.comment.extra == {}


def test_pings_keep_their_kind() -> None:
    assert tell(wordpress_rest, as_json([EDIT | {"type": "pingback"}])).comment.kind == "pingback"


def test_an_error_is_refused_with_what_wordpress_said() -> None:
    raw = as_json(ERROR)

    assert wordpress_rest.looks_like(raw)
    with pytest.raises(ImportRefused, match="You may not") as refused:
        tell(wordpress_rest, raw)
    assert "moderate" in refused.value.way_out


def test_an_error_in_place_of_a_page_is_noted() -> None:
    assert tell(wordpress_rest, as_lines([[EDIT], ERROR])).warnings == {"error-page": 1}


def test_what_cannot_be_taken_is_refused_with_its_place() -> None:
    told = tell(wordpress_rest, as_json([5, EDIT, {"x": 1}, {"id": 1}]))

    assert [(one.where, one.field) for one in told.refusals] == [
        ("comment 1", "comment"), ("comment 3", "comment"), ("comment 4", "article"),
    ]  # fmt: skip
    assert told.source == "wordpress-rest:"
