"""Two programs on one library: a real second process writes while the window is open."""

import os
import subprocess
import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.words import Status
from desktop.main_window import MainWindow
from desktop.queue import arrivals
from moderation import queue
from moderation.newsroom import Newsroom
from tests.windows import current, press, press_key, said, settle, status_of

Elsewhere = Callable[..., None]
_PATIENCE = 20_000


@pytest.fixture
def elsewhere(filled: Newsroom) -> Elsewhere:
    """Runs the command line on the newsroom of this test, in a process of its own, as Ben."""

    def run(*words: str) -> None:
        done = subprocess.run(
            [sys.executable, "-c", "from moderation.cli import main; main()", *words],
            env={**os.environ, "LOGNAME": "ben", "COMMENTDESK_NEWSROOM": str(filled.path)},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr

    return run


def a_letter(run: Elsewhere, newsroom: Newsroom, name: str) -> None:
    run("add", "--article", queue.articles(newsroom)[0].key, "--name", name,
        "--email", "ben@example.org", "--body", "I was there as well.")  # fmt: skip


def counted(window: MainWindow) -> str:
    assert window.desk is not None
    entries = window.desk.sidebar.queues.entries
    return str(entries.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole))


def test_what_another_process_adds_is_counted_and_moves_nothing(
    window: MainWindow, filled: Newsroom, elsewhere: Elsewhere, qtbot: QtBot
) -> None:
    assert window.desk is not None
    assert arrivals.EVERY <= 1_000  # so that it is seen within two seconds
    pane = window.desk.queue
    # Near-copies are folded together beforehand: the other process would compare them, too.
    settle(window)  # the assist gives way to whatever else is asked
    window.desk.tending.tend()
    settle(window)
    press(window, "jjj")
    before, place = list(pane.model.ids), current(window)
    top = pane.view.visualRect(pane.view.currentIndex()).top()

    a_letter(elsewhere, filled, "Ben")
    a_letter(elsewhere, filled, "Cleo")
    qtbot.waitUntil(lambda: pane.news.text() == "2 new comments", timeout=_PATIENCE)

    assert (list(pane.model.ids), current(window)) == (before, place)
    assert pane.news.isVisible()
    qtbot.waitUntil(lambda: counted(window) == "Pending, 51 comments", timeout=_PATIENCE)
    assert pane.view.visualRect(pane.view.currentIndex()).top() >= top

    # A third one is counted with them; asked for, all three are there.
    a_letter(elsewhere, filled, "Dee")
    qtbot.waitUntil(lambda: pane.news.text() == "3 new comments", timeout=_PATIENCE)
    pane.news.click()
    window.operations.wait_idle()
    assert len(pane.model.ids) == len(before) + 3
    assert not pane.news.isVisible()


def test_one_key_lists_what_came_and_leaves_the_place(
    window: MainWindow, filled: Newsroom, elsewhere: Elsewhere, qtbot: QtBot
) -> None:
    assert window.desk is not None
    pane = window.desk.queue
    press(window, "jj")
    place = current(window)
    a_letter(elsewhere, filled, "Ben")
    qtbot.waitUntil(lambda: pane.news.text() == "1 new comment", timeout=_PATIENCE)

    press_key(window, Qt.Key.Key_F5)

    assert queue.cards(filled, pane.model.ids[:1])[0].name == "Ben"
    assert current(window) == place
    assert not pane.news.isVisible()


def test_what_another_process_decides_leaves_the_list_but_for_the_one_looked_at(
    window: MainWindow, filled: Newsroom, elsewhere: Elsewhere, qtbot: QtBot
) -> None:
    assert window.desk is not None
    pane = window.desk.queue
    press(window, "j")
    above, looked_at, below = pane.model.ids[:3]

    elsewhere("spam", "--id", f"{above},{looked_at},{below}")
    qtbot.waitUntil(lambda: below not in pane.model.ids, timeout=_PATIENCE)

    assert above not in pane.model.ids
    assert current(window) == looked_at
    assert counted(window) == "Pending, 46 comments"

    # To decide it now is refused, and says who did what.
    press(window, "a")
    assert status_of(window, looked_at) is Status.SPAM
    assert window.banner.isVisible()
    assert "ben" in window.banner.sentence.text()
    assert "spam" in window.banner.sentence.text()


def test_what_was_decided_elsewhere_is_refused_also_after_the_assist_looked_at_it(
    window: MainWindow, filled: Newsroom, elsewhere: Elsewhere, qtbot: QtBot
) -> None:
    """The assist has cards shown anew; the one that is read stays as it was looked at."""
    assert window.desk is not None
    number = current(window)
    elsewhere("reject", "--id", str(number))
    qtbot.waitUntil(lambda: counted(window) == "Pending, 48 comments", timeout=_PATIENCE)
    settle(window)  # the assist gives way to whatever else is asked
    window.desk.tending.tend()
    settle(window)
    assert current(window) == number

    press(window, "a")

    assert status_of(window, number) is Status.REJECTED
    assert "ben" in window.banner.sentence.text()


def test_of_several_those_that_somebody_else_decided_are_left_and_it_is_said_who_did(
    window: MainWindow, filled: Newsroom, elsewhere: Elsewhere
) -> None:
    assert window.desk is not None
    numbers = list(window.desk.queue.model.ids[:4])
    press(window, "xjxjxjx")
    elsewhere("reject", "--id", f"{numbers[1]},{numbers[2]}")

    press(window, "s")

    assert said(window) == "2 comments marked as spam. Left alone: 2 were decided by ben since."
    rejected = [status_of(window, number) for number in numbers[1:3]]
    assert rejected == [Status.REJECTED, Status.REJECTED]


def test_what_came_and_was_decided_again_is_no_news(
    window: MainWindow, filled: Newsroom, elsewhere: Elsewhere, qtbot: QtBot
) -> None:
    assert window.desk is not None
    pane = window.desk.queue
    a_letter(elsewhere, filled, "Ben")
    qtbot.waitUntil(lambda: pane.news.text() == "1 new comment", timeout=_PATIENCE)

    elsewhere("reject", 'author:"Ben"', "--yes")
    qtbot.waitUntil(lambda: not pane.news.isVisible(), timeout=_PATIENCE)

    assert window.desk.queue.view.hasFocus()


def test_what_arrives_in_an_empty_queue_is_there_at_once_and_under_decision(
    window: MainWindow, filled: Newsroom, elsewhere: Elsewhere, qtbot: QtBot
) -> None:
    assert window.desk is not None
    pane = window.desk.queue
    window.deeds["select_all"].trigger()
    press(window, "s")
    assert pane.empty.isVisible()

    a_letter(elsewhere, filled, "Ben")
    qtbot.waitUntil(lambda: pane.model.rowCount() == 1, timeout=_PATIENCE)
    window.operations.wait_idle()

    number = current(window)
    assert queue.comment(filled, number).name == "Ben"
    assert pane.view.isVisible()
    assert not pane.news.isVisible()
    press(window, "a")
    assert status_of(window, number) is Status.APPROVED


def test_rows_that_vanish_leave_one_under_decision(window: MainWindow) -> None:
    """Whatever a change elsewhere takes away, the keys act on a comment that can be seen."""
    assert window.desk is not None
    view, model = window.desk.queue.view, window.desk.queue.model
    view.setCurrentIndex(model.index(-1, 0))
    assert not view.currentIndex().isValid()

    window.desk.queue._show_arrivals(([], list(model.ids[:3])))

    assert view.current_number == model.ids[0]
    assert view.picked_count() == 1
