"""The backups beside the newsroom: when, why, whether good; one more now, or one restored."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QTableView, QWidget

from desktop.dialogs.backup_rows import backup_model
from desktop.dialogs.sheet import Sheet
from desktop.dialogs.tables import calm
from desktop.operations import FRAME, Operations
from desktop.reading.labels import plain_label
from desktop.times import clock
from moderation import backups
from moderation.backups import Backup, Listed
from moderation.errors import Cancelled, NewsroomError
from moderation.newsroom import Newsroom
from resources.translation import _


class BackupsDialog(Sheet):
    """Lists the backups, newest first; `restore_asked` carries the file that was chosen, twice.

    To restore closes the newsroom, so the first press only says what will happen.
    """

    restore_asked = Signal(object)  # Path

    def __init__(
        self, newsroom: Newsroom, operations: Operations, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Backups"), parent, QSize(720, 520))
        self._newsroom, self._operations = newsroom, operations
        self._sure_of: Backup | None = None
        self._made: Backup | None = None
        self.model = backup_model(newsroom.zone, self)
        self.table = QTableView()
        self._about = plain_label(
            _(
                "They are made before an import, before a decision on more than 10,000 comments,"
                " and daily; older ones go with time. They hold everything, with personal data."
            ),
            "sentence",
            wrap=True,
        )
        self._nothing = plain_label(
            _("There is no backup yet. The first is made by itself within a day."),
            "sentence",
            wrap=True,
        )
        self._build()
        self.table.selectionModel().currentChanged.connect(self._chosen_anew)
        self.model.modelReset.connect(self._suit)
        self.now_button.clicked.connect(self.back_up_now)
        self.restore_button.clicked.connect(self.restore)
        self.close_button.clicked.connect(self.close)
        self.look()

    def look(self) -> None:
        """List them at once; then read each to see whether it is good."""
        self._ask(look=False)

    def choose(self, row: int) -> None:
        """Choose this row."""
        self.table.selectRow(row)

    def back_up_now(self) -> None:
        """Make one more; neither the window nor whoever decides waits for it."""
        newsroom = self._newsroom
        self.now_button.setEnabled(False)
        self.say(_("Making a backup…"), "accent")
        self._operations.run(
            _("Making a backup"),
            lambda progress: backups.make(newsroom, progress=progress),
            self._kept,
            on_error=self._not_kept,
            writing=False,
        )

    def restore(self) -> None:
        """Say what will happen, and at the second press ask for it."""
        row = self._chosen()
        if row is None or not row.good:
            return
        if self._sure_of == row.backup:
            self.restore_asked.emit(row.backup.path)
            return
        self._sure_of = row.backup
        told = _(
            "The newsroom will be as it was on {moment}. What is there now is kept beside it, under"
            " a name that says so. Press again to restore."
        )
        self.say(told.format(moment=clock(row.backup.made_at, self._newsroom.zone)), "spam")
        self._suit()

    def _ask(self, *, look: bool) -> None:
        path = self._newsroom.path
        self._operations.run(
            _("Looking through the backups"),
            lambda progress: backups.listed(path, look=look, progress=progress),
            self._looked if look else self._listed,
            on_error=self._not_listed,
            writing=False,
            question=("backups", id(self)),
            patience=FRAME,
        )

    def _listed(self, found: list[Listed]) -> None:
        self._show(found)
        if found:
            self._ask(look=True)

    def _looked(self, found: list[Listed]) -> None:
        self._show(found)

    def _show(self, found: list[Listed]) -> None:
        chosen = self._chosen()
        wanted = self._made or (chosen.backup if chosen is not None else None)
        self._made = None
        self.model.show_rows(found)
        paths = [one.backup.path for one in found]
        place = paths.index(wanted.path) if wanted is not None and wanted.path in paths else 0
        self._nothing.setVisible(not found)
        self.table.setVisible(bool(found))
        self.restore_button.setVisible(bool(found))
        self.be_snug(not found)
        if found:
            had_focus = self.table.hasFocus() or self.focusWidget() is None
            self.table.selectRow(place)
            if had_focus:
                self.table.setFocus()
        else:
            self.now_button.setFocus()
        self._suit()

    def _kept(self, backup: Backup) -> None:
        self._made = backup
        self.now_button.setEnabled(True)
        self.say(_("The backup was made and verified."), "ok")
        self.look()

    def _not_kept(self, error: BaseException) -> None:
        self.now_button.setEnabled(True)
        self._failed(error)

    def _not_listed(self, error: BaseException) -> None:
        self._suit()
        self._failed(error)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            self.say("")
        elif isinstance(error, NewsroomError):
            self.say_trouble(error)
        else:
            self._operations.messages.explain(error)

    def _chosen(self) -> Listed | None:
        index = self.table.currentIndex()
        return self.model.row(index.row()) if index.isValid() else None

    def _chosen_anew(self) -> None:
        row = self._chosen()
        if self._sure_of is not None and (row is None or row.backup != self._sure_of):
            self._sure_of = None
            self.say("")
        self._suit()

    def _suit(self) -> None:
        row = self._chosen()
        self.restore_button.setEnabled(row is not None and row.good is True)
        sure = row is not None and row.backup == self._sure_of
        words = _("Yes, restore it") if sure else _("Restore…")
        self.restore_button.setText(words)
        self.restore_button.setAccessibleName(words)

    def _build(self) -> None:
        self.table.setModel(self.model)
        self.table.setAccessibleName(_("Backups, newest first"))
        calm(self.table, stretched=1, widths={0: 216, 2: 110, 3: 120})
        self.contents.addWidget(self._about)
        self.contents.addWidget(self._nothing)
        self.contents.addWidget(self.table, 1)
        self.contents.addStretch()
        self.now_button = self.plain(_("Back up now"))
        self.close_button = self.plain(_("Close"))
        self.restore_button = self.primary(_("Restore…"))
