"""The first page of an import: which file, what it was recognised as, and what may be chosen."""

from datetime import tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, QTimeZone, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from desktop import theme, times
from desktop.choosers import ask_which
from desktop.dialogs.drop_zone import DropZone
from desktop.dialogs.import_columns import ColumnMapping
from desktop.dialogs.import_files import FileList
from desktop.dialogs.import_preview import PreviewTable
from desktop.reading.choices import FoldingCheckBox
from desktop.reading.form_field import QuietComboBox
from desktop.sizes import file_size
from moderation.exchange import readers
from moderation.exchange.source import Wishes
from moderation.importing import Choices
from moderation.previews import Preview
from resources.translation import _

# Lower than this at the usual size of text, a refusal takes the room of the place to drop files.
_LOW = 360


class ImportChoice(QWidget):
    """Takes a file and the choices.

    `files_given` carries what was chosen or dropped; `changed` says that a choice is another, so
    that the preview is to be made anew. `preview` is the last one; None without a file.
    """

    files_given = Signal(list)
    changed = Signal()

    def __init__(self, zone: tzinfo) -> None:
        super().__init__()
        self.preview: Preview | None = None
        self._drop = DropZone()
        self._drop.dropped.connect(self.files_given)
        self.choose, self.choose_folder = self._drop.choose, self._drop.choose_folder
        self.choose.clicked.connect(self._open_chooser)
        self.choose_folder.clicked.connect(self._open_folder_chooser)
        self.files = FileList()
        self.columns = ColumnMapping()
        self.columns.changed.connect(self.changed)
        self.first = PreviewTable(zone)
        self.zone = self._make_zone()
        self.accept_incomplete = FoldingCheckBox(
            _("Let comments without a required field keep their status")
        )
        self.accept_incomplete.toggled.connect(self.changed)
        self.use_rules = FoldingCheckBox(_("Apply the rules about words, links and addresses"))
        self._build()
        self.show_none()

    def show_none(self) -> None:
        """No file yet."""
        self._forget()
        self._drop.widen()
        self._drop.say(
            _("Drop an export of your site here"),
            _("WordPress, Disqus, Blogger, Isso, tables and more; files, archives or folders"),
        )
        self._drop.tell_more("\n".join(readers.titles()))

    def show_looked_at(self, path: Path) -> None:
        """This file is being looked at for the first time."""
        self._forget()
        self._drop.widen()
        self._drop.say(path.name, _("Looking at it…"))

    def show_refused(self, path: Path) -> None:
        """This file cannot be imported; why is said elsewhere, and needs the room more."""
        self._forget()
        if self.height() < theme.in_force().px(_LOW):
            self._drop.shrink()
        else:
            self._drop.widen()
        self._drop.say(path.name, _("It cannot be imported."))

    def show_preview(self, preview: Preview) -> None:
        """This is the file to be imported, as it would come in by the choices in force."""
        self.preview = preview
        size = file_size(preview.size)
        told = _("{kind} · {size}").format(kind=preview.title, size=size)
        self._drop.shrink()
        self._drop.say(preview.path.name, told)
        # Whoever left it to us is told in the report that the times were read so.
        self.zone.setVisible(preview.zoneless)
        self.columns.setVisible(preview.table)
        if preview.table:
            self.columns.show_columns(preview.columns)
        self.first.show()
        self.first.show_preview(preview)
        self.accept_incomplete.show()
        self.use_rules.show()

    def start_over(self) -> None:
        """Another file is to be looked at: its columns are its own."""
        self.columns.start_over()

    @property
    def lacks_comment(self) -> bool:
        """Whether no column of the table is the comment, which none can be without."""
        preview = self.preview
        return preview is not None and preview.table and "body" not in preview.mapping

    @property
    def ready(self) -> bool:
        """Whether there is a file that can be imported as it is chosen."""
        return self.preview is not None and self.preview.refusal is None

    @property
    def told(self) -> str:
        """What is said of the file."""
        return self._drop.told

    def choices(self, *, dry_run: bool) -> Choices:
        """What was chosen."""
        return Choices(
            accept_incomplete=self.accept_incomplete.isChecked(),
            dry_run=dry_run,
            rules=self.use_rules.isChecked(),
            wishes=Wishes(zone=self._chosen_zone(), columns=self.columns.mapping),
        )

    def _forget(self) -> None:
        self.preview = None
        for widget in (self.zone, self.columns, self.first, self.accept_incomplete,
                       self.use_rules):  # fmt: skip
            widget.hide()

    def _chosen_zone(self) -> tzinfo | None:
        name = self.zones.currentText()
        if (self.preview and not self.preview.zoneless) or name not in times.zone_names():
            return None
        return ZoneInfo(name)

    def _zone_typed(self, name: str) -> None:
        if name in times.zone_names() and self.preview is not None and self.preview.zoneless:
            self.changed.emit()

    def _open_chooser(self) -> None:
        chooser = ask_which(self, _("Import"), self.files_given.emit, many=True)
        chooser.setNameFilters(
            [
                _("All files (*)"),
                _("Exports (*.xml *.gz *.zip *.json *.jsonl *.csv *.tsv *.db *.txt *.yml *.yaml)"),
            ]
        )
        chooser.open()

    def _open_folder_chooser(self) -> None:
        chooser = ask_which(self, _("Import a folder"), self.files_given.emit)
        chooser.setFileMode(QFileDialog.FileMode.Directory)
        chooser.setOption(QFileDialog.Option.ShowDirsOnly)
        chooser.open()

    def _make_zone(self) -> QWidget:
        """The row that asks for a time zone, of formats whose times have none."""
        self.zones = QuietComboBox()
        self.zones.setEditable(True)
        typed = self.zones.lineEdit()
        assert typed is not None  # an editable chooser has one
        typed.setAccessibleName(_("Time zone"))
        self.zones.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.zones.addItems(times.zone_names())
        own = bytes(QTimeZone.systemTimeZoneId().data()).decode()
        self.zones.setCurrentText(own if own in times.zone_names() else "UTC")
        completer = self.zones.completer()
        assert completer is not None  # an editable chooser has one
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.zones.currentTextChanged.connect(self._zone_typed)
        label = QLabel(_("Time zone of its times"))
        label.setBuddy(self.zones)
        self.zones.setAccessibleName(label.text())
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label)
        row.addWidget(self.zones, 1)
        holder = QWidget()
        holder.setLayout(row)
        return holder

    def _build(self) -> None:
        why = _(
            "Otherwise they wait as pending, with what is missing named. Their letting in is "
            "recorded, and can be undone with the import."
        )
        self.accept_incomplete.setAccessibleDescription(why)
        self.accept_incomplete.setToolTip(why)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._drop, 0)
        column.addWidget(self.files)
        column.addWidget(self.zone)
        column.addWidget(self.columns, 5)
        column.addWidget(self.first, 5)
        column.addWidget(self.accept_incomplete)
        column.addWidget(self.use_rules)
