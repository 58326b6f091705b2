"""Drafted rules are tried on the history: how far that is, and what they would have held."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton

from db.rows import Rule
from desktop import theme
from desktop.dialogs.tables import LowTable, calm
from desktop.operations import FRAME, Operations, RunningOperation
from desktop.reading.labels import plain_label
from desktop.settings.replay_rows import ReplayRows
from moderation import queue, replaying
from moderation.errors import Cancelled
from moderation.newsroom import Newsroom
from moderation.replaying import Replayed
from resources.translation import _


class RuleTrial(QObject):
    """Tries rules, and shows in `told` and `table` what came of it; whoever has it lays them out.

    `changed` says that it is under way now, or no longer; `failed` carries an error that ended it.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(self, newsroom: Newsroom, operations: Operations, parent: QObject) -> None:
        super().__init__(parent)
        self._newsroom, self._operations = newsroom, operations
        self._running: RunningOperation | None = None
        self._seen = False
        self.told = plain_label("", "sentence", wrap=True)
        self.stop_button = QPushButton(_("Stop"))
        self.stop_button.setAutoDefault(False)
        self.stop_button.clicked.connect(self._stop)
        self.rows = ReplayRows(lambda ids: queue.cards(newsroom, ids), self)
        self.table = LowTable()
        self.table.setModel(self.rows)
        self.table.setAccessibleName(_("What would have been held, newest first"))
        calm(self.table, stretched=1, widths={0: 144, 2: 84})
        self.table.setMinimumHeight(theme.in_force().px(104))
        self.table.hide()

    @property
    def is_running(self) -> bool:
        """Whether rules are being tried."""
        return self._running is not None

    @property
    def was_seen(self) -> bool:
        """Whether somebody saw what came of it, or as much of it as she wanted to."""
        return self._seen

    def begin(self, drafted: Sequence[Rule]) -> None:
        """Try these."""
        newsroom = self._newsroom
        running = self._operations.run(
            _("Trying the rules on the history"),
            lambda progress: replaying.replay(newsroom, drafted, progress=progress),
            self._show,
            on_error=self._fail,
            writing=False,
            question=("replay", id(self)),
            shown_elsewhere=True,
            patience=FRAME,
        )
        if running in self._operations.running:
            self._running = running
            running.progressed.connect(self._progressed)
            self.told.setText(_("Trying them on the history…"))
            self.changed.emit()

    def forget(self) -> None:
        """Other rules are drafted: what came of these is of no use any more."""
        self._operations.drop(("replay", id(self)))
        self._running, self._seen = None, False
        self.told.setText("")
        self.table.hide()

    def _stop(self) -> None:
        if self._running is not None:
            self._running.stop()

    def _progressed(self, done: int, total: object, what: str) -> None:
        if isinstance(total, int) and total and self._running is not None:
            percent = _("{what} ({percent} %)")
            self.told.setText(percent.format(what=what, percent=100 * done // total))

    def _show(self, replayed: Replayed) -> None:
        self._running, self._seen = None, True
        self.told.setText(replayed.sentence)
        self.rows.show_comments(replayed.comments)
        self.table.setVisible(bool(replayed.comments))
        self.changed.emit()

    def _fail(self, error: BaseException) -> None:
        self._running = None
        if isinstance(error, Cancelled):
            # Who stopped it has seen enough, and may keep the rules all the same.
            self._seen = True
            self.told.setText(error.sentence)
        else:
            self.failed.emit(error)
        self.changed.emit()
