"""The first page of an export: which comments, in which format, and where to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from db.rows import ArticleHead, ArticleId
from desktop.choosers import ask_where
from desktop.dialogs.export_which import Search, WhichComments
from desktop.reading.form_field import FormField, QuietComboBox
from desktop.reading.labels import FoldingRow, plain_label
from moderation.arrivals import key_of
from resources.translation import _

_FOLDER, _ONE_PAGE = range(2)


@dataclass(frozen=True, slots=True)
class Shape:
    """A way to write the comments: the format, what it is called and good for, and the suffix.

    Without a suffix the target is a folder.
    """

    format: str
    words: str
    good_for: str
    suffix: str


def shapes() -> tuple[Shape, ...]:
    """The ways there are; the first one needs several articles."""
    return (
        Shape("html", _("Web pages, one for each article"), _("a folder with an index"), ""),
        Shape("html", _("One web page"), _("to read, print or upload"), ".html"),
        Shape("json", _("JSON"), _("for programs"), ".json"),
        Shape("csv", _("Table (CSV)"), _("for a spreadsheet"), ".csv"),
        Shape("wxr", _("For WordPress (WXR)"), _("to import there"), ".xml"),
        Shape("disqus", _("For Disqus"), _("a folder with files of less than 50 MB"), ""),
        Shape("staticman", _("For Jekyll (Staticman)"), _("a folder, a file a comment"), ""),
        Shape("hugo", _("For Hugo (YAML)"), _("a data file, by article"), ".yaml"),
        Shape("hugo-json", _("For Hugo (JSON)"), _("a data file, by article"), ".json"),
        Shape("atom", _("Feed (Atom)"), _("for feed readers"), ".atom"),
        Shape("jsonfeed", _("JSON Feed"), _("for feed readers"), ".json"),
        Shape("jsonl", _("JSON Lines"), _("for programs that read line by line"), ".jsonl"),
        Shape("markdown", _("Markdown"), _("for notes and documents"), ".md"),
    )


class ExportChoice(QWidget):
    """Takes what is to be exported and where to.

    `changed` says that a choice is another, `chosen` that other comments are chosen.
    """

    changed = Signal()
    chosen = Signal()

    def __init__(
        self,
        heads: Sequence[ArticleHead],
        article: ArticleId | None,
        name: str,
        search: Search | None,
        zone: tzinfo,
    ) -> None:
        super().__init__()
        self._heads = heads
        self._name = name
        self._own_target = False
        self.which = WhichComments(heads, article, search, zone)
        self.format = QuietComboBox()
        self.target = FormField("target", _("Where to"), QLineEdit())
        self.choose = QPushButton(_("Choose…"))
        self.choose.setAutoDefault(False)
        self._shapes = shapes()
        self._build()
        self._connect()
        self._suit()

    @property
    def shape(self) -> Shape:
        """The way that is chosen."""
        return self._shapes[self.format.currentIndex()]

    @property
    def path(self) -> Path:
        """Where to."""
        return Path(self.target.text.strip()).expanduser()

    def propose(self, folder: Path) -> None:
        """Propose a name in this folder, unless somebody has chosen one."""
        self._folder = folder
        if not self._own_target:
            self._propose()

    def _propose(self) -> None:
        stem = key_of(self.which.article_key or self._name) or "comments"
        name = f"{stem}-{date.today().isoformat()}{self.shape.suffix}"  # noqa: DTZ011 (a name)
        self.target.fill(str(self._folder / name))
        self._own_target = False

    def _suit(self) -> None:
        several = self.which.article_id is None and len(self._heads) > 1
        model = self.format.model()
        assert isinstance(model, QStandardItemModel)
        model.item(_FOLDER).setEnabled(several)
        if not several and self.format.currentIndex() == _FOLDER:
            self.format.setCurrentIndex(_ONE_PAGE)
            return
        if self._own_target:
            self._give_suffix()
        else:
            self._propose()
        self.changed.emit()

    def _give_suffix(self) -> None:
        """Keep the name that somebody chose, with the suffix of the format."""
        path = self.path
        known = {shape.suffix for shape in self._shapes}
        stem = path.with_suffix("") if path.suffix in known else path
        self.target.fill(f"{stem}{self.shape.suffix}")
        self._own_target = True

    def _typed(self) -> None:
        self._own_target = True

    def _open_chooser(self) -> None:
        # A file of that name is replaced at once and as a whole, and the page says so before.
        ask_where(
            self, _("Export"), lambda path: self._take(str(path)),
            name=str(self.path.absolute()), suffix=self.shape.suffix.removeprefix("."), warns=False,
        )  # fmt: skip

    def _take(self, name: str) -> None:
        self.target.fill(name)
        self._own_target = True
        self.changed.emit()

    def _connect(self) -> None:
        self.which.changed.connect(self._suit)
        self.which.changed.connect(self.chosen)
        self.format.currentIndexChanged.connect(self._suit)
        self.choose.clicked.connect(self._open_chooser)
        editor = self.target.editor
        assert isinstance(editor, QLineEdit)
        editor.textEdited.connect(self._typed)
        editor.editingFinished.connect(self.changed)

    def _build(self) -> None:
        self._folder = Path.home()
        self.format.setAccessibleName(_("Format"))
        self.format.setMaxVisibleItems(len(self._shapes))
        for shape in self._shapes:
            told = _("{format}: {good_for}").format(format=shape.words, good_for=shape.good_for)
            self.format.addItem(told)
        self.target.require(required=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.which)
        column.addSpacing(8)
        column.addWidget(plain_label(_("Format"), "section"))
        column.addWidget(self.format)
        column.addSpacing(8)
        place = FoldingRow(least=320)
        place.row.addWidget(self.target, 1)
        place.row.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignBottom)
        column.addWidget(place)
        column.addStretch(1)
