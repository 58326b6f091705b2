"""The buttons with which a comment of the thread is decided where it stands."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from desktop import icons, theme
from desktop.actions import Actions

_VERDICTS = (("approve", "ok"), ("reject", "no"), ("spam", "spam"), ("hold", "text"))


class EntryTools(QWidget):
    """Four buttons at the right end of the entry that is pointed at; each is a shared action.

    The entry takes the keyboard first: the action decides on what has it.
    """

    def __init__(self, actions: Actions, home: QWidget) -> None:
        super().__init__(home)
        self._actions, self._home = actions, home
        # Words run on beneath it; the entry that it stands in is lit, and so is what covers them.
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Midlight)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(2)
        self.buttons = {name: self._button(name, ink) for name, ink in _VERDICTS}
        for button in self.buttons.values():
            row.addWidget(button)
        self.hide()

    def stand_in(self, entry: QWidget) -> None:
        """Stand at the right end of this entry."""
        if self.parentWidget() is not entry:
            self._leave()
            self.setParent(entry)
            entry.installEventFilter(self)
        px = theme.in_force().px
        for button in self.buttons.values():
            button.setIconSize(QSize(px(15), px(15)))
            button.setFixedSize(px(26), px(22))
        self.adjustSize()
        self._go_to_the_end(entry)
        self.show()
        self.raise_()

    def put_away(self) -> None:
        """Stand nowhere."""
        self.hide()
        self._leave()
        self.setParent(self._home)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the end of an entry that becomes wider or narrower."""
        if event.type() is QEvent.Type.Resize and isinstance(watched, QWidget):
            self._go_to_the_end(watched)
        return super().eventFilter(watched, event)

    def _go_to_the_end(self, entry: QWidget) -> None:
        px = theme.in_force().px
        self.move(entry.width() - self.width() - px(6), px(4))

    def _leave(self) -> None:
        around = self.parentWidget()
        if around is not None:
            around.removeEventFilter(self)

    def _button(self, name: str, ink: str) -> QToolButton:
        button = QToolButton()
        words, key = self._actions.words(name), self._actions.key(name)
        button.setIcon(icons.icon(name, ink))
        theme.look(button, "link")
        button.setAccessibleName(words)
        button.setToolTip(f"{words} {key}".strip())
        # The keyboard has the same keys; Tab goes from comment to comment.
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: self._decide(name))
        return button

    def _decide(self, name: str) -> None:
        entry = self.parentWidget()
        if entry is not None:
            entry.setFocus(Qt.FocusReason.MouseFocusReason)
            self._actions[name].trigger()
