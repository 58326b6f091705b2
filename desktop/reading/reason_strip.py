"""The strip that says which digit gives which reason, until the moderator goes on."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QWidget

from desktop import icons, theme
from desktop.reading.flow import Flow
from desktop.reading.labels import plain_label
from desktop.reading.margins import left_over, side_of
from moderation.reasons import DecisionReason
from resources.translation import _

_LINES = 2
# Of a lower article the strip would hide all.
_LEAST = 96
# From the edge of the cross to its arms, which end where the lines above do.
_ROUND_CROSS = 8


class ReasonStrip(QFrame):
    """Lies over the foot of `article` while a decision can be explained, in the pane that is its
    parent; where there is too little of an article, above the pane's `bar`.

    It takes no room and no focus; `said` carries the digit of a reason that was clicked, `left`
    says that none is wanted.
    """

    said = Signal(int)
    left = Signal()

    def __init__(self, parent: QWidget, article: QWidget, bar: QWidget) -> None:
        super().__init__(parent)
        self._pane, self._article, self._bar = parent, article, bar
        self._foot = QRect()
        article.installEventFilter(self)
        theme.look(self, "strip")
        self._row = QHBoxLayout(self)
        self._title = plain_label("", "muted")
        self._row.addWidget(self._title, 0, Qt.AlignmentFlag.AlignTop)
        self._flow = Flow(gap=theme.in_force().px(4))
        self._row.addWidget(self._flow, 1)
        self._close = QToolButton(self)
        self._close.setIcon(icons.icon("close"))
        icons.scale_with_text(self._close)
        self._close.setAccessibleName(_("Leave it at that"))
        self._close.setToolTip(_("Leave it at that (Esc)"))
        self._close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._close.clicked.connect(self.left)
        theme.look(self._close, "quiet")
        self._row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self._buttons: list[QPushButton] = []
        self._words: Sequence[str] = ()
        # By room: how many fit, and how high they are.
        self._fitted: dict[int, tuple[int, int]] = {}
        self._counting = False
        theme.follow(self, self._dress)
        self.hide()

    @property
    def buttons(self) -> Sequence[QPushButton]:
        """A button a reason, those that there is room for."""
        if self.isHidden():
            return []
        return [button for button in self._buttons if not button.isHidden()]

    def show_reasons(self, question: str, offered: Sequence[DecisionReason]) -> None:
        """Ask this and show these, the first by 1; or go away where there are none."""
        if not offered:
            self.hide()
            return
        theme.in_force().dress(self)
        self._title.setText(question)
        self._make_buttons([reason.words for reason in offered])
        told = ", ".join(button.text().replace("\u2002", " ") for button in self._buttons)
        self.setAccessibleName(_("{question} {reasons}").format(question=question, reasons=told))
        self._find_foot()
        self._lie_down()
        self.show()
        self.raise_()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def lie_over_article(self) -> None:
        """Lie where the article's foot is now."""
        # To count the buttons that fit some are hidden, which may move the article itself.
        if not self.isHidden() and not self._counting:
            self._find_foot()
            self._lie_down()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Where the article grows or shrinks, stay at its foot."""
        if event.type() is QEvent.Type.Resize:
            self.lie_over_article()
        return super().eventFilter(watched, event)

    def _dress(self) -> None:
        """Another theme or text size: all is measured anew."""
        self._fitted = {}
        self.lie_over_article()

    def _find_foot(self) -> None:
        """Over the foot of the article, so that nothing of the comment is hidden meanwhile."""
        pane, article = self._pane, self._article
        self._foot = QRect(0, 0, pane.width(), self._bar.y() or pane.height())
        if article.isVisible() and article.height() >= theme.in_force().px(_LEAST):
            self._foot.setBottom(article.mapTo(pane, article.rect().bottomLeft()).y())

    def _lie_down(self) -> None:
        px, line = theme.in_force().px, theme.in_force().tokens.line_width
        wide = self._foot.width()
        side = side_of(wide)
        end = side - px(_ROUND_CROSS) + left_over(wide)
        self._row.setContentsMargins(side, px(6), end, px(6))
        self._row.setSpacing(px(4))
        room = wide - side - end - self._title.sizeHint().width()
        room -= self._close.sizeHint().width() + 2 * px(4)
        if room not in self._fitted:
            self._counting = True
            self._fitted[room] = self._show_as_many_as_fit(room)
            self._counting = False
        fit, high = self._fitted[room]
        for place, button in enumerate(self._buttons):
            button.setVisible(place < fit)
        high += 2 * px(6) + 2 * line
        # Its own line below lies on that which is there already.
        below = self._foot.bottom() + 1 + line
        self.setGeometry(self._foot.left(), below - high, wide, high)

    def _show_as_many_as_fit(self, room: int) -> tuple[int, int]:
        """Show what fits on two lines: more would hide too much of the article.

        How many fit, and how high they are.
        """
        for button in self._buttons:
            button.ensurePolished()  # before its look is on, it wants to be wider
            button.show()
        line = max((button.sizeHint().height() for button in self._buttons), default=0)
        self._title.setMinimumHeight(line)
        most = _LINES * line + (_LINES - 1) * self._flow.line.gap
        fit = len(self._buttons)
        while fit and self._flow.line.heightForWidth(room) > most:
            fit -= 1
            self._buttons[fit].hide()
        # The title, and the cross, which is higher than a reason.
        least = max(line, self._close.sizeHint().height())
        return fit, max(least, self._flow.line.heightForWidth(room))

    def _make_buttons(self, words: Sequence[str]) -> None:
        # The reasons are mostly those of the last decision, and making buttons takes a while.
        if words == self._words:
            return
        self._words, self._fitted = words, {}
        for button in self._buttons:
            self._flow.line.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = [self._button(digit, one) for digit, one in enumerate(words, start=1)]
        for button in self._buttons:
            self._flow.line.addWidget(button)

    def _button(self, digit: int, words: str) -> QPushButton:
        # A reason is the newsroom's own words; an & in them is no shortcut.
        button = QPushButton(f"{digit}\u2002{words.replace('&', '&&')}", self)
        theme.look(button, "link")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setAccessibleName(words)
        button.clicked.connect(lambda: self.said.emit(digit))
        return button
