"""One newsroom on the screen: sidebar, queue and reading pane, and what goes between them.

It carries out the decisions that the actions ask for, and tells every part what changed.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from db.rows import ArticleHead, ArticleId, CommentId
from db.words import Status, Verdict
from desktop import theme
from desktop.action_specs import SPECS
from desktop.actions import Actions, Situation
from desktop.operations import FRAME, Operations
from desktop.queue.arrivals import Arrivals
from desktop.queue.pane import QueuePane
from desktop.queue.place import Place
from desktop.queue.sidebar import Sidebar
from desktop.reading.pane import ReadingPane
from moderation import decisions, history, queue
from moderation.changes import Changes
from moderation.newsroom import Newsroom
from resources.translation import _, ngettext

# At the start the first row is worth waiting for; nothing is on the screen that could freeze.
_AT_START = 1.0
_QUEUES: dict[str, Status | None] = {
    "queue_pending": Status.PENDING,
    "queue_approved": Status.APPROVED,
    "queue_rejected": Status.REJECTED,
    "queue_spam": Status.SPAM,
    "queue_all": None,
}


class Desk(QWidget):
    """The three columns of the window for one open newsroom.

    `emptied` says whether the newsroom has nothing at all in it, whenever that becomes otherwise.
    """

    emptied = Signal(bool)

    def __init__(
        self,
        newsroom: Newsroom,
        actions: Actions,
        operations: Operations,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._newsroom, self._actions, self._operations = newsroom, actions, operations
        self._undo = self._redo = ""
        self._come_to: int | None = None
        self._decided: set[CommentId] = set()
        self._refused: int | None = None
        self.columns_chosen = False
        self.sidebar = Sidebar(newsroom_name(newsroom), self)
        self.queue = QueuePane(newsroom, operations, self)
        self.reading = ReadingPane(newsroom, actions, operations, self)
        self.arrivals = Arrivals(newsroom, operations, self)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._lay_out()
        self._connect()

    def begin(self, place: Place, choose: int | None) -> None:
        """Show this place, at this comment if it is still there."""
        self._recount(afresh=True, patience=_AT_START)
        self._name_history()
        self._go(place, choose, _AT_START)
        self.queue.view.setFocus()

    def stop(self) -> None:
        """Look for no more news; the window is about to close."""
        self.arrivals.stop()

    @property
    def place(self) -> Place:
        """Where we are."""
        return self.queue.place

    def back(self) -> None:
        """Leave what one is in, one step at a time: a search, ticks, the reader's view, a field."""
        search = self.queue.search
        if search.line.hasFocus() and search.text:
            search.show_text("")
        elif self.queue.view.hasFocus() and not self.queue.view.acts_on_current:
            self.queue.view.select_only_current()
        elif self.queue.view.hasFocus() and self._actions["readers_view"].isChecked():
            self._actions["readers_view"].setChecked(False)
        else:
            self.queue.view.setFocus()

    def refresh(self) -> None:
        """Look at everything anew: counts, articles, what is listed, what is read."""
        self._recount(afresh=True)
        self.queue.find_again()
        self.reading.refresh(Changes(None, [], ""))

    def decide(self, verdict: Verdict) -> None:
        """Give every picked comment this verdict, as one operation; the place goes on."""
        picked = self.queue.view.picked()
        newsroom = self._newsroom
        if not picked:
            return

        def done(changes: Changes) -> None:
            self._decided = set(changes.comments)
            self.queue.view.select_only_current()
            self._tell(changes)

        def failed(error: BaseException) -> None:
            self._operations.messages.explain(error)
            self._look_again(picked.ids[:1])
            self._refused = self.reading.shown

        label = ngettext("Deciding {count} comment", "Deciding {count} comments", len(picked))
        self._operations.run(
            label.format(count=len(picked)),
            lambda progress: decisions.decide(newsroom, picked, verdict, progress=progress),
            done,
            on_error=failed,
            patience=FRAME,
        )

    def undo(self) -> None:
        """Take back what this desk did last; the place goes to what comes back."""
        newsroom = self._newsroom

        def done(changes: Changes) -> None:
            self._come_to = next(iter(changes.comments), None)
            self._tell(changes)

        self._operations.run(
            _("Undoing"), lambda _progress: history.undo(newsroom), done, patience=FRAME
        )

    def redo(self) -> None:
        """Do again what was taken back last."""
        newsroom = self._newsroom
        self._operations.run(
            _("Doing again"), lambda _progress: history.redo(newsroom), self._tell, patience=FRAME
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width, unless somebody has said how."""
        super().resizeEvent(event)
        if not self.columns_chosen:
            self._share_width(event.size().width())

    def _lay_out(self) -> None:
        for part in (self.sidebar, self.queue, self.reading):
            self.splitter.addWidget(part)
        self.splitter.setHandleWidth(theme.in_force().tokens.line_width)
        self.splitter.setCollapsible(1, False)
        self.splitter.setCollapsible(2, False)
        for place, stretch in enumerate((0, 0, 1)):
            self.splitter.setStretchFactor(place, stretch)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.splitter)

    def _share_width(self, width: int) -> None:
        """Give the columns the design's shares, and the reading pane the most of a small screen."""
        px = theme.in_force().px
        sidebar = max(px(168), min(px(228), round(width * 0.158)))
        queue_width = max(px(320), min(px(452), round(width * 0.314)))
        rest = max(1, width - sidebar - queue_width)
        self.splitter.setSizes([sidebar, queue_width, rest])

    def _note_drag(self) -> None:
        self.columns_chosen = True

    def _connect(self) -> None:
        self.splitter.splitterMoved.connect(self._note_drag)
        self.sidebar.queue_chosen.connect(self._choose_queue)
        self.sidebar.article_chosen.connect(self._choose_article)
        self.sidebar.article_sought.connect(lambda _text: self._recount(afresh=True))
        self.sidebar.left.connect(self.queue.view.setFocus)
        self.queue.picked_changed.connect(self._show_picked)
        self.queue.all_articles_asked.connect(lambda: self._choose_article(None))
        self.queue.place_changed.connect(self._show_place)
        self.reading.comment_chosen.connect(self._go_to_comment)
        self.arrivals.elsewhere.connect(self._changed_elsewhere)
        self._operations.newsroom_changed.connect(self._changed_here)
        self._connect_actions()

    def _connect_actions(self) -> None:
        view = self.queue.view
        does: dict[str, Callable[[], object]] = {
            "undo": self.undo,
            "redo": self.redo,
            "search": self._search,
            "tick": view.tick,
            "select_all": view.selectAll,
            "select_none": view.select_only_current,
            "next": lambda: view.go(1),
            "previous": lambda: view.go(-1),
            "refresh": self.refresh,
            "back": self.back,
            "all_articles": lambda: self._choose_article(None),
        }
        for name, do in does.items():
            self._actions[name].triggered.connect(lambda _on=False, do=do: do())
        for spec in SPECS:
            if (verdict := spec.verdict) is not None:
                self._actions[spec.id].triggered.connect(
                    lambda _on=False, verdict=verdict: self.decide(verdict)
                )
        for name, status in _QUEUES.items():
            self._actions[name].triggered.connect(
                lambda _on=False, status=status: self._choose_queue(status)
            )

    def _tell(self, changes: Changes) -> None:
        self._let_refusal_go(None)
        wrote = changes.operation is not None
        self._operations.messages.tell(changes.sentence, undoable=wrote)

    def _go(self, place: Place, choose: int | None = None, patience: float = FRAME) -> None:
        self.queue.go(place, choose, patience)
        self._show_place(place)

    def _choose_queue(self, status: Status | None) -> None:
        self._go(Place(status, self.place.article, self.place.text))

    def _choose_article(self, article: ArticleId | None) -> None:
        self._go(Place(self.place.status, article, self.place.text), self.queue.view.current_number)

    def _go_to_comment(self, number: int) -> None:
        """Go to a comment of the thread: here if it is listed here, else where all are."""
        if not self.queue.view.choose(number):
            article = queue.comment(self._newsroom, number).article
            self._go(Place(None, article), number)

    def _show_place(self, place: Place) -> None:
        self.sidebar.choose(place.status, place.article)
        self.queue.search.name_queue(place.status, self._actions.key("search"))
        for name, status in _QUEUES.items():
            if status == place.status:
                self._actions[name].setChecked(True)
        self.reading.show_article(place.article)

    def _show_picked(self) -> None:
        """Show what a decision would act on: one comment, or that several are chosen."""
        view = self.queue.view
        self._let_refusal_go(view.current_number)
        if not view.acts_on_current:
            self.reading.show_several(view.picked().ids)
        elif self.reading.several.count or self.reading.shown != view.current_number:
            self.reading.show_comment(view.current_number)
        self._suit()

    def _let_refusal_go(self, number: int | None) -> None:
        """Why a decision was refused matters while its comment is looked at, and no longer."""
        if self._refused is not None and self._refused != number:
            self._refused = None
            self._operations.messages.withdraw()

    def _search(self) -> None:
        self.queue.search.setFocus()
        self.queue.search.line.selectAll()

    def _changed_here(self, changes: Changes) -> None:
        come_to, self._come_to = self._come_to, None
        decided, self._decided = self._decided, set()
        looked_at = self.reading.shown
        self.queue.take_in(changes, come_to)
        if looked_at in decided and self.queue.view.current_number == looked_at:
            self.queue.view.go(1)  # it belongs here as before, but is decided
        # A comment that the place went to just now has been looked at since the change.
        if self.reading.shown == looked_at:
            self.reading.refresh(changes)
        else:
            self.reading.readers_view.refresh(changes)
        self._recount(afresh=changes.articles)
        self._name_history()

    def _changed_elsewhere(self) -> None:
        self.queue.look_for_arrivals()
        self._recount()
        self._name_history()

    def _look_again(self, numbers: Sequence[int]) -> None:
        """A decision was refused: show what it was refused for."""
        self.queue.model.renew(queue.cards(self._newsroom, numbers))
        self.reading.refresh(Changes(None, [], ""))
        self._suit()

    def _recount(self, *, afresh: bool = False, patience: float = 0.0) -> None:
        """Count anew: the queues at once, the articles as soon as they are counted."""
        newsroom, sought = self._newsroom, self.sidebar.search.text()
        tally = queue.tally(newsroom)
        self.sidebar.show_tally(tally)

        def show(heads: list[ArticleHead]) -> None:
            self.sidebar.show_articles(heads, afresh=afresh)
            self.emptied.emit(not tally.total and not heads and not sought)

        self._operations.run(
            _("Counting"),
            lambda _progress: queue.articles(newsroom, matching=sought),
            show,
            writing=False,
            question=(self, "articles"),
            patience=patience,
        )

    def _name_history(self) -> None:
        undo = history.next_undo(self._newsroom)
        redo = history.next_redo(self._newsroom)
        self._undo = history.describe(undo) if undo is not None else ""
        self._redo = history.describe(redo) if redo is not None else ""
        self._suit()

    def _suit(self) -> None:
        view = self.queue.view
        count = view.picked_count()
        self._actions.suit(
            Situation(
                newsroom=True,
                comments=count,
                read=view.acts_on_current,
                statuses=self._statuses(count),
                ticked=view.ticking or not view.acts_on_current,
                undo=self._undo,
                redo=self._redo,
            )
        )

    def _statuses(self, count: int) -> frozenset[Status]:
        if count == 1:
            card = self.queue.model.card(self.queue.view.picked_row())
            return frozenset({card.status}) if card is not None else frozenset()
        return self.queue.sight.statuses


def newsroom_name(newsroom: Newsroom) -> str:
    """What the newsroom is called: its site's name, or that of its file."""
    names = [site.name for site in queue.sites(newsroom) if site.name.strip()]
    return names[0] if names else newsroom.path.stem
