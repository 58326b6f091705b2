"""Public pages: they stand alone, say what they are, and strangers' text stays text."""

import base64
import hashlib
import io
import re
from datetime import UTC, datetime, timedelta, timezone

import html5lib
import pytest

from db.rows import ArticleId, PublicArticle
from db.words import BodyFormat
from moderation.exchange import html_page
from moderation.exchange.public_site import PublicComment, PublicPage, PublicSite, Written

NOON = datetime(2025, 6, 16, 12, 0, tzinfo=UTC)


def article(number: int = 1, title: str = "Harbour bridge", **other: object) -> PublicArticle:
    values: dict[str, object] = {
        "id": ArticleId(number), "key": f"a{number}", "title": title, "published_at": NOON,
        "url": "https://example.org/bridge", "body": "<p>It opens.</p>", "open": True,
        "body_format": BodyFormat.HTML, **other,
    }  # fmt: skip
    return PublicArticle(**values)  # type: ignore[arg-type]


def comment(number: int, **other: object) -> PublicComment:
    values: dict[str, object] = {
        "id": number, "article": 1, "parent": None, "kind": "comment", "depth": 0, "name": "Ana",
        "url": "", "submitted_at": NOON, "html": "<p>Yes.</p>", "text": "Yes.", "masked": 0,
        **other,
    }  # fmt: skip
    return PublicComment(**values)  # type: ignore[arg-type]


def site(*pages: PublicPage) -> PublicSite:
    return PublicSite(
        "The Courier", NOON, timezone(timedelta(hours=2)), [one.article for one in pages], pages
    )


def written(*pages: PublicPage, index: str = "") -> tuple[str, Written]:
    out = io.BytesIO()
    count = html_page.write(out, site(*pages), index=index)
    return out.getvalue().decode(), count


PAGE = PublicPage(
    article(),
    [
        comment(1, name="<Jon> & “co”", url="https://example.org/?a=1&b=2", masked=2),
        comment(2, parent=1, depth=1, name="", html="<p>No.</p>"),
        comment(3, parent=2, depth=2, name="\u202eevil"),
        comment(4, parent=1, depth=1),
        comment(5, parent=4, depth=12),
    ],
    masked=1,
)


def test_a_page_is_valid_html() -> None:
    for pages in ((), (PAGE,), (PAGE, PublicPage(article(2, ""), []))):
        text, _count = written(*pages)

        html5lib.HTMLParser(strict=True).parse(text)


def test_everything_is_counted() -> None:
    _text, count = written(PAGE, PublicPage(article(2), []))

    assert count == Written(articles=2, comments=5, masked=3)


def test_nothing_remote_and_no_script_is_in_it() -> None:
    text, _count = written(PAGE)

    assert "<script" not in text
    assert not re.findall(r"\ssrc=|@import|url\(|<link|<iframe|<object|<form|\son\w+=", text)
    assert "default-src 'none'" in text


def test_the_style_is_the_one_that_the_policy_allows() -> None:
    text, _count = written(PAGE)
    style = text.partition("<style>")[2].partition("</style>")[0]

    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in text
    assert "prefers-color-scheme: dark" in style


def test_names_are_text_in_bdi_and_links_are_not_followed() -> None:
    text, _count = written(PAGE)

    assert (
        '<a class="u-url" itemprop="url" href="https://example.org/?a=1&amp;b=2"'
        ' rel="nofollow ugc noopener"><bdi class="p-name" itemprop="name">'
        "&lt;Jon&gt; &amp; “co”</bdi></a>" in text
    )
    assert '<bdi class="p-name" itemprop="name">Anonymous</bdi>' in text


def test_a_reply_names_and_leads_to_what_it_answers() -> None:
    text, _count = written(PAGE)

    answers = re.findall(r'itemprop="parentItem" href="(#c\d+)">(.*?)</a>', text)
    assert answers[:3] == [
        ("#c1", "in reply to <bdi>&lt;Jon&gt; &amp; “co”</bdi>"),
        ("#c2", "in reply to <bdi>Anonymous</bdi>"),
        ("#c1", "in reply to <bdi>&lt;Jon&gt; &amp; “co”</bdi>"),
    ]
    assert re.findall(r'class="comment (d\d+) ', text) == ["d0", "d1", "d2", "d1", "d8"]


def test_comments_are_marked_up_as_comments() -> None:
    tree = html5lib.parse(written(PAGE)[0], namespaceHTMLElements=False)
    items = [one for one in tree.iter() if one.get("itemtype") == "https://schema.org/Comment"]

    assert len(items) == 5
    props = {one.get("itemprop") for one in items[1].iter()}
    assert {"author", "name", "dateCreated", "text", "url", "parentItem"} <= props
    assert all(one.get("datetime") == "2025-06-16T12:00:00Z" for one in tree.iter("time"))


def test_times_are_shown_as_the_newsrooms_clocks_do() -> None:
    assert "16 June 2025, 14:00" in written(PAGE)[0]
    clock = html_page.clock_in(UTC)
    assert len({clock(NOON.replace(month=month)) for month in range(1, 13)}) == 12


def test_several_articles_in_one_file_have_a_list_at_the_top() -> None:
    text, _count = written(PAGE, PublicPage(article(2, ""), []))

    assert '<a href="#a2"><bdi>An article without a title</bdi></a>' in text
    assert "<title>The Courier</title>" in text
    assert "No comments yet" in text


def test_one_article_has_its_own_title_and_may_lead_back() -> None:
    assert "<title>Harbour bridge</title>" in written(PAGE)[0]
    assert '<a href="index.html">← The Courier</a>' in written(PAGE, index="index.html")[0]


def test_an_article_may_lack_what_it_likes() -> None:
    text, _count = written(PublicPage(article(1, url="", body="", published_at=None), []))

    assert 'itemprop="articleBody"' not in text
    assert "datePublished" not in text


@pytest.mark.parametrize("files", [[], [("a1.html", article(), 3), ("a2.html", article(2), 1)]])
def test_the_index_leads_to_every_page(files: list[tuple[str, PublicArticle, int]]) -> None:
    out = io.BytesIO()
    html_page.write_index(out, site(), files)
    text = out.getvalue().decode()

    html5lib.HTMLParser(strict=True).parse(text)
    for name, _article, _count in files:
        assert f'<a href="{name}">' in text
    assert ("3 comments" in text) == bool(files)


def test_a_long_page_is_written_piece_by_piece() -> None:
    sizes: list[int] = []

    class Out(io.BytesIO):
        def write(self, data: object) -> int:
            sizes.append(len(data))  # type: ignore[arg-type]
            return len(data)  # type: ignore[arg-type]

    html_page.write(Out(), site(PublicPage(article(), [comment(n) for n in range(2000)])))

    assert len(sizes) > 10
    assert max(sizes) < 100_000
