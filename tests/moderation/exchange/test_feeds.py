"""Feeds of comments: RSS and Atom, newest first, and no feed of articles among them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from db.words import BodyFormat, Status
from moderation.drafts import CommentDraft
from moderation.errors import ImportRefused
from moderation.exchange import feeds, readers
from moderation.exchange.source import Wishes
from tests.reading import read


def rss(*items: str, title: str = "Comments for Courier") -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">'
        f"<channel><title>{title}</title>"
        '<atom:link href="https://courier.example.org/comments/feed/" rel="self"/>'
        f"<link>https://courier.example.org</link>\n{''.join(items)}</channel></rss>"
    ).encode()


def item(number: int, body: str = "<p>It opened.</p>", title: str = "", author: str = "") -> str:
    return (
        f"<item><title>{title or 'Comment on The bridge by the sea by Ana by Night'}</title>"
        f"<link>https://courier.example.org/bridge/#comment-{number}</link>"
        f"{author or '<dc:creator><![CDATA[Ana by Night]]></dc:creator>'}"
        "<pubDate>Mon, 16 Jun 2025 07:00:00 +0000</pubDate>"
        f'<guid isPermaLink="false">https://courier.example.org/?p=7#comment-{number}</guid>'
        f"<description>It op…</description><content:encoded><![CDATA[{body}]]></content:encoded>"
        "</item>\n"
    )


def atom(*entries: str, more: str = "") -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom" '
        'xmlns:thr="http://purl.org/syndication/thread/1.0"><title>Courier</title>'
        f"{more}\n{''.join(entries)}</feed>"
    ).encode()


def entry(name: str, *replies: str, more: str = "", at: str = "2025-06-16T07:00:00Z") -> str:
    return (
        f"<entry><id>tag:example.org,2025:{name}</id><title>{name}</title>"
        f"<author><name>Ana</name></author><updated>{at}</updated>"
        f'<content type="text">a &lt; b</content>{"".join(replies)}{more}</entry>\n'
    )


def to(name: str, href: str = "") -> str:
    return f'<thr:in-reply-to ref="tag:example.org,2025:{name}" {href and f"href={href!r}"}/>'


def test_what_wordpress_shows_in_rss_is_read_with_its_threads() -> None:
    answer = '<p>In reply to <a href="https://courier.example.org/bridge/#comment-11">Jon</a>.</p>'

    told = read(rss(item(12, answer), item(11)), "feed")

    assert (told.reading.source, told.reading.title) == (
        "feed:courier.example.org",
        "Comments for Courier",
    )
    assert [(one.external_id, one.title, one.url) for one in told.articles] == [
        (
            "courier.example.org/bridge",
            "The bridge by the sea",
            "https://courier.example.org/bridge/",
        )
    ]
    assert told.comments[1] == CommentDraft(
        article="courier.example.org/bridge",
        name="Ana by Night",
        email="",
        body="<p>It opened.</p>",
        status=Status.APPROVED,
        submitted_at=datetime(2025, 6, 16, 7, tzinfo=UTC),
        external_id="https://courier.example.org/?p=7#comment-11",
        where="line 3",
    )
    assert told.comments[0].parent == told.comments[1].external_id


@pytest.mark.parametrize(
    ("title", "channel", "article"),
    [
        ("Kommentar zu Brücke von Ana", "x", "Brücke"),
        ("Re: Bridge", "x", "Bridge"),
        ("By: Ana", "Comments on: Bridge", "Bridge"),
        ("Odd", "x", "https://courier.example.org/bridge/"),
    ],
)
def test_the_article_is_named_as_far_as_it_is_told(title: str, channel: str, article: str) -> None:
    author = "<author>ana@example.org (Ana)</author>"

    told = read(rss(item(1, title=title, author=author), title=channel), "feed")

    assert [one.title for one in told.articles] == [article]
    assert [(one.name, one.email) for one in told.comments] == [("Ana", "ana@example.org")]


def test_a_made_up_author_of_rss_has_no_address() -> None:
    author = "<author>noreply@blogger.com (Ana)</author>"

    told = read(rss(item(1, author=author)), "feed")

    assert [(one.name, one.email) for one in told.comments] == [("Ana", "")]


def test_atom_tells_article_and_parent_in_any_order_and_newest_first() -> None:
    told = read(
        atom(
            entry("c3", to("c2", "https://x.example/a1#comment-2"), at="2025-06-16T07:00:00"),
            entry("c2", to("c1"), to("a1", "https://x.example/a1")),
            entry("c1", to("a1")),
            entry("a1", more='<link href="https://x.example/a1"/>'),
        ),
        "feed",
        Wishes(zone=timezone(timedelta(hours=2))),
    )

    assert [(one.external_id, one.title) for one in told.articles] == [("x.example/a1", "a1")]
    rows = {one.external_id: one for one in told.comments}
    start = "tag:example.org,2025:"
    assert {key: one.parent for key, one in rows.items()} == {
        f"{start}c1": None,
        f"{start}c2": f"{start}c1",
        f"{start}c3": f"{start}c2",
    }
    assert rows[f"{start}c1"].body_format is BodyFormat.TEXT
    assert rows[f"{start}c1"].body == "a < b"
    assert rows[f"{start}c3"].submitted_at == datetime(2025, 6, 16, 5, tzinfo=UTC)
    assert {one.status for one in told.comments} == {Status.APPROVED}


def test_text_in_xhtml_is_kept_with_its_markup() -> None:
    content = (
        '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>A</p></div></content>'
    )
    raw = atom(entry("c1", to("a1", "https://x.example/a1")))
    raw = raw.replace(b'<content type="text">a &lt; b</content>', content.encode())

    assert [one.body for one in read(raw, "feed").comments] == ["<div><p>A</p></div>"]


def test_a_comment_on_an_article_that_is_nowhere_gets_one() -> None:
    told = read(atom(entry("c1", to("a9"))), "feed")

    assert [one.external_id for one in told.articles] == ["tag:example.org,2025:a9"]
    assert "no-article" in told.warnings


def test_a_feed_of_articles_is_not_taken_for_comments() -> None:
    articles = rss(item(1)).replace(b"#comment-1", b"").replace(b"comments/feed", b"feed")

    assert not feeds.looks_like(articles)
    with pytest.raises(ImportRefused, match="looks like a feed"):
        readers.of_file(articles)
    with pytest.raises(ImportRefused, match="feed of articles"):
        read(atom(entry("a1")).replace(b"</feed>", b"<!--/comments/feed--></feed>"), "feed")


def test_a_wordpress_export_is_no_feed_of_comments() -> None:
    raw = rss(item(1)).replace(b"<rss ", b'<rss xmlns:wp="http://wordpress.org/export/1.2/" ')

    assert readers.of_file(raw).name == "wxr"
