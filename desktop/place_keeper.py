"""Keeps where the moderator is while she works: a window that is killed opens where it was."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Qt, QTimer

from desktop.desk import Desk
from desktop.operations import Operations
from desktop.whereabouts import MOST_TICKS, Whereabouts, keep_whereabouts, whereabouts
from moderation.errors import NewsroomError
from moderation.newsroom import Newsroom
from resources.translation import _

# Nobody stays a second at each of twenty comments that she passes.
PAUSE = 700


class PlaceKeeper(QObject):
    """Brings the desk to where it was, and then keeps where it is, a moment after it moved."""

    def __init__(
        self,
        newsroom: Newsroom,
        operations: Operations,
        desk: Desk,
        keep_shape: Callable[[], None],
    ) -> None:
        super().__init__(desk)
        self._newsroom, self._operations, self._desk = newsroom, operations, desk
        self._keep_shape = keep_shape
        self._kept: Whereabouts | None = None
        self._listens = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._keep)

    def begin(self, *, listens: bool) -> None:
        """Go to where this desk was; keep its moves from now on, if it is to be kept."""
        was = whereabouts(self._newsroom)
        self._desk.begin(was.place, was.comment)
        if was.ticked:
            self._tick_again(was)
        if was.alone:
            # What it needs beside the list comes after the first row.
            self._desk.settled.connect(
                lambda: self._desk.alone.use(True), Qt.ConnectionType.SingleShotConnection
            )
        self._kept = was
        self._listens = listens
        if listens:
            self._desk.queue.picked_changed.connect(self.note)
            self._desk.queue.listed.connect(self.note)
            self._desk.columns.splitterMoved.connect(self.note)
            self._desk.alone.changed.connect(self.note)

    def note(self) -> None:
        """Something moved: keep it, once it rests."""
        if self._listens:
            self._pause.start()

    def stop(self) -> None:
        """Keep nothing more by itself; the window is about to close."""
        self._listens = False
        self._pause.stop()

    def keep_now(self, *, alone: bool = False) -> None:
        """Keep where the desk is; `alone` if one comment had the window until it closed.

        Where the file cannot be written, or is gone, the window closes all the same.
        """
        here = replace(self._here(), alone=alone)
        if here == self._kept:
            return
        try:
            keep_whereabouts(self._newsroom, here)
        except NewsroomError as error:
            self._not_kept(error)
        else:
            self._kept = here

    def _tick_again(self, was: Whereabouts) -> None:
        """Tick what was ticked: what of it is listed now, and all once the list is whole."""
        ticked = frozenset(was.ticked)
        view, listed = self._desk.queue.view, self._desk.queue.listed
        if view.tick_these(ticked) == len(ticked):
            return

        def tick_rest() -> None:
            listed.disconnect(tick_rest)
            if self._desk.place == was.place:
                view.tick_these(ticked)

        listed.connect(tick_rest)

    def _here(self) -> Whereabouts:
        view = self._desk.queue.view
        several = not view.acts_on_current and view.picked_count() <= MOST_TICKS
        ticked = tuple(view.picked().ids) if several else ()
        return Whereabouts(self._desk.place, view.current_number, ticked, self._desk.alone.on)

    def _keep(self) -> None:
        self._keep_shape()
        here, newsroom = self._here(), self._newsroom
        if here == self._kept:
            return

        def done(_nothing: None) -> None:
            self._kept = here

        # Not in the lane of what is decided: closing never waits for this.
        self._operations.run(
            _("Keeping the place"),
            lambda _progress: keep_whereabouts(newsroom, here),
            done,
            on_error=self._not_kept,
            writing=False,
            question=(self, "place"),
        )

    def _not_kept(self, error: BaseException) -> None:
        # Whoever cannot write is told so by her next decision; of a place alone it is no news.
        if not isinstance(error, NewsroomError):
            self._operations.messages.explain(error)
