"""A page that says how things stand where there is nothing to list: a sign, a sentence, ways on."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop import theme
from desktop.reading.flow import Flow
from desktop.sign import Sign

_SIGN = 48
_WIDEST = 760


class StatePage(QFrame):
    """Shows one state at a time; `show_state` replaces what was shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.look(self, "panel")
        self._sign = Sign(_SIGN, parent=self)
        self.title = _label("title", self)
        self.sentence = _label("sentence", self)
        self.ways: list[QPushButton] = []
        px = theme.in_force().px
        self._flow = Flow(gap=px(8), centred=True)
        self._row = self._flow.line
        layout = self._scrolling()
        layout.setContentsMargins(px(24), px(24), px(24), px(24))
        layout.setSpacing(px(8))
        layout.addStretch(2)
        layout.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(px(8))
        layout.addWidget(self.title)
        layout.addWidget(self.sentence)
        layout.addSpacing(px(8))
        layout.addWidget(self._flow)
        layout.addStretch(3)

    def show_state(
        self,
        title: str,
        sentence: str = "",
        *,
        sign: str = "pending",
        ways: tuple[tuple[str, Callable[[], object]], ...] = (),
    ) -> None:
        """Show this title and sentence; each way is a button's words and what it does."""
        self._sign.show_icon(sign)
        self.title.setText(title)
        # Where there is no way on, the keyboard is on the page itself.
        self.setAccessibleName(title)
        self.say(sentence)
        self._clear_ways()
        for words, take in ways:
            button = QPushButton(words, self)
            button.clicked.connect(take)
            self.ways.append(button)
            self._row.addWidget(button)
        self._flow.setVisible(bool(ways))
        if self.ways:
            theme.look(self.ways[0], "primary")

    def say(self, sentence: str) -> None:
        """Put this sentence under the title, instead of what stood there."""
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))
        self.setAccessibleDescription(sentence)

    def _scrolling(self) -> QVBoxLayout:
        """The column that all stands in; what is too high for the window is scrolled to."""
        inner, scroll = QWidget(), QScrollArea(self)
        inner.setAutoFillBackground(False)
        theme.look(scroll, "clear")
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        # Longer lines tire the eye; buttons still stand on one line.
        inner.setMaximumWidth(theme.in_force().px(_WIDEST))
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)
        return QVBoxLayout(inner)

    def _clear_ways(self) -> None:
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.ways = []


def _label(look: str, parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setWordWrap(True)
    theme.look(label, look)
    return label
