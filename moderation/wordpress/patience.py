"""Patience with a site: what passes is tried again, later and later, and never all at once."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from moderation.changes import SILENT, Progress
from moderation.errors import Cancelled
from moderation.wordpress.troubles import SiteTrouble
from resources.translation import _

T = TypeVar("T")

# Longer than this nobody waits for an answer; the next round asks again.
LONGEST_WAIT = 60.0
_STEP = 0.2


@dataclass(frozen=True, slots=True)
class Patience:
    """How often to try, and how long to wait in between; `pause` waits so many seconds."""

    progress: Progress = SILENT
    tries: int = 4
    first: float = 1.0
    pause: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random

    def ask(self, work: Callable[[], T]) -> T:
        """What `work` answers; trouble that does not pass, or that stays, is raised.

        A site that says how long to leave it alone is left alone so long. `Cancelled` if the
        progress says stop.
        """
        for turn in range(1, self.tries):
            try:
                return work()
            except SiteTrouble as trouble:
                if not trouble.passes or trouble.seconds > LONGEST_WAIT:
                    raise
                # Twice as long each time, give or take a half: many desks must not come together.
                self.wait(max(trouble.seconds, self.first * 2 ** (turn - 1)) * self._jitter())
        return work()

    def wait(self, seconds: float) -> None:
        """Wait; `Cancelled` as soon as the progress says stop."""
        left = seconds
        while left > 0:
            self.check()
            self.pause(min(left, _STEP))
            left -= _STEP
        self.check()

    def check(self) -> None:
        """`Cancelled` if the progress says stop."""
        if self.progress.stop_asked():
            raise Cancelled(
                _("Stopped. What came in so far is kept, and the rest comes next time.")
            )

    def _jitter(self) -> float:
        return 1.0 + self.chance() / 2
