"""Where the keyboard is can be seen: each control with the focus and without it, in every theme."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea, QWidget

from desktop.theme import Choice, in_force

THEMES = (Choice.LIGHT, Choice.DARK, Choice.CONTRAST)
# A caret alone is about fifteen pixels, and blinks; a line about the smallest control is fifty.
_FEWEST = 24
# A ring may stand outside of what it is about.
_AROUND = 4

Kind = tuple[object, ...]
# Controls of a kind look alike; each kind is looked at once, in the first scene that shows it.
_looked_at: set[Kind] = set()


def unseen(top: QWidget, wanted: list[QWidget]) -> Iterator[tuple[QWidget, str]]:
    """Those of these controls at which the focus is not seen, and in which theme."""
    new = {_kind(one): one for one in wanted if _kind(one) not in _looked_at}
    _looked_at.update(new)
    if not new:
        return
    before = in_force().choice
    for theme in THEMES:
        in_force().choose(theme)
        # What is laid out anew comes to rest: a discussion scrolls to the comment of its card.
        QApplication.processEvents()
        for one in new.values():
            if not one.isVisibleTo(top) or not one.isEnabled():
                continue
            if _differing(top, one) < _FEWEST:
                yield one, theme.value
    in_force().choose(before)


def _kind(one: QWidget) -> Kind:
    parent = one.parentWidget()
    checked = one.isChecked() if isinstance(one, QAbstractButton) else None
    looks = one.property("look"), None if parent is None else parent.property("look")
    return type(one).__name__, type(parent).__name__, *looks, checked


def _differing(top: QWidget, one: QWidget) -> int:
    """How many pixels differ between focused and not."""
    above: Callable[[], QWidget | None] = one.parentWidget
    holder = above()
    while holder is not None and holder is not top:
        if isinstance(holder, QScrollArea):
            holder.ensureWidgetVisible(one)  # as Qt does for who comes by Tab
        holder = holder.parentWidget()
    one.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    with_focus = _picture(top, one)
    one.clearFocus()
    QApplication.processEvents()
    without = _picture(top, one)
    return _count(with_focus, without)


def _picture(top: QWidget, one: QWidget) -> QImage:
    corner = one.mapTo(top, QPoint(0, 0))
    around = QRect(corner, one.size()).adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND)
    return top.grab(around.intersected(top.rect())).toImage().convertToFormat(
        QImage.Format.Format_RGB32
    )  # fmt: skip


def _count(one: QImage, other: QImage) -> int:
    if one.isNull() or other.isNull():
        return 0  # out of sight
    if one.size() != other.size():
        return _FEWEST
    first, second = (memoryview(image.constBits()).cast("B").cast("I") for image in (one, other))
    if first == second:
        return 0
    return sum(a != b for a, b in zip(first, second, strict=True))
