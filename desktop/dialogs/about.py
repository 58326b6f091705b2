"""What this program is, in a box."""

from importlib.metadata import PackageNotFoundError, version

from PySide6.QtWidgets import QMessageBox, QWidget

from desktop import icons
from resources.translation import _


def about_box(parent: QWidget) -> QMessageBox:
    """The box that tells name, version and licence."""
    try:
        number = version("commentdesk")
    except PackageNotFoundError:
        number = _("(not installed)")
    box = QMessageBox(parent)
    box.setIconPixmap(icons.application_icon().pixmap(64, 64))
    box.setWindowTitle(_("About Commentdesk"))
    box.setText(_("Commentdesk {version}").format(version=number))
    box.setInformativeText(
        _("Decide what readers may say under an article. Free software under the MIT licence.")
    )
    return box
