"""Tests for desktop.reading.top_bar."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtGui import QAction, QFont, QFontMetrics
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from db.rows import Article, Tally
from desktop.actions import Actions
from desktop.reading.top_bar import TopBar, facts
from moderation import queue
from tests.desktop.town import Town

NOW = datetime(2025, 6, 17, 9, 0, tzinfo=UTC)


@pytest.fixture
def article(town: Town) -> Article:
    """An article of a Monday in June, with comments."""
    return replace(
        queue.article(town.newsroom, town.article),
        published_at=datetime(2025, 6, 16, 12, 0, tzinfo=UTC),
        tally=Tally(approved=41, pending=9),
    )


def test_the_facts_are_the_day_whether_it_is_open_and_the_counts(article: Article) -> None:
    assert facts(article, NOW, UTC) == "Monday 16 June · open for comments · 41 approved, 9 pending"


@pytest.mark.parametrize(
    ("width", "told"),
    [
        (680, "Monday 16 June · open for comments · 41 approved, 9 pending"),
        (500, "16 Jun · open · 41 approved, 9 pending"),
    ],
)
def test_where_there_is_little_room_the_facts_are_brief_before_they_are_cut(
    qtbot: QtBot, actions: Actions, article: Article, width: int, told: str
) -> None:
    bar = TopBar(actions["readers_view"], "F9")
    qtbot.addWidget(bar)
    bar.show_facts(article, NOW, UTC)
    bar.resize(width, bar.sizeHint().height())
    bar.show()
    QApplication.processEvents()

    assert bar._facts.painted == told
    assert bar._facts.accessibleName() == bar.facts
    assert (bar.facts in bar._facts.toolTip()) == (told != bar.facts)


def test_an_article_without_a_date_has_none(article: Article) -> None:
    bare = replace(article, published_at=None, open=False)

    assert facts(bare, NOW, UTC) == "closed for comments · 41 approved, 9 pending"


def test_the_switch_asks_and_follows(qtbot: QtBot, actions: Actions, article: Article) -> None:
    bar = TopBar(actions["readers_view"], "F9")
    qtbot.addWidget(bar)
    asked: list[bool] = []
    bar.readers_view_asked.connect(asked.append)

    bar._readers.click()
    bar._moderate.click()
    assert asked == [True, False]

    actions["readers_view"].setChecked(True)
    assert bar._readers.isChecked()


def test_the_facts_belong_to_moderating(qtbot: QtBot, actions: Actions, article: Article) -> None:
    bar = TopBar(actions["readers_view"], "F9")
    qtbot.addWidget(bar)
    bar.show()
    bar.show_facts(article, NOW, UTC)
    assert bar._facts.isVisible()

    bar.show_switch(True)

    assert not bar._facts.isVisible()


def test_the_words_of_the_checked_half_have_room(qapp: QApplication) -> None:
    """What is checked is bold, and was cut while its box was made for thinner words."""
    bar = TopBar(QAction(), "F9")
    bar.show()
    for button in bar.findChildren(QPushButton):
        bold = QFont(button.font())
        bold.setWeight(QFont.Weight.DemiBold)
        words = QFontMetrics(bold).horizontalAdvance(button.text())

        assert button.width() >= words + 24, button.text()
    bar.deleteLater()
