"""A large icon beside words: it wears the theme and grows with the text, whenever they change."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel, QWidget

from desktop import icons, theme


class Sign(QLabel):
    """An icon, so many pixels large at the usual size of text, in the colour of this token."""

    def __init__(
        self, pixels: int, ink: str = "edge", name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._pixels, self._ink, self._name = pixels, ink, name
        theme.follow(self, self._draw)
        self._draw()

    def show_icon(self, name: str) -> None:
        """Show this icon from now on."""
        self._name = name
        self._draw()

    def _draw(self) -> None:
        if self._name:
            side = theme.in_force().px(self._pixels)
            icon = icons.icon(self._name, self._ink)
            self.setPixmap(icon.pixmap(QSize(side, side), self.devicePixelRatioF()))
