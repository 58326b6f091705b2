"""The keys that a window uses: chosen by its actions, put on at its start, remembered."""

from dataclasses import replace

from PySide6.QtCore import QObject

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
