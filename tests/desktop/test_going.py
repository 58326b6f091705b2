"""Tests for desktop.going: wherever one goes, sidebar and actions show it."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.words import Status
from desktop.main_window import MainWindow
from moderation import queue
from moderation.newsroom import Newsroom
from tests.windows import current


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("queue_approved", Status.APPROVED),
        ("queue_rejected", Status.REJECTED),
        ("queue_spam", Status.SPAM),
        ("queue_all", None),
    ],
)
def test_each_queue_has_its_key_and_the_sidebar_follows(
    window: MainWindow, name: str, status: Status | None
) -> None:
    assert window.desk is not None

    window.deeds[name].trigger()
    window.operations.wait_idle()

    assert window.desk.place.status is status
    assert window.desk.sidebar.queues.currentIndex().row() == [*Status, None].index(status)
    assert window.deeds[name].isChecked()


def test_an_article_of_the_sidebar_narrows_the_queue(
    window: MainWindow, filled: Newsroom, qtbot: QtBot
) -> None:
    assert window.desk is not None
    first = queue.articles(filled)[0]
    window.desk.sidebar.articles.setFocus()

    qtbot.keyClick(window.desk.sidebar.articles, Qt.Key.Key_Down)
    window.operations.wait_idle()

    assert window.desk.place.article == first.id
    assert len(window.desk.queue.model.ids) == first.tally.pending

    window.deeds["all_articles"].trigger()
    window.operations.wait_idle()

    assert window.desk.place.article is None


def test_a_comment_of_the_thread_is_gone_to_wherever_it_is(
    window: MainWindow, filled: Newsroom
) -> None:
    assert window.desk is not None
    window.deeds["queue_approved"].trigger()
    window.operations.wait_idle()
    approved = window.desk.queue.model.ids[0]
    window.deeds["queue_pending"].trigger()
    window.operations.wait_idle()

    window.desk.reading.comment_chosen.emit(approved)
    window.operations.wait_idle()

    assert current(window) == approved
    assert window.desk.place.status is None
