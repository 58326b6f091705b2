"""The banner over the window's content: trouble and questions, which wait and never block."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QWidget,
)
from shiboken6 import isValid

from desktop import icons, theme
from desktop.messages import Messages, Question, Trouble, WayOut
from desktop.reading.flow import Flow
from desktop.reading.labels import FoldingRow
from resources.translation import _


class Banner(QFrame):
    """Shows the last trouble or question until it is answered or put away."""

    def __init__(self, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._messages = messages
        self._came_from: QWidget | None = None
        self._asked: Question | None = None
        self.sentence = QLabel(self)
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.sentence.setWordWrap(True)
        self._row = FoldingRow(self, least=640)
        self._flow = Flow()
        self._ways = self._flow.line
        self._close = QToolButton(self)
        icons.put_on(self._close, "close")
        icons.scale_with_text(self._close)
        self._close.setAccessibleName(_("Put away"))
        self._close.setToolTip(_("Put away"))
        self._close.clicked.connect(self.put_away)
        theme.look(self._close, "quiet")
        px = theme.in_force().px
        layout = QHBoxLayout(self)
        layout.setContentsMargins(px(16), px(6), px(8), px(6))
        layout.setSpacing(px(8))
        self._row.row.addWidget(self.sentence, 1)
        self._row.row.addWidget(self._flow)
        layout.addWidget(self._row, 1)
        layout.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()
        messages.troubled.connect(self._show_trouble)
        messages.asked.connect(self._show_question)
        messages.withdrawn.connect(self._withdraw)

    def put_away(self) -> None:
        """Show nothing; the keyboard goes back to where a question took it from."""
        focused = QApplication.focusWidget()
        answered = focused is not None and self.isAncestorOf(focused)
        came_from, self._came_from = self._came_from, None
        self._asked = None
        if answered and came_from is not None and isValid(came_from) and came_from.isVisible():
            came_from.setFocus()
        self.hide()

    def event(self, event: QEvent) -> bool:
        """Esc puts it away while the keyboard is in it, before it means anything to the window."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() is QEvent.Type.KeyPress:
                self.put_away()
            event.accept()
            return True
        return super().event(event)

    @property
    def buttons(self) -> list[QPushButton]:
        """The ways out that it offers, in order."""
        items = (self._ways.itemAt(place) for place in range(self._ways.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [button for button in widgets if isinstance(button, QPushButton)]

    def _withdraw(self, question: Question | None) -> None:
        if question is None or question is self._asked:
            self.put_away()

    def _show_trouble(self, trouble: Trouble) -> None:
        self._asked = None
        told = f"{trouble.sentence} {trouble.way_out}".strip()
        ways = list(trouble.ways)
        if trouble.details:
            ways.append(WayOut(_("Copy the report"), _copier(trouble.details)))
        self._show(told, ways, "banner-no")

    def _show_question(self, question: Question) -> None:
        self._asked = question
        focused = QApplication.focusWidget()
        if focused is not None and not self.isAncestorOf(focused):
            self._came_from = focused
        self._show(question.sentence, question.ways, "banner-accent")
        if self.buttons and not question.unasked:
            self.buttons[0].setFocus()

    def _show(self, told: str, ways: Sequence[WayOut], look: str) -> None:
        for button in self.buttons:
            self._ways.removeWidget(button)
            button.hide()
            button.deleteLater()
        for way in ways:
            self._ways.addWidget(self._button(way))
        self._flow.setVisible(bool(ways))
        theme.look(self, look)
        self.sentence.setText(told)
        self.setAccessibleName(told)
        self.show()
        from PySide6.QtGui import QAccessible, QAccessibleEvent

        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _button(self, way: WayOut) -> QPushButton:
        button = QPushButton(way.words, self)
        if way.look:
            theme.look(button, way.look)

        def take() -> None:
            self.put_away()
            way.take()

        button.clicked.connect(take)
        return button


def _copier(details: str) -> Callable[[], None]:
    return lambda: QGuiApplication.clipboard().setText(details)
