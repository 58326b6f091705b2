"""Which comments an export takes: all, an article's, what a search finds; or of some days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QCheckBox, QDateEdit, QVBoxLayout, QWidget

from db.rows import ArticleHead, ArticleId
from desktop.dialogs.calendars import calm_calendar
from desktop.reading.form_field import QuietComboBox
from desktop.reading.labels import FoldingRow, plain_label
from moderation.exporting import Going
from moderation.search.days import Days
from moderation.search.query import Query
from resources.translation import _, ngettext

_LONGEST = 80
# What stands in the list for the search, where articles have their numbers.
_SEARCH = -1


@dataclass(frozen=True, slots=True)
class Search:
    """What is searched for in the window: as typed, as it is read, and under which article."""

    text: str
    query: Query
    article: ArticleId | None = None


class WhichComments(QWidget):
    """Takes what is to be exported, and says how much that is. `changed` says it is another."""

    changed = Signal()

    def __init__(
        self,
        heads: Sequence[ArticleHead],
        chosen: ArticleId | None,
        search: Search | None,
        zone: tzinfo,
    ) -> None:
        super().__init__()
        self._heads = {head.id: head for head in heads}
        self._search, self._zone = search, zone
        self.article = QuietComboBox()
        self.bounded = QCheckBox(_("Only from these days:"))
        self.first, self.last = QDateEdit(), QDateEdit()
        self.count = plain_label("", "muted", wrap=True)
        self._fill(heads, chosen)
        self._build()
        self._suit()
        self.article.currentIndexChanged.connect(self.changed)
        self.bounded.toggled.connect(self._suit)
        for day in (self.first, self.last):
            day.dateChanged.connect(self._suit)
        # A calendar takes a while to be made, and most exports are of all days.
        self.bounded.toggled.connect(self._dress)

    @property
    def searches(self) -> bool:
        """Whether what the search finds is chosen."""
        return bool(self.article.currentData() == _SEARCH)

    @property
    def article_id(self) -> ArticleId | None:
        """The article that is chosen, or that the search is narrowed to; None for all."""
        if self.searches and self._search is not None:
            return self._search.article
        number: ArticleId | None = self.article.currentData()
        return number

    @property
    def article_key(self) -> str | None:
        """Its key."""
        number = self.article_id
        return self._heads[number].key if number is not None else None

    @property
    def query(self) -> Query | None:
        """What must find the comments; None if nothing must."""
        return self._search.query if self.searches and self._search is not None else None

    @property
    def days(self) -> Days | None:
        """The days on which the comments were submitted; None for any."""
        if not self.bounded.isChecked():
            return None
        return Days(_day(self.first), _day(self.last) + timedelta(days=1))

    def tell(self, going: Going) -> None:
        """Say how many comments go out."""
        self.count.setText(sentence(going))

    def _suit(self) -> None:
        bounded = self.bounded.isChecked()
        for day in (self.first, self.last):
            day.setEnabled(bounded)
        # Days that end before they begin are none; the one that was not touched follows.
        if self.last.date() < self.first.date():
            other = self.last if self.sender() is self.first else self.first
            other.setDate(self.first.date() if other is self.last else self.last.date())
            return
        self.changed.emit()

    def _dress(self) -> None:
        self.bounded.toggled.disconnect(self._dress)
        for day in (self.first, self.last):
            calm_calendar(day)

    def _fill(self, heads: Sequence[ArticleHead], chosen: ArticleId | None) -> None:
        total = sum(head.tally.approved for head in heads)
        words = ngettext(
            "All articles ({count} approved comment)",
            "All articles ({count} approved comments)",
            total,
        )
        self.article.addItem(words.format(count=f"{total:,}"), None)
        if self._search is not None:
            told = _shortened(self._search.text)
            self.article.addItem(_("What the search “{text}” finds").format(text=told), _SEARCH)
        for head in heads:
            title = _shortened(head.title or head.key)
            told = _("{title} ({count})").format(title=title, count=f"{head.tally.approved:,}")
            self.article.addItem(told, head.id)
        self.article.setCurrentIndex(max(0, self.article.findData(chosen)))

    def _build(self) -> None:
        policy = QuietComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.article.setSizeAdjustPolicy(policy)
        self.article.setMinimumContentsLength(20)
        self.article.setAccessibleName(_("Which comments"))
        today = datetime.now(self._zone).date()
        for day, name, start in (
            (self.first, _("From"), today.replace(day=1)),
            (self.last, _("To"), today),
        ):
            day.setCalendarPopup(True)
            day.setDisplayFormat("yyyy-MM-dd")
            day.setAccessibleName(name)
            day.setDate(QDate(start.year, start.month, start.day))
        row = FoldingRow(least=320)
        row.row.addWidget(self.bounded)
        row.row.addWidget(self.first)
        row.row.addWidget(plain_label(_("to")))
        row.row.addWidget(self.last)
        row.row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(plain_label(_("Which comments"), "section"))
        column.addWidget(self.article)
        column.addWidget(row)
        column.addWidget(self.count)


def sentence(going: Going) -> str:
    """How much goes out, such as “68 comments of 6 articles go out.”."""
    if not going.comments:
        told = _("No approved comment is among them.")
    else:
        articles = ngettext("{count} article", "{count} articles", going.articles)
        told = ngettext(
            "{count} approved comment goes out, from {articles}.",
            "{count} approved comments go out, from {articles}.",
            going.comments,
        ).format(count=f"{going.comments:,}", articles=articles.format(count=f"{going.articles:,}"))
    if not going.left_out:
        return told
    hidden = ngettext(
        "{count} more does not: its article is not public on the site.",
        "{count} more do not: their articles are not public on the site.",
        going.left_out,
    )
    return _("{told} {hidden}").format(told=told, hidden=hidden.format(count=f"{going.left_out:,}"))


def _shortened(text: str) -> str:
    whole = " ".join(text.split())
    return whole if len(whole) <= _LONGEST else f"{whole[: _LONGEST - 1]}…"


def _day(edit: QDateEdit) -> date:
    found = edit.date()
    return date(found.year(), found.month(), found.day())
