"""The first page of an import: which file, what it was recognised as, and what may be chosen."""

from dataclasses import dataclass
from datetime import tzinfo
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

from PySide6.QtCore import QLocale, QSize, Qt, QTimeZone, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop import icons, theme
from desktop.reading.form_field import QuietComboBox
from desktop.reading.labels import ElidedLabel, plain_label
from moderation.exchange import readers
from moderation.exchange.opening import opened
from moderation.exchange.source import Wishes
from moderation.importing import Choices
from resources.translation import _


@dataclass(frozen=True, slots=True)
class Recognised:
    """A source that can be imported: where it is, how large, and what it was recognised as.

    `zoneless`: its times may carry no zone.
    """

    path: Path
    size: int
    title: str
    zoneless: bool = False


def recognise(path: Path) -> Recognised:
    """Look at the beginning of a file. `ImportRefused` or `OSError` where it cannot be imported."""
    with opened(path) as source:
        found = source.format
        return Recognised(path, source.size, found.title(), found.zoneless)


class DropZone(QFrame):
    """A place to drop a file on; `dropped` carries the paths."""

    dropped = Signal(list)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "drop")
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files of this machine."""
        if local_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell which they are."""
        event.acceptProposedAction()
        self.dropped.emit(local_files(event))


@cache
def _zone_names() -> list[str]:
    return sorted(available_timezones())


def local_files(event: QDragEnterEvent | QDropEvent) -> list[Path]:
    """The files of this machine that are being dragged."""
    urls = event.mimeData().urls()
    return [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]


class ImportChoice(QWidget):
    """Takes a file and the choices. `files_given` carries what was chosen or dropped."""

    files_given = Signal(list)

    def __init__(self) -> None:
        super().__init__()
        self.recognised: Recognised | None = None
        self._zone = DropZone()
        self._zone.dropped.connect(self.files_given)
        self._name = ElidedLabel()
        self._name.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._kind = plain_label("", "muted", wrap=True)
        self._kind.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.choose = QPushButton(_("Choose a file…"))
        self.choose.setAutoDefault(False)
        self.choose.clicked.connect(self._open_chooser)
        self.choose_folder = QPushButton(_("Choose a folder…"))
        self.choose_folder.setAutoDefault(False)
        self.choose_folder.clicked.connect(self._open_folder_chooser)
        self.zone = self._make_zone()
        self.accept_incomplete = QCheckBox(
            _("Let comments without a required field keep their status")
        )
        self._build()
        self.show_none()

    def show_none(self) -> None:
        """No file yet, or none that can be imported."""
        self.recognised = None
        self.zone.hide()
        self._name.say(_("Drop an export of your site here"))
        self._kind.setText(
            _("WordPress, Disqus, Blogger, Isso, tables (CSV) and more; files, archives or folders")
        )
        self._kind.setToolTip("\n".join(readers.titles()))

    def show_file(self, recognised: Recognised) -> None:
        """This is the file to be imported."""
        self.recognised = recognised
        self._name.say(recognised.path.name)
        size = QLocale().formattedDataSize(recognised.size)
        told = _("{kind} · {size}").format(kind=recognised.title, size=size)
        self._kind.setText(told)
        self._kind.setToolTip("")
        # Whoever left it to us is told in the report that the times were read so.
        self.zone.setVisible(recognised.zoneless)

    @property
    def told(self) -> str:
        """What is said of the file."""
        return self._kind.text()

    def choices(self, *, dry_run: bool) -> Choices:
        """What was chosen."""
        return Choices(
            accept_incomplete=self.accept_incomplete.isChecked(),
            dry_run=dry_run,
            wishes=Wishes(zone=self._chosen_zone()),
        )

    def _chosen_zone(self) -> tzinfo | None:
        name = self.zones.currentText()
        if self.recognised is None or not self.recognised.zoneless or name not in _zone_names():
            return None
        return ZoneInfo(name)

    def _open_chooser(self) -> None:
        chooser = QFileDialog(self, _("Import"))
        chooser.setFileMode(QFileDialog.FileMode.ExistingFiles)
        chooser.setNameFilters(
            [
                _("All files (*)"),
                _("Exports (*.xml *.gz *.zip *.json *.jsonl *.csv *.tsv *.db *.txt *.yml *.yaml)"),
            ]
        )
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.filesSelected.connect(
            lambda names: self.files_given.emit([Path(name) for name in names])
        )
        chooser.open()

    def _open_folder_chooser(self) -> None:
        chooser = QFileDialog(self, _("Import a folder"))
        chooser.setFileMode(QFileDialog.FileMode.Directory)
        chooser.setOption(QFileDialog.Option.ShowDirsOnly)
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.filesSelected.connect(
            lambda names: self.files_given.emit([Path(name) for name in names])
        )
        chooser.open()

    def _make_zone(self) -> QWidget:
        """The row that asks for a time zone, of formats whose times have none."""
        self.zones = QuietComboBox()
        self.zones.setEditable(True)
        self.zones.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.zones.addItems(_zone_names())
        own = bytes(QTimeZone.systemTimeZoneId().data()).decode()
        self.zones.setCurrentText(own if own in _zone_names() else "UTC")
        completer = self.zones.completer()
        assert completer is not None  # an editable chooser has one
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        label = QLabel(_("Times without a zone are of"))
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
        sign = QLabel()
        sign.setPixmap(icons.icon("import", "accent").pixmap(QSize(28, 28)))
        sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        zone = QVBoxLayout(self._zone)
        zone.setContentsMargins(24, 24, 24, 24)
        zone.setSpacing(8)
        zone.addStretch(1)
        for widget in (sign, self._name, self._kind):
            zone.addWidget(widget)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.choose)
        buttons.addWidget(self.choose_folder)
        buttons.addStretch(1)
        zone.addLayout(buttons)
        zone.addStretch(1)
        theme.look(self._name, "title")
        why = plain_label(
            _(
                "Otherwise they wait as pending, with what is missing named. Their letting in is "
                "recorded, and can be undone with the import."
            ),
            "muted",
            wrap=True,
        )
        why.setContentsMargins(24, 0, 0, 0)
        self.accept_incomplete.setAccessibleDescription(why.text())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._zone, 1)
        column.addSpacing(4)
        column.addWidget(self.zone)
        column.addWidget(self.accept_incomplete)
        column.addWidget(why)
