"""The real window in a process of its own: prints when its first row was painted, and how long
from a decision to the frame that shows it, as one JSON object. Started by `measures`.

`python -m tests.benchmarks.window FILE STARTED`, with STARTED as `time.time()` told it.
"""

import json
import resource
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel

_DECISIONS = 20


def main() -> None:
    """Open the window, wait for its first row, decide twenty times, print, and close."""
    from desktop import app
    from desktop.queue.view import QueueView

    path, started = Path(sys.argv[1]), float(sys.argv[2])
    told: dict[str, Any] = {"frames": []}
    begun = [0.0]
    paint = QueueView.paintEvent

    def painted(view: QueueView, event: Any) -> None:
        paint(view, event)
        # Before the newsroom is open there is no model yet, whatever the stubs say.
        model = cast("QAbstractItemModel | None", view.model())
        if model is None or not model.rowCount():
            return
        if "first_row" not in told:
            told["first_row"] = time.time() - started
            _later(decide)
        elif begun[0]:
            told["frames"].append(time.perf_counter() - begun[0])
            begun[0] = 0.0
            _later(decide if len(told["frames"]) < _DECISIONS else end)

    def decide() -> None:
        begun[0] = time.perf_counter()
        _window().deeds["reject"].trigger()

    def end() -> None:
        told["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        _window().close_anyway()

    QueueView.paintEvent = painted  # type: ignore[method-assign, assignment]
    app.run(path)
    print(json.dumps(told))  # noqa: T201


def _later(act: Any) -> None:
    from PySide6.QtCore import QTimer

    # Long enough for what follows a frame (the article, the thread) to be there.
    QTimer.singleShot(100, act)


def _window() -> Any:
    from PySide6.QtWidgets import QApplication

    from desktop.main_window import MainWindow

    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow))


if __name__ == "__main__":
    main()
