"""Bodies as plain text: what a reader would see of them, and how many links."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.words import BodyFormat
from moderation.text import count_links, excerpt, is_blank, plain

HTML, MARKDOWN, TEXT = BodyFormat.HTML, BodyFormat.MARKDOWN, BodyFormat.TEXT
anything = st.text(st.characters(exclude_categories=()))
_PIECES = [
    "<p>",
    "</p>",
    "<br>",
    "<b",
    ">",
    "a",
    " ",
    "\n",
    "&amp;",
    "&",
    "<!--",
    '"',
    "http://x",
    "*",
]
markup_like = st.lists(st.sampled_from(_PIECES)).map("".join)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("Two\nlines", "Two\nlines"),
        ("One<br />\ntwo<BR>three", "One\ntwo\nthree"),
        ("<p>One</p>\n\n\n<p>Two</p>", "One\n\nTwo"),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ("<table><tr><th>a</th><td>b</td></tr><tr><td>c</table>", "a  b\n c"),
        ("5 < 6 &amp;&amp; 7 > 3, &eacute; &lt;b&gt;", "5 < 6 && 7 > 3, é <b>"),
        ("a&nbsp;b", "a\xa0b"),
        ("<script>alert(1)</script>kept<style>p{}</style>", "kept"),
        ('<img src="x.png" alt="a harbour"> <img src=y> <img alt=boat>', "a harbour  boat"),
        ("a\x07b\x1b[31m \ud800 \x00", "ab[31m � �"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a &lt;&lt; b", "a << b"),
    ],
)
def test_html_is_read_as_its_text(body: str, text: str) -> None:
    assert plain(body, HTML) == text


@pytest.mark.parametrize("body", ["<b></b>", "<p>&nbsp;</p><br>", "<img src=x>", "<a href=x> </a>"])
def test_tags_without_text_are_blank(body: str) -> None:
    assert is_blank(plain(body, HTML))


def test_markdown_and_text_are_read_as_what_they_are() -> None:
    assert plain("*Hi* [Ana](http://x.example) <b>", MARKDOWN) == "Hi Ana <b>"
    assert plain("*Hi* <b>&amp;", TEXT) == "*Hi* <b>&amp;"


@given(anything | markup_like, st.sampled_from(BodyFormat))
def test_plain_text_never_raises_and_is_tidy(body: str, body_format: BodyFormat) -> None:
    text = plain(body, body_format)

    text.encode("utf-8")
    assert text == text.strip()
    assert "\x00" not in text
    assert "\r" not in text
    assert "\n\n\n" not in text
    assert plain(text, TEXT) == text


@pytest.mark.parametrize(
    ("body", "links"),
    [
        ("none", 0),
        ("http://a.example and www.b.example, (https://c.example)", 3),
        ('<a href="http://a.example">http://a.example</a>', 1),
        ("<A HREF='https://a.example'>x</A> http://b.example", 2),
        ('<a href="/about">x</a> <a name="y">z</a> //', 0),
        ('<img src="http://a.example/x.png">', 0),
        ('<a href="//a.example">x</a>', 1),
    ],
)
def test_links_are_counted_as_a_reader_sees_them(body: str, links: int) -> None:
    assert count_links(body, HTML) == links


def test_links_in_markdown_and_text_are_counted() -> None:
    assert count_links("[a](http://a.example) <http://b.example>", MARKDOWN) == 2
    assert count_links('<a href="http://a.example">x</a>', TEXT) == 1


@given(anything | markup_like, st.sampled_from(BodyFormat))
def test_counting_links_never_raises(body: str, body_format: BodyFormat) -> None:
    assert count_links(body, body_format) >= 0


def test_an_excerpt_is_one_line_of_at_most_so_many_characters() -> None:
    assert excerpt("One\n\n two", 20) == "One two"
    assert excerpt("one two three", 8) == "one two…"
    assert excerpt("a" + " " * 1000 + "b", 10).startswith("a")


def test_what_no_parser_could_bear_is_read_all_the_same() -> None:
    assert plain("<div>" * 100_000 + "in the middle", HTML) == "in the middle"
    assert plain("<i>x</i>" + "&" * 200_000, HTML).startswith("x")
    assert len(plain("x" * 10_000_000, HTML)) == 10_000_000
    assert len(plain("a" + " " * 1_000_000 + "b", HTML)) == 1_000_002
    assert plain("[" * 50_000, MARKDOWN) == "[" * 50_000
