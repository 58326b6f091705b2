"""Buttons one after the other, over as many lines as there is no room for on one."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget


class FlowLayout(QLayout):
    """Lays things out like words in a paragraph; `centred` is for those under a sentence."""

    def __init__(self, parent: QWidget, *, gap: int = 8, centred: bool = False) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap, self._centred = gap, centred
        self.setContentsMargins(0, 0, 0, 0)

    @property
    def gap(self) -> int:
        """What is left free between two of them, and between two lines."""
        return self._gap

    def addItem(self, item: QLayoutItem) -> None:
        """Put it after the others."""
        self._items.append(item)

    def count(self) -> int:
        """How many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The one in that place."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take that one out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """It takes no more than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """The narrower, the more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as its lines at that width."""
        return sum(_high(line) for line in self._lines(width)) + self._between(width)

    def sizeHint(self) -> QSize:
        """All of them on one line."""
        sizes = [one.sizeHint() for one in self._shown()]
        wide = sum(size.width() for size in sizes) + self._gap * max(0, len(sizes) - 1)
        return QSize(wide, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        """As narrow as the widest of them."""
        sizes = [one.sizeHint() for one in self._shown()]
        wide = max((size.width() for size in sizes), default=0)
        return QSize(wide, max((size.height() for size in sizes), default=0))

    def setGeometry(self, rect: QRect) -> None:
        """Lay them out in this room."""
        super().setGeometry(rect)
        top = rect.top()
        for line in self._lines(rect.width()):
            wide = sum(one.sizeHint().width() for one in line) + self._gap * (len(line) - 1)
            left = rect.left() + (max(0, rect.width() - wide) // 2 if self._centred else 0)
            high = _high(line)
            for one in line:
                size = one.sizeHint().boundedTo(QSize(rect.width(), one.sizeHint().height()))
                # Words of one line are on one height, however high what is around them.
                down = (high - size.height()) // 2
                one.setGeometry(QRect(QPoint(left, top + down), size))
                left += size.width() + self._gap
            top += high + self._gap

    def _between(self, width: int) -> int:
        return self._gap * max(0, len(self._lines(width)) - 1)

    def _shown(self) -> list[QLayoutItem]:
        return [one for one in self._items if not one.isEmpty()]

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        left = 0
        for one in self._shown():
            wide = one.sizeHint().width()
            if not lines or left + self._gap + wide > width:
                lines.append([one])
                left = wide
            else:
                lines[-1].append(one)
                left += self._gap + wide
        return lines


def _high(line: list[QLayoutItem]) -> int:
    return max(one.sizeHint().height() for one in line)


class Flow(QWidget):
    """Things that flow; add them to its `line`."""

    def __init__(
        self, parent: QWidget | None = None, *, gap: int = 8, centred: bool = False
    ) -> None:
        super().__init__(parent)
        self.line = FlowLayout(self, gap=gap, centred=centred)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
