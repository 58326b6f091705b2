"""The decision bar: fixed under the reading pane, its buttons are the shared actions and keys.

It never moves, and begins and ends where the lines above it do. Where there is no room, what
happened last goes above the buttons, then the rarer buttons go into the menu at the end; approve,
reject and spam are always there.
"""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from desktop import icons, theme
from desktop.actions import Actions
from desktop.messages import MessageLine, Messages
from desktop.reading.margins import left_over, side_of
from resources.translation import _, ngettext

_ALWAYS = ("approve", "reject", "spam")
_IF_ROOM = ("edit", "reply")
_IN_MENU = ("hold", "note")
_LEAST_FOR_THE_MESSAGE = 176
_GAP = 8


class ActionButton(QPushButton):
    """A button that is an action: its words, its key, whether it can be pressed."""

    def __init__(self, actions: Actions, name: str) -> None:
        super().__init__()
        self._actions, self.name = actions, name
        self._action = actions[name]
        if name in _ALWAYS:
            self.setProperty("look", name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self._action.trigger)
        self._action.changed.connect(self._follow)
        actions.keys_changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        words, key = self._actions.words(self.name), self._actions.key(self.name)
        # A stranger's words never come here; the key stands apart by a wide space.
        self.setText(f"{words}\u2002\u2009{key}" if key else words)
        self.setAccessibleName(self._action.text())
        self.setAccessibleDescription(_("Key: {key}").format(key=key) if key else "")
        self.setToolTip(self._action.text())
        self.setEnabled(self._action.isEnabled())


class DecisionBar(QFrame):
    """The buttons that decide, and at their right what was decided last."""

    def __init__(self, actions: Actions, messages: Messages) -> None:
        super().__init__()
        self._actions = actions
        self.setProperty("look", "bar")
        self.setAccessibleName(_("Decide"))
        self._buttons = {name: ActionButton(actions, name) for name in (*_ALWAYS, *_IF_ROOM)}
        self._more = self._menu_button()
        self._line = MessageLine(messages, actions["undo"], self)
        self._row = QWidget(self)
        self._grid = QGridLayout(self)
        self._build()
        actions.keys_changed.connect(self._fit)
        theme.follow(self, self._fit)

    @property
    def line(self) -> MessageLine:
        """Where it says what happened."""
        return self._line

    def button(self, name: str) -> QPushButton:
        """The button of that action."""
        return self._buttons[name]

    def show_count(self, count: int) -> None:
        """Say that the buttons act on so many comments."""
        told = ngettext("Decide {count} comment", "Decide {count} comments", count)
        self.setAccessibleName(told.format(count=count))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make the most of the new width."""
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Room for the three decisions and the menu."""
        return QSize(
            self._width_of(_ALWAYS) + 2 * self._side(0), super().minimumSizeHint().height()
        )

    def _build(self) -> None:
        row = QHBoxLayout(self._row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        for button in self._buttons.values():
            row.addWidget(button)
        row.addWidget(self._more)
        row.addStretch(1)
        self._row.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        # Fewer buttons are shown once it is narrower, so what is shown now is no least width.
        self._grid.setSizeConstraint(QGridLayout.SizeConstraint.SetNoConstraint)
        self._grid.setVerticalSpacing(6)
        self._grid.setHorizontalSpacing(12)

    def _menu_button(self) -> QToolButton:
        button = QToolButton()
        icons.put_on(button, "more")
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setAccessibleName(_("More"))
        button.setToolTip(_("More"))
        button.setMenu(QMenu(button))
        # As high as the others in every font: a sign alone does not grow with it.
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Ignored)
        return button

    def _fit(self) -> None:
        icon = theme.in_force().px(16)
        self._more.setIconSize(QSize(icon, icon))
        width = self.width()
        side = self._side(width)
        room = width - 2 * side - left_over(width)
        shown: tuple[str, ...] = (*_ALWAYS, *_IF_ROOM)
        least = theme.in_force().px(_LEAST_FOR_THE_MESSAGE)
        beside = self._width_of(shown) + least <= room
        while self._width_of(shown) > room and len(shown) > len(_ALWAYS):
            shown = shown[:-1]
        self._show_buttons(shown)
        self._place(beside=beside, side=side, rest=left_over(width))

    def _show_buttons(self, shown: tuple[str, ...]) -> None:
        for name, button in self._buttons.items():
            button.setVisible(name in shown)
        menu = self._more.menu()
        hidden = [name for name in _IF_ROOM if name not in shown]
        wanted = [self._actions[name] for name in (*hidden, *_IN_MENU)]
        # It may be open just now, and mostly holds what it is to hold.
        if menu.actions() != wanted:
            menu.clear()
            menu.addActions(wanted)

    def _place(self, *, beside: bool, side: int, rest: int) -> None:
        self._grid.removeWidget(self._line)
        self._grid.removeWidget(self._row)
        edge = theme.in_force().px(12 if beside else 8)
        self._grid.setContentsMargins(side, edge, side + rest, edge)
        self._grid.addWidget(self._row, 1, 0)
        if beside:
            self._grid.addWidget(self._line, 1, 1)
        else:
            self._grid.addWidget(self._line, 0, 0)
        # What happened may take two lines, and then moves nothing.
        lines = 2 * self.fontMetrics().lineSpacing() if beside else 0
        self._grid.setRowMinimumHeight(1, lines)
        self._grid.setColumnStretch(0, 0 if beside else 1)
        self._grid.setColumnStretch(1, 1 if beside else 0)

    def _width_of(self, names: tuple[str, ...]) -> int:
        buttons: list[QWidget] = [*(self._buttons[name] for name in names), self._more]
        return sum(button.sizeHint().width() + _GAP for button in buttons) - _GAP

    def _side(self, width: int) -> int:
        return side_of(width)
