"""One field of a form: its name, whether it is required, what is typed, what is wrong."""

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from desktop import theme
from desktop.reading.labels import plain_label
from resources.translation import _

Editor = QLineEdit | QPlainTextEdit


class PlainEditor(QPlainTextEdit):
    """Several lines of plain text; Tab leaves it, and what is pasted comes in without markup.

    It wants so many `lines`, and keeps as many unless fewer are said to be the `least`.
    """

    def __init__(self, lines: int, least: int = 0) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self._lines = lines
        self.setMinimumHeight(self._height_of(least or lines))

    def sizeHint(self) -> QSize:
        """So many lines high."""
        return QSize(240, self._height_of(self._lines))

    def _height_of(self, lines: int) -> int:
        return round(self.fontMetrics().lineSpacing() * lines + 16)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take the text of what is pasted or dropped, never a file."""
        if source.hasText():
            self.textCursor().insertText(source.text())


class QuietComboBox(QComboBox):
    """A chooser in which a letter looks for an entry, and never decides on a comment.

    What is chosen is cut with an ellipsis where there is no room.
    """

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the frame, and as much of what is chosen as there is room for."""
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        field = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, field, self
        ).width()  # fmt: skip
        words = option.currentText
        option.currentText = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def event(self, event: QEvent) -> bool:
        """Keep printable keys from the window's single-letter shortcuts."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = event.modifiers() in (
                Qt.KeyboardModifier.NoModifier,
                Qt.KeyboardModifier.ShiftModifier,
            )
            if plain and event.text().isprintable() and event.text():
                event.accept()
                return True
        return super().event(event)


class FormField(QWidget):
    """A named field; `changed` says that what is typed is another.

    Screen readers are told the name, that it is required, and what is wrong.
    """

    changed = Signal()

    def __init__(self, field: str, words: str, editor: Editor, hint: str = "") -> None:
        super().__init__()
        self.field = field
        self.editor = editor
        self._words = words
        self._hint = hint
        self._required = False
        self._label = QLabel()
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setBuddy(editor)
        self._problem = plain_label("", "problem", wrap=True)
        self._problem.hide()
        editor.setPlaceholderText(hint)
        # Whoever listens may find something wrong with what is typed now.
        editor.textChanged.connect(self.forgive)
        editor.textChanged.connect(self.changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._label)
        column.addWidget(editor, 1)
        column.addWidget(self._problem)
        self.require(required=False)

    def require(self, *, required: bool) -> None:
        """Mark it as required, or as not."""
        self._required = required
        self._label.setText(_("{field} *").format(field=self._words) if required else self._words)
        self._describe()

    @property
    def required(self) -> bool:
        """Whether it is marked as required."""
        return self._required

    @property
    def text(self) -> str:
        """What is typed, as it is typed."""
        if isinstance(self.editor, QPlainTextEdit):
            return self.editor.toPlainText()
        return self.editor.text()

    def fill(self, text: str) -> None:
        """Type this in place of what is there."""
        if text == self.text:
            return
        if isinstance(self.editor, QPlainTextEdit):
            self.editor.setPlainText(text)
        else:
            self.editor.setText(text)

    @property
    def problem(self) -> str:
        """What is said to be wrong; empty if nothing is."""
        return self._problem.text()

    def blame(self, sentence: str) -> None:
        """Say beside the field what is wrong with it."""
        self._problem.setText(sentence)
        self._problem.show()
        theme.look(self.editor, "wrong")
        self._describe()

    def forgive(self) -> None:
        """Nothing is wrong with it any more, as far as is known."""
        if self._problem.text():
            self._problem.setText("")
            self._problem.hide()
            theme.look(self.editor, "")
            self._describe()

    def _describe(self) -> None:
        self.editor.setAccessibleName(self._words)
        required = _("Required.") if self._required else ""
        told = (self._problem.text(), required, self._hint)
        self.editor.setAccessibleDescription(" ".join(part for part in told if part))
