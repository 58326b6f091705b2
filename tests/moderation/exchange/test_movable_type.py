"""Movable Type's text: entries, comments and pings by their dashes, and times of no zone."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from db.words import BodyFormat, Kind, Status
from moderation.drafts import ArticleDraft, CommentDraft
from moderation.errors import ImportRefused
from moderation.exchange import text_lines
from moderation.exchange.source import Wishes
from tests.reading import read

EXPORT = """AUTHOR: Editor
TITLE: Bridge & sea
BASENAME: bridge
STATUS: Publish
ALLOW COMMENTS: 2
CONVERT BREAKS: __default__
DATE: 06/16/2025 06:00:00 AM
-----
BODY:
It opened.
-----\t
More: text
-----
EXTENDED BODY:

Even more.

-----
KEYWORDS:

-----
COMMENT:
AUTHOR: Ana
EMAIL: ana@example.org
IP: 192.0.2.1
URL: http://ana.example.org
DATE: 06/16/2025 07:00:00 PM
Hello

AUTHOR: of nothing
--------\t
-----
PING:
TITLE: Elsewhere
URL: http://elsewhere.example.org/1
IP: 192.0.2.2
BLOG NAME: Elsewhere's blog
DATE: 06/16/2025 19:30:00
An excerpt
-----
--------
TITLE: Not yet
STATUS: Draft
DATE: 06/17/2025 12:00:00 AM
-----
BODY:
Wait.
-----
--------
"""


def comment(*lines: str, entry: str = "TITLE: Bridge\nDATE: 06/16/2025 06:00:00") -> bytes:
    return "\n".join((entry, "-----", "COMMENT:", *lines, "-----", "--------", "")).encode()


def test_an_entry_its_comment_and_its_ping_are_read_with_every_field() -> None:
    told = read(EXPORT.encode(), "movable-type", Wishes(zone=timezone(timedelta(hours=2))))

    assert told.reading.source == "movable-type:"
    assert told.articles == [
        ArticleDraft(
            external_id="06/16/2025/bridge",
            title="Bridge & sea",
            slug="bridge",
            published_at=datetime(2025, 6, 16, 4, tzinfo=UTC),
            body="It opened.\n-----\nMore: text\n\nEven more.",
            body_format=BodyFormat.HTML,
            open=False,
            where="line 1",
        )
    ]
    assert told.comments == [
        CommentDraft(
            article="06/16/2025/bridge",
            name="Ana",
            email="ana@example.org",
            body="Hello\n\nAUTHOR: of nothing\n--------",
            url="http://ana.example.org",
            ip="192.0.2.1",
            status=Status.APPROVED,
            submitted_at=datetime(2025, 6, 16, 17, tzinfo=UTC),
            where="line 22",
        ),
        CommentDraft(
            article="06/16/2025/bridge",
            name="Elsewhere's blog",
            email="",
            body="An excerpt",
            url="http://elsewhere.example.org/1",
            ip="192.0.2.2",
            status=Status.APPROVED,
            kind=Kind.TRACKBACK,
            submitted_at=datetime(2025, 6, 16, 17, 30, tzinfo=UTC),
            where="line 33",
            extra={"title": "Elsewhere"},
        ),
    ]
    assert not told.warnings


@pytest.mark.parametrize("change", ["windows", "utf-16", "bom"])
def test_ends_of_lines_and_encodings_make_no_difference(change: str) -> None:
    raw = {
        "windows": EXPORT.replace("\n", "\r\n").encode(),
        "utf-16": EXPORT.encode("utf-16"),
        "bom": EXPORT.encode("utf-8-sig"),
    }[change]

    assert read(raw, "movable-type").comments == read(EXPORT.encode(), "movable-type").comments


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("06/16/2025 12:05:00 AM", datetime(2025, 6, 16, 0, 5, tzinfo=UTC)),
        ("06/16/2025 12:05:00 PM", datetime(2025, 6, 16, 12, 5, tzinfo=UTC)),
        ("6/16/2025 23:05", datetime(2025, 6, 16, 23, 5, tzinfo=UTC)),
        ("06/16/99 1:05:00 pm", datetime(1999, 6, 16, 13, 5, tzinfo=UTC)),
        ("2025-06-16T10:00:00+02:00", datetime(2025, 6, 16, 8, tzinfo=UTC)),
        ("16/06/2025 10:00:00", None),
        ("00/00/0000 00:00:00", None),
        ("", None),
    ],
)
def test_dates_are_american_or_iso(written: str, meant: datetime | None) -> None:
    told = read(comment("AUTHOR: Ana", f"DATE: {written}", "Hello"), "movable-type")

    assert [(one.submitted_at, one.body) for one in told.comments] == [(meant, "Hello")]


def test_times_without_a_zone_are_noted_and_change_no_key() -> None:
    raw = comment("AUTHOR: Ana", "DATE: 06/16/2025 07:00:00", "Hello")
    zones = [Wishes(), Wishes(zone=timezone(timedelta(hours=-12)))]

    first, second = (read(raw, "movable-type", one) for one in zones)

    assert first.articles[0].external_id == second.articles[0].external_id
    assert (set(first.warnings), set(second.warnings)) == ({"no-zone"}, set())


def test_an_address_tells_the_site() -> None:
    raw = comment("AUTHOR: A", "Hi", entry="TITLE: B\nUNIQUE URL: http://www.blog.example.org/b/")

    told = read(raw, "movable-type")

    assert told.reading.source == "movable-type:blog.example.org"
    assert [one.external_id for one in told.articles] == ["blog.example.org/b"]


def test_what_was_for_the_owner_alone_is_not_public() -> None:
    raw = comment("AUTHOR: Ana", "SECRET: 1", "PASS: x1", "Only for you")

    told = read(raw, "movable-type")

    assert [(one.status, one.body) for one in told.comments] == [(Status.PENDING, "Only for you")]
    assert "x1" not in str(told.comments)
    assert told.warnings.keys() == {"secret", "no-zone"}


def test_a_file_that_ends_within_a_comment_says_so() -> None:
    raw = comment("AUTHOR: Ana", "Hello").removesuffix(b"-----\n--------\n")

    told = read(raw, "movable-type")

    assert [one.body for one in told.comments] == ["Hello"]
    assert told.warnings["cut-off"] == ["line 4"]


def test_a_part_of_no_kind_is_noted() -> None:
    told = read(comment("AUTHOR: Ana", "Hello", "-----", "ODD:", "x"), "movable-type")

    assert len(told.comments) == 1
    assert told.warnings["section"] == ["line 8"]


def test_a_text_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_lines, "LONGEST_VALUE", 1000)

    with pytest.raises(ImportRefused, match="longer than"):
        read(comment("AUTHOR: Ana", *["x" * 90] * 20), "movable-type")
    with pytest.raises(ImportRefused, match="longer than"):
        read(comment("AUTHOR: Ana", "x" * 2000), "movable-type")
