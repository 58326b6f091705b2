"""The outbox: what waits to be sent, what was refused and why, and what both sides changed."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTableView, QVBoxLayout, QWidget

from db.site_rows import Rule, State
from desktop import theme
from desktop.dialogs.sheet import Sheet
from desktop.dialogs.tables import calm
from desktop.operations import FRAME, Operations
from desktop.reading.labels import plain_label
from desktop.sites.outbox_rows import Row, look_up, outbox_model
from moderation.changes import Changes, Progress
from moderation.errors import NewsroomError
from moderation.newsroom import Newsroom
from resources.translation import _


class OutboxDialog(Sheet):
    """Lists conflicts and entries; a row can be settled, taken back or tried again."""

    def __init__(
        self, newsroom: Newsroom, operations: Operations, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Outbox"), parent, QSize(760, 540))
        self._newsroom, self._operations = newsroom, operations
        self.model = outbox_model(self)
        self.table = QTableView()
        self.detail = plain_label("", "sentence", wrap=True)
        self.theirs, self.ours = _Side(), _Side()
        self._sides = QWidget()
        self._nothing = plain_label(
            _("Nothing waits. What you decide about a connected site’s comments is listed here."),
            "sentence",
            wrap=True,
        )
        self._build()
        self.table.selectionModel().currentChanged.connect(self._suit)
        operations.newsroom_changed.connect(self.look)
        self.look()

    def look(self) -> None:
        """Look at it anew."""
        newsroom = self._newsroom
        self._operations.run(
            _("Looking through the outbox"),
            lambda _progress: look_up(newsroom),
            self._show,
            writing=False,
            question=("outbox", id(self)),
            patience=FRAME,
        )

    def choose(self, row: int) -> None:
        """Choose this row."""
        self.table.selectRow(row)

    def settle(self, rule: Rule) -> None:
        """Settle the chosen conflict."""
        from moderation.wordpress import outgoing

        row, newsroom = self._chosen(), self._newsroom
        if row is not None and row.conflict is not None:
            number = row.comment
            self._run(_("Settling"), lambda _progress: outgoing.settle(newsroom, number, rule))

    def take_back(self) -> None:
        """Take the chosen entry back."""
        from moderation.wordpress import outgoing

        row, newsroom = self._chosen(), self._newsroom
        if row is not None and row.entry is not None:
            number = row.entry.id
            self._run(_("Taking back"), lambda _progress: outgoing.take_back(newsroom, number))

    def try_again(self) -> None:
        """Let the chosen entry wait once more."""
        from moderation.wordpress import outgoing

        row, newsroom = self._chosen(), self._newsroom
        if row is None or row.entry is None:
            return
        number = row.entry.id

        def work(_progress: Progress) -> Changes:
            outgoing.retry(newsroom, [number])
            return Changes(None, [], _("It is sent again with the next round."))

        self._run(_("Trying again"), work)

    def _run(self, label: str, work: Callable[[Progress], Changes]) -> None:
        self._operations.run(label, work, self._done, on_error=self._failed, patience=FRAME)

    def _done(self, changes: Changes) -> None:
        self.say(changes.sentence, "ok")
        self.look()

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, NewsroomError):
            self.say_trouble(error)
        else:
            self._operations.messages.explain(error)
        self.look()

    def _show(self, rows: list[Row]) -> None:
        place = max(0, self.table.currentIndex().row())
        self.model.show_rows(rows)
        self._nothing.setVisible(not rows)
        self.table.setVisible(bool(rows))
        if rows:
            self.table.selectRow(min(place, len(rows) - 1))
        self._suit()
        self.be_snug(not rows)

    def _chosen(self) -> Row | None:
        index = self.table.currentIndex()
        return self.model.row(index.row()) if index.isValid() else None

    def _suit(self) -> None:
        row = self._chosen()
        is_conflict = row is not None and row.conflict is not None
        self.detail.setText(row.detail if row is not None else "")
        self.detail.setVisible(row is not None and not is_conflict)
        self._sides.setVisible(is_conflict)
        if row is not None and is_conflict:
            self.theirs.show_side(*row.theirs)
            self.ours.show_side(*row.ours)
        for button in (self.theirs_button, self.ours_button):
            button.setVisible(is_conflict)
        self.back_button.setVisible(not is_conflict)
        self.again_button.setVisible(not is_conflict)
        self.back_button.setEnabled(row is not None and row.can_be_taken_back)
        self.again_button.setEnabled(
            row is not None and row.entry is not None and row.entry.state is State.REFUSED
        )

    def _build(self) -> None:
        self.table.setModel(self.model)
        self.table.setAccessibleName(_("What is between us and the sites"))
        calm(self.table, stretched=1, widths={0: 200, 2: 140})
        px = theme.in_force().px
        self.detail.setMinimumHeight(px(56))
        self.contents.addWidget(self._nothing)
        self.contents.addWidget(self.table, 1)
        self.contents.addWidget(self.detail)
        sides = QHBoxLayout(self._sides)
        sides.setContentsMargins(0, 0, 0, 0)
        sides.setSpacing(px(24))
        sides.addWidget(self.theirs, 1)
        sides.addWidget(self.ours, 1)
        self.contents.addWidget(self._sides)
        self.contents.addStretch()
        self.close_button = self.plain(_("Close"))
        self.again_button = self.plain(_("Try again"))
        self.back_button = self.primary(_("Take back"))
        self.theirs_button: QPushButton = self.plain(_("Take the site’s word"))
        self.ours_button = self.primary(_("Keep ours"))
        self.close_button.clicked.connect(self.close)
        self.again_button.clicked.connect(self.try_again)
        self.back_button.clicked.connect(self.take_back)
        self.theirs_button.clicked.connect(lambda: self.settle(Rule.SITE))
        self.ours_button.clicked.connect(lambda: self.settle(Rule.OURS))


class _Side(QWidget):
    """One side of a conflict: how the comment stands there, and what it says."""

    def __init__(self) -> None:
        super().__init__()
        self.heading = plain_label("", "section")
        self.text = plain_label("", "sentence", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.in_force().px(4))
        column.addWidget(self.heading)
        column.addWidget(self.text, 1, Qt.AlignmentFlag.AlignTop)

    def show_side(self, heading: str, text: str) -> None:
        """Show this side."""
        self.heading.setText(heading)
        self.text.setText(text)
