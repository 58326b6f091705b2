"""The first comments of a file as they would come in, with what is wrong marked on each."""

from datetime import tzinfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from desktop import icons, times
from desktop.dialogs.tables import calm
from desktop.reading.labels import plain_label, plain_tip
from moderation.previews import Preview, PreviewRow
from moderation.sentences import shown_name, status_name
from resources.translation import _, ngettext

_SIGN, _NAME, _DATE, _STATUS, _ARTICLE, _WORDS = range(6)
_WIDTHS = {_SIGN: 38, _NAME: 120, _DATE: 174, _STATUS: 84, _ARTICLE: 150}


class PreviewTable(QWidget):
    """Shows a preview; of the row chosen it says in words what is wrong."""

    def __init__(self, zone: tzinfo) -> None:
        super().__init__()
        self._zone = zone
        self._shown: Preview | None = None
        self._head = plain_label("", "section")
        self.table = QTableWidget(0, 6)
        self.table.setHorizontalHeaderLabels(
            ["", _("Name"), _("Date"), _("Status"), _("Article"), _("First words")]
        )
        self.table.setAccessibleName(_("The first comments, as they would come in"))
        calm(self.table, stretched=_WORDS, widths=_WIDTHS, elastic=(_ARTICLE, _NAME))
        self.table.currentCellChanged.connect(self._tell)
        self._told = plain_label("", "muted", wrap=True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addWidget(self._head)
        whole.addWidget(self.table, 1)
        # A row may be cut by the table's end; the sentence below is none of its lines.
        whole.addSpacing(4)
        whole.addWidget(self._told)

    @property
    def told(self) -> str:
        """What is said below the table."""
        return self._told.text()

    def show_preview(self, preview: Preview) -> None:
        """Show these first rows; the row chosen stays chosen."""
        at = self.table.currentRow()
        self._shown = preview
        self._head.setText(_head(preview))
        self.table.setVisible(bool(preview.rows))
        self.table.setRowCount(len(preview.rows))
        for number, row in enumerate(preview.rows):
            self._show_row(number, row)
        if 0 <= at < len(preview.rows):
            self.table.setCurrentCell(at, _NAME)
        self._tell()

    def _show_row(self, number: int, row: PreviewRow) -> None:
        problems = "\n".join(one.message for one in row.problems)
        refused = row.status is None
        cells = [
            "",
            shown_name(row.name) if not refused else row.where,
            times.clock(row.date, self._zone) if row.date is not None else "–",
            status_name(row.status) if row.status is not None else _("refused"),
            row.article,
            row.words if not refused else row.problems[0].message,
        ]
        for column, text in enumerate(cells):
            item = QTableWidgetItem(text)
            item.setFlags(Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled)
            item.setToolTip(plain_tip(problems or text))
            if problems and column == _SIGN:
                item.setIcon(icons.icon("warning", "no" if refused else "spam"))
                told = _("Problem: {problems}").format(problems=problems.replace("\n", " "))
                item.setData(Qt.ItemDataRole.AccessibleTextRole, told)
            self.table.setItem(number, column, item)

    def _tell(self) -> None:
        """Say what is wrong with the row chosen, or with how many rows there is something wrong."""
        preview = self._shown
        if preview is None:
            return
        at = self.table.currentRow()
        row = preview.rows[at] if 0 <= at < len(preview.rows) else None
        if row is not None and row.problems:
            messages = " ".join(one.message for one in row.problems)
            told = _("{where}: {message}").format(where=row.where, message=messages)
        elif preview.marked:
            told = ngettext(
                "{count} of these has a problem; choose it to read which.",
                "{count} of these have a problem; choose one to read which.",
                preview.marked,
            ).format(count=preview.marked)
        else:
            told = _("Nothing is missing in these.") if preview.rows else ""
        self._told.setText(told)
        self._told.setVisible(bool(told))


def _head(preview: Preview) -> str:
    count = len(preview.rows)
    if preview.too_long and not count:
        return _("It takes too long to show its first comments. “Try it out” reads all of it.")
    if not count:
        return "" if preview.refusal else _("There are no comments in it.")
    if preview.more:
        words = ngettext("The first comment", "The first {count} comments", count)
    else:
        words = ngettext("Its only comment", "All its {count} comments", count)
    return words.format(count=count)
