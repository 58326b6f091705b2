"""The button that signs off the head of the history: copied, or saved to keep it elsewhere."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton

from desktop.choosers import ask_where
from desktop.operations import FRAME, Operations
from moderation import heads
from moderation.errors import NewsroomError
from moderation.heads import Head
from moderation.newsroom import Newsroom
from resources.translation import _

if TYPE_CHECKING:
    from desktop.dialogs.sheet import Sheet


class HeadButton(QPushButton):
    """Offers to copy or to save the newest operation with its seal; says in the sheet what it did.

    `chooser` is the last file dialog that it opened.
    """

    def __init__(self, newsroom: Newsroom, operations: Operations, sheet: "Sheet") -> None:
        super().__init__(_("Sign off the history"), sheet)
        self._newsroom, self._operations, self._sheet = newsroom, operations, sheet
        self.chooser: QFileDialog | None = None
        self.setAutoDefault(False)
        self.setToolTip(
            _("Its head, kept elsewhere, shows later whether anything before it was changed.")
        )
        self.choices = QMenu(self)
        self.choices.addAction(_("Copy its head")).triggered.connect(self.copy)
        self.choices.addAction(_("Save its head…")).triggered.connect(self.ask_where)
        self.setMenu(self.choices)

    def copy(self) -> None:
        """Put the head on the clipboard."""
        newsroom = self._newsroom
        self._operations.run(
            _("Signing off"),
            lambda _progress: heads.head(newsroom),
            self._copied,
            on_error=self._failed,
            writing=False,
            patience=FRAME,
        )

    def ask_where(self) -> None:
        """Ask where to save it; nothing is overwritten."""
        name = f"{self._newsroom.path.stem}-head-{self._newsroom.clock():%Y-%m-%d}.txt"
        # What is there is never overwritten, so nobody need be asked whether it may be.
        self.chooser = ask_where(
            self, _("Save the head of the history"), self.save,
            name=name, suffix="txt", warns=False,
        )  # fmt: skip

    def save(self, target: Path) -> None:
        """Save the head to this file."""
        newsroom = self._newsroom

        def saved(head: Head) -> None:
            told = _("The head, operation {number}, was saved to {path}.")
            self._sheet.say(told.format(number=head.operation, path=target.name), "ok")

        self._operations.run(
            _("Signing off"),
            lambda _progress: heads.save(newsroom, target),
            saved,
            on_error=self._failed,
            writing=False,
            patience=FRAME,
        )

    def _copied(self, head: Head) -> None:
        QGuiApplication.clipboard().setText(head.as_text())
        told = _("The head, operation {number}, was copied. Print it, sign it, keep it elsewhere.")
        self._sheet.say(told.format(number=head.operation), "ok")

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, NewsroomError):
            self._sheet.say_trouble(error)
        else:
            self._operations.messages.explain(error)
