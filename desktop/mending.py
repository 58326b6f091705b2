"""What the window offers for a damaged newsroom: its newest good backup, or what can be read."""

from datetime import tzinfo
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from desktop.times import clock
from moderation.changes import Progress
from moderation.errors import Cancelled, DamagedNewsroom
from moderation.mending import Backup, Salvage, newest_good, salvage, use_backup
from resources.translation import _

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.main_window import MainWindow
    from desktop.state_page import StatePage


class Mending(QObject):
    """Shows on the window's page what can be done about a damaged newsroom, and does it."""

    def __init__(self, window: "MainWindow", page: "StatePage", error: DamagedNewsroom) -> None:
        super().__init__(page)
        self._window, self._page, self._error = window, page, error
        self._backup: Backup | None = None
        self._offer(_("Looking for a good backup…"))
        window.operations.run(
            _("Looking for a good backup"),
            lambda _progress: newest_good(error.path),
            self._found,
            writing=False,
        )

    def _found(self, backup: Backup | None) -> None:
        self._backup = backup
        self._offer(
            _("There is a good backup of {moment}. What came after it is not in it.").format(
                moment=_told(backup)
            )
            if backup is not None
            else _("There is no good backup beside it.")
        )

    def _offer(self, about_backups: str) -> None:
        ways = [
            (_("Bring out what can be read"), self._salvage),
            (_("Open another newsroom…"), self._window.deeds["open"].trigger),
        ]
        if self._backup is not None:
            words = _("Use the backup of {moment}").format(moment=_told(self._backup))
            ways.insert(0, (words, self._use_backup))
        self._page.show_state(
            self._error.sentence,
            " ".join((about_backups, _("The damaged file is kept, whatever you choose."))),
            sign="warning",
            ways=tuple(ways),
        )
        self._page.ways[0].setFocus()

    def _use_backup(self) -> None:
        backup, path = self._backup, self._error.path
        assert backup is not None
        self._hold(_("Putting the backup in its place…"))
        self._window.operations.run(
            _("Putting the backup in its place"),
            lambda _progress: use_backup(path, backup.path),
            self._in_place,
            on_error=self._failed,
        )

    def _in_place(self, aside: "Path") -> None:
        self._page.show_state(
            _("The backup is in its place."),
            _("The damaged newsroom is kept as {path}.").format(path=aside.name),
            sign="approve",
            ways=((_("Open the newsroom"), lambda: self._open(self._error.path)),),
        )
        self._page.ways[0].setFocus()

    def _salvage(self) -> None:
        path = self._error.path
        self._hold(_("Bringing out what can be read…"))

        def work(progress: Progress) -> Salvage:
            return salvage(path, progress=progress)

        self._window.operations.run(
            _("Bringing out what can be read"), work, self._salvaged, on_error=self._failed
        )

    def _salvaged(self, outcome: Salvage) -> None:
        from pathlib import Path

        file = Path(outcome.file)
        report = "\n".join(outcome.lines())
        self._page.show_state(
            outcome.sentence,
            "\n".join(
                (
                    *outcome.counts(of_losses=True),
                    *outcome.worth_knowing(),
                    _("It is in {path}.").format(path=file.name),
                )
            ),
            sign="warning" if outcome.lost or outcome.doubtful_count else "approve",
            ways=(
                (_("Open what was brought out"), lambda: self._open(file)),
                (_("Copy the report"), lambda: QGuiApplication.clipboard().setText(report)),
            ),
        )
        self._page.ways[0].setFocus()

    def _hold(self, title: str) -> None:
        """While it is under way there is nothing to press but Stop, in the bar below."""
        self._page.show_state(title, self._error.sentence, sign="pending")

    def _failed(self, error: BaseException) -> None:
        self._found(self._backup)
        if not isinstance(error, Cancelled):
            self._window.messages.explain(error)

    def _open(self, path: "Path") -> None:
        self._window.newsroom_asked.emit(path, False)


def _told(backup: Backup) -> str:
    zone = cast(tzinfo, backup.made_at.astimezone().tzinfo)
    return clock(backup.made_at, zone)
