"""Whether Tab goes as one reads: along a row, then down; a column after the other."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

# What overlaps by less is beside or below, whatever its edge is drawn with.
_EDGE = 4


def jumps(stops: Sequence[QWidget]) -> Iterator[tuple[QWidget, QWidget]]:
    """The pairs in which Tab goes up without going on to the right, or to the left in a row."""
    for one, after in pairwise(stops):
        above = _above(one)
        around = next(each for each in above if each.isAncestorOf(after))
        here, there = (_place(each, around) for each in (one, after))
        is_above = there.bottom() <= here.top() + _EDGE
        in_row = min(here.bottom(), there.bottom()) - max(here.top(), there.top()) > _EDGE
        to_the_left = there.right() <= here.left() + _EDGE
        if (is_above and there.left() < here.right() - _EDGE) or (in_row and to_the_left):
            yield one, after


def _above(one: QWidget) -> list[QWidget]:
    """What it lies in, up to its window."""
    found = []
    around = one.parentWidget()
    while around is not None:
        found.append(around)
        around = None if around.isWindow() else around.parentWidget()
    return found


def _place(one: QWidget, around: QWidget) -> QRect:
    """Where it is in there; what is scrolled away counts as at the edge of what scrolls it."""
    place = QRect(one.mapTo(around, QPoint(0, 0)), one.size())
    above = _above(one)
    for inside, area in pairwise(above[: above.index(around)]):
        if isinstance(area, QAbstractScrollArea):
            seen = QRect(inside.mapTo(around, QPoint(0, 0)), inside.size())
            shown = place.intersected(seen)
            edge = seen.bottom() if place.top() > seen.bottom() else seen.top()
            place = QRect(place.left(), edge, place.width(), 1) if shown.isEmpty() else shown
    return place
