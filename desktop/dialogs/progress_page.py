"""What is seen while a file is read or written: how far it is, and the button that stops it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QPushButton, QVBoxLayout, QWidget

from desktop.motion import be_busy
from desktop.operations import RunningOperation
from desktop.reading.labels import plain_label
from resources.translation import _

# Qt counts in 32 bits; a thousandth of the way is fine enough for the eye.
_STEPS = 1_000


class ProgressPage(QWidget):
    """Follows one operation. `stop_asked` says that the moderator asked to stop it.

    `stop` is for the dialog's own row of buttons: where it says how to leave, and once only.
    """

    stop_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._operation: RunningOperation | None = None
        self._what = plain_label("", "title", wrap=True)
        self._how_far = plain_label("", "muted")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.stop = QPushButton(_("Stop"), self)
        self.stop.setAutoDefault(False)
        self.stop.clicked.connect(self.ask_to_stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addStretch(1)
        for widget in (self._what, self.bar, self._how_far):
            column.addWidget(widget)
        column.addStretch(1)

    def follow(self, operation: RunningOperation) -> None:
        """Show how far this operation is, and stop it when asked."""
        self._operation = operation
        self._what.setText(operation.label)
        self._how_far.setText("")
        self.bar.setAccessibleName(operation.label)
        be_busy(self.bar)
        self.stop.setEnabled(True)
        self.stop.setText(_("Stop"))
        self.stop.setFocus()
        operation.progressed.connect(self._show_progress)

    def ask_to_stop(self) -> None:
        """Ask the operation to stop: it ends at its next look, and nothing of it is kept."""
        if self._operation is not None:
            self._operation.stop()
            self.stop.setEnabled(False)
            self.stop.setText(_("Stopping…"))
            self.stop_asked.emit()

    def let_go(self) -> None:
        """The operation has ended."""
        self._operation = None

    @property
    def told(self) -> str:
        """What is said of how far it is."""
        return self._how_far.text()

    def _show_progress(self, done: int, total: object, what: str) -> None:
        if isinstance(total, int) and total > 0:
            self.bar.setRange(0, _STEPS)
            self.bar.setValue(min(_STEPS, done * _STEPS // total))
            percent = min(100, done * 100 // total)
            told = _("{what} · {percent} %").format(what=what, percent=percent)
        else:
            be_busy(self.bar)
            told = _("{what} · {count}").format(what=what, count=f"{done:,}")
        self._how_far.setText(told)
