"""The search bar: finds while somebody types, and points at what it cannot read."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QInputMethodEvent, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget

from db.words import Status
from desktop import icons, theme
from moderation.errors import BadQuery
from resources.translation import _


class SearchBar(QWidget):
    """A line to search in, and the sentence under it. `searched` carries what is typed now.

    `left` says that somebody is done here and wants to go to what was found.
    """

    searched = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit(self)
        self.line.setClearButtonEnabled(True)
        self.line.addAction(icons.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.line.setAccessibleName(_("Search comments"))
        self.line.setMaxLength(2000)
        self.sentence = QLabel(self)
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.sentence.setWordWrap(True)
        self.sentence.hide()
        theme.look(self.sentence, "problem")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.in_force().px(6))
        layout.addWidget(self.line)
        layout.addWidget(self.sentence)
        self.line.textChanged.connect(self.searched)
        self.line.installEventFilter(self)
        self.setFocusProxy(self.line)

    @property
    def text(self) -> str:
        """What is typed."""
        return self.line.text()

    def show_text(self, text: str) -> None:
        """Put this into the line; it is searched like something typed."""
        self.line.setText(text)

    def name_queue(self, status: Status | None, key: str) -> None:
        """Say in the empty line what would be searched, and which key leads here."""
        words = {
            None: _("Search all comments"),
            Status.PENDING: _("Search pending comments"),
            Status.APPROVED: _("Search approved comments"),
            Status.REJECTED: _("Search rejected comments"),
            Status.SPAM: _("Search spam"),
        }[status]
        self.line.setPlaceholderText(f"{words}   {key}".rstrip())

    def show_error(self, error: BadQuery | None) -> None:
        """Point at what cannot be read, and say why; None takes that away."""
        theme.look(self.line, "wrong" if error else "")
        self.sentence.setVisible(error is not None)
        told = f"{error.sentence} {error.way_out}".strip() if error else ""
        self.sentence.setText(told)
        self.line.setAccessibleDescription(told)
        self._underline(error)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Enter and Down go to what was found."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down)
            if watched is self.line and event.key() in keys:
                self.left.emit()
                return True
        return False

    def _underline(self, error: BadQuery | None) -> None:
        # A line edit formats a part of its text only on behalf of an input method.
        marks = []
        if error is not None and error.length:
            wave = QTextCharFormat()
            wave.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            wave.setUnderlineColor(QColor(theme.in_force().tokens.no))
            kind = QInputMethodEvent.AttributeType.TextFormat
            start = error.position - self.line.cursorPosition()
            marks.append(QInputMethodEvent.Attribute(kind, start, error.length, wave))
        QApplication.sendEvent(self.line, QInputMethodEvent("", marks))
