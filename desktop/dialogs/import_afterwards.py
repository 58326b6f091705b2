"""After an import: take it back as a whole, or keep its report as a text."""

from pathlib import Path

from PySide6.QtCore import QObject

from desktop.choosers import ask_where
from desktop.dialogs.sheet import Sheet
from desktop.operations import Operations
from moderation import history
from moderation.changes import Changes
from moderation.errors import NewsroomError
from moderation.newsroom import Newsroom
from moderation.reports import ImportReport
from resources.translation import _


class Afterwards(QObject):
    """Does what is asked about a `report`; `sheet` says what came of it."""

    def __init__(self, newsroom: Newsroom, operations: Operations, sheet: Sheet) -> None:
        super().__init__(sheet)
        self._newsroom, self._operations, self._sheet = newsroom, operations, sheet
        self.report: ImportReport | None = None

    def undo(self) -> None:
        """Take back what was imported; nothing, if nothing was."""
        report, newsroom = self.report, self._newsroom
        if report is None or report.operation is None:
            return
        number = report.operation
        self._operations.run(
            _("Undoing the import"),
            lambda progress: history.undo(newsroom, number, progress=progress),
            self._show_undone,
            on_error=self._did_not_undo,
            shown_elsewhere=True,
        )

    def ask_where_to_save(self) -> None:
        """Ask in which file the report is to be kept."""
        assert self.report is not None
        name = _("Import of {file}.txt").format(file=self.report.file)
        offered = str(Path.home() / name)
        ask_where(self._sheet, _("Save the report"), self.save, name=offered, suffix="txt")

    def save(self, target: Path) -> None:
        """Write the report as a text into this file."""
        assert self.report is not None
        try:
            self.report.keep(target)
        except OSError as error:
            told = _("The report could not be written: {reason}.")
            self._sheet.say(told.format(reason=error.strerror))
            return
        self._sheet.say(_("The report is kept in {file}.").format(file=target), "ok")

    def _show_undone(self, changes: Changes) -> None:
        self._sheet.say(changes.sentence, "ok")
        self._operations.messages.tell(changes.sentence)

    def _did_not_undo(self, error: BaseException) -> None:
        if isinstance(error, NewsroomError):
            self._sheet.say_trouble(error)
        else:
            self._operations.messages.explain(error)
