"""Tests for desktop.garbage."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from desktop.garbage import GarbageCollector


@pytest.fixture
def collector(qapp: QApplication) -> Iterator[GarbageCollector]:
    """A collector; Python's own way is back afterwards."""
    made = GarbageCollector()
    yield made
    made.stop()
    made.deleteLater()


class Knot(QObject):
    """Hangs in a cycle, and tells which thread took it away."""

    died_on: "list[str]" = []  # noqa: RUF012 (a list for all of them)

    def __init__(self) -> None:
        super().__init__()
        self.me = self

    def __del__(self) -> None:
        Knot.died_on.append(threading.current_thread().name)


def test_while_it_lives_python_collects_nothing_by_itself(collector: GarbageCollector) -> None:
    assert not gc.isenabled()

    collector.stop()

    assert gc.isenabled()


def test_cycles_die_on_the_thread_of_the_window(collector: GarbageCollector) -> None:
    Knot.died_on.clear()
    gone = weakref.ref(Knot())
    worker = threading.Thread(target=lambda: [[] for _n in range(100_000)])
    worker.start()
    worker.join()
    assert gone() is not None

    collector.collect()

    assert gone() is None
    assert Knot.died_on == [threading.main_thread().name]


def test_once_settled_what_was_there_is_not_gone_through_again(
    collector: GarbageCollector,
) -> None:
    collector.settle()

    assert gc.get_freeze_count() > 0
    gc.unfreeze()


def test_while_somebody_works_garbage_waits_but_not_for_ever(
    collector: GarbageCollector, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1_000.0]
    monkeypatch.setattr("desktop.garbage.time.monotonic", lambda: now[0])
    collected: list[float] = []
    monkeypatch.setattr("desktop.garbage.gc.collect", lambda *_all: collected.append(now[0]))
    collector.collect()

    for _turn in range(80):  # a key every tenth of a second, for eight seconds
        now[0] += 0.1
        collector.note_work()
        collector.collect_if_quiet()
    assert len(collected) == 2

    now[0] += 1.1
    collector.collect_if_quiet()
    assert len(collected) == 3
