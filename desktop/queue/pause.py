"""The pause of somebody who types: what is not seen at once is asked for once she has made it."""

from collections.abc import Callable

from desktop.operations import Operations

# Who types on within so many seconds does not want all of what she typed before.
TYPING = 0.15


class Pause:
    """Calls `over` on the GUI thread once it has lasted, unless it is broken off before.

    `typing` says whether it is somebody's who types, from her first key to its end.
    """

    def __init__(self, operations: Operations, over: Callable[[], None]) -> None:
        self._operations, self._over = operations, over
        self._on = False
        self.typing = False

    @property
    def is_on(self) -> bool:
        """Whether it has begun, and not ended."""
        return self._on

    def begin(self, seconds: float) -> None:
        """Let it begin, or begin anew."""
        self._on = True
        self._operations.soon((self, "over"), self.end, seconds)

    def end(self) -> None:
        """It has lasted long enough."""
        self.break_off()
        self.typing = False
        self._over()

    def break_off(self) -> None:
        """Nothing is waited for any more, and nothing called."""
        self._on = False
        self._operations.drop((self, "over"))
