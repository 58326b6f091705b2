"""Characters of a comment are marked where they are shown, however they are laid out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QFont
from pytestqt.qtbot import QtBot

from db.words import BodyFormat
from desktop.reading.browser import StillBrowser
from desktop.reading.marking import MarkedLabel, mark, marked_html, places_in
from desktop.reading.readable import readable
from moderation import text


@pytest.mark.parametrize(
    ("body", "body_format", "word"),
    [
        ("Two\n\n  casinos 🙂 and a casino.", BodyFormat.TEXT, "casino."),
        ("<p>One</p><p>🙂 <b>cas</b>ino</p>", BodyFormat.HTML, "casino"),
        ("*One*\n\n- a\n- casino", BodyFormat.MARKDOWN, "casino"),
        ("x" * 200 + "casino", BodyFormat.TEXT, "casino"),
        ('a <img alt="ship"> casino', BodyFormat.HTML, "casino"),
    ],
)
def test_the_very_characters_are_marked(
    qtbot: QtBot, body: str, body_format: BodyFormat, word: str
) -> None:
    browser = StillBrowser(QFont())
    qtbot.addWidget(browser)
    browser.show_html(readable(text.safe_html(body, body_format)))
    plain = text.plain(body, body_format)
    start = plain.index(word)

    assert mark(browser, plain, [(start, start + len(word))]) == 1

    (selection,) = browser.extraSelections()
    shown = selection.cursor.selectedText()
    assert shown.replace("\u200b", "") == word


@given(st.text(max_size=60), st.text(max_size=60), st.data())
def test_whatever_is_shown_the_marks_lie_within_it(
    shown: str, told: str, data: st.DataObject
) -> None:
    end = data.draw(st.integers(0, len(told)))
    start = data.draw(st.integers(0, end))

    for first, last in places_in(shown, told, [(start, end)]):
        assert 0 <= first < last <= len(shown)


def test_a_stranger_s_words_are_never_tags(qtbot: QtBot) -> None:
    label = MarkedLabel("Name:", "<b>Casino</b> & Co", ((3, 9),))
    qtbot.addWidget(label)

    assert label.marked == ["Casino"]
    assert "<b>" not in label.text()


def test_of_a_long_line_what_is_about_the_mark_is_shown() -> None:
    told = marked_html("x" * 500 + "casino" + "y" * 500, ((500, 506),), "S")

    assert told.startswith("…")
    assert told.endswith("…")
    assert len(told.replace("\u200b", "")) < 250
