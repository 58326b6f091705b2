"""Tests for desktop.queue.lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication

from desktop import fonts
from desktop.queue.lines import FirstLines, reads_from_the_right

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
