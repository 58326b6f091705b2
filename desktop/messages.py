"""The one way to tell or ask the moderator something; nothing here ever blocks.

A `Message` goes to the line in the decision bar, `Trouble` and `Question` to the banner over the
window's content. Tests listen to the signals to know what was said.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from moderation.errors import Cancelled, NewsroomError
from resources.translation import _

_log = logging.getLogger(__name__)
# Unicode's marks of direction, which are not seen.
_LEFT_TO_RIGHT, _RIGHT_TO_LEFT = "\u200e", "\u200f"


@dataclass(frozen=True, slots=True)
class Message:
    """What happened, in one sentence; `undoable` offers Undo beside it."""

    sentence: str
    undoable: bool = False


@dataclass(frozen=True, slots=True)
class WayOut:
    """One thing that can be done about it: the words on the button, and what it does."""

    words: str
    take: Callable[[], None]
    look: str = ""


@dataclass(frozen=True, slots=True)
class Trouble:
    """What went wrong and what to do; `details` are for whoever mends the program."""

    sentence: str
    way_out: str = ""
    ways: Sequence[WayOut] = ()
    details: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """Something only the moderator can decide; it waits beside the work and never in its way.

    The keyboard goes to its first answer, unless it is one that nobody asked for (`unasked`).
    """

    sentence: str
    ways: Sequence[WayOut]
    unasked: bool = False


class Messages(QObject):
    """Where every part of the window says what happened; the window's line and banner listen."""

    told = Signal(object)  # Message
    troubled = Signal(object)  # Trouble
    asked = Signal(object)  # Question
    withdrawn = Signal(object)  # Question, or None for whatever is there

    def tell(self, sentence: str, *, undoable: bool = False) -> None:
        """Say what happened."""
        self.told.emit(Message(sentence, undoable))

    def trouble(
        self, sentence: str, way_out: str = "", *, ways: Sequence[WayOut] = (), details: str = ""
    ) -> None:
        """Say what went wrong; it stays until somebody has seen it."""
        self.troubled.emit(Trouble(sentence, way_out, ways, details))

    def ask(self, sentence: str, ways: Sequence[WayOut], *, unasked: bool = False) -> Question:
        """Ask beside the work; leaving it unanswered does nothing."""
        question = Question(sentence, ways, unasked)
        self.asked.emit(question)
        return question

    def withdraw(self, question: Question | None = None) -> None:
        """Take the banner away; of a question, if it is that which is asked."""
        self.withdrawn.emit(question)

    def explain(self, error: BaseException) -> None:
        """Say an error: its own sentence if it was expected, that we have a bug if it was not.

        Cancelling is no error, and only told.
        """
        match error:
            case Cancelled():
                self.tell(error.sentence)
            case NewsroomError():
                self.trouble(error.sentence, error.way_out)
            case _:
                self._explain_bug(error)

    def _explain_bug(self, error: BaseException) -> None:
        from moderation import crash_reports

        # Never the error's own words: they may be a comment, or an address.
        report = crash_reports.report(error)
        _log.error("An error nobody expected\n%s", report)
        kept = crash_reports.keep(error)
        way_out = _("What was being done was not done. If it happens again, please report it.")
        self.trouble(
            _("Something went wrong inside the program. Nothing that was kept is lost."),
            way_out if kept is None else _kept_sentence(way_out, kept),
            details=report,
        )


def _kept_sentence(way_out: str, kept: Path) -> str:
    told = _("{way_out} A report without any personal data is in {file}.")
    return told.format(way_out=way_out, file=kept)


class MessageLine(QWidget):
    """The line that says what happened, with Undo and its key beside it.

    The sentence takes a second line where there is height for it, is cut with an ellipsis where
    there is no more room, and whole in its tool tip.
    """

    def __init__(self, messages: Messages, undo: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._undo = undo
        self._message = Message("")
        self._label = _CutToItsRoom(self)
        self._button = QPushButton(self)
        self._button.setProperty("look", "link")
        self._button.clicked.connect(undo.trigger)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self._label, 1)
        layout.addWidget(self._button)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(_("What happened last"))
        undo.changed.connect(self._show_undo)
        messages.told.connect(self.show_message)
        self._show_undo()

    @property
    def sentence(self) -> str:
        """The sentence it shows."""
        return self._message.sentence

    def show_message(self, message: Message) -> None:
        """Show this instead of what was shown before."""
        self._message = message
        self._label.say(message.sentence)
        self._show_undo()

    def sizeHint(self) -> QSize:
        """As high as with Undo, whether that is offered or not: nothing moves for a sentence."""
        return self._as_high_as_undo(super().sizeHint())

    def minimumSizeHint(self) -> QSize:
        """As high as with Undo, and as narrow as need be."""
        return self._as_high_as_undo(super().minimumSizeHint())

    def _as_high_as_undo(self, size: QSize) -> QSize:
        return size.expandedTo(QSize(0, self._button.sizeHint().height()))

    def _show_undo(self) -> None:
        keys = self._undo.shortcuts()
        key = keys[0].toString(QKeySequence.SequenceFormat.NativeText) if keys else ""
        self._button.setText(_("Undo {key}").format(key=key).strip())
        self._button.setAccessibleName(self._undo.text())
        self._button.setToolTip(self._undo.text())
        self._button.setVisible(self._message.undoable and self._undo.isEnabled())


class _CutToItsRoom(QLabel):
    """A sentence at the right, on two lines where there is height for them, and cut after that.

    It asks for the height of one line, so that no sentence ever moves what is beside it.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._sentence = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def say(self, sentence: str) -> None:
        """Show this, whole in the tool tip."""
        self._sentence = sentence
        self.setToolTip(sentence)
        self.setAccessibleName(sentence)
        self._cut()

    def sizeHint(self) -> QSize:
        """As high as one line."""
        return QSize(super().sizeHint().width(), self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        """As high as one line, and as narrow as need be."""
        return QSize(0, self.fontMetrics().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        room, right = self.fontMetrics(), Qt.TextElideMode.ElideRight
        first, rest = self._sentence, ""
        if self.height() >= 2 * room.lineSpacing():
            first, rest = self._folded()
        lines = [first, rest] if rest else [first]
        cut = (room.elidedText(line, right, self.width()) for line in lines)
        # A sentence that begins with a name in Arabic is still one of ours.
        mark = _LEFT_TO_RIGHT if self.isLeftToRight() else _RIGHT_TO_LEFT
        self.setText("\n".join(mark + line for line in cut))

    def _folded(self) -> tuple[str, str]:
        """As many words as fit on the first line, and the others."""
        room = self.fontMetrics()
        first, *others = self._sentence.split(" ")
        while others and room.horizontalAdvance(f"{first} {others[0]}") <= self.width():
            first = f"{first} {others.pop(0)}"
        return first, " ".join(others)
