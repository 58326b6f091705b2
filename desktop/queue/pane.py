"""The queue's pane: search bar, what is new, the cards, and a sentence where there are none.

It finds what belongs to a place and keeps the list true while things change; it decides nothing.
"""

from collections.abc import Callable, Collection, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from db.words import Status
from desktop import theme
from desktop.operations import FRAME, Operations
from desktop.queue.completing import Completing
from desktop.queue.empty import show_emptiness
from desktop.queue.folding import fold_of
from desktop.queue.model import QueueModel
from desktop.queue.news import News
from desktop.queue.pause import TYPING, Pause
from desktop.queue.place import Place, Sight, look_at
from desktop.queue.search_bar import SearchBar
from desktop.queue.sort_button import SortButton
from desktop.queue.view import QueueView
from moderation import queue
from moderation.among import without
from moderation.changes import Changes, Progress
from moderation.errors import BadQuery
from moderation.newsroom import Newsroom
from moderation.queue import Picked
from moderation.search.orders import Order
from resources.late import late
from resources.translation import _, ngettext

if TYPE_CHECKING:
    from desktop.state_page import StatePage
    from moderation.search import tokens
else:
    tokens = late("moderation.search.tokens")

FIRST = 200
# As many fill the screen; while somebody types, no more is wanted.
_TYPED = 50
# Of so many touched comments each is looked at; of more, the list is found anew.
_FEW = 200
# At the start the rest waits until the first rows are painted, or so many seconds at most.
_UNPAINTED = 0.15


class QueuePane(QFrame):
    """Lists the comments of a place.

    `chosen` carries the id of the comment under decision or None; `place_changed` the place, once
    it is another (by a search typed here); `listed` says that the list is as it should be, `rested`
    that whoever typed makes a pause, until which `is_being_typed`.
    """

    chosen = Signal(object)
    picked_changed = Signal()
    place_changed = Signal(object)
    listed = Signal()
    rested = Signal()
    all_articles_asked = Signal()

    def __init__(
        self, newsroom: Newsroom, operations: Operations, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        theme.look(self, "panel")
        self._newsroom = newsroom
        self._operations = operations
        self.sight = look_at(newsroom, Place())
        self.fold = fold_of(newsroom, self.sight)
        self.model = QueueModel(
            lambda ids: queue.cards(newsroom, ids), newsroom.clock, newsroom.zone, self,
            look_ahead=self._look_ahead,
        )  # fmt: skip
        self.view = QueueView(self.model, newsroom.clock, newsroom.zone, self)
        self.search = SearchBar(self)
        self.sort = SortButton(self)
        self.completing = Completing(newsroom, operations, self.search, self)
        self.news = QPushButton(self)
        self._stack = QStackedWidget(self)
        self._arrived: Sequence[int] = []
        self._ahead: Sequence[int] = ()
        self._whole = self._selecting = False
        self._come_to: int | None = None
        self._pause = Pause(operations, self._come_to_rest)
        self._painted = QTimer(self)
        self._painted.setSingleShot(True)
        self._painted.timeout.connect(self._go_on)
        self._lay_out()
        self._connect()

    @cached_property
    def empty(self) -> "StatePage":
        """What stands where no comment does; made once there is none."""
        from desktop.state_page import StatePage

        page = StatePage(self)
        self._stack.addWidget(page)
        return page

    def stop(self) -> None:
        """Ask for nothing more by itself; the window is about to close."""
        self._pause.break_off()
        self._painted.stop()

    @property
    def is_whole(self) -> bool:
        """Whether all that belongs here is listed; at first only what the eye can reach is."""
        return self._whole

    @property
    def place(self) -> Place:
        """Where we are."""
        return self.sight.place

    def go(self, place: Place, choose: int | None = None, patience: float = FRAME) -> None:
        """List this place, from its beginning or at this comment if it is there."""
        if not self._read(place):
            return
        self._show_search(place)
        self._drop_questions()
        self._pause.typing = False
        self._ask_first(choose, patience)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the search the room that it needs."""
        super().resizeEvent(event)
        self.sort.fit(event.size().width())

    @property
    def is_being_typed(self) -> bool:
        """Whether a search is being typed: what is listed then is seen for a moment only."""
        return self._pause.typing

    @property
    def is_selecting(self) -> bool:
        """Whether all that matches is about to be selected; until it is, nothing is decided."""
        return self._selecting

    def select_all(self) -> None:
        """Select all that matches, listed yet or not."""
        if self._whole:
            self.view.selectAll()
            return
        self._selecting = True
        self.picked_changed.emit()
        if self._pause.is_on:
            self._pause.end()

    def sort_by(self, order: Order) -> None:
        """List what is here in this order, and say so in the search; newest first goes unsaid.

        What cannot be read is left as it is: it would be lost.
        """
        if self.search.is_wrong:
            self.search.setFocus()
            return
        self.search.show_text(self.sight.query.sorted_by(None if order is Order.NEWEST else order))

    def find_again(self, choose: int | None = None) -> None:
        """Find everything anew, and stay where we are, or go to this comment if it is here."""
        self._drop_questions()
        self._pause.typing = False
        sight = self.sight
        here = {number for number in (choose, self.view.current_number) if number is not None}

        def show(found: Picked) -> None:
            keep = choose if choose in found.ids else self.view.current_number
            with self.view.holding_still(keep):
                self.model.show(found)
            self._listed(whole=True)

        self._find(sight, show, keep=here)

    def refold(self) -> None:
        """Near-copies were found meanwhile: fold what is listed, and move nothing else."""
        newsroom, fold, listed = self._newsroom, self.fold, self.model.listed()
        current = self.view.current_number
        here = {current} if current is not None else set()

        def folded_away(_progress: Progress) -> Sequence[int]:
            return without(listed, fold.apply(newsroom, Picked(listed, listed), here).ids)

        def show(gone: Sequence[int]) -> None:
            if gone:
                self.view.take_away(gone)
            self.model.forget_cards()
            self._listed()

        self._operations.run(
            _("Finding comments"),
            folded_away,
            show,
            writing=False,
            question=(self, "refold"),
        )

    def take_in(self, changes: Changes, come_to: int | None = None) -> None:
        """Show what this window changed: what left the place is gone, what came is here.

        If `come_to` is among those that came, it is the one under decision then.
        """
        if len(changes.comments) > _FEW or changes.articles:
            self.find_again()
            return
        cards = queue.cards(self._newsroom, changes.comments)
        keep = {card.id for card in cards if self.sight.keeps(card)}
        rows = {number: self.model.row_of(number) for number in changes.comments}
        self.model.renew(card for card in cards if card.id in keep)
        gone = [number for number, row in rows.items() if row is not None and number not in keep]
        if gone:
            self.view.take_away(gone)
        if any(rows[number] is None for number in keep):
            self.find_again(come_to)
        self._listed()

    def look_for_arrivals(self, since: int = 0) -> None:
        """Somebody else wrote after that revision: count what is new here, let go of what is gone,
        move nothing.
        """
        asked = News(
            self._newsroom, self.sight, self.fold, self.model.listed(), self._arrived, since
        )
        self._operations.run(
            _("Looking for new comments"),
            asked.compare,
            self._show_arrivals,
            writing=False,
            question=(self, "arrivals"),
        )

    def show_news(self) -> None:
        """List what arrived, and go to the first of it."""
        first = self._arrived[0] if self._arrived else None
        self._arrived = []
        self._show_news_count()
        self.find_again(first)
        self.view.setFocus()

    def _look_ahead(self, ids: Sequence[int]) -> None:
        """Have the cards of these rows, which are near the eye, brought to the model."""
        if not self.view.is_painted or self.is_being_typed:
            self._ahead = ids
            return
        newsroom, age = self._newsroom, self.model.age
        self._operations.run(
            _("Looking ahead"),
            lambda _progress: queue.cards(newsroom, ids),
            lambda cards: self.model.take_ahead(cards, age),
            writing=False,
        )

    def _go_on(self) -> None:
        """The first rows are on the screen: bring what they did not wait for."""
        if self._pause.is_on and not self.is_being_typed:
            self._pause.end()
        self._look_where_eye_is()

    def _look_where_eye_is(self) -> None:
        if self._ahead:
            self._look_ahead(self._ahead)
            self._ahead = ()

    def _lay_out(self) -> None:
        px = theme.in_force().px
        theme.look(self.news, "primary")
        self.news.hide()
        self._stack.addWidget(self.view)
        head = QVBoxLayout()
        head.setContentsMargins(px(16), px(12), px(16), px(8))
        head.setSpacing(px(8))
        self.search.row.addWidget(self.sort)
        head.addWidget(self.search)
        head.addWidget(self.news)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)
        self.setMinimumWidth(280)

    def _connect(self) -> None:
        self.view.first_painted.connect(self._painted.start)
        self.view.chosen.connect(self.chosen)
        self.view.picked_changed.connect(self.picked_changed)
        self.search.searched.connect(self._search)
        self.search.left.connect(self._leave_search)
        self.news.clicked.connect(self.show_news)

    def _leave_search(self) -> None:
        if self._pause.is_on:
            self._pause.end()
        self._pause.typing = False  # what is still being found is read as soon as it is there
        self.view.setFocus()

    def _search(self, text: str) -> None:
        if tokens.ends_in_a_minus(text):
            return  # the next letter tells what is not wanted; few texts have a minus by itself
        place = Place(self.place.status, self.place.article, text)
        if place != self.place and self._read(place):
            self._drop_questions()
            self._pause.typing = True
            self._ask_first(None, 0.0)
            self.place_changed.emit(place)

    def _read(self, place: Place) -> bool:
        try:
            self.sight = look_at(self._newsroom, place)
        except BadQuery as error:
            self.search.show_error(error)
            return False
        self.fold = fold_of(self._newsroom, self.sight)
        self.search.show_error(None)
        self.search.show_query(self.sight.query)
        self.sort.show_order(self.sight.query.order)
        return True

    def _show_search(self, place: Place) -> None:
        if self.search.text != place.text:
            self.search.show_text(place.text)

    def _ask_first(self, choose: int | None, patience: float) -> None:
        sight, fold, newsroom = self.sight, self.fold, self._newsroom
        limit = _TYPED if self.is_being_typed else FIRST
        here = {choose} if choose is not None else set()
        self._whole = self._selecting = False
        self._ahead = ()

        def find(progress: Progress) -> tuple[Picked, bool]:
            first = queue.find_page(
                newsroom, sight.query, article=sight.place.article, limit=limit, progress=progress
            )
            return fold.apply(newsroom, first, here), len(first) < limit

        def show(told: tuple[Picked, bool]) -> None:
            found, whole = told
            with self.view.holding_still(None):
                self.view.show_hits((*sight.query.words, *fold.words), sight.shown)
                self.model.show(found)
            here = self.view.choose(choose)
            self._come_to = None if here else choose
            self._listed(whole=whole)
            if self.is_being_typed:
                self._pause.begin(TYPING)
            elif not whole and not self.view.is_painted:
                self._pause.begin(_UNPAINTED)
            elif not whole:
                self._ask_rest()

        def fail(error: BaseException) -> None:
            self._pause.typing = False
            self.rested.emit()
            self._operations.messages.explain(error)

        self._operations.run(
            _("Finding comments"),
            find,
            show,
            on_error=fail,
            writing=False,
            question=(self, "find"),
            patience=patience,
        )

    def _come_to_rest(self) -> None:
        """Nothing hurries any more: look ahead, and ask for what is not here yet."""
        self._look_where_eye_is()
        self.rested.emit()
        if not self._whole:
            self._ask_rest()

    def _ask_rest(self) -> None:
        """Ask for all that belongs here."""
        choose = self._come_to

        def show(found: Picked) -> None:
            if not self.model.extend(found):
                with self.view.holding_still(self.view.current_number):
                    self.model.show(found)
            if choose is not None:
                self.view.choose(choose)
            self._listed(whole=True)

        here = {choose} if choose is not None else set()
        self._find(self.sight, show, patience=0.0, keep=here)

    def _find(
        self,
        sight: Sight,
        show: Callable[[Picked], None],
        patience: float = FRAME,
        keep: Collection[int] = (),
    ) -> None:
        newsroom, fold = self._newsroom, self.fold

        def find(progress: Progress) -> Picked:
            found = queue.find(
                newsroom, sight.query, article=sight.place.article, progress=progress
            )
            return fold.apply(newsroom, found, keep)

        self._operations.run(
            _("Finding comments"),
            find,
            show,
            writing=False,
            question=(self, "find"),
            patience=patience,
        )

    def _drop_questions(self) -> None:
        self._pause.break_off()
        for what in ("find", "arrivals", "refold"):
            self._operations.drop((self, what))
        self._arrived = []
        self._show_news_count()

    def _show_arrivals(self, compared: tuple[Sequence[int], Sequence[int]]) -> None:
        new, gone = compared
        current = self.view.current_number
        if gone := without(gone, [] if current is None else [current]):
            self.view.take_away(gone)
        # The one under decision stays as it was looked at: to decide it now is refused, with why.
        self.model.forget_cards(but=current)
        self._arrived = new
        if new and not self.model.rowCount():
            # Nothing is under the moderator that could move.
            self._arrived = []
            self.find_again(new[0])
        self._show_news_count()
        self._listed()

    def _show_news_count(self) -> None:
        count = len(self._arrived)
        words = ngettext("{count} new comment", "{count} new comments", count)
        self.news.setText(words.format(count=count))
        self.news.setVisible(count > 0)

    def _listed(self, *, whole: bool = False) -> None:
        if self.model.rowCount():
            self.view.be_somewhere()
            self._stack.setCurrentWidget(self.view)
        else:
            self._show_emptiness()
            self._stack.setCurrentWidget(self.empty)
        if whole:
            self._whole = True
            if self._selecting:
                self._selecting = False
                self.view.selectAll()
            self.listed.emit()

    def _show_emptiness(self) -> None:
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
