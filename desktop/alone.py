"""One comment alone: the queue steps aside, and article and thread have the whole window.

The keys stay what they are; the list goes on behind, and Esc brings it back.
"""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from desktop import theme
from desktop.actions import Actions
from desktop.queue.pane import QueuePane
from desktop.queue.place import queue_name
from desktop.reading.labels import plain_label
from resources.translation import _


class Alone(QObject):
    """Switches to one comment alone and back. `changed` carries whether it is alone now."""

    changed = Signal(bool)

    def __init__(
        self, sidebar: QWidget, queue: QueuePane, actions: Actions, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._sidebar, self._queue, self._actions = sidebar, queue, actions
        self._on = self._had_sidebar = False
        self.bar = QFrame(parent)
        theme.look(self.bar, "head")
        self._where = plain_label("", "muted")
        self.back_button = QPushButton()
        theme.look(self.back_button, "quiet")
        self.back_button.clicked.connect(lambda: self.use(False))
        row = QHBoxLayout(self.bar)
        row.setContentsMargins(16, 4, 16, 4)
        row.addWidget(self._where, 1)
        row.addWidget(self.back_button)
        self.bar.hide()
        actions["focus"].triggered.connect(self.use)
        actions.keys_changed.connect(self._name_way_back)
        queue.view.alone_asked.connect(lambda: self.use(True))
        self._name_way_back()

    @property
    def on(self) -> bool:
        """Whether one comment is alone now."""
        return self._on

    @property
    def where(self) -> str:
        """Where the comment stands in its queue, as it is shown."""
        return self._where.text()

    def use(self, on: bool) -> None:
        """Show one comment alone, or the queue beside it again."""
        on = on and self._queue.view.current_number is not None
        self._actions["focus"].setChecked(on)
        if on == self._on:
            return
        self._on = on
        if on:
            self._had_sidebar = not self._sidebar.isHidden()
        self._sidebar.setVisible(not on and self._had_sidebar)
        self._queue.setVisible(not on)
        self.bar.setVisible(on)
        self.tell_where()
        self.changed.emit(on)

    def tell_where(self) -> None:
        """Say where in the queue we are; where nothing is left, the queue says so itself."""
        if not self._on:
            return
        row, count = self._queue.view.currentIndex().row(), self._queue.model.rowCount()
        if row < 0:
            self.use(False)
            return
        told = _("{queue}: {number} of {count}")
        name = queue_name(self._queue.place.status)
        self._where.setText(told.format(queue=name, number=f"{row + 1:,}", count=f"{count:,}"))

    def _name_way_back(self) -> None:
        words = _("Back to the queue")
        self.back_button.setText(f"{words}   {self._actions.key('back')}".rstrip())
        self.back_button.setAccessibleName(words)
