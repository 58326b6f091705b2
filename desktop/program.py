"""The running program: Qt's application, the theme, where errors go, and the window shown."""

import logging
import signal
import sys
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt, QTimer
from PySide6.QtWidgets import QApplication

from desktop import icons, theme
from desktop.garbage import GarbageCollector
from desktop.main_window import MainWindow
from desktop.memory import Memory
from desktop.messages import WayOut
from moderation.errors import DamagedNewsroom, EncryptedNewsroom, LibraryError, NewsroomError
from moderation.newsroom import Newsroom, default_path, is_locked, open_newsroom
from resources import heap
from resources.late import late
from resources.translation import _

if TYPE_CHECKING:
    from desktop.demo import Demo
    from moderation import crash_reports
else:
    crash_reports = late("moderation.crash_reports")

_TURN = 0.0005
# What a window manager draws about a window, as far as can be known before it is shown.
_FRAME = QSize(8, 40)
_log = logging.getLogger(__name__)


class Program(QObject):
    """Shows one window at a time, and another when another newsroom is asked for."""

    def __init__(self) -> None:
        application = QApplication.instance() or QApplication(sys.argv[:1])
        assert isinstance(application, QApplication)
        super().__init__(application)
        self._application = application
        application.setApplicationName("commentdesk")
        application.setApplicationDisplayName("Commentdesk")
        application.setDesktopFileName("commentdesk")
        application.setWindowIcon(icons.application_icon())
        self.memory = Memory()
        self.window: MainWindow | None = None
        self._demo: Demo | None = None
        self._collector: GarbageCollector | None = None
        theme.in_force().choose(self.memory.theme)

    def run(self, path: Path | None, *, demo: bool = False) -> int:
        """Show the window until it is closed; the exit status."""
        collector = self._collector = GarbageCollector(self)
        # A worker that computes gives the window its turn within half a millisecond, not five.
        sys.setswitchinterval(_TURN)
        heap.keep_large_apart()
        sys.excepthook = self._report
        with _StoppedFromOutside(self):
            if demo:
                self.show_sample()
            else:
                self.show_first(path or default_path(), make=path is None)
            # What start-up left behind is gone through once, after the first row is painted.
            QTimer.singleShot(1500, collector.settle)
            status = self._application.exec()
        collector.stop()
        sys.excepthook = sys.__excepthook__
        return status

    def show_first(self, path: Path, *, make: bool) -> None:
        """Show the newsroom in this file, or the sentence that says why it cannot be."""
        try:
            newsroom = self._open(path, make=make)
        except NewsroomError as error:
            self._show(None)
            assert self.window is not None
            self.window.pages.show_trouble(error)
            return
        self._show(newsroom)

    def show_other(self, path: Path, make: bool) -> None:
        """Show another newsroom instead; if it cannot be opened, say why and stay."""
        window = self.window
        assert window is not None
        if window.newsroom is not None and window.newsroom.path.resolve() == path.resolve():
            return
        try:
            newsroom = self._open(path, make=make)
        except DamagedNewsroom as error:
            window.messages.trouble(error.sentence, ways=[self._mending(error)])
            return
        except EncryptedNewsroom as error:
            window.doors.files.ask_passphrase(error.path, lambda: self.show_other(path, False))
            return
        except NewsroomError as error:
            window.messages.explain(error)
            return
        self._change_to(newsroom, None)

    def _mending(self, error: DamagedNewsroom) -> WayOut:
        """The way from an open newsroom to what can be done about a damaged one."""

        def show() -> None:
            self._change_to(None, None)
            if self.window is not None and self.window.newsroom is None:
                self.window.pages.show_trouble(error)

        return WayOut(_("See what can be done"), show)

    def restore(self, path: Path, backup: Path) -> None:
        """Close this newsroom, and put the backup in its place."""
        assert self.window is not None
        if self._demo is not None:
            self.window.messages.trouble(
                _("The sample newsroom cannot be restored: nothing of it is kept.")
            )
            return
        self._change_to(None, None)
        # One in which something is unsent stays until that is settled.
        self._restore_in(self.window, path, backup)

    def recode(self, path: Path, passphrase: str | None, remove_old: bool) -> None:
        """Close this newsroom, and encrypt it, or take that off."""
        assert self.window is not None
        if self._demo is not None:
            self.window.messages.trouble(
                _("The sample newsroom cannot be encrypted: nothing of it is kept.")
            )
            return
        self._change_to(None, None)
        self._recode_in(self.window, path, passphrase, remove_old=remove_old)

    @staticmethod
    def _recode_in(
        window: MainWindow | None, path: Path, passphrase: str | None, *, remove_old: bool
    ) -> None:
        # One in which something is unsent stays until that is settled.
        if window is not None and window.newsroom is None:
            window.pages.show_recoding(path, passphrase, remove_old=remove_old)

    @staticmethod
    def _restore_in(window: MainWindow | None, path: Path, backup: Path) -> None:
        if window is not None and window.newsroom is None:
            window.pages.show_restoring(path, backup)

    def show_sample(self) -> None:
        """Show a new sample newsroom, which is gone when its window closes."""
        from desktop.demo import Demo

        try:
            demo = Demo()
        except NewsroomError as error:
            self.show_first(default_path(), make=True)
            assert self.window is not None
            self.window.messages.explain(error)
            return
        self._change_to(demo.newsroom, demo)

    def _open(self, path: Path, *, make: bool) -> Newsroom:
        if make and not path.exists():
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise LibraryError(
                    _("The folder {folder} cannot be made: {reason}.").format(
                        folder=path.parent, reason=error.strerror
                    )
                ) from error
        if path.exists() and is_locked(path):
            from moderation.encrypting import unlock_remembered

            unlock_remembered(path)
        newsroom = open_newsroom(path, create=make)
        self.memory.note_opened(path)
        return newsroom

    def _change_to(self, newsroom: Newsroom | None, demo: "Demo | None") -> None:
        """Put another window in the place of this one, once this one agrees to close."""
        old = self.window
        if old is not None:
            old.closed.disconnect(self._closed)
            if not old.close():
                old.closed.connect(self._closed)
                if newsroom is not None:
                    newsroom.close()
                if demo is not None:
                    demo.remove()
                return
            self._let_go(old)
        self._demo = demo
        self._show(newsroom)

    def _show(self, newsroom: Newsroom | None) -> None:
        window = self.window = MainWindow(newsroom, self.memory)
        window.newsroom_asked.connect(self.show_other)
        window.sample_asked.connect(self.show_sample)
        window.restore_asked.connect(self.restore)
        window.recode_asked.connect(self.recode)
        window.closed.connect(self._closed)
        if self._collector is not None:
            window.operations.started.connect(self._collector.note_work)
        if window.windowState() == Qt.WindowState.WindowNoState:
            room = window.screen().availableSize()
            window.resize(within(room, window.size(), window.minimumSize()))
        window.begin()
        window.show()

    def _closed(self) -> None:
        if self.window is not None:
            self._let_go(self.window)
        self._application.quit()

    def _let_go(self, window: MainWindow) -> None:
        window.deleteLater()
        self.window = None
        if self._demo is not None:
            self._demo.remove()
            self._demo = None

    def _report(
        self, _kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """An error that nobody caught: log it, say it, and go on."""
        if self.window is not None:
            self.window.messages.explain(error.with_traceback(trace))
        else:
            _log.critical(
                "An error nobody expected\n%s", crash_reports.report(error.with_traceback(trace))
            )


def within(room: QSize, wanted: QSize, least: QSize) -> QSize:
    """How large a window is that has this room on its screen, its title and borders included."""
    return wanted.boundedTo(room - _FRAME).expandedTo(least)


class _StoppedFromOutside:
    """Ctrl+C in the terminal closes the window as its own button does; so does whoever ends the
    session, but that one waits for no answer.
    """

    def __init__(self, program: Program) -> None:
        self._program = program
        self._before = {one: signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM)}
        # Python sees a signal only when it runs; Qt's loop gives it a turn with each tick.
        self._turn = QTimer(program)
        self._turn.setInterval(300)
        self._turn.timeout.connect(lambda: None)

    def __enter__(self) -> None:
        for one in self._before:
            signal.signal(one, self._close)
        self._turn.start()

    def __exit__(self, *_trouble: object) -> None:
        self._turn.stop()
        for one, before in self._before.items():
            signal.signal(one, before)

    def _close(self, number: int, _frame: object) -> None:
        window = self._program.window
        if window is None:
            # It is about to be shown; the first turn of Qt's loop finds it.
            QTimer.singleShot(0, self._program, lambda: self._close(number, None))
        elif number == signal.SIGTERM:
            window.close_anyway()
        else:
            window.close()
