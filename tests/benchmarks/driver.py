"""Somebody at the keyboard of the real window, who looks at the clock: decides, scrolls, types."""

import resource
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from desktop.main_window import MainWindow

_DECISIONS = 400
_SCROLLED = 300
_TYPED = ("bridge", "the night ferry", "author:ana", "-harbour status:spam", "kittiw", "loan*")
# Somebody who types fast leaves as much between two keys, and who decides fast as much to read.
_BETWEEN_KEYS, _BETWEEN_DECISIONS = 0.08, 0.12


def memory() -> float:
    """The most memory that this process had so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


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
        self.until(lambda: self.queue.finding.is_whole)
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
            self.press("d" if turn % 2 else "s")
            blocked.append(time.perf_counter() - begun)
            worked.append(time.thread_time() - at_work)
            self.until(lambda: bool(done))  # noqa: B023 (asked before the next turn)
            frames.append(done[0] - begun)
            self.rest(_BETWEEN_DECISIONS)
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
            self.rest(0.005)
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
                self.press(key)
                blocked.append(time.perf_counter() - begun)
                worked.append(time.thread_time() - at_work)
                # After a minus alone nothing is looked for yet.
                if not self.queue.search.is_wrong and key != "-":
                    self.until(lambda: bool(done))  # noqa: B023
                    self.view.viewport().repaint()
                    frames.append(time.perf_counter() - begun)
                self.queue.model.modelReset.disconnect(shown)
                self.rest(_BETWEEN_KEYS)
            self.queue.search.show_text("")
            self.rest(0.5)
        return {"frames": frames, "blocked": blocked, "worked": worked}

    def select_all(self) -> dict[str, list[float]]:
        """Ctrl+A over every comment there is, until the frame that shows it."""
        from PySide6.QtCore import Qt

        self.window.deeds["queue_all"].trigger()
        self.until(lambda: self.queue.finding.is_whole, 60)
        frames = []
        for _turn in range(5):
            self.view.setFocus()
            self.view.select_only_current()
            self.rest(0.3)
            begun = time.perf_counter()
            self.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
            self.view.viewport().repaint()
            frames.append(time.perf_counter() - begun)
            assert self.view.picked_count() == self.queue.model.rowCount()
        return {"frames": frames, "selected": [float(self.view.picked_count())]}

    def press(self, key: Any, *modifiers: Any) -> None:
        """Press a key where the keyboard is."""
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QApplication

        QTest.keyClick(QApplication.focusWidget() or self.window, key, *modifiers)

    def until(self, is_so: Callable[[], bool], patience: float = 10.0) -> None:
        """Let the window work until this is so."""
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

    def rest(self, seconds: float) -> None:
        """Press nothing for so long."""
        from PySide6.QtCore import QEventLoop, QTimer

        loop = QEventLoop()
        QTimer.singleShot(round(seconds * 1000), loop.quit)
        loop.exec()

    def _near(self) -> list[int]:
        row = max(0, self.view.currentIndex().row())
        return list(self.queue.model.ids[max(0, row - 3) : row + 3])
