"""Tab goes through a window as one reads: along a row, then down; a column after the other.

Qt goes in the order in which controls were made, and most are made when they are first needed: a
page of the settings came after the button below it. So it is found out with each Tab.
"""

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

# What overlaps by less, in pixels, is beside or below all the same.
_EDGE = 4

Span = Callable[[QWidget], tuple[int, int]]


def go_by_tab(window: QWidget, *, onward: bool) -> bool:
    """Bring the keyboard to what one reads next in this window, or read before if not `onward`.

    After the last comes the first. False, and nothing is done, where nothing takes it.
    """
    here = window.focusWidget()
    stops = list(_stops(window, here))
    if here not in stops:
        stops.insert(0 if onward else len(stops), window)
        here = window
    at = stops.index(here) + (1 if onward else -1)
    target = stops[at % len(stops)]
    if target is here:
        return False
    reason = Qt.FocusReason.TabFocusReason if onward else Qt.FocusReason.BacktabFocusReason
    target.setFocus(reason)
    _bring_in_sight(target, here)
    return True


def _bring_in_sight(target: QWidget, before: QWidget) -> None:
    """Scroll to it where it lies in an area that the keyboard was not in.

    Within one Qt does so by itself, and to the places that the area has for it.
    """
    around = target.parentWidget()
    while around is not None and not around.isAncestorOf(before):
        if isinstance(around, QScrollArea) and target.visibleRegion().isEmpty():
            around.ensureWidgetVisible(target)
        around = around.parentWidget()


def _stops(around: QWidget, here: QWidget | None) -> Iterator[QWidget]:
    """What takes the keyboard by Tab in here, in reading order, and what has it now."""
    shown = [
        one for one in around.children()
        if isinstance(one, QWidget) and one.isVisible() and not one.isWindow()
    ]  # fmt: skip
    leftward = around.layoutDirection() == Qt.LayoutDirection.RightToLeft
    for one in _as_read(shown, _leftward if leftward else _rightward):
        if one is here or _takes_it(one):
            yield one
        yield from _stops(one, here)


def _takes_it(one: QWidget) -> bool:
    by_tab = bool(one.focusPolicy() & Qt.FocusPolicy.TabFocus)
    # What passes it on is a part of what it is passed to, or has that in it.
    return by_tab and one.isEnabled() and one.focusProxy() is None


def _as_read(widgets: Sequence[QWidget], along: Span) -> Iterator[QWidget]:
    """Cut into rows, each of these into columns, these into rows, and so on."""
    for span in (_down, along):
        parts = list(_cut(widgets, span))
        if len(parts) > 1:
            for part in parts:
                yield from _as_read(part, along)
            return
    # What cannot be cut lies over each other.
    yield from sorted(widgets, key=lambda one: (_down(one), along(one)))


def _cut(widgets: Sequence[QWidget], span: Span) -> Iterator[list[QWidget]]:
    """The parts between which no widget reaches, from the first to the last."""
    part: list[QWidget] = []
    end = 0
    for one in sorted(widgets, key=span):
        first, last = span(one)
        if part and first > end - _EDGE:
            yield part
            part = []
        end = max(end, last) if part else last
        part.append(one)
    if part:
        yield part


def _down(one: QWidget) -> tuple[int, int]:
    return one.geometry().top(), one.geometry().bottom()


def _rightward(one: QWidget) -> tuple[int, int]:
    return one.geometry().left(), one.geometry().right()


def _leftward(one: QWidget) -> tuple[int, int]:
    return -one.geometry().right(), -one.geometry().left()
