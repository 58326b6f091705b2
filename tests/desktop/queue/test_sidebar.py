"""Tests for desktop.queue.sidebar and desktop.queue.entries."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from db.rows import ArticleHead, ArticleId, Tally
from db.words import Status
from desktop import theme
from desktop.queue.entries import EntryList
from desktop.queue.sidebar import Sidebar

TALLY = Tally(pending=128, approved=12_400, rejected=310, spam=2_041)


def head(number: int, pending: int = 0, title: str = "") -> ArticleHead:
    return ArticleHead(
        ArticleId(number),
        f"article-{number}",
        title or f"Article {number}",
        "",
        None,
        open=True,
        tally=Tally(pending=pending),
    )


@pytest.fixture
def sidebar(qtbot: QtBot) -> Sidebar:
    """The sidebar of a newsroom with three articles, at the pending queue."""
    made = Sidebar("The Harbour Courier")
    qtbot.addWidget(made)
    made.resize(228, 800)
    made.show_tally(TALLY)
    made.show_articles([head(1, 9), head(2, 2), head(3)], afresh=True)
    made.choose(Status.PENDING, None)
    made.show()
    return made


def spoken(entries: EntryList) -> list[str]:
    role = Qt.ItemDataRole.AccessibleTextRole
    return [entries.index(row, 0).data(role) for row in range(entries.rowCount())]


def test_queues_are_said_with_their_counts(sidebar: Sidebar) -> None:
    assert spoken(sidebar.queues.entries) == [
        "Pending, 128 comments",
        "Approved, 12400 comments",
        "Rejected, 310 comments",
        "Spam, 2041 comments",
        "All comments, 14879 comments",
    ]


def test_articles_are_said_with_what_is_pending(sidebar: Sidebar) -> None:
    assert spoken(sidebar.articles.entries) == [
        "All articles",
        "Article 1, 9 pending",
        "Article 2, 2 pending",
        "Article 3, 0 pending",
    ]


def test_down_chooses_the_next_queue(sidebar: Sidebar, qtbot: QtBot) -> None:
    with qtbot.waitSignal(sidebar.queue_chosen) as said:
        qtbot.keyClick(sidebar.queues, Qt.Key.Key_Down)

    assert said.args == [Status.APPROVED]


def test_an_article_is_chosen_and_left_again(sidebar: Sidebar, qtbot: QtBot) -> None:
    said: list[object] = []
    sidebar.article_chosen.connect(said.append)

    qtbot.keyClick(sidebar.articles, Qt.Key.Key_Down)
    qtbot.keyClick(sidebar.articles, Qt.Key.Key_Up)

    assert said == [1, None]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Right])
def test_enter_goes_to_the_queue(sidebar: Sidebar, qtbot: QtBot, key: Qt.Key) -> None:
    with qtbot.waitSignal(sidebar.left):
        qtbot.keyClick(sidebar.queues, key)


def test_letters_choose_nothing(sidebar: Sidebar, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(sidebar.queue_chosen):
        qtbot.keyClicks(sidebar.queues, "spam")


def test_showing_what_is_chosen_says_nothing(sidebar: Sidebar, qtbot: QtBot) -> None:
    with (
        qtbot.assertNotEmitted(sidebar.queue_chosen),
        qtbot.assertNotEmitted(sidebar.article_chosen),
    ):
        sidebar.choose(Status.SPAM, ArticleId(2))
        sidebar.show_tally(Tally(spam=1))
        sidebar.show_articles([head(2)])

    assert sidebar.queues.currentIndex().row() == 3
    assert sidebar.articles.currentIndex().row() == 1


def test_articles_do_not_jump_while_their_counts_change(sidebar: Sidebar) -> None:
    sidebar.show_articles([head(2, 7), head(1, 6), head(3)])

    assert spoken(sidebar.articles.entries)[1:3] == ["Article 1, 6 pending", "Article 2, 7 pending"]


def test_a_new_article_comes_first_and_one_that_is_gone_goes(sidebar: Sidebar) -> None:
    sidebar.show_articles([head(9, 1), head(3), head(1, 6)])

    assert [row.split(",")[0] for row in spoken(sidebar.articles.entries)] == [
        "All articles",
        "Article 9",
        "Article 1",
        "Article 3",
    ]


def test_afresh_takes_the_order_given(sidebar: Sidebar) -> None:
    sidebar.show_articles([head(2, 7), head(1, 6), head(3)], afresh=True)

    assert spoken(sidebar.articles.entries)[1] == "Article 2, 7 pending"


def test_many_articles_can_be_looked_through(sidebar: Sidebar, qtbot: QtBot) -> None:
    assert not sidebar.search.isVisible()

    sidebar.show_articles([head(number) for number in range(1, 40)])
    with qtbot.waitSignal(sidebar.article_sought) as said:
        qtbot.keyClicks(sidebar.search, "b")

    assert sidebar.search.isVisible()
    assert said.args == ["b"]


def test_an_article_that_is_not_listed_leaves_none_chosen(sidebar: Sidebar) -> None:
    sidebar.choose(Status.PENDING, ArticleId(2))

    sidebar.show_articles([head(1)])

    assert not sidebar.articles.currentIndex().isValid()


def test_qt_finds_the_lists_sound(sidebar: Sidebar, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(sidebar.queues.entries)
    qtmodeltester.check(sidebar.articles.entries)


def test_every_row_is_painted_whatever_its_words(sidebar: Sidebar) -> None:
    sidebar.show_articles([head(1, 9, "W" * 400), head(2, 1, "  \n"), head(3, 0, "محمد")])

    assert not sidebar.grab().isNull()


def test_what_is_chosen_is_a_status_and_no_bare_text(sidebar: Sidebar, qtbot: QtBot) -> None:
    """Through Qt's own data a status comes back as text: a window that closed there failed."""
    with qtbot.waitSignal(sidebar.queue_chosen) as heard:
        sidebar.queues.setCurrentIndex(sidebar.queues.entries.index(3, 0))

    assert isinstance(heard.args[0], Status)


def test_larger_text_leaves_every_queue_in_sight(sidebar: Sidebar) -> None:
    before = sidebar.queues.height()
    try:
        theme.in_force().use_text_scale(2.0)
        QApplication.processEvents()

        last = sidebar.queues.entries.index(sidebar.queues.entries.rowCount() - 1, 0)
        assert sidebar.queues.height() >= 2 * (before - 2)
        assert sidebar.queues.visualRect(last).bottom() <= sidebar.queues.viewport().height()
    finally:
        theme.in_force().use_text_scale(1.0)


def test_a_count_that_changed_paints_one_row_anew(sidebar: Sidebar, qtbot: QtBot) -> None:
    with qtbot.waitSignal(sidebar.articles.entries.dataChanged) as told:
        sidebar.show_articles([head(1, 9), head(2, 1), head(3)])

    assert [one.row() for one in told.args[:2]] == [2, 2]
