"""How the window looks, as this machine remembers it: theme, height of cards, sidebar, shape."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow

from desktop import theme
from desktop.actions import Actions
from desktop.desk import Desk
from desktop.memory import Memory
from desktop.queue.card import Density
from desktop.theme import Choice


class Looks(QObject):
    """Puts on what is remembered, and remembers what is chosen; without a newsroom, no desk."""

    def __init__(
        self, actions: Actions, memory: Memory, desk: Desk | None, window: QMainWindow
    ) -> None:
        super().__init__(window)
        self._actions, self._memory, self._desk, self._window = actions, memory, desk, window
        actions["sidebar"].toggled.connect(self._show_sidebar)
        for choice in Choice:
            actions[f"theme_{choice.value}"].triggered.connect(
                lambda _on=False, choice=choice: self._use_theme(choice)
            )
        for density in Density:
            actions[density.name.lower()].triggered.connect(
                lambda _on=False, density=density: self._use_density(density)
            )
        if desk is not None:
            desk.columns.sidebar_changed.connect(actions["sidebar"].setChecked)
        self._recall()

    def keep_shape(self) -> None:
        """Remember how large the window is, and how wide what is in it."""
        if self._desk is not None and self._desk.alone.on:
            return  # what is hidden for a moment is no shape to remember
        drawn = self._desk is not None and self._desk.columns.chosen
        columns = self._desk.columns if self._desk is not None and drawn else None
        self._memory.keep_shape(self._window, columns)

    def _recall(self) -> None:
        memory = self._memory
        if theme.in_force().choice is not memory.theme:
            theme.in_force().choose(memory.theme)
        self._actions[f"theme_{memory.theme.value}"].setChecked(True)
        self._actions[memory.density.name.lower()].setChecked(True)
        self._actions["sidebar"].setChecked(memory.sidebar)
        if not memory.give_shape(self._window):
            self._window.resize(self._window.sizeHint())
        if self._desk is not None:
            self._desk.columns.chosen = memory.give_columns(self._desk.columns)
            self._desk.queue.view.use_density(memory.density)
            self._desk.sidebar.setVisible(memory.sidebar)

    def _show_sidebar(self, shown: bool) -> None:
        # Where the window is tight the sidebar comes and goes; that is no choice to remember.
        if self._desk is None or not self._desk.columns.tight:
            self._memory.sidebar = shown
        if self._desk is not None:
            self._desk.columns.show_sidebar(shown)

    def _use_theme(self, choice: Choice) -> None:
        self._memory.theme = choice
        theme.in_force().choose(choice)

    def _use_density(self, density: Density) -> None:
        self._memory.density = density
        if self._desk is not None:
            self._desk.queue.view.use_density(density)
