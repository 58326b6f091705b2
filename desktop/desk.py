"""One newsroom on the screen: sidebar, queue and reading pane, and what goes between them.

It carries out the decisions that the actions ask for, and tells every part what changed.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from db.rows import ArticleId, Card
from db.words import Status, Verdict
from desktop import theme, times
from desktop.action_specs import SPECS
from desktop.actions import Actions
from desktop.alone import Alone
from desktop.at_hand import AtHand
from desktop.columns import Columns
from desktop.counting import Counting
from desktop.deciding import Deciding
from desktop.operations import FRAME, Operations
from desktop.queue.arrivals import Arrivals
from desktop.queue.campaign import Campaign
from desktop.queue.pane import QueuePane
from desktop.queue.place import Place
from desktop.queue.saved import SavedSearches
from desktop.queue.sidebar import Sidebar
from desktop.reason_moment import DIGITS
from desktop.tending import Tending
from moderation import queue
from moderation.changes import Changes
from moderation.errors import LibraryError
from moderation.newsroom import Newsroom
from moderation.search.orders import Order
from resources.translation import _

if TYPE_CHECKING:
    from desktop.reading.pane import ReadingPane

# At the start the first row is worth waiting for; nothing is on the screen that could freeze.
_AT_START = 1.0
# As narrow as the reading pane will be at the least.
_LEAST_ROOM = 368
_QUEUES: dict[str, Status | None] = {
    "queue_pending": Status.PENDING,
    "queue_approved": Status.APPROVED,
    "queue_rejected": Status.REJECTED,
    "queue_spam": Status.SPAM,
    "queue_all": None,
}


class Desk(QWidget):
    """The three columns of the window for one open newsroom.

    `emptied` says whether the newsroom has nothing at all in it, whenever that becomes otherwise;
    `named` carries what it is called, whenever that may be otherwise; `settled` says that the first
    row is painted, and what it did not wait for is here.
    """

    emptied = Signal(bool)
    settled = Signal()
    named = Signal(str)

    def __init__(
        self,
        newsroom: Newsroom,
        actions: Actions,
        operations: Operations,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._newsroom, self._actions, self._operations = newsroom, actions, operations
        self._begun = self._stopped = self._list_first = False
        self.sidebar = Sidebar(newsroom_name(newsroom), self)
        self.saved = SavedSearches(newsroom, actions, operations, self.sidebar, self)
        self.queue = QueuePane(newsroom, operations, self)
        self._reading: ReadingPane | None = None
        self._deciding = Deciding(newsroom, operations, self.queue.view, self)
        self._deciding.fold = lambda: self.queue.finding.fold
        self._counting = Counting(newsroom, operations, self.sidebar, self.saved, self)
        self._at_hand = AtHand(
            newsroom, actions, self.queue, self.saved, self._deciding, operations
        )
        self._at_hand.in_thread = self._in_thread
        self.arrivals = Arrivals(newsroom, operations, self)
        self.tending = Tending(newsroom, operations, self)
        self.campaign = Campaign(self.queue, self._go)
        room = QFrame(self)
        theme.look(room, "panel")
        # Nothing moves when the reading pane comes into its place.
        room.setMinimumWidth(_LEAST_ROOM)
        self.columns = Columns(self.sidebar, self.queue, room)
        self.alone = Alone(self.sidebar, self.queue, actions, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.alone.bar)
        layout.addWidget(self.columns, 1)
        self._connect()

    @property
    def reading(self) -> "ReadingPane":
        """The reading pane; it comes after the first row is painted, or when it is asked for."""
        if self._reading is None:
            self._reading = self._make_reading()
            self._show_picked()
        return self._reading

    def begin(self, place: Place, choose: int | None) -> None:
        """Show this place, at this comment if it is still there."""
        self._counting.count(afresh=True, patience=_AT_START)
        self.saved.begin()
        self._go(place, choose, _AT_START)
        self.queue.view.setFocus()
        if not self.queue.model.rowCount():
            self._bring_reading_soon()

    def stop(self) -> None:
        """Look for no more news; the window is about to close."""
        self._deciding.moment.end()
        self._stopped = True
        self.queue.finding.stop()
        self.arrivals.stop()
        self.tending.stop()
        self.saved.stop()

    @property
    def place(self) -> Place:
        """Where we are."""
        return self.queue.place

    def go_to(self, place: Place) -> None:
        """Go to this place, and into its list."""
        self._go(place, self.queue.view.current_number)
        self.queue.view.setFocus()

    def back(self) -> None:
        """Leave what one is in, one step at a time: a search, ticks, the reader's view, a field."""
        search = self.queue.search
        if self.columns.leave_sidebar():
            self.queue.view.setFocus()
        elif self.alone.on and self.reading.is_writing:
            self.reading.take_focus()
        elif self.alone.on:
            self.alone.use(False)
        elif search.line.hasFocus() and search.text:
            search.show_text("")
        elif self.queue.view.hasFocus() and self._deciding.moment.offered:
            self._deciding.moment.end()
        elif self.queue.view.hasFocus() and not self.queue.view.acts_on_current:
            self.queue.view.select_only_current()
        elif self.queue.view.hasFocus() and self.campaign.close():
            pass
        elif self.queue.view.hasFocus() and self._actions["readers_view"].isChecked():
            self._actions["readers_view"].setChecked(False)
        else:
            self.queue.view.setFocus()

    def refresh(self) -> None:
        """Look at everything anew: counts, articles, what is listed, what is read."""
        self._counting.count(afresh=True)
        self._name_newsroom()
        self._at_hand.name_history()
        self._deciding.moment.look_again()
        self.saved.begin()
        self.queue.find_again()
        self.reading.refresh(Changes(None, [], ""))

    def look_at_refused(self) -> None:
        """A site refused something that was written here: the form says so, where it is seen."""
        if self._reading is not None:
            self._reading.readers_view.refresh(Changes(None, [], ""))

    def veil_again(self) -> None:
        """Show the queue as it may be shown now: hard words were covered, or bared."""
        self.queue.view.viewport().update()

    def unsent(self) -> Sequence[str]:
        """The titles of the articles under which something was typed and not sent yet."""
        return self._reading.unsent() if self._reading is not None else ()

    def _connect(self) -> None:
        self.sidebar.queue_chosen.connect(self._choose_queue)
        self.sidebar.article_chosen.connect(self._choose_article)
        self.sidebar.article_sought.connect(lambda _text: self._counting.count(afresh=True))
        self.sidebar.pressed.connect(self.columns.leave_sidebar)
        self.saved.asked.connect(self._go)
        self.queue.completing.saved = lambda: self.saved.searches
        self.queue.completing.search_asked.connect(
            lambda one: self._go(Place(one.status, None, one.text))
        )
        self.saved.changed.connect(lambda: self._show_place(self.place))
        self.sidebar.left.connect(self._leave_sidebar)
        self.queue.picked_changed.connect(self._show_picked)
        self.queue.all_articles_asked.connect(lambda: self._choose_article(None))
        self.queue.place_changed.connect(self._show_place)
        self.queue.finding.rested.connect(self._show_picked)
        self._deciding.refused.connect(self._look_again)
        self._deciding.moment.changed.connect(self._show_reasons)
        for number in range(1, DIGITS + 1):
            self._actions[f"reason_{number}"].triggered.connect(
                lambda _on=False, number=number: self._deciding.moment.say(number)
            )
        self.queue.view.first_painted.connect(self._bring_reading_soon)
        self.arrivals.elsewhere.connect(self._changed_elsewhere)
        self.arrivals.elsewhere.connect(self.tending.tend_soon)
        self.tending.tended.connect(self.queue.finding.refold)
        self._counting.emptied.connect(self.emptied)
        self._operations.newsroom_changed.connect(self._changed_here)
        self.alone.changed.connect(self._show_alone)
        self._connect_actions()

    def _show_alone(self, on: bool) -> None:
        self.reading.stand_side_by_side(on)
        if on:
            self.reading.take_focus()
        else:
            self.queue.view.setFocus()

    def _connect_actions(self) -> None:
        view = self.queue.view
        does: dict[str, Callable[[], object]] = {
            "undo": lambda: self._deciding.undo(stay=self._in_thread() is not None),
            "redo": self._deciding.redo,
            "search": self._search,
            "tick": view.tick,
            "select_all": self.queue.select_all,
            "select_none": view.select_only_current,
            "invert": view.invert,
            "sort": self.queue.sort.showMenu,
            "next": lambda: self._go_on(1),
            "previous": lambda: self._go_on(-1),
            "refresh": self.refresh,
            "back": self.back,
            "all_articles": lambda: self._choose_article(None),
            "forget_search": self._forget_search,
            "campaign": self._open_campaign,
            "same_again": self._decide_as_copies,
            "why": self._explain,
        }
        for name, do in does.items():
            self._actions[name].triggered.connect(lambda _on=False, do=do: do())
        for spec in SPECS:
            if (verdict := spec.verdict) is not None:
                self._actions[spec.id].triggered.connect(
                    lambda _on=False, verdict=verdict: self._decide(verdict)
                )
        self.queue.sort.offer(self._actions)
        for order in Order:
            self._actions[f"sort_{order.value}"].triggered.connect(
                lambda _on=False, order=order: self.queue.sort_by(order)
            )
        for name, status in _QUEUES.items():
            self._actions[name].triggered.connect(
                lambda _on=False, status=status: self._choose_queue(status)
            )

    def _leave_sidebar(self) -> None:
        self.columns.leave_sidebar()
        self.queue.view.setFocus()

    def _go(self, place: Place, choose: int | None = None, patience: float = FRAME) -> None:
        self.queue.go(place, choose, patience)
        self._show_place(place)

    def _choose_queue(self, status: Status | None) -> None:
        # Who is at a saved search leaves it by choosing another queue.
        text = "" if self.saved.at(self.place) else self.place.text
        self._go(Place(status, self.place.article, text))

    def _choose_article(self, article: ArticleId | None) -> None:
        self._go(Place(self.place.status, article, self.place.text), self.queue.view.current_number)

    def show_anywhere(self, number: int) -> None:
        """Show this comment, in whichever queue it is, under no article in particular."""
        self._go(Place(None), number)
        self.queue.view.setFocus()

    def _go_to_comment(self, number: int) -> None:
        """Go to a comment of the thread: here if it is listed here, else where all are."""
        if not self.queue.view.choose(number):
            article = queue.comment(self._newsroom, number).article
            self._go(Place(None, article), number)

    def _show_place(self, place: Place) -> None:
        self.sidebar.choose(place.status, place.article, self.saved.at(place))
        self.queue.search.name_queue(place.status, self._actions.key("search"))
        for name, status in _QUEUES.items():
            if status == place.status:
                self._actions[name].setChecked(True)
        order = self.queue.finding.sight.query.order or Order.NEWEST
        self._actions[f"sort_{order.value}"].setChecked(True)
        if self._reading is not None:
            self._reading.show_article(place.article)
        self._at_hand.suit()

    def _show_picked(self) -> None:
        """Show what a decision would act on: one comment, or that several are chosen."""
        view = self.queue.view
        self._deciding.let_refusal_go(view.current_number)
        self._deciding.moment.go_on(view.current_number)
        self._at_hand.suit()
        self.alone.tell_where()
        if self._reading is None and not self._begun:
            return
        if self.queue.finding.is_being_typed:
            # The list alone, until she pauses: else each key would wait for an article.
            view.viewport().repaint()
        elif self._list_first:
            # What was decided leaves the list within the frame; the next one's article, which
            # costs as much again, takes another, and the next key may come before it.
            self._list_first = False
            view.viewport().repaint()
            self._operations.soon((self, "read"), self._read_picked)
        else:
            self._read_picked()

    def _read_picked(self) -> None:
        view = self.queue.view
        if not view.acts_on_current:
            self.reading.show_several(view.picked_count(), lambda: view.picked().ids)
        elif self.reading.several.count or self.reading.shown != view.current_number:
            self.reading.show_comment(view.current_number)

    def _open_campaign(self) -> None:
        """Open the campaign under decision, or close the one that is open."""
        if not self.campaign.toggle():
            self._operations.messages.tell(_("This comment has no near-copies."))

    def _explain(self) -> None:
        """Say why the comment under decision is scored as it is, or say it no more."""
        number = self.reading.shown
        self._explaining.explain(number)

    def _decide_as_copies(self) -> None:
        """Give what is under decision the verdict that its near-copies were given."""
        verdict = self.campaign.verdict()
        if verdict is None:
            self._operations.messages.tell(
                _("Its near-copies were not decided, or not all of them alike.")
            )
        else:
            self._deciding.decide(verdict)

    def _forget_search(self) -> None:
        here = self.saved.at(self.place)
        if here is not None:
            self.saved.take_away(here)

    def _search(self) -> None:
        self.alone.use(False)
        self.columns.leave_sidebar()
        self.queue.search.setFocus()
        self.queue.search.line.selectAll()

    def _in_thread(self) -> Card | None:
        """The comment of the thread that has the keyboard, if one has: keys act on that."""
        return self._reading.thread_view.focused if self._reading is not None else None

    def _decide(self, verdict: Verdict) -> None:
        card = self._in_thread()
        if card is None:
            self._deciding.decide(verdict)
        else:
            self._deciding.decide_in_thread(card, verdict)

    def _go_on(self, steps: int) -> None:
        if self._in_thread() is None:
            self.queue.view.go(steps)
        else:
            self.reading.thread_view.go(steps)

    def _changed_here(self, changes: Changes) -> None:
        aftermath = self._deciding.take_aftermath()
        looked_at = self.queue.view.current_number
        self._list_first = True
        self.queue.take_in(changes, aftermath.come_to)
        self._list_first = False
        if looked_at in aftermath.decided and self.queue.view.current_number == looked_at:
            self.queue.view.go(1)  # it belongs here as before, but is decided
        self._deciding.moment.come_to(self.queue.view.current_number)
        if changes.rules:
            self._deciding.moment.look_again()
        # A comment that the place went to just now has been looked at since the change.
        if self.queue.view.current_number == looked_at:
            self.reading.refresh(changes)
        else:
            self.reading.readers_view.refresh(changes)
        self._counting.count_soon(afresh=changes.articles)
        if changes.articles:
            self._name_newsroom()
        self._at_hand.name_history_soon()

    def _changed_elsewhere(self, since: int) -> None:
        self.queue.look_for_arrivals(since)
        self._counting.count()
        self._at_hand.name_history_soon()

    def _make_reading(self) -> "ReadingPane":
        # Half of what a start imports is for reading; the first row does not wait for it.
        from desktop.reading.explained import Explaining
        from desktop.reading.pane import ReadingPane

        self._begun = True
        made = ReadingPane(self._newsroom, self._actions, self._operations, self)
        made.comment_chosen.connect(self._go_to_comment)
        made.thread_view.focus_moved.connect(self._at_hand.suit)
        made.reason_strip.said.connect(self._deciding.moment.say)
        made.reason_strip.left.connect(self._deciding.moment.end)
        made.show_article(self.place.article)
        self.columns.replace_last(made)
        self._explaining = Explaining(
            self._newsroom, self.tending.scores, self._operations, made.card, made
        )
        return made

    def _bring_reading_soon(self) -> None:
        QTimer.singleShot(0, self._bring_reading)

    def _bring_reading(self) -> None:
        if not self._stopped:
            self._begun = True
            try:
                self._show_picked()
                self._at_hand.name_history()
            except LibraryError as error:
                # The drive failed just after the first row; that is said, and work goes on.
                self._operations.messages.explain(error)
            self.settled.emit()
            self._operations.run(
                _("Getting ready"),
                lambda _progress: _get_ready(),
                lambda _nothing: None,
                writing=False,
            )

    def _look_again(self, numbers: Sequence[int]) -> None:
        """A decision was refused: show what it was refused for."""
        self.queue.model.renew(queue.cards(self._newsroom, numbers))
        self.reading.refresh(Changes(None, [], ""))
        self._at_hand.suit()

    def _name_newsroom(self) -> None:
        name = newsroom_name(self._newsroom)
        self.sidebar.name.setText(name)
        self.named.emit(name)

    def _show_reasons(self) -> None:
        """Offer the reasons for what was just turned away, or no longer."""
        self._at_hand.name_reasons()
        if self._reading is not None:
            # The digits mean them at once; the strip comes after what was decided has left.
            self._operations.soon((self, "reasons"), self._show_strip)

    def _show_strip(self) -> None:
        moment = self._deciding.moment
        self.reading.show_reasons(moment.question, moment.offered)


def _get_ready() -> None:
    """Load and find out, beside the work, what somebody would wait for otherwise."""
    queue.get_ready_to_search()
    times.zone_names()


def newsroom_name(newsroom: Newsroom) -> str:
    """What the newsroom is called: its site's name, or that of its file."""
    names = [site.name for site in queue.sites(newsroom) if site.name.strip()]
    return names[0] if names else newsroom.path.stem
