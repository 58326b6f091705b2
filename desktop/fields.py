"""What every field of one line is given: a sign at its beginning, a cross at its end.

Qt's own are sixteen pixels at any size of text, and its cross is grey in every theme.
"""

from typing import Literal

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from desktop import icons, theme
from resources.translation import _

# The sign, from the field's edge to it, from it to the words, and around it for the pointer.
_SIGN, _EDGE, _GAP, _AROUND = 16, 10, 6, 4

Side = Literal["first", "last"]


def signed(line: QLineEdit, icon: str, name: str) -> None:
    """Let a field begin with this icon; pressed, for whoever hears its `name`, it is gone into."""
    _Sign(line, "first", icon, name).clicked.connect(line.setFocus)


def clearable(line: QLineEdit) -> None:
    """Give a field a cross that empties it, there as long as something is typed."""
    cross = _Sign(line, "last", "close", _("Clear"))
    cross.setCursor(Qt.CursorShape.ArrowCursor)
    cross.clicked.connect(lambda: _empty(line))

    def suit() -> None:
        cross.setVisible(bool(line.text()))

    line.textChanged.connect(suit)
    suit()


def _empty(line: QLineEdit) -> None:
    # As somebody would who typed: it can be undone, and is told as edited.
    line.selectAll()
    line.del_()
    line.setFocus(Qt.FocusReason.MouseFocusReason)


class _Sign(QAbstractButton):
    """An icon within a field: as high as its words, in the colours of the theme, never in Tab."""

    def __init__(self, line: QLineEdit, side: Side, icon: str, name: str) -> None:
        super().__init__(line)
        self._line, self._side, self._icon = line, side, icon
        self.setAccessibleName(name)
        self.setToolTip(name if side == "last" else "")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # Painted again when the pointer comes and goes.
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        line.installEventFilter(self)
        theme.follow(self, self._fit)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep its place in a field whose size or direction changes."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutDirectionChange):
            self._fit()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the icon in the middle; under the pointer in the colour of words."""
        side = theme.in_force().px(_SIGN)
        there = QRect(0, 0, side, side)
        there.moveCenter(self.rect().center())
        ink = "text" if self.underMouse() else "muted"
        tokens = theme.in_force().tokens
        painter = QPainter(self)
        icons.draw(painter, there, self._icon, getattr(tokens, ink))
        painter.end()

    def _fit(self) -> None:
        px, line = theme.in_force().px, self._line
        side, around = px(_SIGN), px(_AROUND)
        first = (self._side == "first") is not line.isRightToLeft()
        at = _EDGE - around if first else line.width() - _EDGE - side - around
        self.setGeometry(at, 0, side + 2 * around, line.height())
        margins = line.textMargins()
        if first:
            margins.setLeft(side + px(_GAP))
        else:
            margins.setRight(side + px(_GAP))
        line.setTextMargins(margins)
