"""Tell a screen reader in words what happened and what is next; others see it on the screen."""

from PySide6 import QtGui
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QWidget


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
