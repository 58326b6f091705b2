"""What is under way: its name, how far it is, and a button to stop it; shown once it takes long."""

import time

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from desktop import theme
from desktop.motion import be_busy
from desktop.operations import Operations, RunningOperation
from resources.translation import _

# Shorter work only makes the window flicker; what goes on beside the work is seen if it lasts.
_LONG, _LASTING = 400, 5_000


class OperationBar(QFrame):
    """Follows the oldest operation that is to be seen; a write before what goes on beside it.

    `left` says that the keyboard has to go elsewhere: what it was on is done with.
    """

    left = Signal()

    def __init__(self, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._operations = operations
        self._followed: RunningOperation | None = None
        theme.look(self, "bar")
        self.label = QLabel(self)
        self.progress = QProgressBar(self)
        self.progress.setTextVisible(False)
        self.stop = QPushButton(_("Stop"), self)
        self.stop.clicked.connect(self._stop)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_LONG)
        self._soon.timeout.connect(self._appear)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_LASTING)
        self._later.timeout.connect(self._appear)
        px = theme.in_force().px
        layout = QHBoxLayout(self)
        layout.setContentsMargins(px(16), px(6), px(16), px(6))
        layout.setSpacing(px(12))
        layout.addWidget(self.label)
        layout.addWidget(self.progress, 1)
        layout.addWidget(self.stop)
        self.hide()
        operations.started.connect(self._notice)

    @property
    def is_writing(self) -> bool:
        """Whether what is shown is a write."""
        return self._followed is not None and self._followed.writing

    def _notice(self, operation: RunningOperation) -> None:
        if operation.shown:
            (self._soon if operation.writing else self._later).start()

    def _appear(self) -> None:
        lasting = time.monotonic() - _LASTING / 1000
        shown = [
            one for one in self._operations.running
            if one.shown and (one.writing or one.started <= lasting)
        ]  # fmt: skip
        if not shown:
            self._followed = None
            if self.stop.hasFocus():
                self.left.emit()
            self.hide()
            return
        self._follow(min(shown, key=lambda one: not one.writing))
        self.show()

    def _follow(self, operation: RunningOperation) -> None:
        if operation is self._followed:
            return
        self._followed = operation
        self.label.setText(operation.label)
        self.progress.setAccessibleName(operation.label)
        be_busy(self.progress)
        self.stop.setEnabled(not operation.stopping)
        operation.progressed.connect(
            lambda done, total, what: self._show_progress(operation, done, total, what)
        )
        operation.ended.connect(self._appear)

    def _show_progress(
        self, operation: RunningOperation, done: int, total: object, what: str
    ) -> None:
        if operation is not self._followed:
            return
        self.label.setText(what or operation.label)
        if isinstance(total, int) and total > 0:
            # Qt counts in 32 bits; a thousandth of the way is fine enough for the eye.
            self.progress.setRange(0, 1000)
            self.progress.setValue(min(1000, done * 1000 // total))

    def _stop(self) -> None:
        if self._followed in self._operations.running and self._followed is not None:
            self._followed.stop()
            if self.stop.hasFocus():
                self.left.emit()
            self.stop.setEnabled(False)
