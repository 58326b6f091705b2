"""The statistics of a period: one chart at a time, drawn or as a table, to look at or to keep."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop import icons, theme
from desktop.choosers import ask_where
from desktop.dialogs.sheet import Sheet
from desktop.dialogs.tables import calm, fit_names
from desktop.operations import FRAME, Operations
from desktop.reading.form_field import QuietComboBox
from desktop.reading.labels import plain_label
from desktop.state_page import StatePage
from desktop.statistics.charts import CHARTS, Chart, chart
from desktop.statistics.exporting import save
from desktop.statistics.view import ChartView
from moderation.changes import Progress
from moderation.errors import Cancelled, NewsroomError
from moderation.newsroom import Newsroom
from moderation.periods import Period
from moderation.statistics import Statistics, look
from resources.translation import _

_LIST_WIDTH = 184
_NUMBER_WIDTH = 100
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class StatisticsDialog(Sheet):
    """Looks up the statistics of the period chosen, and again whenever something was decided."""

    def __init__(
        self, newsroom: Newsroom, operations: Operations, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Statistics"), parent, QSize(1000, 640))
        self._newsroom, self._operations = newsroom, operations
        self.found: Statistics | None = None
        self.period = QuietComboBox()
        self.as_table = QCheckBox(_("As a table"))
        self.list = QListWidget()
        self.heading = plain_label("", "title", wrap=True)
        self.summary = plain_label("", "muted", wrap=True)
        self.view = ChartView()
        self.table = QTableWidget()
        self.empty = StatePage()
        self._stack = QStackedWidget()
        self._frame_of_view = QScrollArea()
        self._build()
        self._connect()
        self.list.setCurrentRow(0)
        self.list.setFocus()
        self.look()

    @property
    def chart(self) -> Chart | None:
        """The chart that is shown; None before there is anything to show."""
        if self.found is None:
            return None
        return chart(CHARTS[max(0, self.list.currentRow())][0], self.found)

    def show_chart(self, name: str) -> None:
        """Go to the chart of that name."""
        self.list.setCurrentRow([one for one, _words, _icon in CHARTS].index(name))

    @Slot()
    def look(self) -> None:
        """Look the period up; the first count of a large newsroom can be stopped."""
        newsroom, period = self._newsroom, Period(self.period.currentData())
        self._say_counting()

        def work(progress: Progress) -> Statistics:
            return look(newsroom, period, progress)

        self._operations.run(
            _("Counting for the statistics"),
            work,
            self._show_found,
            on_error=self._failed,
            writing=False,
            question=("statistics", id(self)),
            patience=FRAME,
        )

    def save_as(self, target: Path) -> None:
        """Write the chart that is shown into this file."""
        shown = self.chart
        if shown is None:
            return
        try:
            save(shown, target)
        except NewsroomError as error:
            self.say_trouble(error)
            return
        self.say(_("Written: {path}.").format(path=target), "ok")

    def _show_found(self, found: Statistics) -> None:
        self.found = found
        self._show()

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, NewsroomError):
            if isinstance(error, Cancelled):
                self.empty.show_state(
                    error.sentence, sign="statistics", ways=((_("Count"), self.look),)
                )
            else:
                self.say_trouble(error)
        else:
            self._operations.messages.explain(error)

    def _say_counting(self) -> None:
        if self.found is None:
            self.empty.show_state(
                _("Counting…"),
                _("The first look counts the whole newsroom; later ones what happened since."),
                sign="statistics",
            )
            self._stack.setCurrentWidget(self.empty)

    def _show(self) -> None:
        shown = self.chart
        if shown is None:
            return
        self.heading.setText(shown.title)
        self.summary.setText(shown.summary)
        for button in self._savers:
            button.setEnabled(not shown.is_empty)
        self.as_table.setEnabled(not shown.is_empty)
        if shown.is_empty:
            all_of_it = self.found is not None and self.found.period is Period.ALL
            self.empty.show_state(
                _("Nothing to show yet.") if all_of_it else _("Nothing to show for this time."),
                "" if all_of_it else _("Choose a longer one."),
                sign="statistics",
            )
            self._stack.setCurrentWidget(self.empty)
        elif self.as_table.isChecked():
            self._fill_table(shown)
            self._stack.setCurrentWidget(self.table)
        else:
            self.view.show_chart(shown)
            self._stack.setCurrentWidget(self._frame_of_view)

    def _fill_table(self, shown: Chart) -> None:
        head, *rows = shown.rows()
        self.table.setColumnCount(len(head))
        self.table.setRowCount(len(rows))
        for column, name in enumerate(head):
            item = QTableWidgetItem(name)
            if column:
                item.setTextAlignment(_RIGHT)
            self.table.setHorizontalHeaderItem(column, item)
        self.table.setAccessibleName(shown.title)
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                item = QTableWidgetItem(cell)
                if column:
                    item.setTextAlignment(_RIGHT)
                self.table.setItem(row, column, item)
        self.table.selectRow(0)
        assert self._shares is not None
        self._shares.want(dict.fromkeys(range(1, len(head)), _NUMBER_WIDTH))

    def _ask_where(self, ending: str, words: str) -> Callable[[], None]:
        def ask() -> None:
            shown = self.chart
            if shown is None:
                return
            name = f"{shown.id}-{self.period.currentData()}.{ending}"
            ask_where(self, words, self.save_as, name=name, suffix=ending)

        return ask

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(lambda _row: self._show())
        self.period.currentIndexChanged.connect(lambda _index: self.look())
        self.as_table.toggled.connect(lambda _on: self._show())
        # By its own method: once the dialog is gone, Qt asks it nothing more.
        self._operations.newsroom_changed.connect(self.look)

    def _build(self) -> None:
        px = theme.in_force().px
        for period, words in _periods():
            self.period.addItem(words, period.value)
        self.period.setCurrentIndex(self.period.findData(Period.MONTH.value))
        self.period.setAccessibleName(_("Period"))
        theme.look(self.list, "pages")
        self.list.setAccessibleName(_("Charts"))
        self.list.setIconSize(QSize(px(16), px(16)))
        for name, words, icon in CHARTS:
            item = QListWidgetItem(icons.icon(icon, "muted"), _(words))
            item.setData(Qt.ItemDataRole.UserRole, name)
            self.list.addItem(item)
        fit_names(self.list, _LIST_WIDTH)
        self.table.setColumnCount(1)
        self._shares = calm(self.table, stretched=0, widths={})
        self._frame_of_view.setWidgetResizable(True)
        self._frame_of_view.setFrameShape(QFrame.Shape.NoFrame)
        self._frame_of_view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._frame_of_view.setWidget(self.view)
        for page in (self._frame_of_view, self.table, self.empty):
            self._stack.addWidget(page)
        head = QHBoxLayout()
        label = plain_label(_("Period"))
        label.setBuddy(self.period)
        head.addWidget(label)
        head.addWidget(self.period)
        head.addSpacing(px(12))
        head.addWidget(self.as_table)
        head.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(px(6))
        right.addLayout(head)
        right.addSpacing(px(8))
        right.addWidget(self.heading)
        right.addWidget(self.summary)
        right.addSpacing(px(6))
        right.addWidget(self._stack, 1)
        row = QHBoxLayout()
        row.setSpacing(px(20))
        row.addWidget(self.list)
        row.addLayout(right, 1)
        self.contents.addLayout(row, 1)
        offers = (_("Save as CSV…"), _("Save as PNG…"), _("Save as SVG…"))
        self._savers = [self.plain(offer) for offer in offers]
        for button, ending in zip(self._savers, ("csv", "png", "svg"), strict=True):
            button.setEnabled(False)
            button.clicked.connect(self._ask_where(ending, button.text()))
        self.plain(_("Close")).clicked.connect(self.close)


def _periods() -> tuple[tuple[Period, str], ...]:
    return (
        (Period.TODAY, _("Today")),
        (Period.WEEK, _("7 days")),
        (Period.MONTH, _("30 days")),
        (Period.QUARTER, _("90 days")),
        (Period.YEAR, _("A year")),
        (Period.ALL, _("All time")),
    )
