"""The first page of an export: which comments, in which format, and where to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from db.rows import ArticleHead, ArticleId
from desktop.reading.form_field import FormField, QuietComboBox
from desktop.reading.labels import FoldingRow, plain_label
from moderation.arrivals import key_of
from resources.translation import _, ngettext

_TITLE_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Shape:
    """A way to write the comments: the format, what it is called and good for, and the suffix.

    Without a suffix the target is a folder, with a page for each article.
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
        Shape("atom", _("Feed (Atom)"), _("for feed readers"), ".atom"),
        Shape("markdown", _("Markdown"), _("for notes and static sites"), ".md"),
    )


class ExportChoice(QWidget):
    """Takes what is to be exported and where to. `changed` says that a choice is another."""

    changed = Signal()

    def __init__(self, heads: Sequence[ArticleHead], chosen: ArticleId | None, name: str) -> None:
        super().__init__()
        self._heads = {head.id: head for head in heads}
        self._name = name
        self._own_target = False
        self.article = QuietComboBox()
        self.target = FormField("target", _("Where to"), QLineEdit())
        self.choose = QPushButton(_("Choose…"))
        self.choose.setAutoDefault(False)
        self._shapes = shapes()
        self._group = QButtonGroup(self)
        self.radios = [QRadioButton(shape.words) for shape in self._shapes]
        self._fill(heads, chosen)
        self._build()
        self._connect()
        self.radios[1 if chosen is not None else 0].setChecked(True)
        self._suit()

    @property
    def shape(self) -> Shape:
        """The way that is chosen."""
        return self._shapes[self._group.checkedId()]

    @property
    def article_key(self) -> str | None:
        """The key of the article that is chosen; None for all of them."""
        number = self.article.currentData()
        return self._heads[number].key if number is not None else None

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
        key = self.article_key
        stem = key_of(key or self._name) or "comments"
        name = f"{stem}-{date.today().isoformat()}{self.shape.suffix}"  # noqa: DTZ011 (a name)
        self.target.fill(str(self._folder / name))
        self._own_target = False

    def _suit(self) -> None:
        several = self.article.currentData() is None and len(self._heads) > 1
        self.radios[0].setEnabled(several)
        if not several and self.radios[0].isChecked():
            self.radios[1].setChecked(True)
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
        chooser = QFileDialog(self, _("Export"), str(self.path.parent))
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.selectFile(self.path.name)
        if self.shape.suffix:
            chooser.setDefaultSuffix(self.shape.suffix.removeprefix("."))
        # A file of that name is replaced at once and as a whole, and the page says so before.
        chooser.setOption(QFileDialog.Option.DontConfirmOverwrite)
        chooser.fileSelected.connect(self._take)
        chooser.open()

    def _take(self, name: str) -> None:
        self.target.fill(name)
        self._own_target = True
        self.changed.emit()

    def _fill(self, heads: Sequence[ArticleHead], chosen: ArticleId | None) -> None:
        total = sum(head.tally.approved for head in heads)
        words = ngettext(
            "All articles ({count} approved comment)",
            "All articles ({count} approved comments)",
            total,
        )
        self.article.addItem(words.format(count=f"{total:,}"), None)
        for head in heads:
            title = " ".join((head.title or head.key).split())[:_TITLE_LONGEST]
            told = _("{title} ({count})").format(title=title, count=f"{head.tally.approved:,}")
            self.article.addItem(told, head.id)
        self.article.setCurrentIndex(max(0, self.article.findData(chosen)))

    def _connect(self) -> None:
        self.article.currentIndexChanged.connect(self._suit)
        self._group.idClicked.connect(self._suit)
        self.choose.clicked.connect(self._open_chooser)
        editor = self.target.editor
        assert isinstance(editor, QLineEdit)
        editor.textEdited.connect(self._typed)
        editor.editingFinished.connect(self.changed)

    def _build(self) -> None:
        self._folder = Path.home()
        policy = QuietComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.article.setSizeAdjustPolicy(policy)
        self.article.setMinimumContentsLength(20)
        self.article.setAccessibleName(_("Which comments"))
        self.target.require(required=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(plain_label(_("Which comments"), "section"))
        column.addWidget(self.article)
        column.addSpacing(8)
        column.addWidget(plain_label(_("Format"), "section"))
        for number, (radio, shape) in enumerate(zip(self.radios, self._shapes, strict=True)):
            self._group.addButton(radio, number)
            radio.setAccessibleDescription(shape.good_for)
            row = FoldingRow(least=320)
            row.row.addWidget(radio)
            row.row.addWidget(plain_label(shape.good_for, "muted"), 1)
            column.addWidget(row)
        column.addSpacing(8)
        place = FoldingRow(least=320)
        place.row.addWidget(self.target, 1)
        place.row.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignBottom)
        column.addWidget(place)
        column.addStretch(1)
