"""Import: choose or drop a file, try it out or take it in, and read what came of it.

The file is read while the desk goes on working; it comes in whole or not at all.
"""

from collections.abc import Sequence
from enum import IntEnum
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStackedWidget, QWidget

from desktop.dialogs.drop_zone import local_files
from desktop.dialogs.import_afterwards import Afterwards
from desktop.dialogs.import_choice import ImportChoice
from desktop.dialogs.import_files import recognise
from desktop.dialogs.import_report import ImportReportView
from desktop.dialogs.progress_page import ProgressPage
from desktop.dialogs.sheet import Sheet
from desktop.operations import Operations, RunningOperation
from moderation import importing, previews
from moderation.errors import Cancelled, ImportRefused, NewsroomError
from moderation.newsroom import Newsroom
from moderation.previews import Preview
from moderation.reports import ImportReport
from resources.translation import _, ngettext


class _Page(IntEnum):
    CHOICE = 0
    PROGRESS = 1
    REPORT = 2


class ImportDialog(Sheet):
    """Imports one file after another. `file` is offered at once; more can wait behind it."""

    def __init__(
        self,
        newsroom: Newsroom,
        operations: Operations,
        file: Path | None = None,
        *,
        more: Sequence[Path] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Import"), parent, QSize(880, 660), leave=_("Stop it"))
        self._newsroom, self._operations = newsroom, operations
        self._running: RunningOperation | None = None
        self._files: list[Path] = []
        self._at = 0
        self.afterwards = Afterwards(newsroom, operations, self)
        self.choice = ImportChoice(newsroom.zone)
        self.progress = ProgressPage()
        self.view = ImportReportView()
        self._pages = QStackedWidget()
        self._pages.currentChanged.connect(self._give_room)
        self._add_buttons()
        self._build()
        self.choice.files_given.connect(self.offer)
        self.choice.changed.connect(self._look_again)
        self.choice.files.chosen.connect(self._turn_to)
        self._show(_Page.CHOICE)
        if file is not None:
            self.offer([file, *more])
        else:
            self.choice.choose.setFocus()

    @property
    def report(self) -> ImportReport | None:
        """What came of the last import here."""
        return self.afterwards.report

    def offer(self, files: Sequence[Path]) -> None:
        """Offer the first of these files to be imported; the others wait until it is done."""
        if self._running is not None or not files:
            return
        self._files, self._at = list(files), 0
        self._look()
        if len(files) > 1:
            self._operations.run(
                _("Looking at the files"),
                lambda progress: recognise(files, progress),
                self.choice.files.show_formats,
                writing=False,
                question=("recognise", id(self)),
                shown_elsewhere=True,
            )

    def start(self, *, dry_run: bool) -> None:
        """Import the file that is offered, or find out what would come of it."""
        if not self.choice.ready or self._running is not None:
            return
        self.say("")
        newsroom, path = self._newsroom, self._files[self._at]
        choices = self.choice.choices(dry_run=dry_run)
        told = _("Trying out {file}") if dry_run else _("Importing {file}")
        # Not in the writing lane: the desk goes on deciding while the file is read, and the
        # library itself lets one write at a time.
        running = self._operations.run(
            told.format(file=path.name),
            lambda progress: importing.import_file(newsroom, path, choices, progress=progress),
            self._show_report,
            on_error=self._did_not_come_in,
            writing=False,
            shown_elsewhere=True,
        )
        # It writes all the same: the window asks before it is closed over it.
        running.writing = not dry_run
        self.follow(running)

    def follow(self, running: RunningOperation) -> None:
        """Show how far this import is."""
        self._running = running
        self._show(_Page.PROGRESS)
        self.progress.follow(running)

    def show_report(self, report: ImportReport) -> None:
        """Show what came of an import."""
        self.afterwards.report = report
        self.view.show_report(report)
        if report.dry_run:
            self.say(_("This was a trial: nothing was kept."), "accent")
        self._show(_Page.REPORT)

    def reason_to_stay(self) -> str:
        """An import that is under way would be stopped."""
        return _("The import is still under way.") if self._running is not None else ""

    def leave(self) -> None:
        """Close it; an import under way is stopped, and nothing of it is kept."""
        if self._running is not None:
            self._running.stop()
        super().leave()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files wherever in the dialog they are dropped."""
        if self._running is None and local_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Offer what was dropped."""
        event.acceptProposedAction()
        self.offer(local_files(event))

    def _look(self) -> None:
        """Look at the file whose turn it is, for the first time."""
        self.say("")
        self.choice.start_over()
        self.choice.files.show_files(self._files, self._at)
        self.choice.show_looked_at(self._files[self._at])
        self._show(_Page.CHOICE)
        self._ask_for_preview(first=True)

    def _look_again(self) -> None:
        """Show it as it would come in by another choice."""
        if self._running is None and self.choice.preview is not None:
            self._ask_for_preview(first=False)

    def _turn_to(self, at: int) -> None:
        """Look at another of the files."""
        if self._running is None and at != self._at:
            self._at = at
            self._look()

    def _ask_for_preview(self, *, first: bool) -> None:
        newsroom, path = self._newsroom, self._files[self._at]
        choices = self.choice.choices(dry_run=True)
        # A later question drops this one: what is shown is what was chosen last.
        self._operations.run(
            _("Looking at {file}").format(file=path.name),
            lambda progress: previews.preview(newsroom, path, choices, progress=progress),
            self._show_first if first else self._show_preview,
            on_error=self._cannot_be_read,
            writing=False,
            question=("preview", id(self)),
            patience=0.05,
            shown_elsewhere=True,
        )

    def _show_first(self, preview: Preview) -> None:
        """The first look at a file; what is wanted next is mostly to import it."""
        self._show_preview(preview)
        if self.choice.ready and not self.choice.files.table.hasFocus():
            self.import_button.setFocus()

    def _show_preview(self, preview: Preview) -> None:
        self.choice.show_preview(preview)
        self._show(_Page.CHOICE)
        if self.choice.lacks_comment:
            self.say(_("Choose the column that holds the comments."), "spam")
        elif preview.refusal is not None:
            self._say_refused(preview.refusal)
        else:
            self.say("")

    def _cannot_be_read(self, error: BaseException) -> None:
        path = self._files[self._at]
        self.choice.show_refused(path)
        self._show(_Page.CHOICE)
        match error:
            case NewsroomError():
                self.say_trouble(error)
            case OSError():
                told = _("{file} cannot be opened: {reason}.")
                self.say(told.format(file=path.name, reason=error.strerror))
            case _:
                self._operations.messages.explain(error)
        if not self.choice.files.table.hasFocus():
            self.choice.choose.setFocus()

    def _say_refused(self, error: ImportRefused) -> None:
        told = error.sentence
        if error.where:
            told = _("{sentence} ({where})").format(sentence=told, where=error.where)
        self.say(" ".join(part for part in (told, error.way_out) if part))

    def _show_report(self, report: ImportReport) -> None:
        self._ended()
        if not report.dry_run:
            del self._files[self._at]
            self._at = 0
            wrote = report.operation is not None
            self._operations.messages.tell(report.sentence, undoable=wrote)
        self.show_report(report)

    def _did_not_come_in(self, error: BaseException) -> None:
        self._ended()
        self._show(_Page.CHOICE)
        self.import_button.setFocus()
        match error:
            case Cancelled():
                self.say(error.sentence, "accent")
            case ImportRefused():
                self._say_refused(error)
            case NewsroomError():
                self.say_trouble(error)
            case _:
                self.say(_("Something went wrong inside the program; nothing was imported."))
                self._operations.messages.explain(error)

    def _ended(self) -> None:
        self._running = None
        self.progress.let_go()

    def _undo(self) -> None:
        self.afterwards.undo()
        self.undo_button.setEnabled(False)

    def _next(self) -> None:
        self.offer(self._files)

    def _show(self, page: _Page) -> None:
        self._pages.setCurrentIndex(page)
        report = self.report if page is _Page.REPORT else None
        ready = page is _Page.CHOICE and self.choice.ready
        trial = report is not None and report.dry_run
        self.try_button.setVisible(page is _Page.CHOICE)
        self.try_button.setEnabled(ready)
        self.import_button.setVisible(page is _Page.CHOICE or trial)
        self.import_button.setEnabled(ready or trial)
        self.save_button.setVisible(report is not None)
        self.undo_button.setVisible(report is not None and report.operation is not None)
        self.undo_button.setEnabled(True)
        self.next_button.setVisible(report is not None and not trial and bool(self._files))
        waiting = len(self._files)
        words = ngettext("Next file", "Next file ({count} wait)", waiting)
        self.next_button.setText(words.format(count=waiting))
        self.progress.stop.setVisible(page is _Page.PROGRESS)
        self.close_button.setVisible(page is not _Page.PROGRESS)
        self.close_button.setText(_("Close") if report is not None else _("Cancel"))
        if report is not None:
            (self.import_button if trial else self.close_button).setFocus()

    def _add_buttons(self) -> None:
        self.save_button = self.plain(_("Save the report…"))
        self.undo_button = self.plain(_("Undo the import"))
        self.close_button = self.plain(_("Cancel"))
        self.buttons.addWidget(self.progress.stop)
        self.try_button = self.plain(_("Try it out"))
        self.try_button.setToolTip(_("Reads it all and reports; nothing is kept."))
        self.next_button = self.primary(ngettext("Next file", "Next file ({count} wait)", 1))
        self.import_button: QPushButton = self.primary(_("Import"))

    def _give_room(self, _index: int = 0) -> None:
        """Only the page in sight asks for room; the others would keep a small screen from it."""
        for place in range(self._pages.count()):
            here = place == self._pages.currentIndex()
            policy = QSizePolicy.Policy.Preferred if here else QSizePolicy.Policy.Ignored
            page = self._pages.widget(place)
            if page is not None:
                page.setSizePolicy(policy, policy)

    def _build(self) -> None:
        self.setAcceptDrops(True)
        for page in (self.choice, self.progress, self.view):
            self._pages.addWidget(page)
        self._give_room()
        self.contents.addWidget(self._pages, 1)
        self.save_button.clicked.connect(self.afterwards.ask_where_to_save)
        self.undo_button.clicked.connect(self._undo)
        self.close_button.clicked.connect(self.close)
        self.try_button.clicked.connect(lambda: self.start(dry_run=True))
        self.next_button.clicked.connect(self._next)
        self.import_button.clicked.connect(lambda: self.start(dry_run=False))
