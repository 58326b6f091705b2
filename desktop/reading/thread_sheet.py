"""The sheet on which a thread lies: one comment below the other, answers further to the right."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QPushButton, QWidget

from desktop import theme
from desktop.reading.margins import is_narrow

# What lies between two of them, in pixels of the design.
BETWEEN = 4
_INDENT, _INDENT_IF_NARROW = 22, 10
_DEEPEST = 8
# A comment keeps at least this width, however deep it stands.
_NARROWEST = 240


class ThreadSheet(QWidget):
    """What is scrolled; `changed` is called when one that lies on it wants another height."""

    def __init__(self, changed: Callable[[], None]) -> None:
        super().__init__()
        self._changed = changed
        self.setProperty("look", "panel")

    def event(self, event: QEvent) -> bool:
        """A child's height has changed."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._changed()
        return super().event(event)

    def lay_out(self, rows: Iterable[tuple[int, QWidget]], width: int) -> int:
        """Lay these below each other, each so many steps to the right; how high they are."""
        force = theme.in_force()
        y = force.px(2)
        for steps, widget in rows:
            x = _indent(steps, width)
            if isinstance(widget, QPushButton):
                hint = widget.sizeHint()
                widget.setGeometry(x, y, min(hint.width(), width - x), hint.height())
            else:
                widget.setGeometry(x, y, width - x, widget.heightForWidth(width - x))
            widget.show()
            y = widget.geometry().bottom() + 1 + force.px(BETWEEN)
        return y + force.px(12)


def _indent(steps: int, width: int) -> int:
    # Where it is narrow the comment's own lines need the room most.
    step = theme.in_force().px(_INDENT_IF_NARROW if is_narrow(width) else _INDENT)
    wanted = step * min(steps, _DEEPEST)
    return max(0, min(wanted, width - theme.in_force().px(_NARROWEST)))
