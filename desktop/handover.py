"""Keys between a dialog that is shown and the moment at which the screen gives it the keyboard.

The window behind still has the keyboard then, and there a letter decides a comment. So until the
dialog is active, every key goes to the dialog.
"""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget

_KEYS = frozenset(
    {
        QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride,
        QEvent.Type.Shortcut,
    }
)  # fmt: skip
# The dialog has the keyboard now, or somebody went elsewhere and means it.
_ENDS = frozenset(
    {QEvent.Type.WindowActivate, QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin}
)


class Handover(QObject):
    """Watches the keys of the program from the moment a dialog is shown until it is active."""

    def __init__(self, dialog: QDialog) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self._passing = False
        self._watches = True
        dialog.finished.connect(self._end)
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    @property
    def watches(self) -> bool:
        """Whether the dialog has not been given the keyboard yet."""
        return self._watches

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Pass keys on to the dialog, and let everything else be."""
        if not self._watches or not isinstance(watched, QWidget):
            return False
        kind = event.type()
        if self._passing:
            # Qt asks again whether a key that is passed on is a shortcut; it is not, yet.
            return kind == QEvent.Type.ShortcutOverride and _taken(event)
        if kind in _ENDS:
            self._end()
        elif kind in _KEYS and self._is_behind(watched):
            self._pass_on(event)
            return True
        return False

    def _is_behind(self, watched: QWidget) -> bool:
        above: Callable[[], QWidget | None] = self._dialog.parentWidget
        parent = above()
        return parent is not None and watched.window() is parent.window()

    def _pass_on(self, event: QEvent) -> None:
        """The window behind gets no key, by shortcut or otherwise; the dialog gets those typed."""
        event.accept()
        if isinstance(event, QKeyEvent) and event.type() != QEvent.Type.ShortcutOverride:
            focus: Callable[[], QWidget | None] = self._dialog.focusWidget
            self._passing = True
            try:
                QCoreApplication.sendEvent(focus() or self._dialog, event.clone())
            finally:
                self._passing = False

    def _end(self, *_how: object) -> None:
        if self._watches:
            self._watches = False
            QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
            self.deleteLater()


def _taken(event: QEvent) -> bool:
    event.accept()
    return True


def hand_over(dialog: QDialog) -> None:
    """Let every key go to this dialog, which is being shown, until the screen does so itself."""
    if not dialog.isActiveWindow():
        Handover(dialog)
