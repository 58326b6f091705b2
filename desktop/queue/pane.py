"""The queue's pane: search bar, what is new, the cards, and a sentence where there are none.

It goes to a place and keeps the list true while things change; it decides nothing.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QStackedWidget, QVBoxLayout, QWidget

from db.rows import Card
from db.words import Status
from desktop import theme
from desktop.operations import FRAME, Operations
from desktop.queue.been import Been
from desktop.queue.completing import Completing
from desktop.queue.finding import Finding
from desktop.queue.model import QueueModel
from desktop.queue.place import Place
from desktop.queue.search_bar import SearchBar
from desktop.queue.sort_button import SortButton
from desktop.queue.view import QueueView
from moderation import queue
from moderation.among import without
from moderation.changes import Changes
from moderation.errors import BadQuery
from moderation.newsroom import Newsroom
from moderation.search.orders import Order
from resources.late import late
from resources.translation import _

if TYPE_CHECKING:
    from desktop.queue.news_button import NewsButton
    from desktop.state_page import StatePage
    from moderation.search import tokens
else:
    tokens = late("moderation.search.tokens")

# Of so many touched comments each is looked at; of more, the list is found anew.
_FEW = 200


class QueuePane(QFrame):
    """Lists the comments of a place.

    `chosen` carries the id of the comment under decision or None; `place_changed` the place, once
    it is another by a search typed here; `listed` says that all that belongs here is listed.
    """

    chosen = Signal(object)
    picked_changed = Signal()
    place_changed = Signal(object)
    listed = Signal()
    all_articles_asked = Signal()

    def __init__(
        self, newsroom: Newsroom, operations: Operations, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        theme.look(self, "panel")
        self._newsroom = newsroom
        self._operations = operations
        self.model = QueueModel(
            self.cards, newsroom.clock, newsroom.zone, self,
            look_ahead=lambda ids: self.finding.ahead.look(ids),  # noqa: PLW0108 (made after it)
        )  # fmt: skip
        self.view = QueueView(self.model, newsroom.clock, newsroom.zone, self)
        self.finding = Finding(newsroom, operations, self.model, self.view, self)
        self.search = SearchBar(self)
        self.sort = SortButton(self)
        self.completing = Completing(newsroom, operations, self.search, self)
        self._news: NewsButton | None = None
        self._stack = QStackedWidget(self)
        self._selecting = False
        self._been = Been()
        self._lay_out()
        self._connect()

    @cached_property
    def empty(self) -> "StatePage":
        """What stands where no comment does; made once there is none."""
        from desktop.state_page import StatePage

        page = StatePage(self)
        self._stack.addWidget(page)
        return page

    @property
    def news(self) -> "NewsButton":
        """What counts the news; made once there is some."""
        if self._news is None:
            from desktop.queue.news_button import NewsButton

            self._news = NewsButton(self)
            self._news.clicked.connect(self.show_news)
            self._head.addWidget(self._news)
        return self._news

    @property
    def place(self) -> Place:
        """Where we are."""
        return self.finding.sight.place

    def cards(self, ids: Sequence[int]) -> list[Card]:
        """The cards of these comments as they are listed here."""
        return queue.cards(self._newsroom, ids, self.finding.words)

    def go(self, place: Place, choose: int | None = None, patience: float = FRAME) -> None:
        """List this place, at this comment if it is there; else where one was there before.

        A place where one is already is listed from its beginning.
        """
        if choose is None and place != self.place:
            choose = self._been.at(place)
        if not self._read(place):
            return
        if self.search.text != place.text:
            self.search.show_text(place.text)
        self._begin(choose, patience)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the search the room that it needs."""
        super().resizeEvent(event)
        self.sort.fit(event.size().width())

    @property
    def is_selecting(self) -> bool:
        """Whether all that matches is about to be selected; until it is, nothing is decided."""
        return self._selecting

    def select_all(self) -> None:
        """Select all that matches, listed yet or not."""
        if self.finding.is_whole:
            self.view.selectAll()
            return
        self._selecting = True
        self.picked_changed.emit()
        self.finding.hurry()

    def sort_by(self, order: Order) -> None:
        """List what is here in this order, and say so in the search; newest first goes unsaid.

        What cannot be read is left as it is: it would be lost.
        """
        if self.search.is_wrong:
            self.search.setFocus()
            return
        query = self.finding.sight.query
        self.search.show_text(query.sorted_by(None if order is Order.NEWEST else order))

    def find_again(self, choose: int | None = None) -> None:
        """Find everything anew, and stay where we are, or go to this comment if it is here."""
        self._let_go_of_news()
        self.finding.anew(choose)

    def take_in(self, changes: Changes, come_to: int | None = None) -> None:
        """Show what this window changed: what left the place is gone, what came is here.

        If `come_to` is among those that came, it is the one under decision then.
        """
        if len(changes.comments) > _FEW or changes.articles:
            self.find_again(come_to)
            return
        cards = self.cards(changes.comments)
        keep = {card.id for card in cards if self.finding.sight.keeps(card)}
        rows = {number: self.model.row_of(number) for number in changes.comments}
        self.model.renew(card for card in cards if card.id in keep)
        gone = [number for number, row in rows.items() if row is not None and number not in keep]
        if gone:
            self.view.take_away(gone)
        if any(rows[number] is None for number in keep):
            self.find_again(come_to)
        self._show_list()

    def look_for_arrivals(self, since: int = 0) -> None:
        """Somebody else wrote after that revision: count the comments that are new here, let go of
        what is gone, move nothing.
        """
        from desktop.queue.news import News

        sight, fold, arrived = self.finding.sight, self.finding.fold, self._arrived
        asked = News(self._newsroom, sight, fold, self.model.listed(), arrived, since)
        self._operations.run(
            _("Looking for new comments"),
            asked.compare,
            self._show_arrivals,
            writing=False,
            question=(self, "arrivals"),
        )

    def show_news(self) -> None:
        """List what arrived, and go to the first of it."""
        self.find_again(self._arrived[0] if self._arrived else None)
        self.take_keyboard()

    @property
    def has_keyboard(self) -> bool:
        """Whether the keyboard is in the list, or in what stands there while nothing is listed."""
        focused = QApplication.focusWidget()
        return focused is not None and self._stack.isAncestorOf(focused)

    def take_keyboard(self) -> None:
        """Bring the keyboard into the list, or, where nothing is listed, to what says so.

        A hidden list would keep the wish, and take the keyboard from whoever types when it is
        shown again: the next letters would decide.
        """
        if self.view.isVisibleTo(self):
            self.view.setFocus()
        elif self.empty.ways:
            self.empty.ways[0].setFocus()
        else:
            self.empty.setFocus()

    def _lay_out(self) -> None:
        px = theme.in_force().px
        self._stack.addWidget(self.view)
        head = self._head = QVBoxLayout()
        head.setContentsMargins(px(16), px(12), px(16), px(8))
        head.setSpacing(px(8))
        self.search.row.addWidget(self.sort)
        head.addWidget(self.search)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)
        self.setMinimumWidth(280)

    def _connect(self) -> None:
        self.view.chosen.connect(self.chosen)
        self.view.picked_changed.connect(self.picked_changed)
        self.search.searched.connect(self._search)
        self.search.left.connect(self._leave_search)
        self.finding.shown.connect(self._show_list)
        self.finding.completed.connect(self._show_whole)

    def _leave_search(self) -> None:
        self.finding.end_typing()
        if self.view.isVisibleTo(self):
            self.view.setFocus()

    def _search(self, text: str) -> None:
        if tokens.ends_in_a_minus(text):
            return  # the next letter tells what is not wanted; few texts have a minus by itself
        place = Place(self.place.status, self.place.article, text)
        if place != self.place and self._read(place):
            self._begin(self._been.at(place), 0.0, typed=True)
            self.place_changed.emit(place)

    def _read(self, place: Place) -> bool:
        here = self.place
        try:
            self.finding.look_at(place)
        except BadQuery as error:
            self.search.show_error(error)
            return False
        if place != here and not self.finding.is_being_typed:
            self._been.leave(here, self.view.current_number)
        query = self.finding.sight.query
        self.search.show_error(None)
        self.search.show_query(query)
        self.sort.show_order(query.order)
        return True

    def _begin(self, choose: int | None, patience: float, *, typed: bool = False) -> None:
        self._let_go_of_news()
        self._selecting = False
        self.finding.begin(choose, patience, typed=typed)

    @property
    def _arrived(self) -> Sequence[int]:
        return self._news.arrived if self._news is not None else ()

    def _let_go_of_news(self) -> None:
        """What is about to be listed has the news in it."""
        self._operations.drop((self, "arrivals"))
        if self._news is not None:
            self._news.tell(())

    def _show_arrivals(self, compared: tuple[Sequence[int], Sequence[int]]) -> None:
        new, gone = compared
        current = self.view.current_number
        if gone := without(gone, [] if current is None else [current]):
            self.view.take_away(gone)
        # The one under decision stays as it was looked at: to decide it now is refused, with why.
        self.model.forget_cards(but=current)
        if new or self._news is not None:
            self.news.tell(new)
        if new and not self.model.rowCount():
            # Nothing is under the moderator that could move.
            self.find_again(new[0])
        self._show_list()

    def _show_list(self) -> None:
        if self.model.rowCount():
            self.view.be_somewhere()
            self._stack.setCurrentWidget(self.view)
        else:
            self._show_emptiness()
            self._stack.setCurrentWidget(self.empty)

    def _show_whole(self) -> None:
        if self._selecting:
            self._selecting = False
            self.view.selectAll()
        self.listed.emit()

    def _show_emptiness(self) -> None:
        from desktop.queue.empty import show_emptiness

        show_emptiness(
            self.empty,
            self.place,
            queue.tally(self._newsroom),
            clear_search=lambda: self.search.show_text(""),
            all_articles=self.all_articles_asked.emit,
        )
        if self.place == Place(Status.PENDING):
            from desktop.queue.today import Today

            Today(self._newsroom, self._operations, self.empty).tell(self.empty.sentence.text())
