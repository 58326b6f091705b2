"""Boxes to tick and rings to choose whose words take a second line where one has no room."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QRadioButton, QWidget

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractButton as _Button
else:
    _Button = object


class _Folding(_Button):
    """What boxes and rings share; stands before the one of Qt's that it is.

    Its words are told whole to a screen reader, however they are folded.
    """

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)  # type: ignore[call-arg, arg-type]
        self._words = words
        self.setAccessibleName(words.replace("&", ""))
        policy = self.sizePolicy()
        policy.setHorizontalPolicy(policy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def minimumSizeHint(self) -> QSize:
        """As narrow as its longest word."""
        room = self.fontMetrics()
        widest = max((room.horizontalAdvance(word) for word in self._words.split()), default=0)
        return QSize(self._beside() + widest, super().sizeHint().height())

    def sizeHint(self) -> QSize:
        """All its words on one line."""
        whole = self.fontMetrics().horizontalAdvance(self._words)
        return QSize(self._beside() + whole, super().sizeHint().height())

    def heightForWidth(self, width: int) -> int:
        """As high as its lines at that width."""
        more = self._folded(width).count("\n") - self.text().count("\n")
        return super().sizeHint().height() + more * self.fontMetrics().lineSpacing()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the words for the new width."""
        super().resizeEvent(event)
        wanted = self._folded(self.width())
        if wanted != self.text():
            self.setText(wanted)

    def _folded(self, width: int) -> str:
        return folded(self._words, self.fontMetrics(), width - self._beside())

    def _beside(self) -> int:
        """What the sign and the gap before the words take."""
        lines = self.text().split("\n")
        widest = max(self.fontMetrics().horizontalAdvance(line) for line in lines)
        return super().sizeHint().width() - widest


class FoldingCheckBox(_Folding, QCheckBox):
    """A box to tick."""


class FoldingRadioButton(_Folding, QRadioButton):
    """A ring to choose."""


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
