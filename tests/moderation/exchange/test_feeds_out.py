"""Atom, JSON Feed, JSON Lines, Markdown and WXR as others read them."""

import io
import json
from collections.abc import Callable
from datetime import UTC, timedelta
from typing import BinaryIO

import feedparser  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from markdown_it import MarkdownIt

from moderation.drafts import ArticleDraft, CommentDraft
from moderation.exchange import (
    atom_file,
    json_feed,
    json_lines,
    markdown_file,
    wxr,
    wxr_file,
)
from moderation.exchange.public_site import PublicComment, PublicPage, PublicSite, Written
from moderation.exchange.source import Notes
from tests.moderation.exchange.test_tables import ARTICLE, NOON, UNDATED, comment, site

Write = Callable[[BinaryIO, PublicSite], Written]
WRITERS: list[Write] = [
    atom_file.write, json_feed.write, json_lines.write, markdown_file.write, wxr_file.write,
]  # fmt: skip


def written(write: Write, whole: PublicSite) -> bytes:
    out = io.BytesIO()
    write(out, whole)
    return out.getvalue()


@pytest.mark.parametrize("write", WRITERS)
def test_what_was_written_is_counted(write: Write) -> None:
    assert write(io.BytesIO(), site(comment(1), comment(2))) == Written(2, 2, 4)


def test_a_feed_reader_reads_the_atom_feed() -> None:
    data = written(atom_file.write, site(comment(1), comment(2, name="")))

    feed = feedparser.parse(data)

    assert not feed.bozo
    assert feed.feed.title == "The Courier"
    assert [entry.id for entry in feed.entries] == [
        f"https://example.org/b#comment-{number}" for number in (1, 2)
    ]
    assert [entry.author for entry in feed.entries] == ["Ana", "Anonymous"]
    assert feed.entries[0].content[0].value == "<p>Yes, “no”\nand ü</p>"
    assert feed.entries[0].published == "2025-06-16T12:00:00Z"


def test_an_atom_entry_tells_what_it_answers() -> None:
    root = etree.fromstring(written(atom_file.write, site(comment(1), comment(2))))

    answers = [one.get("ref") for one in root.iter(f"{{{atom_file.THREAD}}}in-reply-to")]

    assert answers == ["https://example.org/b", "https://example.org/b#comment-1"]


def test_a_json_feed_has_what_the_format_requires() -> None:
    value = json.loads(written(json_feed.write, site(comment(1))))

    assert value["version"] == "https://jsonfeed.org/version/1.1"
    assert isinstance(value["title"], str)
    (item,) = value["items"]
    assert isinstance(item["id"], str)
    assert item["content_html"] or item["content_text"]
    assert item["authors"] == [{"name": "Ana"}]
    unknown = set(item) - {
        "id", "url", "content_html", "content_text", "date_published", "authors", "_commentdesk",
    }  # fmt: skip
    assert not unknown


def test_json_lines_are_one_comment_a_line() -> None:
    lines = written(json_lines.write, site(comment(1), comment(2))).splitlines()

    assert [json.loads(line)["id"] for line in lines] == [1, 2]
    assert json.loads(lines[0])["article_title"] == "The bridge"


def test_markdown_says_what_was_typed_and_nothing_else() -> None:
    typed = "# No *heading* <b>here</b>\n1. [x](http://example.org) a_b_c `code` &amp;\n- none"
    shown = MarkdownIt().render(written(markdown_file.write, site(comment(1, typed))).decode())

    for tag in ("<h1>No", "<em>", "<code>", "<b>", "<ol>", 'href="http://example.org"'):
        assert tag not in shown
    assert "# No *heading* &lt;b&gt;here&lt;/b&gt;" in shown
    assert "1. [x](http://example.org) a_b_c `code` &amp;amp;" in shown


def test_our_own_reader_reads_the_export_for_wordpress() -> None:
    data = written(wxr_file.write, site(comment(1), comment(2)))

    reading = wxr.read(io.BytesIO(data), Notes())
    drafts = list(reading.drafts)

    assert reading.source == "wordpress:example.org"
    articles = [draft for draft in drafts if isinstance(draft, ArticleDraft)]
    comments = [draft for draft in drafts if isinstance(draft, CommentDraft)]
    assert articles[0].title == "The bridge"
    assert [(one.name, one.email, one.ip, one.status) for one in comments] == [
        ("Ana", "", "", "approved")
    ] * 2
    assert comments[1].parent == comments[0].external_id
    assert comments[0].submitted_at == NOON


@given(text=st.text(), name=st.text(), depth=st.integers(0, 9))
@pytest.mark.parametrize("write", WRITERS)
def test_whatever_was_typed_makes_a_file_that_others_read(
    write: Write, text: str, name: str, depth: int
) -> None:
    one = PublicComment(
        1, 1, None, "comment", depth, " ".join(name.split()).encode(errors="replace").decode(), "",
        NOON + timedelta(days=1), "", text.encode(errors="replace").decode(), 0,
    )  # fmt: skip
    whole = PublicSite("T", NOON, UTC, [UNDATED], [PublicPage(UNDATED, [one])])
    data = written(write, whole)

    if write in (atom_file.write, wxr_file.write):
        etree.fromstring(data)
    elif write is json_feed.write:
        json.loads(data)
    else:
        assert data.decode()
    assert ARTICLE.title.encode() not in data
