"""Tests for desktop.reading.reason_strip: where it lies, and its lines."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QToolButton

from desktop import theme
from desktop.reading.margins import left_over, side_of
from desktop.reading.pane import ReadingPane
from desktop.theme import Choice
from moderation.reasons import DecisionReason
from tests.desktop.town import Town

Settle = Callable[[], None]
OFFERED = [DecisionReason("insult", "Insult"), DecisionReason("off-topic", "Off topic")]


@pytest.fixture(autouse=True)
def _usual(qapp: QApplication) -> Iterator[None]:
    yield
    theme.in_force().choose(Choice.SYSTEM)


def line_below(pane: ReadingPane) -> int:
    """How thick the line is that ends the strip, where the lines of the pane begin."""
    QApplication.processEvents()
    shown = pane.grab().toImage()
    ink = theme.in_force().colour("line").name()
    strip = pane.reason_strip
    x, foot = side_of(pane.width()) + 200, strip.mapTo(pane, QPoint(0, strip.height())).y()
    return sum(shown.pixelColor(x, y).name() == ink for y in range(foot - 6, foot + 6))


@pytest.mark.parametrize("choice", [Choice.LIGHT, Choice.CONTRAST])
def test_its_line_lies_on_that_of_the_article_or_of_the_bar(
    town: Town, pane: ReadingPane, settle: Settle, choice: Choice
) -> None:
    theme.in_force().choose(choice)
    theme.in_force().dress(pane)  # another window may be the one in front
    pane.show_comment(None)
    pane.show_reasons("Rejected. Why?", OFFERED)
    over_bar = line_below(pane)
    long = town.add_article("A long one", "<p>line</p>" * 40)
    pane.show_comment(town.say("Who runs the visa desks now?", "Petra", under=long))
    settle()
    over_article = line_below(pane)

    assert pane.reason_strip.geometry().bottom() < pane.bar.y() // 2
    assert over_bar == over_article == theme.in_force().tokens.line_width


def test_on_a_wide_screen_the_cross_is_where_the_lines_end(
    town: Town, open_pane: Callable[..., ReadingPane], settle: Settle
) -> None:
    pane = open_pane(town.newsroom, 2_900, 1_200)
    pane.show_comment(town.say("Who runs the visa desks now?", "Petra"))
    settle()

    pane.show_reasons("Rejected. Why?", OFFERED)

    cross = next(one for one in pane.reason_strip.findChildren(QToolButton) if one.isVisible())
    end = cross.mapTo(pane, cross.rect().topRight()).x()
    lines_end = pane.width() - side_of(pane.width()) - left_over(pane.width())
    assert lines_end <= end <= lines_end + cross.width() // 2
