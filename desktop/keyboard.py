"""The keys that a window uses: chosen by its actions, remembered; and what Enter presses."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from desktop.action_specs import Profile
from desktop.actions import Actions
from desktop.memory import Memory


class Keyboard(QObject):
    """Keeps the actions, what they show as chosen and what is remembered in step."""

    def __init__(self, actions: Actions, memory: Memory, parent: QObject) -> None:
        super().__init__(parent)
        self._actions, self._memory = actions, memory
        actions["letters"].toggled.connect(self._use_letters)
        for profile in Profile:
            actions[f"keys_{profile.value}"].triggered.connect(
                lambda _on=False, profile=profile: self._use_profile(profile)
            )
        actions.keys_changed.connect(self._note)
        actions.use_keymap(memory.keymap)
        self._show()

    def _use_letters(self, on: bool) -> None:
        self._actions.use_letters(on)

    def _use_profile(self, profile: Profile) -> None:
        # My own are those that I had last, whatever was in use since.
        self._actions.use_keymap(replace(self._memory.keymap, profile=profile))

    def _note(self) -> None:
        self._memory.keymap = self._actions.keymap
        self._show()

    def _show(self) -> None:
        keymap = self._actions.keymap
        self._actions[f"keys_{keymap.profile.value}"].setChecked(True)
        self._actions["letters"].setChecked(keymap.letters)


class EnterPresses(QObject):
    """Has Enter press the button of a window that has the keyboard, as Space does everywhere.

    It looks at keys that go to that button, and at no others: one that a line has done with goes
    on to the window, and would press what got the keyboard by it.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Press it, once however long the key is held down."""
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return False
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not enter or event.modifiers() & ~_PAD or not isinstance(watched, QAbstractButton):
            return False
        if not event.isAutoRepeat():
            watched.click()
        return True

    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        if isinstance(before, QAbstractButton):
            before.removeEventFilter(self)
        if isinstance(now, QAbstractButton) and self._window.isAncestorOf(now):
            now.installEventFilter(self)


_PAD = Qt.KeyboardModifier.KeypadModifier
