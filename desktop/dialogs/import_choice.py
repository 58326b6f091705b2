"""The first page of an import: which file, what it was recognised as, and what may be chosen."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLocale, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QFrame,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop import icons, theme
from desktop.reading.labels import ElidedLabel, plain_label
from moderation.exchange import readers
from moderation.exchange.opening import opened
from moderation.importing import Choices
from resources.translation import _


@dataclass(frozen=True, slots=True)
class Recognised:
    """A file that can be imported: where it is, how large, and what it was recognised as."""

    path: Path
    size: int
    title: str


def recognise(path: Path) -> Recognised:
    """Look at the beginning of a file. `ImportRefused` or `OSError` where it cannot be imported."""
    with opened(path) as source:
        return Recognised(path, source.size, source.format.title())


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
        self.accept_incomplete = QCheckBox(
            _("Let comments without a required field keep their status")
        )
        self._build()
        self.show_none()

    def show_none(self) -> None:
        """No file yet, or none that can be imported."""
        self.recognised = None
        self._name.say(_("Drop an export of your site here"))
        known = ", ".join(readers.titles())
        self._kind.setText(_("What can be read: {formats}").format(formats=known))

    def show_file(self, recognised: Recognised) -> None:
        """This is the file to be imported."""
        self.recognised = recognised
        self._name.say(recognised.path.name)
        size = QLocale().formattedDataSize(recognised.size)
        told = _("{kind} · {size}").format(kind=recognised.title, size=size)
        self._kind.setText(told)

    @property
    def told(self) -> str:
        """What is said of the file."""
        return self._kind.text()

    def choices(self, *, dry_run: bool) -> Choices:
        """What was chosen."""
        return Choices(accept_incomplete=self.accept_incomplete.isChecked(), dry_run=dry_run)

    def _open_chooser(self) -> None:
        chooser = QFileDialog(self, _("Import"))
        chooser.setFileMode(QFileDialog.FileMode.ExistingFiles)
        chooser.setNameFilters([_("Exports (*.xml *.gz)"), _("All files (*)")])
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.filesSelected.connect(
            lambda names: self.files_given.emit([Path(name) for name in names])
        )
        chooser.open()

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
        zone.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignCenter)
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
        column.addWidget(self.accept_incomplete)
        column.addWidget(why)
