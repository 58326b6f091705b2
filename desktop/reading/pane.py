"""The reading pane: the article, the thread with the comment being decided, and the decision bar.

It shows what it is told to and decides nothing; what is asked about the one comment goes to
`errands`, decisions are the shared actions. It connects the actions `readers_view`, `reply`,
`edit` and `note` itself.
"""

from collections.abc import Callable, Sequence
from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QStackedWidget, QVBoxLayout, QWidget

from db.rows import ArticleId, Contact
from desktop import theme
from desktop.actions import Actions
from desktop.operations import Operations
from desktop.reading.article import ArticleView
from desktop.reading.beside import Beside, Page
from desktop.reading.chosen import ChosenCard
from desktop.reading.decision_bar import DecisionBar
from desktop.reading.halves import Halves
from desktop.reading.labels import plain_label
from desktop.reading.looked_at import LookedAt, look_at
from desktop.reading.margins import is_narrow, side_of
from desktop.reading.opening import Opening
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

# Of a lower article the strip would hide all.
_ROOM_FOR_STRIP = 96


class _Page(Enum):
    NOTHING = auto()
    MODERATE = auto()
    READERS = auto()
    SEVERAL = auto()


_ERRANDS = (
    "edit", "note", "approve_reply", "trust", "watch", "block", "person_note",
)  # fmt: skip


class ReadingPane(QFrame):
    """Shows one comment in its place, an article as readers see it, or that several are chosen.

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
        self._article_view = ArticleView()
        self._opening = Opening(
            newsroom, operations, self,
            seen=self._show, surrounded=self._show_thread, refused=self._show_nothing,
        )  # fmt: skip
        self._quoting = Quoting(operations, self._article_view, self)
        self._card = ChosenCard(newsroom.clock, newsroom.zone)
        self._thread = ThreadView(self._card, newsroom.clock, newsroom.zone, actions)
        # Made when they are first wanted: most sittings see neither, and each has many controls.
        self._readers: ReadersView | None = None
        self._several: SeveralView | None = None
        self._bar = DecisionBar(actions, operations.messages)
        self._reasons = ReasonStrip(self)
        self._errands = PeopleErrands(newsroom, operations, self)
        self._beside = Beside(newsroom, actions, operations, self._thread)
        self._pages = QStackedWidget()
        self._build()
        self._connect()

    @property
    def shown(self) -> int | None:
        """The id of the comment that is shown, or about to be."""
        return self._wanted

    @property
    def card(self) -> ChosenCard:
        """The card of the comment being decided."""
        return self._card

    @property
    def thread_view(self) -> ThreadView:
        """The thread about it."""
        return self._thread

    @property
    def article_view(self) -> ArticleView:
        """The article."""
        return self._article_view

    @property
    def readers_view(self) -> "ReadersView":
        """The article as readers see it, with the reply form."""
        if self._readers is None:
            from desktop.reading.readers_view import ReadersView

            self._readers = ReadersView(self._newsroom, self._operations)
            self._readers.link_chosen.connect(self._errands.offer_link)
            self._pages.addWidget(self._readers)
        return self._readers

    @property
    def several(self) -> "SeveralView":
        """What is shown where several comments are chosen."""
        if self._several is None:
            from desktop.reading.several import SeveralView

            self._several = SeveralView(self._newsroom, self._operations)
            self._several.summed_up.connect(self._bar.show_count)
            self._pages.addWidget(self._several)
        return self._several

    @property
    def shows_several(self) -> bool:
        """Whether several comments are chosen."""
        return self._several is not None and self._several.count > 0

    @property
    def bar(self) -> DecisionBar:
        """The decision bar."""
        return self._bar

    @property
    def beside(self) -> Beside:
        """The pages about the comment: its discussion, commenter, story, and others like it."""
        return self._beside

    @property
    def errands(self) -> PeopleErrands:
        """What is asked about the one comment."""
        return self._errands

    def show_comment(self, comment_id: int | None) -> None:
        """Show this comment beside its article, or that there is none."""
        self._wanted = comment_id
        self._bar.show_count(0 if comment_id is None else 1)
        if self._several is not None:
            self._several.forget()
        if comment_id is None:
            self._opening.drop()
            self._quoting.drop()
            self._seen = None
            self._beside.show_comment(None)
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
        self._bar.show_count(count)
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

    def reply(self) -> None:
        """Reply as the newsroom; in the reader's view, open its form for a reply by letter."""
        if self._seen is None:
            return
        if self._actions["readers_view"].isChecked():
            self.readers_view.reply_to(self._seen.card)
        else:
            self._do("newsroom_reply")

    def stand_side_by_side(self, wanted: bool) -> None:
        """Show article and discussion beside each other where there is room, or as usual."""
        self._halves.stand_side_by_side(wanted)

    def take_focus(self) -> None:
        """Have the keyboard at what is read."""
        page = self._pages.currentWidget()
        if page is self._halves:
            self._card.body.setFocus()
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
        self._lay_strip()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Where the article grows or shrinks, the strip stays at its foot."""
        if event.type() is QEvent.Type.Resize and not self._reasons.isHidden():
            self._lay_strip()
        return super().eventFilter(watched, event)

    def show_reasons(self, question: str, offered: Sequence[DecisionReason]) -> None:
        """Show which digit says why comments were turned away, or that the moment is over."""
        if offered:
            self._lay_strip()
        self._reasons.show_reasons(question, offered)

    @property
    def reason_strip(self) -> ReasonStrip:
        """The strip of reasons."""
        return self._reasons

    def _lay_strip(self) -> None:
        """Over the foot of the article, so that nothing of the comment is hidden meanwhile."""
        foot = QRect(0, 0, self.width(), self._bar.y() or self.height())
        article = self._article_view
        if article.isVisible() and article.height() >= theme.in_force().px(_ROOM_FOR_STRIP):
            foot.setBottom(article.mapTo(self, article.rect().bottomLeft()).y())
        self._reasons.lie_over(foot)

    def _build(self) -> None:
        self._halves = Halves(self._article_view, self._beside)
        self._nothing = plain_label("", "sentence", wrap=True)
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
        whole.addWidget(self._bar)
        self._set_margins()
        self._show_page()

    def _connect(self) -> None:
        self._article_view.installEventFilter(self)
        self._thread.comment_chosen.connect(self.comment_chosen)
        self._top.readers_view_asked.connect(self.show_readers_view)
        self._actions["readers_view"].toggled.connect(self.show_readers_view)
        self._actions["reply"].triggered.connect(self.reply)
        self._actions["hide_numbers"].triggered.connect(lambda: self._do("hide_numbers"))
        self._actions["wrong_hold"].triggered.connect(lambda: self._do("wrong"))
        for name in _ERRANDS:
            self._actions[name].triggered.connect(lambda _on=False, name=name: self._do(name))
        for page in Page:
            self._actions[page].triggered.connect(
                lambda _on=False, page=page: self._show_beside(page)
            )
        self._card.asked.connect(self._do)
        self._actions["parent"].triggered.connect(self._go_to_parent)
        self._beside.asked.connect(self._do)
        self._beside.comment_chosen.connect(self.comment_chosen)
        self._beside.undo_asked.connect(self._errands.undo)
        self._beside.alike_found.connect(self._card.show_alike)
        for view in (self._card, self._article_view):
            view.link_chosen.connect(self._errands.offer_link)
        self._errands.contact_revealed.connect(self._show_contact)

    def _show(self, seen: LookedAt) -> None:
        self._seen = seen
        self._top.show_facts(seen.article, self._newsroom.clock(), self._newsroom.zone)
        self._article_view.show_article(seen.article, seen.article_html, cut=seen.article_cut)
        self._card.show_comment(seen)
        self._show_page()
        self._halves.share()
        self._lay_strip()
        self._thread.show_comment(seen.comment.id)
        self._opening.look_around(seen.comment.id)
        self._beside.show_comment(seen.comment.id, seen.comment.text)
        self._quoting.look(seen)

    def _show_thread(self, entries: Sequence[ThreadEntry], number: int) -> None:
        if self._seen is not None and self._seen.comment.id == number:
            self._thread.show_thread(entries, number)

    def _show_nothing(self) -> None:
        self._seen = None
        self._show_page()

    def _show_page(self) -> None:
        page = self._page()
        article = self._seen.comment.article if self._seen is not None else self._article
        if page is _Page.READERS and article is not None:
            self.readers_view.show_article(article)
        self._top.setVisible(page in (_Page.MODERATE, _Page.READERS))
        self._nothing.setText(self._nothing_sentence())
        self._pages.setCurrentWidget(self._widget_of(page))
        self._lay_strip()  # where no article is left, it lies at the foot of the pane

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

    def _nothing_sentence(self) -> str:
        return _("Choose a comment to read it beside its article.")

    def _show_beside(self, page: Page) -> None:
        self.show_readers_view(False)
        self._beside.show_page(page)
        if page is Page.DISCUSSION:
            self._thread.enter()

    def _go_to_parent(self) -> None:
        self.show_readers_view(False)
        self._beside.show_page(Page.DISCUSSION)
        self._thread.go_to_parent()

    def _do(self, what: str) -> None:
        if self._seen is None:
            return
        if what in tuple(Page):
            self._show_beside(Page(what))
            return
        if what == "whole":
            self._card.show_whole()
            return
        self._errands.run(what, self._in_hand(self._seen))

    def _in_hand(self, seen: LookedAt) -> LookedAt:
        """What an errand is about: the comment of the thread that has the keyboard, else ours."""
        card = self._thread.focused
        return seen if card is None else look_at(self._newsroom, card.id)

    def _show_contact(self, comment_id: int, contact: object) -> None:
        if self._seen is not None and self._seen.comment.id == comment_id:
            assert isinstance(contact, Contact)
            self._card.show_contact(contact)

    def _set_margins(self) -> None:
        side, narrow = side_of(self.width()), is_narrow(self.width())
        self._body.setContentsMargins(side, 12 if narrow else 20, side, 0)
