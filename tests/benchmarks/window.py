"""The real window in a process of its own, driven by keys: prints what it measured as one JSON
object. Started by `driven`.

`python -m tests.benchmarks.window WHAT FILE STARTED`, with STARTED as `time.time()` told it and
WHAT one of: `bare` (an empty window beside the same imports), `open`, `drive`, `bulk` (decides on
everything there is, stops that, decides again, and takes it back).
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from tests.benchmarks.driver import Driver, memory
from tests.benchmarks.everything import decide_everything

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel

    from desktop.main_window import MainWindow

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

    def work(driver: Driver) -> None:
        told["memory_begun"] = memory()
        for name in ("decisions", "scrolling", "typing", "select_all"):
            told[name] = getattr(driver, name)()
            told[f"memory_after_{name}"] = memory()

    drive(path, work)
    return told


def _bulk(path: Path, _started: float) -> dict[str, Any]:
    told: dict[str, Any] = {}
    drive(path, lambda driver: told.update(decide_everything(driver)))
    return told


def drive(path: Path, work: Callable[[Driver], None]) -> None:
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
        "first_row_memory": memory(),
    }


def _later(milliseconds: int, act: Callable[[], object]) -> None:
    from PySide6.QtCore import QTimer

    QTimer.singleShot(milliseconds, act)


def _window() -> "MainWindow":
    from PySide6.QtWidgets import QApplication

    from desktop.main_window import MainWindow

    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow))


if __name__ == "__main__":
    main()
