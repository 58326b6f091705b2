"""The search as chips: how it was read, piece by piece, each to be taken away by itself."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from desktop import icons, theme
from desktop.reading.labels import plain_tip
from moderation.search.query import Chip
from resources.translation import _

_GAP = 6
_WIDEST = 220


class QueryChips(QWidget):
    """A chip for each piece of the search; `taken_away` carries the `Chip`.

    The arrows go from one to the next, Delete, Backspace, Enter and blank take one away. `left`
    says that somebody wants up (-1, to the line) or down (1, to what was found).
    """

    taken_away = Signal(object)
    left = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: list[QPushButton] = []
        self._chips: tuple[Chip, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(_("The search in pieces"))
        self.hide()
        theme.follow(self, self._lay)

    @property
    def chips(self) -> tuple[Chip, ...]:
        """The pieces that are shown."""
        return self._chips

    @property
    def buttons(self) -> Sequence[QPushButton]:
        """The chips, in order."""
        return self._buttons

    def show_chips(self, chips: Sequence[Chip]) -> None:
        """Show these; a single plain word is as well taken away in the line."""
        wanted = tuple(chips)
        if len(wanted) == 1 and wanted[0].text.isalnum():
            wanted = ()
        if wanted == self._chips:
            return
        self._chips = wanted
        focused = next((n for n, one in enumerate(self._buttons) if one.hasFocus()), None)
        while len(self._buttons) > len(wanted):
            gone = self._buttons.pop()
            gone.blockSignals(True)  # a key may be on its way to it
            gone.hide()
            gone.deleteLater()
        while len(self._buttons) < len(wanted):
            self._buttons.append(self._make())
        for button, chip in zip(self._buttons, wanted, strict=True):
            self._name(button, chip)
        self.setVisible(bool(wanted))
        self._lay()
        if focused is not None:
            self._focus(focused)

    def hasHeightForWidth(self) -> bool:
        """The narrower, the more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as its lines."""
        places = self._places(width)
        return places[-1].bottom() + 1 if places else 0

    def sizeHint(self) -> QSize:
        """As high as its lines at the width that it has."""
        return QSize(80, self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        """No narrower than its widest chip may be."""
        return QSize(60, self.heightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the chips anew."""
        super().resizeEvent(event)
        self._lay()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Keys on a chip."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            at = next((n for n, one in enumerate(self._buttons) if one is watched), None)
            if at is not None:
                return self._press(at, Qt.Key(event.key()))
        return False

    def _press(self, at: int, key: Qt.Key) -> bool:
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._focus(at + (1 if key == Qt.Key.Key_Right else -1))
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.left.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key in _TAKES_AWAY:
            self._take(at)
        else:
            return False
        return True

    def _take(self, at: int) -> None:
        if at < len(self._chips):
            self.taken_away.emit(self._chips[at])

    def _focus(self, at: int) -> None:
        if self._buttons:
            self._buttons[max(0, min(at, len(self._buttons) - 1))].setFocus()
        else:
            self.left.emit(-1)

    def _make(self) -> QPushButton:
        button = QPushButton(self)
        theme.look(button, "chip")
        button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        icons.put_on(button, "close", "muted")
        button.setAutoDefault(False)
        button.installEventFilter(self)
        button.clicked.connect(lambda: self._take(self._buttons.index(button)))
        button.show()
        return button

    def _name(self, button: QPushButton, chip: Chip) -> None:
        room = QFontMetrics(button.font())
        cut = room.elidedText(chip.text, Qt.TextElideMode.ElideRight, theme.in_force().px(_WIDEST))
        button.setText(cut.replace("&", "&&"))
        button.setToolTip(plain_tip(chip.text) if cut != chip.text else "")
        button.setAccessibleName(_("Take “{piece}” out of the search").format(piece=chip.text))

    def _lay(self) -> None:
        size = theme.in_force().px(10)
        for button in self._buttons:
            button.setIconSize(QSize(size, size))
        for button, place in zip(self._buttons, self._places(self.width()), strict=True):
            button.setGeometry(place)
        self.updateGeometry()

    def _places(self, width: int) -> list[QRect]:
        places: list[QRect] = []
        x = y = 0
        for button in self._buttons:
            hint = button.sizeHint()
            wide = min(hint.width(), max(40, width))
            if x and x + wide > width:
                x, y = 0, y + hint.height() + _GAP
            places.append(QRect(x, y, wide, hint.height()))
            x += wide + _GAP
        return places


_TAKES_AWAY = (
    Qt.Key.Key_Delete,
    Qt.Key.Key_Backspace,
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Space,
)
