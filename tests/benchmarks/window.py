"""The real window in a process of its own, driven by keys: prints what it measured as one JSON
object. Started by `measures`.

`python -m tests.benchmarks.window WHAT FILE STARTED`, with STARTED as `time.time()` told it and
WHAT one of: `bare` (an empty window beside the same imports), `open`, `drive`, `bulk` (decides on
everything there is, stops that, decides again, and takes it back).
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel

    from desktop.main_window import MainWindow

_DECISIONS = 400
_SCROLLED = 300
_TYPED = ("bridge", "the night ferry", "author:ana", "-harbour status:spam", "kittiw", "loan*")
# Somebody who types fast leaves as much between two keys, and who decides fast as much to read.
_BETWEEN_KEYS, _BETWEEN_DECISIONS = 0.08, 0.12
# So many milliseconds after its first row.
_AT_REST = 3_000


def main() -> None:
    """Measure what the command line asks for."""
    what, path, started = sys.argv[1], Path(sys.argv[2]), float(sys.argv[3])
    told = {"bare": _bare, "open": _open, "drive": _drive, "bulk": _bulk}[what](path, started)
    print(json.dumps(told))  # noqa: T201


def _bare(_path: Path, started: float) -> dict[str, Any]:
    """The least that a program of Qt and SQLAlchemy needs until somebody sees its window."""
    import sqlalchemy  # noqa: F401 (what the import costs is measured)
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QMainWindow

    told: dict[str, Any] = {}

    class Empty(QMainWindow):
        def paintEvent(self, event: QPaintEvent) -> None:
            super().paintEvent(event)
            if not told:
                told.update(_so_far(started))
            QTimer.singleShot(0, self.close)

    application = QApplication(sys.argv[:1])
    window = Empty()
    window.resize(1440, 900)
    window.show()
    application.exec()
    return told


def _open(path: Path, started: float) -> dict[str, Any]:
    told: dict[str, Any] = {}

    def seen() -> None:
        if "first_row" not in told:
            told.update(_so_far(started))
            _later(0, lambda: _window().close_anyway())

    _run(path, seen)
    return told


def _drive(path: Path, _started: float) -> dict[str, Any]:
    told: dict[str, Any] = {}

    def work(driver: "Driver") -> None:
        told["memory_begun"] = _memory()
        for name in ("decisions", "scrolling", "typing", "select_all"):
            told[name] = getattr(driver, name)()
            told[f"memory_after_{name}"] = _memory()

    drive(path, work)
    return told


def _bulk(path: Path, _started: float) -> dict[str, Any]:
    told: dict[str, Any] = {}
    drive(path, lambda driver: told.update(driver.bulk()))
    return told


def drive(path: Path, work: Callable[["Driver"], None]) -> None:
    """Run the window until this is done with it, which begins once it has come to rest."""
    drivers: list[Driver] = []
    begun = False

    def seen() -> None:
        nonlocal begun
        if drivers:
            drivers[0].painted()
        elif not begun:
            begun = True
            _later(_AT_REST, run)

    def run() -> None:
        drivers.append(Driver(_window()))
        try:
            work(drivers[0])
        finally:
            drivers[0].window.close_anyway()

    _run(path, seen)


class Driver:
    """Presses keys in the window as a person would, and looks at the clock."""

    def __init__(self, window: "MainWindow") -> None:
        self.window = window
        desk = window.desk
        assert desk is not None
        self.desk = desk
        self.queue, self.view = desk.queue, desk.queue.view
        self.painted: Callable[[], None] = lambda: None

    def decisions(self) -> dict[str, list[float]]:
        """From the key to the frame in which the next comment is under decision, kept for good.

        `blocked` is until the next key could be taken, `worked` what of that this thread worked
        itself: on a machine that others use as well, only that can be compared.
        """
        frames, blocked, worked = [], [], []
        # The window begins where the last run left it.
        self.queue.search.show_text("")
        self.window.deeds["queue_pending"].trigger()
        self._until(lambda: self.queue.finding.is_whole)
        self.view.setFocus()
        for turn in range(_DECISIONS):
            before = self.view.current_number
            done: list[float] = []

            def painted(before: int | None = before, done: list[float] = done) -> None:
                # The row is gone from the list only after the library has it on the disk.
                if self.view.current_number != before and before not in self._near():
                    done.append(time.perf_counter())

            self.painted = painted
            begun, at_work = time.perf_counter(), time.thread_time()
            self._press("d" if turn % 2 else "s")
            blocked.append(time.perf_counter() - begun)
            worked.append(time.thread_time() - at_work)
            self._until(lambda: bool(done))  # noqa: B023 (asked before the next turn)
            frames.append(done[0] - begun)
            self._rest(_BETWEEN_DECISIONS)
        self.painted = lambda: None
        return {"frames": frames, "blocked": blocked, "worked": worked}

    def scrolling(self) -> dict[str, list[float]]:
        """Frame by frame through the list, by cards and by pages, nothing of it seen before."""
        bar, frames, worked = self.view.verticalScrollBar(), [], []
        for turn in range(_SCROLLED):
            begun, at_work = time.perf_counter(), time.thread_time()
            bar.setValue(bar.value() + (120 if turn % 3 else self.view.viewport().height()))
            self.view.viewport().repaint()
            frames.append(time.perf_counter() - begun)
            worked.append(time.thread_time() - at_work)
            self._rest(0.005)
        return {"frames": frames, "worked": worked}

    def typing(self) -> dict[str, list[float]]:
        """From each key to the first results of what is typed then; `blocked` until it is taken."""
        frames, blocked, worked = [], [], []
        for words in _TYPED:
            self.queue.search.setFocus()
            for key in words:
                done: list[float] = []
                shown = self.queue.model.modelReset.connect(
                    lambda done=done: done.append(time.perf_counter())
                )
                begun, at_work = time.perf_counter(), time.thread_time()
                self._press(key)
                blocked.append(time.perf_counter() - begun)
                worked.append(time.thread_time() - at_work)
                # After a minus alone nothing is looked for yet.
                if not self.queue.search.is_wrong and key != "-":
                    self._until(lambda: bool(done))  # noqa: B023
                    self.view.viewport().repaint()
                    frames.append(time.perf_counter() - begun)
                self.queue.model.modelReset.disconnect(shown)
                self._rest(_BETWEEN_KEYS)
            self.queue.search.show_text("")
            self._rest(0.5)
        return {"frames": frames, "blocked": blocked, "worked": worked}

    def select_all(self) -> dict[str, list[float]]:
        """Ctrl+A over every comment there is, until the frame that shows it."""
        from PySide6.QtCore import Qt

        self.window.deeds["queue_all"].trigger()
        self._until(lambda: self.queue.finding.is_whole, 60)
        frames = []
        for _turn in range(5):
            self.view.setFocus()
            self.view.select_only_current()
            self._rest(0.3)
            begun = time.perf_counter()
            self._press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
            self.view.viewport().repaint()
            frames.append(time.perf_counter() - begun)
            assert self.view.picked_count() == self.queue.model.rowCount()
        return {"frames": frames, "selected": [float(self.view.picked_count())]}

    def bulk(self) -> dict[str, Any]:
        """Everything decided at once: stopped, done, and taken back; the longest stall of each."""
        from PySide6.QtCore import Qt, QTimer

        queue, said = self.queue, []
        self.window.messages.told.connect(lambda told: said.append(told.sentence))
        beat, gaps, last = QTimer(self.window), [0.0], [time.thread_time()]

        def look() -> None:
            # This thread's own work between two beats: what others do is no stall of ours.
            now = time.thread_time()
            gaps.append(now - last[0])
            last[0] = now

        beat.timeout.connect(look)
        beat.start(1)
        told: dict[str, Any] = {}

        def timed(name: str, act: Callable[[], object], is_done: Callable[[], bool]) -> None:
            gaps.clear()
            begun, last[0] = time.perf_counter(), time.thread_time()
            act()
            self._until(is_done, 300)
            told[name] = {
                "seconds": time.perf_counter() - begun,
                "stall_ms": 1000 * max(gaps, default=0.0),
                "memory": _memory(),
                "said": said[-1:],
            }

        def pick_all() -> None:
            self.view.setFocus()
            self._press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)

        def is_idle() -> bool:
            writing = any(one.writing for one in self.window.operations.running)
            return queue.finding.is_whole and not writing

        def stop_once_it_shows(key: str) -> None:
            self._press(key)
            bar = self.window.operation_bar
            self._until(lambda: bar.is_writing, 60)
            bar.stop.click()

        self.window.deeds["queue_all"].trigger()
        self._until(lambda: queue.finding.is_whole, 60)
        timed("selected", pick_all, lambda: self.view.picked_count() == queue.model.rowCount())
        timed("stopped", lambda: stop_once_it_shows("s"), is_idle)
        timed("selected again", pick_all,
              lambda: self.view.picked_count() == queue.model.rowCount())  # fmt: skip
        timed("decided", lambda: self._press("s"), is_idle)
        timed("taking back stopped", lambda: stop_once_it_shows("z"), is_idle)
        timed("taken back", lambda: self._press("z"), is_idle)
        self._rest(2.0)
        return told

    def _near(self) -> list[int]:
        row = max(0, self.view.currentIndex().row())
        return list(self.queue.model.ids[max(0, row - 3) : row + 3])

    def _press(self, key: Any, *modifiers: Any) -> None:
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QApplication

        QTest.keyClick(QApplication.focusWidget() or self.window, key, *modifiers)

    def _until(self, is_so: Callable[[], bool], patience: float = 10.0) -> None:
        from PySide6.QtCore import QEventLoop, QTimer
        from PySide6.QtWidgets import QApplication

        end = time.perf_counter() + patience
        # As the program itself does, it sleeps while there is nothing to do: one that asked again
        # and again would take the interpreter from those who find the answer.
        woken = QTimer(self.window)
        woken.start(100)
        while not is_so():
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            if time.perf_counter() > end:
                raise TimeoutError("the window never came to it")
        woken.stop()
        woken.deleteLater()

    def _rest(self, seconds: float) -> None:
        from PySide6.QtCore import QEventLoop, QTimer

        loop = QEventLoop()
        QTimer.singleShot(round(seconds * 1000), loop.quit)
        loop.exec()


def _run(path: Path, seen: Callable[[], None]) -> None:
    """Run the program as `commentdesk` does, with this called after each painting of the queue."""
    from desktop import app, screen

    ask = screen.trouble

    def trouble() -> str:
        # The first that is asked; so nothing is loaded earlier than for anybody else.
        _watch_paints(seen)
        return ask()

    screen.trouble = trouble  # type: ignore[assignment]
    app.run(path)


def _watch_paints(seen: Callable[[], None]) -> None:
    """Have this called after each painting of the queue in which a row was seen."""
    from desktop.queue.view import QueueView

    paint = QueueView.paintEvent

    def painted(view: QueueView, event: Any) -> None:
        paint(view, event)
        # Before the newsroom is open there is no model yet, whatever the stubs say.
        model = cast("QAbstractItemModel | None", view.model())
        if model is not None and model.rowCount():
            seen()

    QueueView.paintEvent = painted  # type: ignore[method-assign, assignment]


def _so_far(started: float) -> dict[str, Any]:
    """How long it took by the clock, and by the work done for it, which no other program delays."""
    return {
        "first_row": time.time() - started,
        "first_row_cpu": time.process_time(),
        "first_row_memory": _memory(),
    }


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _later(milliseconds: int, act: Callable[[], object]) -> None:
    from PySide6.QtCore import QTimer

    QTimer.singleShot(milliseconds, act)


def _window() -> "MainWindow":
    from PySide6.QtWidgets import QApplication

    from desktop.main_window import MainWindow

    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow))


if __name__ == "__main__":
    main()
