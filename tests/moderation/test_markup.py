"""Bodies as safe HTML: nothing runs, nothing is loaded, nothing that was said is lost."""

import re

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.words import BodyFormat
from moderation.markup import safe_html, without_attributes
from moderation.paragraphs import REL

HTML, MARKDOWN, TEXT = BodyFormat.HTML, BodyFormat.MARKDOWN, BodyFormat.TEXT
anything = st.text(st.characters(exclude_categories=()))
_PIECES = [
    "<p>", "</p>", "<br>", "<b x=1>", "</b>", "<em>", "</em>", "<div>", "</div>", "<pre>",
    "<blockquote>", "<a href='http://a.example/?x=1&y=2'>", "<a href=javascript:alert(1)>", "</a>",
    "<img src=http://i.example/i.png onerror=x>", "<img alt='<b>\"' src=/i.png>", "<script>",
    "</script>", "<svg><style>", "<math><mi>", "<table><td>", "<!--", "-->", "text", "\n", "\n\n",
    " ", "&lt;", "&", "<", ">", '"', "http://bare.example/x?a=b&c", "www.bare.example",
    "<iframe src=http://f.example>", "<style>@import 'http://s.example'</style>",
    "<form action=http://f.example>", "<p style='background:url(http://b.example)'>",
]  # fmt: skip
markup_like = st.lists(st.sampled_from(_PIECES)).map("".join)
_HARMLESS = {"href", "rel", "lang", "dir", "start", "colspan", "rowspan"}


def test_raw_breaks_are_breaks_and_blank_lines_part_paragraphs() -> None:
    assert safe_html("One\ntwo\n\n three", HTML) == "<p>One<br>two</p>\n<p> three</p>"


def test_text_around_blocks_is_set_in_paragraphs_too() -> None:
    body = "<blockquote>You said\nthis</blockquote>\n\nI say <em>no\n\nnever</em>\nso"

    assert safe_html(body, HTML) == (
        "<blockquote><p>You said<br>this</p>\n</blockquote>\n"
        "<p>I say <em>no<br><br>never</em><br>so</p>"
    )


def test_html_that_has_its_own_paragraphs_and_lists_keeps_them() -> None:
    body = "<p>a\nb</p>\n<ol start=3><li>c</li></ol><hr><pre>d\n\n  e</pre>"

    assert safe_html(body, HTML) == (
        '<p>a\nb</p>\n<ol start="3"><li>c</li>\n</ol>\n<hr><pre>d\n\n  e</pre>'
    )


def test_a_written_break_and_a_raw_one_after_it_are_one() -> None:
    assert safe_html("a<br />\nb<br>\n<br>", HTML) == "<p>a<br>b</p>"


def test_an_inline_element_around_a_block_stays_whole() -> None:
    assert safe_html("<em><p>x</p>y</em> z", HTML) == "<em><p>x</p>\ny</em> z"


def test_links_lead_to_the_web_only_and_vouch_for_nothing() -> None:
    body = (
        '<a href="http://a.example/?x&y" onclick=x target=_blank>a</a> <a href="javascript:1">b</a>'
        ' <a href="/c">c</a> <a>d</a> <a href="mailto:ana@example.org">e</a>'
    )

    assert safe_html(body, HTML) == (
        f'<p><a href="http://a.example/?x&amp;y" rel="{REL}">a</a> b c d e</p>'
    )


def test_bare_addresses_become_links_but_in_code() -> None:
    body = "See http://a.example/?x&y, www.b.example. <code>http://c.example</code>"

    assert safe_html(body, HTML) == (
        f'<p>See <a href="http://a.example/?x&amp;y" rel="{REL}">http://a.example/?x&amp;y</a>, '
        f'<a href="http://www.b.example" rel="{REL}">www.b.example</a>. '
        "<code>http://c.example</code></p>"
    )


def test_a_picture_is_a_link_with_its_words_and_inside_a_link_its_words_alone() -> None:
    body = (
        '<img src="http://i.example/i.png" alt="A harbour"> <img src="http://i.example/j.png">'
        ' <a href="http://a.example"><img src="http://i.example/k.png" alt="boat"></a>'
        ' <img src="data:image/png;base64,AAAA" alt="inline">'
    )

    assert safe_html(body, HTML) == (
        f'<p><a href="http://i.example/i.png" rel="{REL}">A harbour</a> '
        f'<a href="http://i.example/j.png" rel="{REL}">j.png</a> '
        f'<a href="http://a.example" rel="{REL}">boat</a> inline</p>'
    )


def test_text_is_escaped_and_markdown_is_rendered_without_its_html() -> None:
    assert safe_html("<b>1 & 2\n3", TEXT) == "<p>&lt;b&gt;1 &amp; 2<br>3</p>"
    assert safe_html("*Hi*\nyou <b>", MARKDOWN) == "<p><em>Hi</em><br>you &lt;b&gt;</p>"
    assert safe_html("5 < 6 & &eacute;", HTML) == "<p>5 &lt; 6 &amp; é</p>"


@given(anything | markup_like, st.sampled_from(BodyFormat))
def test_whatever_is_written_the_result_is_harmless_and_balanced(
    body: str, body_format: BodyFormat
) -> None:
    result = safe_html(body, body_format)

    result.encode("utf-8")
    for element in html5lib.parseFragment(result, namespaceHTMLElements=False).iter():
        assert element.tag not in {
            "script",
            "style",
            "img",
            "iframe",
            "form",
            "svg",
            "math",
            "link",
        }
        assert set(element.attrib) <= _HARMLESS
        assert re.match(r"https?://", element.attrib.get("href", "http://"), re.IGNORECASE)
        assert element.tag != "a" or element.attrib["rel"] == REL
    _assert_balanced(result)


def _assert_balanced(result: str) -> None:
    open_tags: list[str] = []
    for closing, name in re.findall(r"<(/?)([a-z0-9]+)[^>]*>", result):
        if name in {"br", "hr"}:
            continue
        if closing:
            assert open_tags.pop() == name
        else:
            open_tags.append(name)
    assert not open_tags


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 100_000,
        "<p>" + "".join(f"<b a={i}>" for i in range(4000)) + "<p>x" * 8000,
        "<p>" + "".join(f"<b a='<{i}'>" for i in range(1500)) + "<p>x" * 3000,
        "<p><a href='http://a.example/" + "y" * 30_000 + "'>" + "<p>x" * 5000,
        "<b " * 1_000_000,
        "x" * 10_000_000,
        "&" * 1_000_000,
        "http://x" * 100_000,
        "\n" * 1_000_000,
    ],
    ids=lambda body: body[:16],
)
def test_what_makes_parsers_grow_without_bounds_stays_small(body: str) -> None:
    assert len(safe_html(body, HTML)) < 40 * len(body) + 1000


@given(markup_like)
def test_no_reopened_element_keeps_an_attribute(body: str) -> None:
    assert "<b x" not in without_attributes(body + ">")
