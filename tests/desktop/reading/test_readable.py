"""Tests for desktop.reading.readable."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.words import BodyFormat
from desktop.reading.readable import beginning, readable
from moderation import text


def test_an_endless_word_gets_chances_to_break() -> None:
    html = readable("<p>" + "w" * 1_000 + "</p>")

    assert max(len(word) for word in re.split("[\u200b<>]", html)) <= 60
    assert html.replace("\u200b", "") == "<p>" + "w" * 1_000 + "</p>"


def test_links_and_character_references_stay_whole() -> None:
    href = "https://example.org/" + "a" * 300
    html = f'<p><a href="{href}">{"&amp;" * 200}</a></p>'

    made = readable(html)

    assert href in made
    assert made.count("&amp;") == 200
    assert made.replace("\u200b", "") == html


def test_ordinary_text_stays_as_it_is() -> None:
    html = "<p>A reader <em>said</em> so.<br />And another &lt;did&gt;.</p>"

    assert readable(html) == html


def test_what_nests_too_deep_becomes_flat_and_loses_no_word() -> None:
    html = text.safe_html("<blockquote>" * 300 + "the innermost", BodyFormat.HTML)

    made = readable(html)

    assert "the innermost" in made
    assert made.count("<blockquote") < 40


@pytest.mark.parametrize("longest", [20, 57, 100])
def test_the_beginning_is_balanced(longest: int) -> None:
    html = "<p>one <b>two three</b> four &amp; five</p>" * 20

    made, cut = beginning(html, longest)

    assert cut
    assert made.count("<p>") == made.count("</p>")
    assert made.count("<b>") == made.count("</b>")
    assert len(made) < longest + 40
    assert "…" in made


def test_what_is_short_enough_is_not_cut() -> None:
    assert beginning("<p>short</p>", 100) == ("<p>short</p>", False)


_pieces = st.sampled_from(
    [
        "<p>",
        "<blockquote>",
        "</p>",
        "<b>",
        "word ",
        "w" * 90,
        "&amp;",
        "\u200b",
        "<br>",
        "سلام",
        "<",
    ]
)


@given(st.lists(_pieces, max_size=60).map("".join))
def test_no_word_is_ever_lost(body: str) -> None:
    html = text.safe_html(body, BodyFormat.HTML)

    before = re.sub(r"\s", "", text.plain(html, BodyFormat.HTML)).replace("\u200b", "")
    after = re.sub(r"\s", "", text.plain(readable(html), BodyFormat.HTML)).replace("\u200b", "")

    assert after == before
