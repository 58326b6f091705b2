"""What goes out can be chosen: an article, what a search finds, a time; always approved ones."""

import json
from collections.abc import Callable
from datetime import UTC, date, timedelta, timezone
from pathlib import Path

import pytest
from lxml import etree

from db import articles
from db.rows import Comment
from db.words import Status
from moderation.errors import ExportRefused, NotFound
from moderation.exporting import FORMATS, Going, export, going_out
from moderation.newsroom import Newsroom
from moderation.search.days import Days
from moderation.search.grammar import parse
from moderation.search.query import Query

Put = Callable[..., Comment]
APPROVED = Status.APPROVED


def asked(query: str) -> Query:
    return parse(query, today=date(2026, 3, 2), zone=UTC)


@pytest.fixture
def thread(newsroom: Newsroom, put: Put) -> Newsroom:
    """A discussion about a bridge in three levels, a reply that waits, and one about soup."""
    top = put("The bridge is late", status=APPROVED)
    middle = put("So is the ferry", status=APPROVED, reply_to=top.id, minute=1)
    put("The bridge again", status=APPROVED, reply_to=middle.id, minute=2)
    put("The bridge, not yet decided", reply_to=top.id, minute=3)
    put("Soup at the bridge", status=APPROVED, article="soup", minute=60 * 24)
    return newsroom


def texts(newsroom: Newsroom, target: Path, query: str, key: str | None = None) -> list[str]:
    export(newsroom, target, "json", article_key=key, query=asked(query))
    return [one["text"] for one in json.loads(target.read_bytes())["comments"]]


def test_what_a_search_finds_goes_out_if_it_is_approved(thread: Newsroom, tmp_path: Path) -> None:
    target = tmp_path / "a.json"

    assert texts(thread, target, "bridge") == [
        "Soup at the bridge", "The bridge is late", "The bridge again",
    ]  # fmt: skip
    assert texts(thread, target, "bridge", "soup") == ["Soup at the bridge"]
    assert texts(thread, target, "ferry") == ["So is the ferry"]
    assert texts(thread, target, "email:jon@example.org soup") == ["Soup at the bridge"]


@pytest.mark.parametrize(
    "query", ["status:pending", "status:spam OR bridge", "-status:approved", "decided OR not"]
)
def test_no_search_takes_out_what_is_not_approved(
    thread: Newsroom, tmp_path: Path, query: str
) -> None:
    for each in FORMATS:
        target = tmp_path / f"{each.name}{each.suffix}"
        export(thread, target, each.name, query=asked(query))
        files = target.rglob("*") if target.is_dir() else [target]

        assert not [one for one in files if one.is_file() and b"not yet" in one.read_bytes()]


def test_a_day_bounds_it(thread: Newsroom, tmp_path: Path) -> None:
    target = tmp_path / "a.json"

    assert texts(thread, target, "after:2026-03-02") == ["Soup at the bridge"]
    assert len(texts(thread, target, "before:2026-03-02")) == 3
    assert texts(thread, target, "before:2026-03-01") == []


def test_days_are_those_of_the_newsroom(thread: Newsroom) -> None:
    first, second = date(2026, 3, 1), date(2026, 3, 2)

    assert going_out(thread, days=Days(first, second)).comments == 3
    assert going_out(thread, days=Days(second, date(2026, 3, 3))).comments == 1
    assert going_out(thread, days=Days(first, second), query=asked("ferry")).comments == 1
    # The morning began at eight in UTC, which is the evening before where clocks are behind.
    thread.zone = timezone(timedelta(hours=-9))
    assert going_out(thread, days=Days(first, second)) == Going(1, 1, 0)


def test_a_reply_follows_the_nearest_above_that_goes_out(thread: Newsroom, tmp_path: Path) -> None:
    target = tmp_path / "a.json"
    export(thread, target, "json", article_key="harbour", query=asked("bridge"))
    top, reply = json.loads(target.read_bytes())["comments"]

    assert (top["depth"], reply["reply_to"], reply["depth"]) == (0, top["id"], 1)

    export(thread, target, "json", query=asked("again"))
    (alone,) = json.loads(target.read_bytes())["comments"]
    assert (alone["reply_to"], alone["depth"]) == (None, 0)

    export(thread, tmp_path / "a.xml", "wxr", query=asked("again"))
    root = etree.parse(tmp_path / "a.xml").getroot()
    assert root.findtext(".//{*}comment_parent") == "0"


def test_articles_without_any_of_it_are_left_out(thread: Newsroom, tmp_path: Path) -> None:
    export(thread, tmp_path / "a.json", "json", query=asked("soup"))

    assert [one["key"] for one in json.loads((tmp_path / "a.json").read_bytes())["articles"]] == [
        "soup"
    ]
    receipt = export(thread, tmp_path / "b.json", "json", query=asked("kittiwake"))
    assert (receipt.comments, receipt.articles) == (0, 0)


def test_the_count_before_is_what_the_receipt_says_after(thread: Newsroom, tmp_path: Path) -> None:
    for query in (None, *map(asked, ("bridge", "email:no@example.org", "-soup", "soup OR ferry"))):
        for key in (None, "soup"):
            going = going_out(thread, article_key=key, query=query)
            receipt = export(thread, tmp_path / "a.json", "json", article_key=key, query=query)
            assert (going.comments, going.left_out) == (receipt.comments, receipt.left_out)
            assert going.articles == receipt.articles or (key, going.articles) == ("soup", 0)


def test_what_stands_under_a_hidden_article_is_counted_as_left_out(
    thread: Newsroom, tmp_path: Path
) -> None:
    with thread.write() as writing:
        writing.run("UPDATE article SET public = 0 WHERE key = 'soup'")
    with thread.read() as reading:
        assert articles.by_key(reading, "soup")

    assert going_out(thread, query=asked("bridge")) == Going(2, 1, 1)
    receipt = export(thread, tmp_path / "a.json", "json", query=asked("bridge"))
    assert (receipt.comments, receipt.left_out) == (2, 1)
    with pytest.raises(ExportRefused):
        export(thread, tmp_path / "b.json", "json", article_key="soup", query=asked("bridge"))


def test_an_unknown_article_is_told_before_anything_is_counted(thread: Newsroom) -> None:
    with pytest.raises(NotFound):
        going_out(thread, article_key="moon")
