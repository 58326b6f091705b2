"""Above the article: the switch to the reader's view, and the article's facts."""

from datetime import datetime, tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from db.rows import Article
from desktop import times
from desktop.reading.labels import ElidedLabel, FoldingRow
from resources.translation import _, ngettext


class TopBar(FoldingRow):
    """The switch and the facts; the switch is the action `readers_view` in two buttons.

    `readers_view_asked` carries whether the reader's view is wanted.
    """

    readers_view_asked = Signal(bool)

    def __init__(self, readers_view: QAction, key: str) -> None:
        super().__init__(least=440)
        self._moderate = _tab(_("Moderate"))
        self._readers = _tab(_("Reader’s view"))
        self._readers.setToolTip(key)
        self._moderate.setChecked(True)
        group = QButtonGroup(self)
        group.addButton(self._moderate)
        group.addButton(self._readers)
        self._moderate.clicked.connect(lambda: self.readers_view_asked.emit(False))
        self._readers.clicked.connect(lambda: self.readers_view_asked.emit(True))
        self._facts = ElidedLabel(look="muted")
        self._facts.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        tabs = QWidget()
        row = QHBoxLayout(tabs)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._moderate)
        row.addWidget(self._readers)
        row.addStretch(1)
        self.row.addWidget(tabs, 0)
        self.row.addWidget(self._facts, 1)
        readers_view.toggled.connect(self.show_switch)

    def show_switch(self, readers_view: bool) -> None:
        """Show which of the two is on."""
        (self._readers if readers_view else self._moderate).setChecked(True)
        self._facts.setVisible(not readers_view and bool(self._facts.text()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the facts from the side where they stand at the new width."""
        super().resizeEvent(event)
        side = Qt.AlignmentFlag.AlignLeft if self.folded else Qt.AlignmentFlag.AlignRight
        self._facts.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)

    def show_facts(self, article: Article, now: datetime, zone: tzinfo) -> None:
        """Show the facts of this article."""
        self._facts.say(facts(article, now, zone), facts(article, now, zone, brief=True))
        self._facts.setVisible(not self._readers.isChecked())

    def clear(self) -> None:
        """Show no facts."""
        self._facts.say("")

    @property
    def facts(self) -> str:
        """The facts as they are shown."""
        return self._facts.text()


def facts(article: Article, now: datetime, zone: tzinfo, *, brief: bool = False) -> str:
    """“Monday 16 June · open for comments · 41 approved, 9 pending”.

    Or `brief`: “16 Jun · open · 41 approved, 9 pending”.
    """
    parts = []
    if article.published_at is not None:
        day = times.short_day if brief else times.long_day
        parts.append(day(article.published_at, now, zone))
    if not article.public:
        parts.append(_("not public on the site"))
    elif article.protected:
        parts.append(_("behind a password on the site"))
    if brief:
        parts.append(_("open") if article.open else _("closed"))
    else:
        parts.append(_("open for comments") if article.open else _("closed for comments"))
    tally = article.tally
    approved = ngettext("{count} approved", "{count} approved", tally.approved)
    pending = ngettext("{count} pending", "{count} pending", tally.pending)
    parts.append(
        _("{approved}, {pending}").format(
            approved=approved.format(count=f"{tally.approved:,}"),
            pending=pending.format(count=f"{tally.pending:,}"),
        )
    )
    return " · ".join(parts)


def _tab(words: str) -> QPushButton:
    button = QPushButton(words)
    button.setProperty("look", "tab")
    button.setCheckable(True)
    return button
