"""Python's cyclic garbage is collected on the GUI thread alone.

A collection on a worker thread would destroy there the QObjects that hang in a cycle, which Qt
forbids; so the automatic one is switched off, and a timer collects here.
"""

import gc
import time

from PySide6.QtCore import QObject, QTimer

_EVERY = 1000
# The oldest generation is large; it is gone through rarely.
_WHOLE = 60.0


class GarbageCollector(QObject):
    """Collects while it lives; `stop` gives back Python's own way."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._whole = time.monotonic()
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self.collect)
        gc.disable()
        self._timer.start()

    def collect(self) -> None:
        """Collect the young ones; once a minute all."""
        now = time.monotonic()
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
