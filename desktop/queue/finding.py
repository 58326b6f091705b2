"""Finding what belongs to a place: what the eye can reach at once, the rest in a pause.

While somebody types, each key asks for a screen of rows and no more; what was asked for the key
before is dropped.
"""

from collections.abc import Callable, Collection, Sequence
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.operations import FRAME, Operations
from desktop.queue.folding import fold_of
from desktop.queue.looking_ahead import LookingAhead
from desktop.queue.model import QueueModel
from desktop.queue.pause import TYPING, Pause
from desktop.queue.place import Place, look_at
from desktop.queue.view import QueueView
from moderation import queue
from moderation.among import without
from moderation.changes import Progress
from moderation.newsroom import Newsroom
from moderation.queue import Picked
from resources.translation import _

_FIRST = 200
# As many fill the screen; while somebody types, no more is wanted.
_TYPED = 50
# At the start the rest waits until the first rows are painted, or so many seconds at most.
_UNPAINTED = 0.15


class Finding(QObject):
    """Finds what belongs to the place that `sight` is of, and has `view` list it.

    `shown` says that what is listed was found just now, `completed` that it is all there is here,
    `rested` that whoever typed makes a pause, until which `is_being_typed`.
    """

    shown = Signal()
    completed = Signal()
    rested = Signal()

    def __init__(
        self,
        newsroom: Newsroom,
        operations: Operations,
        model: QueueModel,
        view: QueueView,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._newsroom, self._operations = newsroom, operations
        self._model, self._view = model, view
        self.sight = look_at(newsroom, Place())
        self.fold = fold_of(newsroom, self.sight)
        self.ahead = LookingAhead(
            newsroom, operations, model,
            lambda: view.is_painted and not self.is_being_typed, lambda: self.words,
        )  # fmt: skip
        self._whole = False
        self._come_to: int | None = None
        self._pause = Pause(operations, self._come_to_rest)
        self._painted = QTimer(self)
        self._painted.setSingleShot(True)
        self._painted.timeout.connect(self._go_on)
        view.first_painted.connect(self._painted.start)

    @property
    def words(self) -> Sequence[str]:
        """What is marked in what is listed: the words of the search, or those that differ."""
        return (*self.sight.query.words, *self.fold.words)

    @property
    def is_whole(self) -> bool:
        """Whether all that belongs here is listed; at first only what the eye can reach is."""
        return self._whole

    @property
    def is_being_typed(self) -> bool:
        """Whether a search is being typed: what is listed then is seen for a moment only."""
        return self._pause.typing

    def stop(self) -> None:
        """Ask for nothing more by itself; the window is about to close."""
        self._pause.break_off()
        self._painted.stop()

    def look_at(self, place: Place) -> None:
        """What is asked for from now on belongs to this place; `BadQuery` if it cannot be read."""
        self.sight = look_at(self._newsroom, place)
        self.fold = fold_of(self._newsroom, self.sight)

    def begin(
        self, choose: int | None = None, patience: float = FRAME, *, typed: bool = False
    ) -> None:
        """List what is here from its beginning, or at this comment if it is here."""
        self._drop_questions()
        self._pause.typing = typed
        self._whole = False
        self.ahead.forget()
        newsroom, sight, fold = self._newsroom, self.sight, self.fold
        limit = _TYPED if typed else _FIRST
        here = _these(choose)

        def find(progress: Progress) -> tuple[Picked, bool]:
            first = queue.find_page(
                newsroom, sight.query, article=sight.place.article, limit=limit, progress=progress
            )
            return fold.apply(newsroom, first, here), len(first) < limit

        self._operations.run(
            _("Finding comments"),
            find,
            partial(self._show_first, choose),
            on_error=self._fail,
            writing=False,
            question=(self, "find"),
            patience=patience,
        )

    def anew(self, choose: int | None = None) -> None:
        """Find all of it anew, and stay where we are, or go to this comment if it is here."""
        self._drop_questions()
        self._pause.typing = False

        def show(found: Picked) -> None:
            keep = choose if choose in found.ids else self._view.current_number
            with self._view.holding_still(keep):
                self._model.show(found)
            self._tell(whole=True)

        self._ask_all(show, keep=_these(choose, self._view.current_number))

    def refold(self) -> None:
        """Near-copies were found meanwhile: fold what is listed, and move nothing else."""
        newsroom, fold, listed = self._newsroom, self.fold, self._model.listed()
        here = _these(self._view.current_number)

        def folded_away(_progress: Progress) -> Sequence[int]:
            return without(listed, fold.apply(newsroom, Picked(listed, listed), here).ids)

        def show(gone: Sequence[int]) -> None:
            if gone:
                self._view.take_away(gone)
            current = self._view.current_number
            self._model.forget_cards(but=current)
            if current is not None:
                self._model.freshen(current)
            self.shown.emit()

        self._operations.run(
            _("Finding comments"),
            folded_away,
            show,
            writing=False,
            question=(self, "refold"),
        )

    def hurry(self) -> None:
        """Somebody wants all of it: make no pause."""
        if self._pause.is_on:
            self._pause.end()

    def end_typing(self) -> None:
        """Nobody types any more: what is still being found is read as soon as it is there."""
        self.hurry()
        self._pause.typing = False

    def _show_first(self, choose: int | None, told: tuple[Picked, bool]) -> None:
        found, whole = told
        with self._view.holding_still(None):
            self._view.show_hits(self.words, self.sight.shown)
            self._model.show(found)
        self._come_to = None if self._view.choose(choose) else choose
        self._tell(whole=whole)
        if self.is_being_typed:
            self._pause.begin(TYPING)
        elif not whole and not self._view.is_painted:
            self._pause.begin(_UNPAINTED)
        elif not whole:
            self._ask_rest()

    def _fail(self, error: BaseException) -> None:
        self._pause.typing = False
        self.rested.emit()
        self._operations.messages.explain(error)

    def _go_on(self) -> None:
        """The first rows are on the screen: bring what they did not wait for."""
        if not self.is_being_typed:
            self.hurry()
        self.ahead.catch_up()

    def _come_to_rest(self) -> None:
        """Nothing hurries any more: look ahead, and ask for what is not here yet."""
        self.ahead.catch_up()
        self.rested.emit()
        if not self._whole:
            self._ask_rest()

    def _ask_rest(self) -> None:
        """Ask for all that belongs here, and let it follow what is listed."""
        choose = self._come_to

        def show(found: Picked) -> None:
            if not self._model.extend(found):
                with self._view.holding_still(self._view.current_number):
                    self._model.show(found)
            if choose is not None:
                self._view.choose(choose)
            self._tell(whole=True)

        self._ask_all(show, patience=0.0, keep=_these(choose))

    def _ask_all(
        self,
        show: Callable[[Picked], None],
        patience: float = FRAME,
        keep: Collection[int] = (),
    ) -> None:
        newsroom, sight, fold = self._newsroom, self.sight, self.fold

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

    def _tell(self, *, whole: bool) -> None:
        self._whole = whole
        self.shown.emit()
        if whole:
            self.completed.emit()

    def _drop_questions(self) -> None:
        self._pause.break_off()
        for what in ("find", "refold"):
            self._operations.drop((self, what))


def _these(*numbers: int | None) -> set[int]:
    """These comments, as far as there are any."""
    return {number for number in numbers if number is not None}
