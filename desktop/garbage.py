"""Python's cyclic garbage is collected on the GUI thread alone.

A collection on a worker thread would destroy there the QObjects that hang in a cycle, which Qt
forbids; so the automatic one is switched off, and a timer collects here.
"""

import gc
import time

from PySide6.QtCore import QObject, QTimer

_EVERY = 250
# Between two keys nobody notices; while keys follow each other, garbage waits so long at most.
_QUIET, _OFTEN, _LONGEST = 0.4, 1.0, 8.0
# The oldest generation is large; it is gone through rarely.
_WHOLE = 60.0


class GarbageCollector(QObject):
    """Collects while it lives; `stop` gives back Python's own way."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._whole = self._collected = time.monotonic()
        self._worked = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self.collect_if_quiet)
        gc.disable()
        self._timer.start()

    def note_work(self) -> None:
        """Somebody is working: what she waits for comes first, for a while."""
        self._worked = time.monotonic()

    def collect_if_quiet(self) -> None:
        """Collect, unless somebody worked a moment ago and it can wait."""
        now = time.monotonic()
        waited = now - self._collected
        if waited >= _LONGEST or (waited >= _OFTEN and now - self._worked >= _QUIET):
            self.collect()

    def collect(self) -> None:
        """Collect the young ones; once a minute all."""
        now = self._collected = time.monotonic()
        whole = now - self._whole > _WHOLE
        if whole:
            self._whole = now
        gc.collect(2 if whole else 1)

    def settle(self) -> None:
        """What is there now (modules, mostly) stays: never look at it again."""
        gc.collect()
        gc.freeze()

    def stop(self) -> None:
        """Let Python collect when it likes."""
        self._timer.stop()
        gc.enable()
