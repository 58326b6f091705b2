"""Walks the real window through Qt's accessibility interface, as a screen reader does."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class Heard:
    """One thing as a screen reader meets it: its role, its name, and where it is."""

    role: QAccessible.Role
    name: str
    description: str
    path: str


# What somebody can act on; each must say what it is.
ACTED_ON = frozenset(
    {
        QAccessible.Role.PushButton, QAccessible.Role.CheckBox, QAccessible.Role.RadioButton,
        QAccessible.Role.EditableText, QAccessible.Role.ComboBox, QAccessible.Role.SpinBox,
        QAccessible.Role.List, QAccessible.Role.Table, QAccessible.Role.Tree,
        QAccessible.Role.ButtonMenu, QAccessible.Role.ButtonDropDown, QAccessible.Role.Slider,
        QAccessible.Role.MenuItem, QAccessible.Role.PageTab, QAccessible.Role.Link,
    }
)  # fmt: skip
_DEEPEST = 40
# Rows of a list are asked for one by one, and named by their model.
_MOST_CHILDREN = 400


def walk(widget: QWidget) -> Iterator[Heard]:
    """Everything visible in a window, from the outside in."""
    interface = QAccessible.queryAccessibleInterface(widget)
    if interface is not None:
        yield from _walk(interface, type(widget).__name__, 0)


def _walk(one: QAccessibleInterface, path: str, depth: int) -> Iterator[Heard]:
    state = one.state()
    if state.invisible or depth > _DEEPEST:
        return
    held = one.object()
    if isinstance(held, QWidget):
        path = f"{path} ▸ {type(held).__name__}"
    yield Heard(
        one.role(),
        one.text(QAccessible.Text.Name),
        one.text(QAccessible.Text.Description),
        path,
    )
    for place in range(min(one.childCount(), _MOST_CHILDREN)):
        child = one.child(place)
        if child.isValid():
            yield from _walk(child, path, depth + 1)
