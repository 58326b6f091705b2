"""What every field of one line is given."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit

from resources.translation import _


def clearable(line: QLineEdit) -> None:
    """Give a field its cross, and the cross a name for those who do not see it."""
    line.setClearButtonEnabled(True)
    for action in line.findChildren(QAction):
        if not action.text():
            action.setText(_("Clear"))
