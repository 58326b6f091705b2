"""One run of the monkey: a sample newsroom, its window, so many deeds, and what is left after."""

import os
import tempfile
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from desktop.demo import Demo
from desktop.garbage import GarbageCollector
from desktop.main_window import MainWindow
from desktop.memory import Memory
from moderation.soundness import look_over
from tests.monkey.hands import Hands
from tests.monkey.watch import Took, Watch

_REMEMBERED = 40
# Longer than anything on a sample newsroom takes; whoever waits so long hangs.
_PATIENCE = 240.0
_GLANCE = 0.06


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to. `trail` are the last deeds before the first error."""

    seed: int
    deeds: int
    events: int
    errors: Sequence[str]
    trail: Sequence[str]
    slowest: Took
    stalls: Sequence[Took]
    findings: Sequence[str]

    @property
    def is_good(self) -> bool:
        """No error, no stall, and a sound library."""
        return not self.errors and not self.stalls and not self.findings


def run(application: QApplication, seed: int, deeds: int) -> Outcome:
    """Let the monkey do so many deeds; the first error ends it."""
    with _a_place_of_its_own() as folder, Watch() as watch:
        demo = Demo()
        window = MainWindow(demo.newsroom, Memory(folder / "window.ini"), keeps_place=True)
        try:
            return _let_loose(application, window, demo, watch, seed, deeds)
        finally:
            if window.isVisible():
                window.close_anyway()
            window.deleteLater()
            _settle(application)
            demo.remove()


def _let_loose(
    application: QApplication, window: MainWindow, demo: Demo, watch: Watch, seed: int, deeds: int
) -> Outcome:
    watch.over(window)
    for door in ("close", "quit"):
        window.deeds[door].triggered.disconnect()
    window.begin()
    window.show()
    window.activateWindow()
    _come_to_rest(application, window, watch)
    for _round in range(5):  # the reading pane comes after the first row
        application.processEvents()
    # As the program does: what is loaded is never looked through again, garbage between the keys.
    collector = GarbageCollector(window)
    collector.settle()
    hands = Hands(window, seed)
    # A button's menu is a loop of Qt's own, which ends when somebody answers it.
    answering = QTimer(window)
    answering.setInterval(30)
    answering.timeout.connect(hands.answer_menu)
    answering.start()
    trail: deque[str] = deque(maxlen=_REMEMBERED)
    done = 0
    while done < deeds and not watch.errors and window.isVisible():
        done += 1
        what, act = hands.next()
        trail.append(f"{done}: {what}")
        watch.timed(f"{done}: {what}", act)
        _pump(application, window, watch, f"after {done}: {what}")
        hands.put_away()
        if QApplication.activeWindow() is None:
            window.activateWindow()  # a window manager gives the focus back; offscreen is none
    if not window.isVisible() and done < deeds:
        watch.errors.append(f"The window closed by itself at deed {done}.")
    answering.stop()
    collector.stop()
    path = window.newsroom.path if window.newsroom is not None else None
    findings: list[str] = []
    _come_to_rest(application, window, watch)
    if window.newsroom is not None and path is not None:
        soundness = look_over(window.newsroom)
        findings = [one.sentence for one in soundness.findings]
    return Outcome(
        seed, done, watch.events, watch.errors, list(trail), watch.slowest, watch.stalls, findings
    )


def _pump(application: QApplication, window: MainWindow, watch: Watch, what: str) -> None:
    """Let the window do what the deed asked for; each turn is an event that may hold it up.

    What goes on beside the work is not waited for: nobody would.
    """
    deadline = time.monotonic() + _GLANCE
    watch.timed(what, application.processEvents)
    while window.operations.running and time.monotonic() < deadline:
        time.sleep(0.001)
        watch.timed(what, application.processEvents)
    watch.timed(what, application.processEvents)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _come_to_rest(application: QApplication, window: MainWindow, watch: Watch) -> None:
    """Wait until nothing is under way any more; what never ends is an error."""
    deadline = time.monotonic() + _PATIENCE
    while window.operations.running and time.monotonic() < deadline:
        time.sleep(0.005)
        application.processEvents()
    if window.operations.running:
        labels = ", ".join(one.label for one in window.operations.running)
        watch.errors.append(f"Still under way after {_PATIENCE:.0f} s: {labels}")


def _settle(application: QApplication) -> None:
    for _round in range(2):
        application.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@contextmanager
def _a_place_of_its_own() -> Iterator[Path]:
    """A folder to be in, in which all that is written by a bare name lands; links lead nowhere."""
    before, opens = Path.cwd(), QDesktopServices.openUrl
    QDesktopServices.openUrl = lambda _url: True  # type: ignore[method-assign]
    with tempfile.TemporaryDirectory(prefix="commentdesk-monkey-") as folder:
        os.chdir(folder)
        try:
            yield Path(folder)
        finally:
            os.chdir(before)
            QDesktopServices.openUrl = opens  # type: ignore[method-assign]
