"""Small labels for strangers' words: plain text always, cut or folded where there is no room."""

from html import escape

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QLabel,
    QLayoutItem,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QStyle,
    QStylePainter,
    QToolButton,
    QWidget,
)

from desktop import theme

# Unicode's first-strong isolate and its end: a name keeps its own direction inside a sentence.
_ISOLATE, _END = "\u2068", "\u2069"
# Unicode's mark: a line of ours that begins with a name in Arabic is still read from the left, or
# the day of a date behind it would stand on the wrong side of its month.
FROM_THE_LEFT = "\u200e"


def isolated(name: str) -> str:
    """A stranger's name for the middle of a sentence, whatever direction either is read in."""
    return f"{_ISOLATE}{name}{_END}"


def plain_tip(text: str) -> str:
    """A tool tip that shows exactly this text: Qt would take what looks like HTML for HTML."""
    return f"<span>{escape(text)}</span>" if text else ""


def plain_label(text: str = "", look: str = "", *, wrap: bool = False) -> QLabel:
    """A label that shows exactly this text; with `wrap`, over as many lines as it takes."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wrap)
    if look:
        label.setProperty("look", look)
    if wrap:
        label.setMinimumWidth(40)
    return label


class ElidedLabel(QLabel):
    """One line of plain text, cut where there is no room, whole in its tool tip.

    What was said briefly as well is said so before anything is cut. In a row that is folded it has
    lines of its own, and is whole.
    """

    def __init__(self, text: str = "", look: str = "") -> None:
        super().__init__(text)
        self._brief = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(24)
        if look:
            self.setProperty("look", look)

    @property
    def painted(self) -> str:
        """What there is room for."""
        room, wide = self.fontMetrics(), self.contentsRect().width()
        if not self._brief or room.horizontalAdvance(self.text()) <= wide:
            return room.elidedText(self.text(), Qt.TextElideMode.ElideRight, wide)
        return room.elidedText(self._brief, Qt.TextElideMode.ElideRight, wide)

    def say(self, text: str, brief: str = "") -> None:
        """Show this text, or where there is no room for it, this brief one."""
        self._brief = brief
        self.setText(" ".join(text.split()))
        self.setAccessibleName(text)
        self._tip()

    def use_lines(self, many: bool) -> None:
        """Take as many lines as it needs, or one."""
        if self.wordWrap() != many:
            self.setWordWrap(many)
            self._tip()

    def minimumSizeHint(self) -> QSize:
        """One line high, and as narrow as need be."""
        return QSize(24, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer the whole text where it is cut."""
        super().resizeEvent(event)
        self._tip()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what there is room for."""
        if self.wordWrap():
            super().paintEvent(event)
            return
        painter = QStylePainter(self)
        side = QStyle.visualAlignment(self.layoutDirection(), self.alignment())
        painter.drawItemText(
            self.contentsRect(), side, self.palette(), self.isEnabled(), self.painted,
            self.foregroundRole(),
        )  # fmt: skip

    def _tip(self) -> None:
        wide = self.fontMetrics().horizontalAdvance(self.text())
        cut = not self.wordWrap() and wide > self.contentsRect().width()
        self.setToolTip(plain_tip(self.text()) if cut else "")


class _Folding(QBoxLayout):
    """A row that is as high at a width as it will be once it is folded there."""

    def __init__(self, least: int, parent: QWidget) -> None:
        super().__init__(QBoxLayout.Direction.LeftToRight, parent)
        self._least = least
        self._sides: dict[QWidget, Qt.AlignmentFlag] = {}

    def fold_at(self, width: int) -> None:
        """Fold or unfold, as it is right at this width."""
        wanted = self._way_at(width)
        if self.direction() != wanted:
            self.setDirection(wanted)
            self._stand_at_the_edge(wanted is QBoxLayout.Direction.TopToBottom)

    def _stand_at_the_edge(self, folded: bool) -> None:
        """What is no wider than it must be begins where the other lines do, not in the middle."""
        for item in self._items():
            widget = item.widget()
            if not isinstance(widget, QPushButton | QToolButton | QSpinBox):
                continue
            if folded:
                self._sides[widget] = item.alignment()
                self.setAlignment(widget, item.alignment() | Qt.AlignmentFlag.AlignLeft)
            elif widget in self._sides:
                self.setAlignment(widget, self._sides.pop(widget))

    def heightForWidth(self, width: int) -> int:
        """How high it is at that width, folded if it will be; asking changes nothing."""
        wanted = self._way_at(width)
        if self.direction() == wanted:
            return super().heightForWidth(width)
        margins = self.contentsMargins()
        inner = width - margins.left() - margins.right()
        items = self._items()
        folded = wanted is QBoxLayout.Direction.TopToBottom
        highs = [_high(one, inner if folded else one.sizeHint().width()) for one in items]
        between = self.spacing() * max(0, len(highs) - 1)
        high = sum(highs) + between if folded else max(highs, default=0)
        return high + margins.top() + margins.bottom()

    def minimumSize(self) -> QSize:
        """As narrow as its widest thing is: it can fold."""
        margins = self.contentsMargins()
        widest = max((one.minimumSize().width() for one in self._items()), default=0)
        wide = widest + margins.left() + margins.right()
        return QSize(min(wide, super().minimumSize().width()), super().minimumSize().height())

    def _items(self) -> list[QLayoutItem]:
        every = (self.itemAt(at) for at in range(self.count()))
        return [one for one in every if one is not None and not one.isEmpty()]

    def _way_at(self, width: int) -> QBoxLayout.Direction:
        items, margins = self._items(), self.contentsMargins()
        # Nothing is cut while there is room below.
        needed = sum(one.minimumSize().width() for one in items) + margins.left() + margins.right()
        needed += self.spacing() * max(0, len(items) - 1)
        narrow = width < max(theme.in_force().px(self._least), needed)
        way = QBoxLayout.Direction
        return way.TopToBottom if narrow else way.LeftToRight


def _high(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()


class FoldingRow(QFrame):
    """Things side by side where there is room for them, and one under the other where not."""

    def __init__(self, parent: QWidget | None = None, *, least: int = 420) -> None:
        super().__init__(parent)
        self.row = _Folding(least, self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(8)

    @property
    def folded(self) -> bool:
        """Whether its things stand one under the other."""
        return self.row.direction() == QBoxLayout.Direction.TopToBottom

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold or unfold at a new width."""
        super().resizeEvent(event)
        self.row.fold_at(event.size().width())
        for label in self.findChildren(
            ElidedLabel, options=Qt.FindChildOption.FindDirectChildrenOnly
        ):
            label.use_lines(self.folded)


class Hairline(QWidget):
    """A line between two things, as thick as the theme's lines."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As high as a line."""
        return QSize(1, theme.in_force().tokens.line_width)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line."""
        QPainter(self).fillRect(self.rect(), theme.in_force().colour("line"))
