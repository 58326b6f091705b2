"""Boxes to tick and rings to choose whose words take a second line where one has no room."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QRadioButton, QWidget


class FoldingCheckBox(QCheckBox):
    """A box to tick; its words are told whole to a screen reader, however they are folded."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self._words = words
        _begin(self, words)

    def minimumSizeHint(self) -> QSize:
        """As narrow as its longest word."""
        return QSize(_least(self, super().sizeHint(), self._words), super().sizeHint().height())

    def sizeHint(self) -> QSize:
        """All its words on one line."""
        return QSize(_most(self, super().sizeHint(), self._words), super().sizeHint().height())

    def heightForWidth(self, width: int) -> int:
        """As high as its lines at that width."""
        return _high(self, super().sizeHint(), self._words, width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the words for the new width."""
        super().resizeEvent(event)
        _fold(self, super().sizeHint(), self._words)


class FoldingRadioButton(QRadioButton):
    """A ring to choose; its words are told whole to a screen reader, however they are folded."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self._words = words
        _begin(self, words)

    def minimumSizeHint(self) -> QSize:
        """As narrow as its longest word."""
        return QSize(_least(self, super().sizeHint(), self._words), super().sizeHint().height())

    def sizeHint(self) -> QSize:
        """All its words on one line."""
        return QSize(_most(self, super().sizeHint(), self._words), super().sizeHint().height())

    def heightForWidth(self, width: int) -> int:
        """As high as its lines at that width."""
        return _high(self, super().sizeHint(), self._words, width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the words for the new width."""
        super().resizeEvent(event)
        _fold(self, super().sizeHint(), self._words)


_Choice = QCheckBox | QRadioButton


def folded(words: str, room: QFontMetrics, width: int) -> str:
    """These words on as few lines as that width allows; a word alone may be wider."""
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and room.horizontalAdvance(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return "\n".join(lines)


def _begin(choice: _Choice, words: str) -> None:
    choice.setAccessibleName(words.replace("&", ""))
    policy = choice.sizePolicy()
    policy.setHorizontalPolicy(policy.Policy.Preferred)
    policy.setHeightForWidth(True)
    choice.setSizePolicy(policy)


def _beside(choice: _Choice, hint: QSize) -> int:
    """What the sign and the gap before the words take."""
    lines = choice.text().split("\n")
    return hint.width() - max(choice.fontMetrics().horizontalAdvance(line) for line in lines)


def _least(choice: _Choice, hint: QSize, words: str) -> int:
    room = choice.fontMetrics()
    widest = max((room.horizontalAdvance(word) for word in words.split()), default=0)
    return _beside(choice, hint) + widest


def _most(choice: _Choice, hint: QSize, words: str) -> int:
    return _beside(choice, hint) + choice.fontMetrics().horizontalAdvance(words)


def _high(choice: _Choice, hint: QSize, words: str, width: int) -> int:
    lines = folded(words, choice.fontMetrics(), width - _beside(choice, hint)).count("\n")
    return hint.height() + (lines - choice.text().count("\n")) * choice.fontMetrics().lineSpacing()


def _fold(choice: _Choice, hint: QSize, words: str) -> None:
    wanted = folded(words, choice.fontMetrics(), choice.width() - _beside(choice, hint))
    if wanted != choice.text():
        choice.setText(wanted)
