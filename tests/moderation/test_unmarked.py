"""Bodies without markup in one step: to the letter what the parser and the cleaner would give."""

from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from db.words import BodyFormat
from moderation.text import plain, safe_html
from moderation.unmarked import rendered, unmarked
from tests.hostile.strings import MONSTERS, aimed_at

FORMATS = st.sampled_from(BodyFormat)
_PIECES = [
    "Plain words.", "two", " ", "  ", "\n", "\n\n", "\r\n", "\r", "\t", "<p>", "</p>", "</p>\n<p>",
    "<br>", "&amp;", "&", "<", ">", '"', "'", "//", "www.", "WWW.a.example", "http://a.example",
    "*",
    "_", "# ", "1. ", "- ", "+", "=", "===", "---", "`", "~~", "\\", "[a](b)", "![", "    ", "é",
    "日本",
    "\xa0", "\u200b", "\u2028", "\x00", "\ud800", "👍", "İ", "ẞ", ".", "!", "(c)", "--", "@", "|",
    "$", "^",
]  # fmt: skip
bodies = st.one_of(
    st.lists(st.sampled_from(_PIECES), max_size=12).map("".join),
    st.lists(st.sampled_from(_PIECES), max_size=6).map(lambda some: f"<p>{''.join(some)}</p>"),
    st.text(st.characters(exclude_categories=()), max_size=40),
)


@given(bodies, FORMATS)
@example("One\n \ntwo", BodyFormat.HTML)
@example("<p> a </p>\n\n<p> b </p>", BodyFormat.HTML)
@example("<p></p>", BodyFormat.HTML)
@example("<p>", BodyFormat.HTML)
@example("<p></p", BodyFormat.HTML)
@example("a  \nb", BodyFormat.MARKDOWN)
@example("a\n    b", BodyFormat.MARKDOWN)
@example("\n\na \n\n\n\nb ", BodyFormat.TEXT)
def test_the_quick_way_gives_what_the_careful_one_does(body: str, body_format: BodyFormat) -> None:
    assert rendered(body, body_format) == (safe_html(body, body_format), plain(body, body_format))


def test_so_it_does_for_whatever_was_sent_to_break_something() -> None:
    sent = [*aimed_at("https://a.example"), *MONSTERS.values()]
    wrapped = [*sent, *(f"<p>{one}</p>" for one in sent), *(f"One\n\n{one}\ntwo" for one in sent)]

    for body, body_format in product(wrapped, BodyFormat):
        quick = unmarked(body, body_format)
        if quick is not None:
            assert quick == (safe_html(body, body_format), plain(body, body_format)), body


@pytest.mark.parametrize(
    ("body", "body_format"),
    [
        ("Good.", BodyFormat.HTML),
        ("<p>Good.</p>", BodyFormat.HTML),
        ("<p>Good “day”.</p>\n<p>Bye.</p>", BodyFormat.HTML),
        ("Good day,\nall.\n\nBye 1+1 * 2.", BodyFormat.TEXT),
        ("Good day,\nall – “you”.\n\nBye.", BodyFormat.MARKDOWN),
    ],
)
def test_what_most_people_write_goes_the_quick_way(body: str, body_format: BodyFormat) -> None:
    assert unmarked(body, body_format) is not None
