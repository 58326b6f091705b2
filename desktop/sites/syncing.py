"""Keeps the newsroom and its sites in step beside the work; nobody who decides ever waits for it.

It has a thread of its own, so that neither the window's reads nor its writes stand behind a slow
host. What came in is seen as anything that happens elsewhere is.
"""

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from db.rows import SiteId
from db.site_rows import Connection
from desktop.operations import Operations
from desktop.sites.pace import Pace
from desktop.sites.rounds import Outcome, Watch, work
from desktop.times import clock
from moderation.errors import NewsroomError
from moderation.newsroom import Newsroom
from moderation.wordpress.joined import connected
from resources.translation import _

if TYPE_CHECKING:
    from moderation.wordpress.mending import Refused
    from moderation.wordpress.wire import Wire

# The window is there first; then a round a minute, and soon after something was decided.
FIRST, EVERY, SOON = 2_000, 60_000, 1_500


@dataclass(frozen=True, slots=True)
class Step:
    """How it stands between the newsroom and its sites, for whoever shows it.

    `look` is its colour: ok, accent (under way), spam (something is to be done), no (trouble).
    """

    sentence: str
    look: str
    needs_password: bool = False


class Syncing(QObject):
    """Works with the connected sites from time to time; `changed` says that `step` is another.

    `refused_changed` says that sites refused something else of what was written here than before.
    """

    changed = Signal()
    refused_changed = Signal()
    _ended = Signal(object)
    _told = Signal(str)

    def __init__(
        self, newsroom: Newsroom, operations: Operations, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._newsroom, self._operations = newsroom, operations
        self._pool: ThreadPoolExecutor | None = None
        self._stop = threading.Event()
        self._wires: list[Wire] = []
        self._progress = ""
        self._pace = Pace()
        self._troubles: dict[SiteId, NewsroomError] = {}
        self._missing: set[SiteId] = set()
        self._again: tuple[bool, bool] | None = None
        self._refused: frozenset[int] | None = None
        self.is_busy = self._is_over = False
        self.sites: Sequence[Connection] = ()
        self._timer = QTimer(self)
        self._timer.setInterval(FIRST)
        self._timer.timeout.connect(self._take_turn)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON)
        self._soon.timeout.connect(lambda: self._start(fetch=False))
        self._ended.connect(self._end)
        self._told.connect(self._tell)
        operations.newsroom_changed.connect(self._decided)
        self._timer.start()
        self.look()

    @property
    def step(self) -> Step | None:
        """How it stands; None where no site is connected."""
        if not self.sites:
            return None
        if self.is_busy and self._progress:
            return Step(self._progress, "accent")
        # What speaks with sites is imported where there is one: other windows start without it.
        from moderation.wordpress import outgoing

        try:
            left = outgoing.summary(self._newsroom)
        except NewsroomError as trouble:
            return Step(trouble.sentence, "no")
        missing = next((one for one in self.sites if one.site in self._missing), None)
        if missing is not None:
            told = _("The password of {name} is needed.").format(name=missing.title)
            return Step(_joined(told, left), "spam", needs_password=True)
        hindered = [self._troubles[one.site] for one in self.sites if one.site in self._troubles]
        if hindered:
            return Step(_joined(hindered[0].sentence, left), "no")
        return Step(_joined(self._since(), left), "spam" if left else "ok")

    def look(self) -> None:
        """See which sites are connected now; of a drive that is gone the desk itself tells."""
        with suppress(NewsroomError):
            self.sites = connected(self._newsroom)
            self.changed.emit()

    def sync(self) -> None:
        """Fetch and send, now, whichever site was to be left alone."""
        self.look()
        self._start(fetch=True, is_wish=True)

    def pause(self) -> None:
        """Ask no site by itself from now on."""
        self._timer.stop()
        self._soon.stop()
        self._is_over = True

    def stop(self) -> None:
        """Work no more; a line that somebody waits at is cut. What was done is kept."""
        self._is_over = True
        self._timer.stop()
        self._soon.stop()
        self._stop.set()
        for wire in list(self._wires):
            wire.hang_up()
        if self._pool is not None:
            self._pool.shutdown()
        self.is_busy = False

    def _decided(self) -> None:
        if self.sites and not self._is_over:
            # Whoever decides without a pause is no reason to wait.
            if not self._soon.isActive():
                self._soon.start()
            self.changed.emit()

    def _take_turn(self) -> None:
        self._timer.setInterval(EVERY)
        self.look()
        self._start(fetch=True)

    def _start(self, *, fetch: bool, is_wish: bool = False) -> None:
        if not self.sites or self._is_over:
            return
        if self.is_busy:
            before = self._again or (False, False)
            self._again = (fetch or before[0], is_wish or before[1])
            return
        asked = [one for one in self.sites if is_wish or self._pace.is_due(one.site)]
        if not asked:
            return
        if self._pool is None:
            self._pool = ThreadPoolExecutor(1, thread_name_prefix="commentdesk-sites")
        if self._refused is None and (found := self._what_was_refused()) is not None:
            self._refused = frozenset(one.entry for one in found)
        self.is_busy = True
        self._progress = ""
        # Nothing of Qt goes along but two bound signals.
        watch = Watch(self._told.emit, self._stop)
        self._pool.submit(work, self._newsroom, asked, fetch, watch, self._wires, self._ended.emit)

    def _tell(self, sentence: str) -> None:
        self._progress = sentence
        self.changed.emit()

    def _end(self, outcome: object) -> None:
        if self._is_over:
            return
        self.is_busy, self._progress = False, ""
        if isinstance(outcome, Outcome):
            self._note(outcome)
        elif isinstance(outcome, BaseException):
            self._operations.messages.explain(outcome)
        self.look()
        self._tell_refusals()
        if self._again is not None:
            (fetch, is_wish), self._again = self._again, None
            self._start(fetch=fetch, is_wish=is_wish)

    def _note(self, outcome: Outcome) -> None:
        from moderation.wordpress.troubles import SiteTrouble

        for site in outcome.asked:
            trouble = outcome.troubles.get(site)
            self._missing.discard(site)
            if trouble is None:
                self._troubles.pop(site, None)
                self._pace.went_well(site)
            else:
                self._troubles[site] = trouble
                wish = trouble.seconds if isinstance(trouble, SiteTrouble) else 0.0
                self._pace.had_trouble(site, wish)
        self._missing |= set(outcome.missing)

    def _what_was_refused(self) -> Sequence["Refused"] | None:
        """What sites refused until now; None while the drive is gone, of which the desk tells."""
        from moderation.wordpress import mending

        try:
            return mending.refused(self._newsroom)
        except NewsroomError:
            return None

    def _tell_refusals(self) -> None:
        """Whoever wrote what a site refused is told at once, wherever she is by now."""
        found = self._what_was_refused()
        if found is None:
            return
        before, self._refused = self._refused, frozenset(one.entry for one in found)
        if self._refused == before:
            return
        for one in found:
            if before is not None and one.entry not in before:
                self._operations.messages.tell(one.sentence)
        self.refused_changed.emit()

    def _since(self) -> str:
        moments = [one.synced_at for one in self.sites if one.synced_at is not None]
        name = self.sites[0].title
        if not moments:
            return _("{name} is connected.").format(name=name)
        when = clock(max(moments), self._newsroom.zone)
        if len(self.sites) == 1:
            return _("In step with {name}: {when}.").format(name=name, when=when)
        return _("In step with {count} sites: {when}.").format(count=len(self.sites), when=when)


def _joined(told: str, left: str) -> str:
    return _("{told} {left}.").format(told=told, left=left) if left else told
