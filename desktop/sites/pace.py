"""When each site is asked again by itself: later and later while it is in trouble; plain Python."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from db.rows import SiteId

# In seconds: the first wait of a site in trouble, and the longest that is not its own wish.
FIRST_WAIT, LONGEST_WAIT = 120.0, 600.0


@dataclass(frozen=True, slots=True)
class _Wait:
    seconds: float
    until: float


class Pace:
    """Each site has its own: one that is away delays no other."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._waits: dict[SiteId, _Wait] = {}

    def is_due(self, site: SiteId) -> bool:
        """Whether it may be asked without anybody's wish."""
        wait = self._waits.get(site)
        return wait is None or self._clock() >= wait.until

    def went_well(self, site: SiteId) -> None:
        """It answered: it is asked at every turn again."""
        self._waits.pop(site, None)

    def had_trouble(self, site: SiteId, wish: float) -> None:
        """Leave it alone: twice as long as the last time, or as long as it wishes."""
        before = self._waits.get(site)
        seconds = FIRST_WAIT if before is None else min(LONGEST_WAIT, before.seconds * 2)
        self._waits[site] = _Wait(seconds, self._clock() + max(seconds, wish))
