"""Dotclear's tables: quoted values, each row in a zone of its own."""

import io
from datetime import UTC, datetime

import pytest

from db.words import Kind, Status
from moderation.drafts import CommentDraft
from moderation.errors import ImportRefused
from moderation.exchange import dotclear
from moderation.exchange.source import Notes, Refusal
from tests.reading import read

HEAD = "///DOTCLEAR|2.25.3|single\n\n"
POSTS = (
    "[post post_id,blog_id,post_dt,post_tz,post_password,post_url,post_title,post_content_xhtml,"
    "post_status,post_open_comment]\n"
    '"7","default","2025-06-16 06:00:00","UTC","","2025/06/16/Bridge","Bridge, \\"the\\" sea",'
    '"<p>It\\nopened.</p>","1","0"\n\n'
)
COLUMNS = (
    "[comment comment_id,post_id,comment_dt,comment_tz,comment_author,comment_email,comment_site,"
    "comment_content,comment_ip,comment_status,comment_spam_status,comment_trackback]\n"
)


def row(number: int = 1, status: str = "1", zone: str = "Europe/Madrid", **more: str) -> str:
    told = {
        "id": str(number),
        "post": "7",
        "at": "2025-06-16 09:00:00",
        "zone": zone,
        "name": "Ana",
        "email": "ana@example.org",
        "site": "http://ana.example.org",
        "text": '<p>A \\"b\\"\\nc \\\\n d</p>',
        "ip": "192.0.2.1",
        "status": status,
        "spam": "0",
        "trackback": "0",
        **more,
    }
    return ",".join(f'"{value}"' for value in told.values()) + "\n"


def export(*rows: str, posts: str = POSTS) -> bytes:
    return (HEAD + posts + COLUMNS + "".join(rows)).encode()


def test_a_comment_is_read_with_every_field() -> None:
    told = read(export(row()), "dotclear")

    assert told.reading.source == "dotclear:"
    assert [(one.external_id, one.title, one.body, one.open) for one in told.articles] == [
        ("default:2025/06/16/Bridge", 'Bridge, "the" sea', "<p>It\nopened.</p>", False)
    ]
    assert told.comments == [
        CommentDraft(
            article="default:2025/06/16/Bridge",
            name="Ana",
            email="ana@example.org",
            body='<p>A "b"\nc \\n d</p>',
            url="http://ana.example.org",
            ip="192.0.2.1",
            status=Status.APPROVED,
            submitted_at=datetime(2025, 6, 16, 7, tzinfo=UTC),
            external_id="default:2025/06/16/Bridge:1",
            where="line 7",
            extra={"comment_spam_status": "0"},
        )
    ]
    assert not told.warnings


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        ("1", Status.APPROVED),
        ("0", Status.PENDING),
        ("-1", Status.PENDING),
        ("-2", Status.SPAM),
        ("5", Status.PENDING),
        ("", Status.PENDING),
    ],
)
def test_only_what_was_published_is_approved(raw: str, status: Status) -> None:
    told = read(export(row(status=raw)), "dotclear")

    assert [one.status for one in told.comments] == [status]
    assert ("unknown-status" in told.warnings) is (raw in {"5", ""})


@pytest.mark.parametrize("zone", ["", "Nowhere/None", "../../etc/passwd", "Europe"])
def test_a_zone_that_is_none_is_asked_for(zone: str) -> None:
    told = read(export(row(zone=zone)), "dotclear")

    assert [one.submitted_at for one in told.comments] == [datetime(2025, 6, 16, 9, tzinfo=UTC)]
    assert told.warnings == {"no-zone": ["line 7"]}


def test_comments_before_their_posts_and_without_any_are_kept() -> None:
    raw = (HEAD + COLUMNS + row() + row(2, post="9", trackback="1") + "\n" + POSTS).encode()

    told = read(raw, "dotclear")

    assert [one.external_id for one in told.articles] == ["default:2025/06/16/Bridge", ":9"]
    assert [one.kind for one in told.comments] == [Kind.COMMENT, Kind.TRACKBACK]
    assert told.warnings == {"no-article": ["Article 9"]}


def test_the_blogs_address_tells_the_site() -> None:
    blog = '[blog blog_id,blog_url,blog_name]\n"default","https://b.example.org/","Notes"\n\n'

    told = read(export(row(), posts=blog + POSTS), "dotclear")

    assert (told.reading.source, told.reading.title) == ("dotclear:b.example.org", "Notes")
    assert told.articles[0].url == "https://b.example.org/post/2025/06/16/Bridge"


@pytest.mark.parametrize("broken", ['"1","7"\n', '"1","7\n', "1,7\n", '"a" "b"\n'])
def test_a_broken_row_is_refused_with_its_place(broken: str) -> None:
    told = read(export(row(), broken, row(2)), "dotclear")

    assert len(told.comments) == 2
    assert told.refusals == [Refusal("line 8", "comment", "The row’s values cannot be told apart.")]


def test_broken_rows_of_other_tables_are_noted() -> None:
    told = read(
        export(row(), posts=POSTS + '"8"\n[meta meta_id,post_id]\n"a","7"\nodd\n'), "dotclear"
    )

    assert told.warnings == {"row": ["line 6"], "line": ["line 9"]}


def test_what_is_no_export_is_refused() -> None:
    with pytest.raises(ImportRefused, match="no export of Dotclear"):
        dotclear.read(io.BytesIO(b"hello"), Notes())
