"""The reading pane: the article, the thread with the comment being decided, and the decision bar.

It shows what it is told to and decides nothing; what is asked about the one comment goes by
`pane_actions` to `errands`, decisions are the shared actions.
"""

from collections.abc import Callable, Sequence
from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QStackedWidget, QVBoxLayout, QWidget

from db.rows import ArticleId, Contact
from desktop.actions import Actions
from desktop.operations import Operations
from desktop.reading.article import ArticleView
from desktop.reading.beside import Beside
from desktop.reading.chosen import ChosenCard
from desktop.reading.decision_bar import DecisionBar
from desktop.reading.halves import Halves
from desktop.reading.labels import plain_label
from desktop.reading.looked_at import LookedAt
from desktop.reading.margins import is_narrow, left_over, side_of
from desktop.reading.opening import Opening
from desktop.reading.pane_actions import PaneActions
from desktop.reading.people_errands import PeopleErrands
from desktop.reading.quoting import Quoting
from desktop.reading.reason_strip import ReasonStrip
from desktop.reading.thread import ThreadView
from desktop.reading.top_bar import TopBar
from moderation.changes import Changes
from moderation.newsroom import Newsroom
from moderation.queue import ThreadEntry
from moderation.reasons import DecisionReason
from resources.translation import _

if TYPE_CHECKING:
    from desktop.reading.readers_view import ReadersView
    from desktop.reading.several import SeveralView, Unfold


class _Page(Enum):
    NOTHING = auto()
    MODERATE = auto()
    READERS = auto()
    SEVERAL = auto()


class ReadingPane(QFrame):
    """Shows one comment in its place, an article as readers see it, or that several are chosen.

    `article_view`, `card`, `thread_view` and `beside` are about the one comment, `errands` what is
    asked about it; `bar` is the decision bar, `reason_strip` says why after a decision.
    `comment_chosen` carries the id of a comment in the thread that somebody clicked.
    """

    comment_chosen = Signal(int)

    def __init__(
        self,
        newsroom: Newsroom,
        actions: Actions,
        operations: Operations,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("look", "panel")
        self._newsroom, self._actions, self._operations = newsroom, actions, operations
        self._seen: LookedAt | None = None
        self._wanted: int | None = None
        self._article: ArticleId | None = None
        self._top = TopBar(actions["readers_view"], actions.key("readers_view"))
        self.article_view = ArticleView()
        self._opening = Opening(
            newsroom, operations, self,
            seen=self._show, surrounded=self._show_thread, refused=self._show_nothing,
        )  # fmt: skip
        self._quoting = Quoting(operations, self.article_view, self)
        self.card = ChosenCard(newsroom.clock, newsroom.zone)
        self.thread_view = ThreadView(self.card, newsroom.clock, newsroom.zone, actions)
        # Made when they are first wanted: most sittings see neither, and each has many controls.
        self._readers: ReadersView | None = None
        self._several: SeveralView | None = None
        self.bar = DecisionBar(actions, operations.messages)
        self.reason_strip = ReasonStrip(self, self.article_view, self.bar)
        self.errands = PeopleErrands(newsroom, operations, self)
        self.beside = Beside(newsroom, actions, operations, self.thread_view)
        self._pages = QStackedWidget()
        self._build()
        self._connect()

    @property
    def shown(self) -> int | None:
        """The id of the comment that is shown, or about to be."""
        return self._wanted

    @property
    def seen(self) -> LookedAt | None:
        """The comment that is seen now, with what was looked up about it."""
        return self._seen

    @property
    def readers_view(self) -> "ReadersView":
        """The article as readers see it, with the reply form."""
        if self._readers is None:
            from desktop.reading.readers_view import ReadersView

            self._readers = ReadersView(self._newsroom, self._operations)
            self._readers.link_chosen.connect(self.errands.offer_link)
            self._pages.addWidget(self._readers)
        return self._readers

    @property
    def several(self) -> "SeveralView":
        """What is shown where several comments are chosen."""
        if self._several is None:
            from desktop.reading.several import SeveralView

            self._several = SeveralView(self._newsroom, self._operations)
            self._several.summed_up.connect(self.bar.show_count)
            self._pages.addWidget(self._several)
        return self._several

    @property
    def shows_several(self) -> bool:
        """Whether several comments are chosen."""
        return self._several is not None and self._several.count > 0

    def show_comment(self, comment_id: int | None) -> None:
        """Show this comment beside its article, or that there is none."""
        self._wanted = comment_id
        self.bar.show_count(0 if comment_id is None else 1)
        if self._several is not None:
            self._several.forget()
        if comment_id is None:
            self._opening.drop()
            self._quoting.drop()
            self._seen = None
            self.beside.show_comment(None)
            self._show_page()
            return
        self._opening.look(comment_id)

    def show_article(self, article_id: ArticleId | None) -> None:
        """Let this be the article of the reader's view while no comment is shown."""
        self._article = article_id
        if self._wanted is None:
            self._show_page()

    def show_several(
        self, count: int, ids: Callable[[], Sequence[int]], unfold: "Unfold | None" = None
    ) -> None:
        """Say that so many comments are chosen together, and what they are; `ids` answers which,
        `unfold` what a decision on those is for.
        """
        self.bar.show_count(count)
        self.several.show_comments(count, ids, unfold)
        self._show_page()

    def show_readers_view(self, on: bool) -> None:
        """Switch between moderating and the reader's view."""
        self._actions["readers_view"].setChecked(on)
        self._top.show_switch(on)
        self._show_page()

    def refresh(self, changes: Changes) -> None:
        """Show what is shown as it is after these changes."""
        if self._wanted is not None:
            self._opening.look(self._wanted)
        self.refresh_readers_view(changes)

    def refresh_readers_view(self, changes: Changes) -> None:
        """Show what readers see as it is after these changes, if that is what is seen."""
        if self._readers is not None:
            self._readers.refresh(changes)

    def stand_side_by_side(self, wanted: bool) -> None:
        """Show article and discussion beside each other where there is room, or as usual."""
        self._halves.stand_side_by_side(wanted)

    def take_focus(self) -> None:
        """Have the keyboard at what is read."""
        page = self._pages.currentWidget()
        if page is self._halves:
            self.card.body.setFocus()
        elif page is not None:
            page.setFocus()

    @property
    def is_writing(self) -> bool:
        """Whether the keyboard is in the reply form."""
        focused = QApplication.focusWidget()
        if focused is None or self._readers is None:
            return False
        return self._readers.form.isAncestorOf(focused)

    def unsent(self) -> Sequence[str]:
        """The titles of the articles under which something was typed and not sent yet."""
        return self._readers.unsent() if self._readers is not None else ()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep to the margins that suit the new width."""
        super().resizeEvent(event)
        self._set_margins()
        self.reason_strip.lie_over_article()

    def show_reasons(self, question: str, offered: Sequence[DecisionReason]) -> None:
        """Show which digit says why comments were turned away, or that the moment is over."""
        self.reason_strip.show_reasons(question, offered)

    def _build(self) -> None:
        self._halves = Halves(self.article_view, self.beside)
        words = _("A comment is read here, beside its article.")
        self._nothing = plain_label(words, "sentence", wrap=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for page in (self._nothing, self._halves):
            self._pages.addWidget(page)
        self._body = QVBoxLayout()
        self._body.setSpacing(12)
        self._body.addWidget(self._top)
        self._body.addWidget(self._pages, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._body, 1)
        whole.addWidget(self.bar)
        self._set_margins()
        self._show_page()

    def _connect(self) -> None:
        self.thread_view.comment_chosen.connect(self.comment_chosen)
        self._top.readers_view_asked.connect(self.show_readers_view)
        self._actions["readers_view"].toggled.connect(self.show_readers_view)
        self.beside.comment_chosen.connect(self.comment_chosen)
        self.beside.undo_asked.connect(self.errands.undo)
        self.beside.alike_found.connect(self.card.show_alike)
        for view in (self.card, self.article_view):
            view.link_chosen.connect(self.errands.offer_link)
        self.errands.contact_revealed.connect(self._show_contact)
        PaneActions(self, self._newsroom, self._actions, self._operations.messages)

    def _show(self, seen: LookedAt) -> None:
        self._seen = seen
        self.errands.let_question_go(seen.comment.id)
        self._top.show_facts(seen.article, self._newsroom.clock(), self._newsroom.zone)
        self.article_view.show_article(seen.article, seen.article_html, cut=seen.article_cut)
        self.card.show_comment(seen)
        self._show_page()
        self._halves.share()
        self.reason_strip.lie_over_article()
        self.thread_view.show_comment(seen.comment.id)
        self._opening.look_around(seen.comment.id)
        self.beside.show_comment(seen.comment.id, seen.comment.text)
        self._quoting.look(seen)

    def _show_thread(self, entries: Sequence[ThreadEntry], number: int) -> None:
        if self._seen is not None and self._seen.comment.id == number:
            self.thread_view.show_thread(entries, number)

    def _show_nothing(self) -> None:
        self._seen = None
        self.errands.let_question_go(None)
        self._show_page()

    def _show_page(self) -> None:
        page = self._page()
        article = self._seen.comment.article if self._seen is not None else self._article
        if page is _Page.READERS and article is not None:
            self.readers_view.show_article(article)
        self._top.setVisible(page in (_Page.MODERATE, _Page.READERS))
        self._pages.setCurrentWidget(self._widget_of(page))
        self._set_margins()
        # Where no article is left, it lies at the foot of the pane.
        self.reason_strip.lie_over_article()

    def _widget_of(self, page: _Page) -> QWidget:
        match page:
            case _Page.NOTHING:
                return self._nothing
            case _Page.MODERATE:
                return self._halves
            case _Page.READERS:
                return self.readers_view
            case _Page.SEVERAL:
                return self.several

    def _page(self) -> _Page:
        if self.shows_several:
            return _Page.SEVERAL
        if self._actions["readers_view"].isChecked() and (self._seen or self._article):
            return _Page.READERS
        return _Page.MODERATE if self._seen else _Page.NOTHING

    def _show_contact(self, comment_id: int, contact: object) -> None:
        if self._seen is not None and self._seen.comment.id == comment_id:
            assert isinstance(contact, Contact)
            self.card.show_contact(contact)

    def _set_margins(self) -> None:
        width = self.width()
        side, narrow = side_of(width), is_narrow(width)
        # Facts and rings end where the lines end; a sentence alone stands in the middle of it all.
        rest = 0 if self._page() is _Page.NOTHING else left_over(width)
        self._body.setContentsMargins(side, 12 if narrow else 20, side + rest, 0)
