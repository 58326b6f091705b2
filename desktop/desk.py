"""One newsroom on the screen: sidebar, queue and reading pane; each is told what changed.

Who goes where is in `going`, what is read in `reading_along`, what keys do in `desk_actions`.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop import theme
from desktop.actions import Actions
from desktop.alone import Alone
from desktop.at_hand import AtHand
from desktop.columns import Columns
from desktop.counting import Counting
from desktop.deciding import Deciding
from desktop.desk_actions import DeskActions
from desktop.going import Going
from desktop.operations import Operations
from desktop.queue.arrivals import Arrivals
from desktop.queue.pane import QueuePane
from desktop.queue.place import Place
from desktop.queue.saved import SavedSearches
from desktop.queue.sidebar import Sidebar
from desktop.reading_along import ReadingAlong
from desktop.tending import Tending
from moderation import queue
from moderation.changes import Changes
from moderation.errors import LibraryError
from moderation.newsroom import Newsroom

if TYPE_CHECKING:
    from desktop.queue.campaign import Campaign
    from desktop.reading.pane import ReadingPane

# At the start the first row is worth waiting for; nothing is on the screen that could freeze.
_AT_START = 1.0
# As narrow as the reading pane will be at the least.
_LEAST_ROOM = 368


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
        self._stopped = False
        self.sidebar = Sidebar(newsroom_name(newsroom), self)
        self.saved = SavedSearches(newsroom, actions, operations, self.sidebar, self)
        self.queue = QueuePane(newsroom, operations, self)
        self.deciding = Deciding(newsroom, operations, self.queue.view, self)
        self.deciding.fold = lambda: self.queue.finding.fold
        self._counting = Counting(newsroom, operations, self.sidebar, self.saved, self)
        self._at_hand = AtHand(newsroom, actions, self.queue, self.saved, self.deciding, operations)
        self.along = ReadingAlong(newsroom, operations, self.queue, self._make_reading, self)
        self._at_hand.in_thread = lambda: self.along.in_thread
        self.arrivals = Arrivals(newsroom, operations, self)
        self.tending = Tending(newsroom, operations, self)
        self.going = Going(newsroom, actions, self.sidebar, self.saved, self.queue, self)
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
        DeskActions(self, actions, operations.messages)

    @cached_property
    def campaign(self) -> "Campaign":
        """The campaign of the comment under decision; made when somebody asks for one."""
        from desktop.queue.campaign import Campaign

        return Campaign(self.queue, self.going.go)

    @property
    def reading(self) -> "ReadingPane":
        """The reading pane; it comes after the first row is painted, or when it is asked for."""
        return self.along.pane

    def begin(self, place: Place, choose: int | None) -> None:
        """Show this place, at this comment if it is still there."""
        self._counting.count(afresh=True, patience=_AT_START)
        self.saved.begin()
        self.going.go(place, choose, _AT_START)
        self.queue.take_keyboard()
        if not self.queue.model.rowCount():
            self._bring_rest_soon()

    def stop(self) -> None:
        """Look for no more news; the window is about to close."""
        self.deciding.moment.end()
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
        self.going.go(place, self.queue.view.current_number)
        self.queue.take_keyboard()

    def show_anywhere(self, number: int) -> None:
        """Show this comment, in whichever queue it is, under no article in particular."""
        self.going.go(Place(None), number)
        self.queue.take_keyboard()

    def refresh(self) -> None:
        """Look at everything anew: counts, articles, what is listed, what is read."""
        self._counting.count(afresh=True)
        self._name_newsroom()
        self._at_hand.name_history()
        self.deciding.moment.look_again()
        self.saved.begin()
        self.queue.find_again()
        self.reading.refresh(Changes(None, [], ""))

    def look_at_refused(self) -> None:
        """A site refused something that was written here: the form says so, where it is seen."""
        if self.along.made is not None:
            self.along.made.refresh_readers_view(Changes(None, [], ""))

    def veil_again(self) -> None:
        """Show the queue as it may be shown now: hard words were covered, or bared."""
        self.queue.view.viewport().update()

    def unsent(self) -> Sequence[str]:
        """The titles of the articles under which something was typed and not sent yet."""
        return self.along.made.unsent() if self.along.made is not None else ()

    def explain(self) -> None:
        """Say why the comment under decision is scored as it is, or say it no more."""
        number = self.reading.shown
        self._explaining.explain(number)

    def _connect(self) -> None:
        self.sidebar.article_sought.connect(lambda _text: self._counting.count(afresh=True))
        self.sidebar.pressed.connect(self.columns.leave_sidebar)
        self.sidebar.left.connect(self._leave_sidebar)
        self.going.went.connect(self._show_place)
        self.queue.picked_changed.connect(self._show_picked)
        self.queue.finding.rested.connect(self._show_picked)
        self.queue.view.first_painted.connect(self._bring_rest_soon)
        self.deciding.refused.connect(self._look_again)
        self.deciding.moment.changed.connect(self._show_reasons)
        self.arrivals.elsewhere.connect(self._changed_elsewhere)
        self.arrivals.elsewhere.connect(self.tending.tend_soon)
        self.tending.tended.connect(self.queue.finding.refold)
        self._counting.emptied.connect(self.emptied)
        self._operations.newsroom_changed.connect(self._changed_here)
        self.alone.changed.connect(self._show_alone)

    def _show_alone(self, on: bool) -> None:
        self.reading.stand_side_by_side(on)
        if on:
            self.reading.take_focus()
        else:
            self.queue.take_keyboard()

    def _leave_sidebar(self) -> None:
        self.columns.leave_sidebar()
        self.queue.take_keyboard()

    def _show_place(self, place: Place) -> None:
        if self.along.made is not None:
            self.along.made.show_article(place.article)
        self._at_hand.suit()

    def _show_picked(self) -> None:
        """Show what a decision would act on: one comment, or that several are chosen."""
        number = self.queue.view.current_number
        self.deciding.let_refusal_go(number)
        self.deciding.moment.go_on(number)
        self._at_hand.suit()
        self.alone.tell_where()
        self.along.follow()

    def _changed_here(self, changes: Changes) -> None:
        aftermath = self.deciding.take_aftermath()
        looked_at = self.queue.view.current_number
        with self.along.list_first():
            self.queue.take_in(changes, aftermath.come_to)
        if looked_at in aftermath.decided and self.queue.view.current_number == looked_at:
            self.queue.view.go(1)  # it belongs here as before, but is decided
        self.deciding.moment.come_to(self.queue.view.current_number)
        if changes.rules:
            self.deciding.moment.look_again()
        if changes.searches:
            self.saved.look_again()
        # A comment that the place went to just now has been looked at since the change.
        if self.queue.view.current_number == looked_at:
            self.reading.refresh(changes)
        else:
            self.reading.refresh_readers_view(changes)
        self._counting.count_soon(afresh=changes.articles)
        if changes.articles:
            self._name_newsroom()
        self._at_hand.name_history_soon()

    def _changed_elsewhere(self, since: int) -> None:
        self.queue.look_for_arrivals(since)
        self.saved.look_again()
        self._counting.count()
        self._at_hand.name_history_soon()

    def _make_reading(self) -> "ReadingPane":
        # Half of what a start imports is for reading; the first row does not wait for it.
        from desktop.reading.explained import Explaining
        from desktop.reading.pane import ReadingPane

        made = ReadingPane(self._newsroom, self._actions, self._operations, self)
        made.comment_chosen.connect(self.going.go_to_comment)
        made.thread_view.focus_moved.connect(self._at_hand.suit)
        made.reason_strip.said.connect(self.deciding.moment.say)
        made.reason_strip.left.connect(self.deciding.moment.end)
        made.show_article(self.place.article)
        self.columns.replace_last(made)
        self._explaining = Explaining(
            self._newsroom, self.tending.scores, self._operations, made.card, made
        )
        return made

    def _bring_rest_soon(self) -> None:
        QTimer.singleShot(0, self._bring_rest)

    def _bring_rest(self) -> None:
        if not self._stopped:
            try:
                self.along.begin()
                self._at_hand.name_history()
            except LibraryError as error:
                # The drive failed just after the first row; that is said, and work goes on.
                self._operations.messages.explain(error)
            self.settled.emit()
            from desktop import beforehand

            beforehand.get_ready(self._operations)

    def _look_again(self, numbers: Sequence[int]) -> None:
        """A decision was refused: show what it was refused for."""
        self.queue.model.renew(self.queue.cards(numbers))
        self.reading.refresh(Changes(None, [], ""))
        self._at_hand.suit()

    def _name_newsroom(self) -> None:
        name = newsroom_name(self._newsroom)
        self.sidebar.name.setText(name)
        self.named.emit(name)

    def _show_reasons(self) -> None:
        """Offer the reasons for what was just turned away, or no longer."""
        self._at_hand.name_reasons()
        if self.along.made is not None:
            # The digits mean them at once; the strip comes after what was decided has left.
            self._operations.soon((self, "reasons"), self._show_strip)

    def _show_strip(self) -> None:
        moment = self.deciding.moment
        self.reading.show_reasons(moment.question, moment.offered)


def newsroom_name(newsroom: Newsroom) -> str:
    """What the newsroom is called: its site's name, or that of its file."""
    names = [site.name for site in queue.sites(newsroom) if site.name.strip()]
    return names[0] if names else newsroom.path.stem
