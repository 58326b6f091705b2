"""Tests for desktop.operations."""

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.rows import CommentId, OperationId
from desktop.messages import Messages, Trouble
from desktop.operations import Operations
from moderation.changes import Changes, Progress
from moderation.errors import Cancelled, NewsroomError

CHANGES = Changes(OperationId(7), [CommentId(1)], "Ana approved.")


@pytest.fixture
def operations(qapp: QApplication) -> Iterator[Operations]:
    """Operations whose threads are gone afterwards."""
    made = Operations(Messages())
    yield made
    made.close()
    made.messages.deleteLater()
    made.deleteLater()


def test_work_runs_elsewhere_and_its_answer_comes_back_here(operations: Operations) -> None:
    seen: list[tuple[str, str]] = []

    operations.run(
        "Reading",
        lambda _progress: threading.current_thread().name,
        lambda worker: seen.append((worker, threading.current_thread().name)),
        writing=False,
    )
    operations.wait_idle()

    ((worker, here),) = seen
    assert worker.startswith("commentdesk-read")
    assert here == threading.main_thread().name


def test_writes_run_one_after_the_other(operations: Operations) -> None:
    inside: list[int] = []
    most: list[int] = []

    def work(_progress: Progress) -> None:
        inside.append(1)
        most.append(len(inside))
        inside.pop()

    for _round in range(20):
        operations.run("Writing", work, lambda _done: None)
    operations.wait_idle()

    assert max(most) == 1
    assert len(most) == 20


def test_with_patience_a_quick_answer_is_there_at_once(operations: Operations) -> None:
    seen: list[int] = []

    operations.run("Deciding", lambda _progress: 42, seen.append, patience=5)

    assert seen == [42]


def test_without_it_the_window_goes_on(operations: Operations) -> None:
    gate = threading.Event()
    seen: list[bool] = []

    operations.run("Deciding", lambda _progress: gate.wait(10), seen.append, patience=0.001)
    assert seen == []
    gate.set()
    operations.wait_idle()

    assert seen == [True]


def test_an_answer_comes_once(operations: Operations, qapp: QApplication) -> None:
    seen: list[int] = []

    operations.run("Deciding", lambda _progress: 1, seen.append, patience=5)
    qapp.processEvents()

    assert seen == [1]


def test_a_late_answer_to_an_old_question_is_dropped(operations: Operations) -> None:
    gate = threading.Event()
    seen: list[str] = []
    ask = operations.run

    def old(_progress: Progress) -> str:
        gate.wait(10)
        return "old"

    ask("Finding", old, seen.append, writing=False, question="find")
    ask("Finding", lambda _progress: "new", seen.append, writing=False, question="find")
    gate.set()
    operations.wait_idle()

    assert seen == ["new"]


def test_what_was_written_is_announced_after_its_asker_knows(operations: Operations) -> None:
    order: list[str] = []
    operations.newsroom_changed.connect(lambda changes: order.append(changes.sentence))

    operations.run("Deciding", lambda _progress: CHANGES, lambda _done: order.append("asker"))
    operations.wait_idle()

    assert order == ["asker", "Ana approved."]


def test_a_report_that_carries_changes_is_announced_too(
    operations: Operations, qtbot: QtBot
) -> None:
    @dataclass(frozen=True)
    class Report:
        changes: Changes | None

    with qtbot.waitSignal(operations.newsroom_changed) as heard:
        operations.run("Importing", lambda _progress: Report(CHANGES), lambda _done: None)
    operations.wait_idle()

    assert heard.args == [CHANGES]


def test_what_came_to_nothing_is_not_announced(operations: Operations, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(operations.newsroom_changed):
        nothing = Changes(None, [], "They already were so.")
        operations.run("Deciding", lambda _progress: nothing, lambda _done: None)
        operations.wait_idle()


def test_expected_trouble_is_told_in_its_own_words(operations: Operations) -> None:
    told: list[Trouble] = []
    operations.messages.troubled.connect(told.append)

    def work(_progress: Progress) -> None:
        raise NewsroomError("The disk is full.", "Make room.")

    operations.run("Writing", work, lambda _done: None)
    operations.wait_idle()

    assert told == [Trouble("The disk is full.", "Make room.")]


@pytest.mark.logs("An error nobody expected")
def test_a_bug_is_logged_and_told_with_its_report(operations: Operations) -> None:
    told: list[Trouble] = []
    operations.messages.troubled.connect(told.append)

    operations.run("Reading", lambda _progress: 1 / 0, lambda _done: None, writing=False)
    operations.wait_idle()

    assert "ZeroDivisionError" in told[0].details


def test_an_asker_may_hear_errors_itself(operations: Operations) -> None:
    heard: list[BaseException] = []

    def work(_progress: Progress) -> None:
        raise NewsroomError("No.")

    operations.run("Writing", work, lambda _done: None, on_error=heard.append)
    operations.wait_idle()

    assert [str(error) for error in heard] == ["No."]


def test_stopping_reaches_the_work_and_is_no_trouble(operations: Operations, qtbot: QtBot) -> None:
    began = threading.Event()

    def work(progress: Progress) -> None:
        began.set()
        while not progress.stop_asked():
            pass
        raise Cancelled("Nothing was imported.")

    with qtbot.assertNotEmitted(operations.messages.troubled):
        running = operations.run("Importing", work, lambda _done: None)
        assert began.wait(10)
        running.stop()
        with qtbot.waitSignal(operations.messages.told) as told:
            operations.wait_idle()

    assert told.args[0].sentence == "Nothing was imported."


def test_progress_arrives_on_this_thread(operations: Operations, qtbot: QtBot) -> None:
    def work(progress: Progress) -> None:
        progress.tell(5, 5, "Deciding")

    running = operations.run("Deciding", work, lambda _done: None)
    with qtbot.waitSignal(running.progressed) as told:
        pass
    operations.wait_idle()

    assert told.args == [5, 5, "Deciding"]


def test_what_a_worker_captured_dies_on_this_thread(operations: Operations) -> None:
    died: list[str] = []

    class Widget(QObject):
        def __del__(self) -> None:
            died.append(threading.current_thread().name)

    def ask() -> None:
        widget = Widget()
        operations.run("Reading", lambda _p: widget.objectName(), lambda _done: None, writing=False)

    for _round in range(50):
        ask()
    operations.wait_idle()

    assert died == [threading.main_thread().name] * 50


@pytest.mark.parametrize("soon", [True, False], ids=["soon", "answer"])
def test_a_function_that_speaks_of_a_widget_that_is_gone_is_not_called(
    operations: Operations, soon: bool
) -> None:
    heard: list[str] = []

    class Page(QObject):
        def keep(self) -> None:
            def say() -> None:
                heard.append(self.objectName())

            def done(_answer: None = None) -> None:
                say()

            if soon:
                operations.soon(self.objectName(), done)
            else:
                operations.run("Keeping", lambda _progress: None, done)

    pages = [Page(), Page()]
    for page, name in zip(pages, ("gone", "there"), strict=True):
        page.setObjectName(name)
        page.keep()
    shiboken6.delete(pages[0])
    operations.wait_idle()

    assert heard == ["there"]


def test_a_widget_that_is_gone_hears_nothing(operations: Operations) -> None:
    import shiboken6

    class Asker(QObject):
        def hear(self, _answer: int) -> None:
            raise AssertionError("nobody is here")

    asker = Asker()
    operations.run("Reading", lambda _progress: 1, asker.hear, writing=False)
    shiboken6.delete(asker)

    operations.wait_idle()


def test_closing_waits_for_what_was_asked(qapp: QApplication) -> None:
    made = Operations(Messages())
    seen: list[int] = []
    made.run("Writing", lambda _progress: 1, seen.append)

    made.close()

    assert seen == [1]
    made.messages.deleteLater()
    made.deleteLater()


def test_what_is_to_be_done_soon_is_done_once_in_turns_of_its_own(
    operations: Operations, qtbot: QtBot
) -> None:
    done: list[str] = []
    operations.soon("a", lambda: done.append("old"))
    operations.soon("b", lambda: done.append("b"))
    operations.soon("a", lambda: done.append("a"))
    assert not done

    qtbot.waitUntil(lambda: done == ["b", "a"])
    operations.soon("c", lambda: done.append("c"))
    operations.wait_idle()

    assert done == ["b", "a", "c"]


def test_what_is_due_later_comes_later_and_once(operations: Operations, qtbot: QtBot) -> None:
    done: list[str] = []
    operations.soon("late", lambda: done.append("too soon"), after=0.02)
    operations.soon("late", lambda: done.append("late"), after=0.05)
    operations.soon("now", lambda: done.append("now"))
    begun = time.monotonic()

    qtbot.waitUntil(lambda: len(done) == 2)

    assert done == ["now", "late"]
    assert time.monotonic() - begun >= 0.05


def test_what_was_dropped_is_not_done_soon(operations: Operations) -> None:
    done: list[str] = []
    operations.soon("a", lambda: done.append("a"))
    operations.soon("b", lambda: done.append("b"), after=10)

    operations.drop("a")
    operations.wait_idle()

    assert done == ["b"]


def test_what_was_to_be_done_soon_is_not_done_after_closing(qapp: QApplication) -> None:
    made = Operations(Messages())
    done: list[str] = []
    made.soon("a", lambda: done.append("a"))

    made.close()

    QApplication.processEvents()
    assert not done
    made.messages.deleteLater()
    made.deleteLater()
