"""The window: menus, banner, desk and what is under way; it wires things together, decides nothing.

One window shows one newsroom. To open another, it asks the program for another window.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QKeyCombination, QSize, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from desktop import icons, menus
from desktop.actions import Actions, Situation
from desktop.banner import Banner
from desktop.desk import Desk, newsroom_name
from desktop.doors import Doors
from desktop.keyboard import EnterPresses, Keyboard
from desktop.looks import Looks
from desktop.memory import Memory
from desktop.messages import Messages, WayOut
from desktop.motion import Motion
from desktop.operation_bar import OperationBar
from desktop.operations import Operations
from desktop.pages import Pages
from desktop.place_keeper import PlaceKeeper
from desktop.text_size import TextSize
from desktop.wellbeing import Wellbeing
from moderation.newsroom import Newsroom
from resources.translation import _

if TYPE_CHECKING:
    from desktop.beside_work import BesideWork
    from desktop.sites.syncing import Syncing
    from desktop.state_page import StatePage


class MainWindow(QMainWindow):
    """The window of a newsroom, or without one, of the sentence that says why there is none.

    `newsroom_asked` carries the file of another newsroom and whether to make it; `sample_asked`
    asks for the sample newsroom; `restore_asked` carries this newsroom's file and a backup that is
    to take its place, `recode_asked` the file, a new passphrase or None, and whether what there was
    is to be removed; `closed` says that this window is done and its newsroom shut.
    """

    newsroom_asked = Signal(Path, bool)
    sample_asked = Signal()
    restore_asked = Signal(Path, Path)
    recode_asked = Signal(Path, object, bool)
    closed = Signal()

    def __init__(
        self, newsroom: Newsroom | None, memory: Memory, *, keeps_place: bool = True
    ) -> None:
        super().__init__()
        self._keeps_place = keeps_place
        self.newsroom = newsroom
        self._memory = memory
        self._close_anyway = False
        self.messages = Messages(self)
        self.operations = Operations(self.messages, self)
        self.deeds = Actions(self, memory.keymap)
        self.desk: Desk | None = None
        self.banner = Banner(self.messages, self)
        self.operation_bar = OperationBar(self.operations, self)
        self.pages = Pages(self)
        self.keeper: PlaceKeeper | None = None
        self._beside: BesideWork | None = None
        self._begun = False
        self._build()
        self.doors = Doors(self)
        self._connect()
        Keyboard(self.deeds, memory, self)
        EnterPresses(self)
        self.looks = Looks(self.deeds, memory, self.desk, self)
        self.wellbeing = Wellbeing(self)

    @property
    def remembered(self) -> Memory:
        """What this machine remembers of its windows."""
        return self._memory

    @property
    def page(self) -> "StatePage":
        """What stands in the place of a desk; made where there is something to say there."""
        return self.pages.page

    @property
    def syncing(self) -> "Syncing | None":
        """The work with connected sites; None before `begin`, and where there is no newsroom."""
        self._settle()
        return self._beside.syncing if self._beside is not None else None

    def begin(self) -> None:
        """Show the place where this newsroom was left, or the beginning."""
        if self.desk is not None and self.newsroom is not None:
            self._begun = True
            self.desk.settled.connect(self._settle)
            self.keeper = PlaceKeeper(
                self.newsroom, self.operations, self.desk, self.looks.keep_shape
            )
            self.keeper.begin(listens=self._keeps_place)

    def _settle(self) -> None:
        """Make what goes on beside the work, once: after the first row, or when it is asked for."""
        if self._begun and self._beside is None and self.desk is not None and self.newsroom:
            from desktop.beside_work import BesideWork

            self._beside = BesideWork(self, self.newsroom, self.desk)
            self._middle.addWidget(self._beside.line)

    def _sync(self) -> None:
        if self.syncing is not None:
            self.syncing.sync()

    def sizeHint(self) -> QSize:
        """The size of the design."""
        return QSize(1440, 900)

    def close_anyway(self) -> None:
        """Close, whatever is unsent or under way; what is under way is stopped first."""
        self._close_anyway = True
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A key of an action that cannot be taken now, and came to nothing, says why."""
        # On the pad of digits they are the same keys; Qt takes them for the same shortcuts.
        keys = event.keyCombination()
        modifiers = keys.keyboardModifiers() & ~Qt.KeyboardModifier.KeypadModifier
        why = self.deeds.why_nothing(QKeySequence(QKeyCombination(modifiers, keys.key())))
        if why and not event.isAutoRepeat():
            self.messages.tell(why)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, onward: bool) -> bool:
        """Go with Tab to what one reads next; False if there is nothing."""
        from desktop.tab_order import go_by_tab

        return go_by_tab(self, onward=onward)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Remember the shape once it stays."""
        super().resizeEvent(event)
        if self.keeper is not None:
            self.keeper.note()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close, unless something is unsent or under way and nobody said to close all the same."""
        if not self._close_anyway and (reason := self._reason_to_stay()):
            self._ask_to_close(reason)
            event.ignore()
            return
        self._shut()
        event.accept()
        self.closed.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files that lie on this machine."""
        if self.newsroom is not None and _files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Offer to import the files that were dropped."""
        event.acceptProposedAction()
        self.doors.import_files(_files(event))

    def _name_window(self, newsroom: str) -> None:
        self.setWindowTitle(_("{newsroom} — Commentdesk").format(newsroom=newsroom))

    def _build(self) -> None:
        self.setWindowIcon(icons.application_icon())
        self.setAcceptDrops(True)
        self.setMinimumSize(800, 500)
        if self.newsroom is not None:
            self.desk = Desk(self.newsroom, self.deeds, self.operations, self)
            self.pages.addWidget(self.desk)
            self.desk.named.connect(self._name_window)
            self._name_window(newsroom_name(self.newsroom))
        else:
            self.setWindowTitle(_("Commentdesk"))
            self.deeds.suit(Situation())
        middle = QWidget(self)
        layout = self._middle = QVBoxLayout(middle)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.banner)
        layout.addWidget(self.pages, 1)
        layout.addWidget(self.operation_bar)
        self.setCentralWidget(middle)
        menus.fill(self.menuBar(), self.deeds)
        menus.add_recent(
            self.menuBar(),
            self.deeds,
            lambda: self._memory.recent,
            lambda path: self.newsroom_asked.emit(path, False),
        )

    def _connect(self) -> None:
        deeds = self.deeds
        deeds["close"].triggered.connect(self.close)
        deeds["quit"].triggered.connect(self.close)
        deeds["sample"].triggered.connect(self.sample_asked)
        deeds["sync"].triggered.connect(self._sync)
        TextSize(deeds, self._memory, self.messages, self)
        Motion(deeds, self._memory, self)
        if self.desk is not None:
            self.desk.emptied.connect(self.pages.show_whether_empty)
            self.operation_bar.left.connect(self.desk.queue.take_keyboard)

    def _reason_to_stay(self) -> str:
        writing = [one for one in self.operations.running if one.writing]
        if writing:
            return _("Still under way: {what}.").format(what=writing[0].label)
        unsent = self.desk.unsent() if self.desk is not None else ()
        if unsent:
            told = _("What you typed under “{article}” has not been sent.")
            return told.format(article=unsent[0])
        return ""

    def _ask_to_close(self, reason: str) -> None:
        ways = (
            WayOut(_("Stay"), lambda: None),
            WayOut(_("Close all the same"), self.close_anyway),
        )
        self.messages.ask(reason, ways)

    def _shut(self) -> None:
        alone = self.desk is not None and self.desk.alone.on
        if self.desk is not None:
            self.desk.alone.use(False)
        self.looks.keep_shape()
        if self.desk is None or self.newsroom is None:
            self.operations.close()
            return
        self._begun = False
        self.desk.stop()
        for beside in (self._beside, self.keeper):
            if beside is not None:
                beside.stop()
        self.operations.close()
        if self.keeper is not None and self._keeps_place:
            self.keeper.keep_now(alone=alone)
        self.newsroom.close()


def _files(event: QDragEnterEvent | QDropEvent) -> list[Path]:
    urls = event.mimeData().urls()
    return [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
