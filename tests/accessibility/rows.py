"""What stands side by side is equally high: a pixel more is seen by whoever sees such things."""

from collections.abc import Iterator

from PySide6.QtCore import QObject
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QRadioButton,
    QWidget,
)

_BOXES = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox)
_PARTS = (QLineEdit, QComboBox, QAbstractSpinBox)
# Words that can be pressed have no box to be seen.
_BARE = ("link", "chip")


def uneven(top: QWidget) -> Iterator[tuple[QWidget, QWidget]]:
    """Two neighbours in one row whose boxes have different heights."""
    for parent in (top, *top.findChildren(QWidget)):
        boxes = [one for one in parent.children() if isinstance(one, QWidget) and _is_box(one)]
        for one in boxes:
            for other in boxes:
                apart = abs(one.geometry().center().y() - other.geometry().center().y())
                if apart <= 3 and one.height() < other.height():
                    yield one, other


def _is_box(one: QObject) -> bool:
    if not isinstance(one, _BOXES) or isinstance(one, QCheckBox | QRadioButton):
        return False
    within = isinstance(one.parentWidget(), _PARTS)  # a chooser's own line, a field's own cross
    return one.isVisible() and not within and one.property("look") not in _BARE
