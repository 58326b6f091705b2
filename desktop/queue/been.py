"""Where one was in each place: whoever comes back finds the comment that she left it at."""

from desktop.queue.place import Place

# So many places are known; nobody comes back to more.
_MOST = 64


class Been:
    """Knows the comment under decision at which each place was left, of the latest ones."""

    def __init__(self) -> None:
        self._left: dict[Place, int] = {}

    def leave(self, place: Place, comment: int | None) -> None:
        """This place is left at that comment, or at none."""
        self._left.pop(place, None)
        if comment is not None:
            self._left[place] = comment
        if len(self._left) > _MOST:
            del self._left[next(iter(self._left))]

    def at(self, place: Place) -> int | None:
        """The comment at which this place was left."""
        return self._left.get(place)
