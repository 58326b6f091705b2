"""What every page of the settings is: its contents, what is not kept yet, and what it is given."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop import theme
from desktop.actions import Actions
from desktop.memory import Memory
from desktop.operations import Operations
from desktop.reading.labels import plain_label
from moderation.newsroom import Newsroom


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the pages stand in: the window's newsroom, if one is open, and what it works with."""

    newsroom: Newsroom | None
    operations: Operations
    actions: Actions
    memory: Memory
    # Put on anew what the page of wellbeing changed.
    begin_wellbeing: Callable[[], None]


class SettingsPage(QWidget):
    """A page of the settings; fill `contents` from above.

    A page either keeps each choice at once, or has a button that keeps all of them: then it says
    by `reason_to_stay` what would be lost, and does in `keep` what Ctrl+Enter asks for.
    `kept` says that the newsroom is another now; `said` carries a sentence for the window's
    banner (empty: take it away) and its look.
    """

    kept = Signal()
    said = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        theme.look(self, "panel")
        self.contents = QVBoxLayout(self)
        self.contents.setSpacing(theme.in_force().px(12))
        self.keep_clear_of_bar(0, 0)

    def keep_clear_of_bar(self, _least: int, most: int) -> None:
        """End where the buttons below do; where it is scrolled down to `most`, before the bar."""
        px = theme.in_force().px
        self.contents.setContentsMargins(px(4), px(4), px(12) if most else 0, px(4))

    def reason_to_stay(self) -> str:
        """What would be lost by leaving now, in a sentence; here nothing."""
        return ""

    def keep(self) -> None:
        """Keep what was changed; here nothing waits for it."""

    def say(self, sentence: str, look: str = "no") -> None:
        """Say this in the banner of the settings, or take the banner away."""
        self.said.emit(sentence, look)

    def section(self, words: str, explanation: str = "") -> QLabel:
        """Begin a part of the page under this heading."""
        heading = plain_label(words, "section", wrap=True)
        if self.contents.count():
            self.contents.addSpacing(theme.in_force().px(8))
        self.contents.addWidget(heading)
        if explanation:
            self.contents.addWidget(plain_label(explanation, "muted", wrap=True))
        return heading

    def keep_row(self, words: str, *, filled: bool = False) -> QPushButton:
        """End the page with the button that keeps it; Ctrl+Enter presses it.

        It stands at the foot: below what there is, or below what has `filled` the page.
        """
        button = QPushButton(f"{words}\u2003Ctrl+↵")
        button.setAccessibleName(words)
        button.setAutoDefault(False)
        theme.look(button, "primary")
        button.clicked.connect(lambda _on=False: self.keep())
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button)
        if not filled:
            self.contents.addStretch(1)
        self.contents.addLayout(row)
        return button
