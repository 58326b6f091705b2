"""Everything there is decided at once in the window: stopped, done and taken back, without a stall.

A stall is this thread's own work between two beats: what others do is none of ours.
"""

import time
from collections.abc import Callable
from typing import Any

from tests.benchmarks.driver import Driver, memory


def decide_everything(driver: Driver) -> dict[str, Any]:
    """How long each step took, its longest stall, the memory after it, and what was said."""
    timing = _Timing(driver)
    driver.window.deeds["queue_all"].trigger()
    driver.until(lambda: driver.queue.finding.is_whole, 60)
    timing.timed("selected", timing.pick_all, timing.all_picked)
    timing.timed("stopped", lambda: timing.stop_once_it_shows("s"), timing.is_idle)
    timing.timed("selected again", timing.pick_all, timing.all_picked)
    timing.timed("decided", lambda: driver.press("s"), timing.is_idle)
    timing.timed("taking back stopped", lambda: timing.stop_once_it_shows("z"), timing.is_idle)
    timing.timed("taken back", lambda: driver.press("z"), timing.is_idle)
    driver.rest(2.0)
    return timing.told


class _Timing:
    """Times steps that take long; `told` has what was found."""

    def __init__(self, driver: Driver) -> None:
        from PySide6.QtCore import QTimer

        self.told: dict[str, Any] = {}
        self._driver = driver
        self._said: list[str] = []
        self._gaps: list[float] = []
        self._last = time.thread_time()
        driver.window.messages.told.connect(lambda told: self._said.append(told.sentence))
        beat = QTimer(driver.window)
        beat.timeout.connect(self._look)
        beat.start(1)

    def timed(self, name: str, act: Callable[[], object], is_done: Callable[[], bool]) -> None:
        self._gaps.clear()
        begun, self._last = time.perf_counter(), time.thread_time()
        act()
        self._driver.until(is_done, 300)
        self.told[name] = {
            "seconds": time.perf_counter() - begun,
            "stall_ms": 1000 * max(self._gaps, default=0.0),
            "memory": memory(),
            "said": self._said[-1:],
        }

    def pick_all(self) -> None:
        from PySide6.QtCore import Qt

        self._driver.view.setFocus()
        self._driver.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)

    def all_picked(self) -> bool:
        return self._driver.view.picked_count() == self._driver.queue.model.rowCount()

    def is_idle(self) -> bool:
        writing = any(one.writing for one in self._driver.window.operations.running)
        return self._driver.queue.finding.is_whole and not writing

    def stop_once_it_shows(self, key: str) -> None:
        self._driver.press(key)
        bar = self._driver.window.operation_bar
        self._driver.until(lambda: bar.is_writing, 60)
        bar.stop.click()

    def _look(self) -> None:
        now = time.thread_time()
        self._gaps.append(now - self._last)
        self._last = now
