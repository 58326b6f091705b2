"""Tell a screen reader in words what happened and what is next; others see it on the screen."""

from PySide6 import QtGui
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QWidget

from desktop.messages import Message, Messages
from desktop.queue.view import QueueView
from resources.translation import _


def announce(widget: QWidget, sentence: str) -> None:
    """Have this said, if anybody listens, without moving the focus."""
    if not sentence or not QAccessible.isActive():
        return
    # Qt says such sentences by themselves from 6.8 on; before, a change of name is heard.
    made = getattr(QtGui, "QAccessibleAnnouncementEvent", None)
    if made is not None:
        QAccessible.updateAccessibility(made(widget, sentence))
        return
    widget.setAccessibleName(sentence)
    QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.NameChanged))


class Speaker(QObject):
    """Says what was done and which comment is next, once the list shows it."""

    def __init__(self, messages: Messages, view: QueueView, parent: QObject) -> None:
        super().__init__(parent)
        self._view = view
        self._done = ""
        messages.told.connect(self._note)

    def _note(self, message: Message) -> None:
        first = not self._done
        self._done = message.sentence
        if first:
            QTimer.singleShot(0, self._say)

    def _say(self) -> None:
        index = self._view.currentIndex()
        here = str(index.data(Qt.ItemDataRole.AccessibleTextRole)) if index.isValid() else ""
        told = _("{done} Next: {comment}").format(done=self._done, comment=here)
        announce(
            self._view, told if here else _("{done} Nothing is left here.").format(done=self._done)
        )
        self._done = ""
