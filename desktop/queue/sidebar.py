"""The sidebar: queues, saved searches and articles, each with its count; one of each is chosen."""

from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QListView, QVBoxLayout, QWidget

from db.rows import ArticleHead, ArticleId, Tally
from db.words import Status
from desktop import theme
from desktop.fields import clearable
from desktop.queue.entries import INDENT, Entry, EntryList, EntryPainter
from desktop.queue.place import queue_name
from moderation.saved_searches import SavedSearch
from resources.translation import _, ngettext

QUEUES: tuple[Status | None, ...] = (*Status, None)
# With so many articles one looks for one by its title.
_MANY = 12
# Of so many saved searches each is seen without scrolling.
_SHOWN = 7
_NONE = object()


class Sidebar(QFrame):
    """Chooses a queue, a saved search and an article.

    `queue_chosen` carries a Status or None for all, `search_chosen` a SavedSearch,
    `article_chosen` an id or None for all; `left` says that somebody wants to the queue;
    `article_sought` carries what is typed to find an article; `pressed` says that one of them was
    chosen by mouse.
    """

    queue_chosen = Signal(object)
    article_chosen = Signal(object)
    search_chosen = Signal(object)
    article_sought = Signal(str)
    left = Signal()
    pressed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.look(self, "sidebar")
        self.name = QLabel(name, self)
        self.name.setTextFormat(Qt.TextFormat.PlainText)
        self.name.setWordWrap(True)
        self.queues = _List(_("Queues"), self)
        self.searches = _List(_("Saved searches"), self)
        self.articles = _List(_("Articles"), self)
        self._saved = QWidget(self)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(_("Find an article"))
        self.search.setAccessibleName(_("Find an article"))
        clearable(self.search)
        self.search.hide()
        self._heads: tuple[ArticleHead, ...] = ()
        self._lay_out()
        self.queues.chosen.connect(self.queue_chosen)
        self.articles.chosen.connect(self.article_chosen)
        self.searches.chosen.connect(self.search_chosen)
        self.search.textChanged.connect(self.article_sought)
        theme.follow(self, self._fit)
        for part in (self.queues, self.searches, self.articles):
            part.left.connect(self.left)
            part.clicked.connect(self.pressed)

    def show_tally(self, tally: Tally) -> None:
        """Show how many comments each queue has."""
        self.queues.show_entries([_queue_entry(status, tally) for status in QUEUES])
        self.queues.fit_height()

    def show_searches(self, searches: Sequence[tuple[SavedSearch, int | None]]) -> None:
        """Show these saved searches, each with how many comments it finds if that is known."""
        self.searches.show_entries([_search_entry(*one) for one in searches])
        self._saved.setVisible(bool(searches))
        self.searches.fit_height(_SHOWN)

    def show_articles(self, heads: Sequence[ArticleHead], *, afresh: bool = False) -> None:
        """Show these articles with what is pending under each.

        Those that were listed keep their place, so that nothing jumps while somebody works;
        `afresh` takes the order given.
        """
        self._heads = tuple(heads) if afresh else _in_old_order(self._heads, heads)
        everything = Entry(None, _("All articles"), None, _("All articles"))
        self.articles.show_entries([everything, *(_article_entry(head) for head in self._heads)])
        self.search.setVisible(len(heads) > _MANY or bool(self.search.text()))

    def choose(
        self,
        status: Status | None,
        article: ArticleId | None,
        search: SavedSearch | None = None,
    ) -> None:
        """Show what is chosen, without saying so: a saved search in place of the queue it is in."""
        self.queues.choose(_NONE if search is not None else status)
        self.searches.choose(_NONE if search is None else search)
        self.articles.choose(article)

    def head(self, article: ArticleId | None) -> ArticleHead | None:
        """The article as it is listed, or None."""
        return next((head for head in self._heads if head.id == article), None)

    def _fit(self) -> None:
        """Rows may be higher now: the text is larger."""
        self.queues.fit_height()
        self.searches.fit_height(_SHOWN)

    def _lay_out(self) -> None:
        px = theme.in_force().px
        theme.look(self.name, "title")
        self.name.setContentsMargins(INDENT, 0, px(8), 0)
        saved = QVBoxLayout(self._saved)
        saved.setContentsMargins(0, px(12), 0, 0)
        saved.setSpacing(px(4))
        saved.addWidget(_heading(_("Saved searches")))
        saved.addWidget(self.searches)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(12), px(14), px(12), px(8))
        layout.setSpacing(px(4))
        layout.addWidget(self.name)
        layout.addSpacing(px(12))
        layout.addWidget(_heading(_("Queues")))
        layout.addWidget(self.queues)
        layout.addWidget(self._saved)
        layout.addSpacing(px(12))
        layout.addWidget(_heading(_("Articles")))
        layout.addWidget(self.search)
        layout.addWidget(self.articles, 1)
        # The columns see to the shares; this is no more than what can still be read.
        self.setMinimumWidth(150)
        self.setFocusProxy(self.queues)


class _List(QListView):
    """One of the two lists; `chosen` carries the key of what somebody chose."""

    chosen = Signal(object)
    left = Signal()

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._key: object = None
        self.entries = EntryList(self)
        self.setModel(self.entries)
        self.setItemDelegate(EntryPainter(self))
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.selectionModel().currentChanged.connect(self._say)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these; what is chosen stays chosen if it is among them."""
        with QSignalBlocker(self):
            self.entries.show(entries)
            self._choose(self._key)

    def choose(self, key: object) -> None:
        """Show this as chosen, without saying so."""
        self._key = key
        with QSignalBlocker(self):
            self._choose(key)

    def fit_height(self, most: int = 1_000) -> None:
        """Be as high as the entries are, or as so many of them."""
        rows = min(most, self.entries.rowCount())
        self.setFixedHeight(max(0, self.sizeHintForRow(0)) * rows + 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Right go to the queue."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right):
            self.left.emit()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Where nothing is chosen here, a ring shows that the keyboard is."""
        super().paintEvent(event)
        if self.hasFocus() and not self.currentIndex().isValid():
            painter = QPainter(self.viewport())
            painter.setPen(QPen(theme.in_force().colour("accent"), 2))
            painter.drawRoundedRect(self.viewport().rect().adjusted(1, 1, -1, -1), 6, 6)

    def keyboardSearch(self, search: str) -> None:
        """Do nothing: letters are keys of decisions."""

    def _choose(self, key: object) -> None:
        row = self.entries.row_of(key)
        self.setCurrentIndex(QModelIndex() if row is None else self.entries.index(row, 0))

    def _say(self, index: QModelIndex) -> None:
        if index.isValid() and not self.signalsBlocked():
            # Asked of the list itself: through Qt a status comes back as a bare text.
            self._key = self.entries.key(index.row())
            self.chosen.emit(self._key)


def _heading(words: str) -> QLabel:
    label = QLabel(words.upper())
    label.setAccessibleName(words)
    theme.look(label, "section")
    px = theme.in_force().px
    label.setContentsMargins(INDENT, 0, 0, px(2))
    return label


def _queue_entry(status: Status | None, tally: Tally) -> Entry:
    count = tally.total if status is None else tally.of(status)
    words = queue_name(status)
    return Entry(status, words, count, _spoken(words, count))


def _search_entry(search: SavedSearch, count: int | None) -> Entry:
    spoken = search.name if count is None else _spoken(search.name, count)
    return Entry(search, search.name, count, spoken, "—")


# Of hundreds of articles one decision changes the count of one.
@lru_cache(maxsize=2_000)
def _article_entry(head: ArticleHead) -> Entry:
    title = " ".join(head.title.split()) or head.key
    pending = head.tally.pending
    words = ngettext("{title}, {count} pending", "{title}, {count} pending", pending)
    return Entry(head.id, title, pending or None, words.format(title=title, count=pending), "—")


def _spoken(words: str, count: int) -> str:
    told = ngettext("{queue}, {count} comment", "{queue}, {count} comments", count)
    return told.format(queue=words, count=count)


def _in_old_order(
    old: Sequence[ArticleHead], new: Sequence[ArticleHead]
) -> tuple[ArticleHead, ...]:
    """The new heads: first those that were not listed before, then the others as they stood."""
    known = {head.id: head for head in new}
    before = [head.id for head in old if head.id in known]
    there = set(before)
    fresh = [head for head in new if head.id not in there]
    return (*fresh, *(known[number] for number in before))
