"""Tests for desktop.queue.lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QApplication

from desktop import fonts
from desktop.queue.lines import FirstLines, reads_from_the_right
from desktop.tokens import LIGHT

LONG = "The embassies have been running on skeleton staff for years and nobody knows why. " * 4


@pytest.fixture
def lines(qapp: QApplication) -> FirstLines:
    """Lines in the interface font."""
    return FirstLines(fonts.interface())


def test_a_short_comment_is_one_whole_line(lines: FirstLines) -> None:
    assert lines.cut("Quite so.", 2, 400) == ("Quite so.",)


def test_a_long_one_ends_in_an_ellipsis(lines: FirstLines) -> None:
    first, second = lines.cut(LONG, 2, 400)

    assert LONG.startswith(first)
    assert second.endswith("…")


def test_marks_stand_about_their_words_also_behind_emoji(lines: FirstLines) -> None:
    """A sign beyond the first plane is one character to the search and two to Qt."""
    option, room = QTextOption(), QRectF(0, 0, 400, 20)

    (plain,) = lines._spots(room, "aa bridge", option, ["bridge"])
    (behind,) = lines._spots(room, "🙂🙂🙂🙂 bridge", option, ["bridge"])

    assert behind.width() == pytest.approx(plain.width(), abs=1)


def test_a_latin_word_in_a_hebrew_line_is_marked_where_it_stands(lines: FirstLines) -> None:
    option, room = QTextOption(), QRectF(0, 0, 400, 20)
    option.setTextDirection(Qt.LayoutDirection.RightToLeft)
    line = "הגשר נפתח סוף סוף! bridge 2026 — מצוין"
    width = QFontMetricsF(fonts.interface()).horizontalAdvance

    (word,) = lines._spots(room, line, option, ["bridge"])
    (year,) = lines._spots(room, line, option, ["2026"])

    assert word.width() == pytest.approx(width("bridge") + 2, abs=2)
    assert year.width() == pytest.approx(width("2026") + 2, abs=2)
    assert not word.adjusted(2, 0, -2, 0).intersects(year)


def test_a_line_of_emoji_is_as_wide_as_any_and_no_word_is_torn(lines: FirstLines) -> None:
    text = "🎉 " * 12 + "hello world " * 20

    first, second = lines.cut(text, 2, 400)

    assert QFontMetricsF(fonts.interface()).horizontalAdvance(first) <= 400
    assert first.split()[-1] in ("hello", "world")
    assert text.startswith(f"{first} {second.removesuffix('…')}")


def test_a_word_that_stands_further_on_is_led_to(lines: FirstLines) -> None:
    """Else nobody would see why the comment was found."""
    text = f"{LONG}The harbour ferry left at six. {LONG}"

    first, second = lines.shown(text, 2, 400, ["ferry"])
    (alone,) = lines.shown(text, 1, 400, ["ferry"])

    assert first.startswith("… ")
    assert "harbour ferry left at six" in first
    assert (second[0] != "…", second[-1]) == (True, "…")
    assert alone.startswith("… ")
    assert "ferry" in alone
    assert lines.shown(text, 2, 400, ["embassies"]) == lines.cut(text, 2, 400)
    assert lines.shown(text, 2, 400, ["tram"]) == lines.cut(text, 2, 400)


def test_line_breaks_are_blanks_on_a_card(lines: FirstLines) -> None:
    assert lines.cut("One.\n\n\tTwo.", 2, 400) == ("One. Two.",)


def test_nothing_is_no_line(lines: FirstLines) -> None:
    assert lines.cut("  \n ", 2, 400) == ()


@given(
    text=st.text(st.characters(max_codepoint=0x24F), max_size=900),
    width=st.integers(60, 500),
    rows=st.integers(1, 2),
)
def test_no_line_is_wider_than_its_room(
    qapp: QApplication, text: str, width: int, rows: int
) -> None:
    made = FirstLines(fonts.interface()).cut(text, rows, width)
    room = QFontMetricsF(fonts.interface())

    assert len(made) <= rows
    assert all(room.horizontalAdvance(line) <= width + 1 for line in made)


@pytest.mark.parametrize(
    ("text", "rtl"),
    [("Hello", False), ("שלום", True), ("… هل", True), ("12:30 abc", False), ("😀", False)],
)
def test_the_first_letter_with_a_direction_decides(text: str, rtl: bool) -> None:
    assert reads_from_the_right(text) is rtl


def test_letters_that_are_higher_than_ours_are_not_clipped(qapp: QApplication) -> None:
    """As high as with all the room in the world, in a box that is one line high."""
    font = fonts.interface()
    lines = FirstLines(font)
    for text in ("ٱلْعَرَبِيَّةُ وَاللُّغَةُ", "עִבְרִית", "ภาษาไทยที่นี่", "हिन्दी ट्रॉट्र"):
        painted = inked(lines, font, text, tight=True)
        assert painted == inked(lines, font, text, tight=False), text
        assert painted


def inked(lines: FirstLines, font: QFont, text: str, *, tight: bool) -> int:
    """How many rows of pixels the line is high once it is painted, in its box or without one."""
    image = QImage(400, 100, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    if tight:
        lines.paint(painter, QRectF(10, 40, 380, lines.height), text, 1, LIGHT)
    else:
        painter.setFont(font)
        painter.setPen(QColor(LIGHT.text))
        option = QTextOption()
        right = Qt.LayoutDirection.RightToLeft
        option.setTextDirection(right if reads_from_the_right(text) else option.textDirection())
        layout = QTextLayout(text, font)
        layout.setTextOption(option)
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(380)
        layout.endLayout()
        layout.draw(painter, QPointF(10, 30))
    painter.end()
    white = QColor("white").rgb()
    rows = [y for y in range(100) if any(image.pixel(x, y) != white for x in range(400))]
    return rows[-1] - rows[0] + 1
