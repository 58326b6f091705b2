"""The search bar: finds while somebody types, completes, and points at what it cannot read."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from db.words import Status
from desktop import theme
from desktop.characters import from_qt, in_qt
from desktop.fields import clearable, signed
from desktop.queue.query_chips import QueryChips
from desktop.reading.labels import FoldingRow
from moderation.errors import BadQuery
from moderation.search.query import Query
from resources.translation import _

if TYPE_CHECKING:
    from desktop.queue.suggestion_list import SuggestionList
    from moderation.search.hints import Completion


class SearchBar(QWidget):
    """A line to search in, and under it what was understood, or why it was not.

    `searched` carries what is typed now, `left` says that somebody is done here and wants to go to
    what was found, `completion_asked` that she wants to know what could stand here.
    """

    searched = Signal(str)
    left = Signal()
    completion_asked = Signal()
    completion_taken = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._error: BadQuery | None = None
        self._query = Query()
        self.line = QLineEdit(self)
        signed(self.line, "search", _("Search"))
        clearable(self.line)
        self.line.setAccessibleName(_("Search comments"))
        self.line.setMaxLength(2000)
        self._suggestions: SuggestionList | None = None
        self._over = parent or self
        self.sentence = QLabel(self)
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.sentence.setWordWrap(True)
        theme.look(self.sentence, "problem")
        self.correct_button = QPushButton(self)
        self.correct_button.setAutoDefault(False)
        theme.look(self.correct_button, "quiet")
        self.chips = QueryChips(self)
        self._lay_out()
        self.line.textChanged.connect(self.searched)
        self.line.installEventFilter(self)
        self.correct_button.clicked.connect(self.correct)
        self.chips.taken_away.connect(lambda chip: self.show_text(self._query.without(chip)))
        self.chips.left.connect(lambda way: self.left.emit() if way > 0 else self.line.setFocus())
        self.setFocusProxy(self.line)

    @property
    def suggestions(self) -> "SuggestionList":
        """What could stand here; made when something is offered."""
        if self._suggestions is None:
            from desktop.queue.suggestion_list import SuggestionList

            self._suggestions = SuggestionList(self._over)
            self._suggestions.taken.connect(self.completion_taken)
        return self._suggestions

    @property
    def _is_offering(self) -> bool:
        return self._suggestions is not None and self._suggestions.isVisible()

    def _lay_out(self) -> None:
        px = theme.in_force().px
        self.row = QHBoxLayout()
        self.row.setSpacing(px(8))
        self.row.addWidget(self.line, 1)
        self._trouble = FoldingRow(least=360)
        self._trouble.row.setSpacing(px(8))
        self._trouble.row.addWidget(self.sentence, 1)
        self._trouble.row.addWidget(self.correct_button, 0, Qt.AlignmentFlag.AlignTop)
        self._trouble.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(6))
        layout.addLayout(self.row)
        layout.addWidget(self._trouble)
        layout.addWidget(self.chips)
        self.sentence.hide()
        self.correct_button.hide()

    @property
    def text(self) -> str:
        """What is typed."""
        return self.line.text()

    @property
    def caret(self) -> int:
        """Before which character of the text the caret stands."""
        return from_qt(self.text, self.line.cursorPosition())

    def put(self, text: str, caret: int) -> None:
        """Put this text into the line, the caret before that character, and the keyboard there."""
        self.line.setText(text)
        self.line.setCursorPosition(in_qt(text, caret))
        self.line.setFocus()

    @property
    def is_wrong(self) -> bool:
        """Whether what is typed cannot be read."""
        return self._error is not None

    def show_text(self, text: str) -> None:
        """Put this into the line; it is searched like something typed."""
        if self._suggestions is not None:
            self._suggestions.hide()
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

    def show_query(self, query: Query) -> None:
        """Show how what is typed was read."""
        self._query = query
        self.chips.show_chips(query.chips)

    def show_error(self, error: BadQuery | None) -> None:
        """Point at what cannot be read, and say why; None takes that away.

        While completions are offered, what is half typed is not yet called wrong.
        """
        self._error = error
        shown = None if self._is_offering else error
        theme.look(self.line, "wrong" if shown else "")
        told = f"{shown.sentence} {shown.way_out}".strip() if shown else ""
        self.sentence.setText(told)
        self.sentence.setVisible(shown is not None)
        self._trouble.setVisible(shown is not None)
        self.line.setAccessibleDescription(told)
        self._offer_correction(shown)
        self._underline(shown)
        if error is not None:
            self.chips.show_chips(())

    def offer(self, completions: "Sequence[Completion]") -> None:
        """Offer these under the line, or nothing."""
        self.suggestions.offer(completions, self.line)
        self.show_error(self._error)

    def correct(self) -> None:
        """Put what was probably meant in the place of what cannot be read."""
        if self._error is not None and self._error.correction is not None:
            self.show_text(self._error.correction.applied_to(self.text))
            self.line.setFocus()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Keys in the line: through the list, to the correction, or on to what was found."""
        if watched is not self.line:
            return False
        if event.type() == QEvent.Type.FocusOut and self._is_offering:
            self._close_list()
        if not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            return self._claim(event)
        return event.type() == QEvent.Type.KeyPress and self._press(event)

    def _claim(self, event: QKeyEvent) -> bool:
        """Keys that mean something here before they are shortcuts of the window."""
        ours = _asks_for_list(event) or (event.key() == Qt.Key.Key_Escape and self._is_offering)
        if ours:
            event.accept()
        return ours

    def _press(self, event: QKeyEvent) -> bool:
        if _asks_for_list(event):
            self.completion_asked.emit()
            return True
        if self._is_offering and (way := _IN_LIST.get(Qt.Key(event.key()))):
            return self._press_in_list(way)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            goes_on = event.key() == Qt.Key.Key_Down or self._error is None
            if not goes_on and self._error is not None and self._error.correction is not None:
                self.correct()
            else:
                self.left.emit()
            return True
        return False

    def _press_in_list(self, way: str) -> bool:
        """A key while completions are offered; False if it means what it always does."""
        if way in ("next", "previous"):
            said = self.suggestions.go(1 if way == "next" else -1)
            self.line.setAccessibleDescription(said)
        elif way == "take" or (way == "enter" and self.suggestions.chosen is not None):
            self.suggestions.take()
        elif way == "close":
            self._close_list()
        else:
            self._close_list()
            if self._error is None:
                self.left.emit()
        return way != "aside"

    def _close_list(self) -> None:
        if self._suggestions is not None:
            self._suggestions.hide()
        self.show_error(self._error)

    def _offer_correction(self, error: BadQuery | None) -> None:
        correction = error.correction if error is not None else None
        self.correct_button.setVisible(correction is not None)
        if correction is not None:
            told = correction.applied_to(self.text).strip()
            self.correct_button.setText(_("Correct it  ⏎"))
            self.correct_button.setToolTip(told)
            named = _("Search for “{search}” instead").format(search=told)
            self.correct_button.setAccessibleName(named)

    def _underline(self, error: BadQuery | None) -> None:
        # A line edit formats a part of its text only on behalf of an input method.
        marks = []
        if error is not None and error.length:
            from PySide6.QtGui import QTextCharFormat

            wave = QTextCharFormat()
            wave.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            wave.setUnderlineColor(QColor(theme.in_force().tokens.no))
            kind = QInputMethodEvent.AttributeType.TextFormat
            start = in_qt(self.text, error.position)
            length = in_qt(self.text, error.position + error.length) - start
            start -= self.line.cursorPosition()
            marks.append(QInputMethodEvent.Attribute(kind, start, length, wave))
        QApplication.sendEvent(self.line, QInputMethodEvent("", marks))


_IN_LIST = {
    Qt.Key.Key_Down: "next",
    Qt.Key.Key_Up: "previous",
    Qt.Key.Key_Tab: "take",
    Qt.Key.Key_Return: "enter",
    Qt.Key.Key_Enter: "enter",
    Qt.Key.Key_Escape: "close",
    Qt.Key.Key_Left: "aside",
    Qt.Key.Key_Right: "aside",
}


def _asks_for_list(event: QKeyEvent) -> bool:
    control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
    return control and event.key() == Qt.Key.Key_Space
