"""Our own icons: SVG files drawn in the colour of the text beside them, crisp at any scale."""

from PySide6.QtCore import QByteArray, QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractButton

from desktop import theme
from desktop.pictures import ICONS, svg

APPLICATION = "commentdesk"


class _InkOfTheTheme(QIconEngine):
    """Draws one SVG when it is needed, in the colours of the theme then in force."""

    def __init__(self, name: str, token: str) -> None:
        super().__init__()
        self._name = name
        self._token = token

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:  # noqa: ARG002
        token = "edge" if mode == QIcon.Mode.Disabled else self._token
        _draw(painter, rect, self._name, getattr(theme.in_force().tokens, token))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        if size.isEmpty():  # a button squeezed to nothing still asks for its icon
            return QPixmap()
        image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        self.paint(painter, QRect(QPoint(), size), mode, state)
        painter.end()
        return QPixmap.fromImage(image)

    def clone(self) -> QIconEngine:
        return _InkOfTheTheme(self._name, self._token)


def icon(name: str, ink: str = "text") -> QIcon:
    """The icon of this name, in the colour of this token; it changes with the theme."""
    return QIcon(_InkOfTheTheme(name, ink))


def put_on(button: QAbstractButton, name: str, ink: str = "text") -> None:
    """Give this button an icon that is seen also where the focus inverts it: in high contrast."""
    button.setIcon(icon(name, ink))
    if button.focusPolicy() != Qt.FocusPolicy.NoFocus:
        _InkOfTheFocus(button, name, ink)


class _InkOfTheFocus(QObject):
    """Draws a button's icon in the colour of the ground as long as the button is inverted."""

    def __init__(self, button: QAbstractButton, name: str, ink: str) -> None:
        super().__init__(button)
        self._button, self._name, self._ink = button, name, ink
        self._inverted = False
        button.installEventFilter(self)
        theme.follow(button, self._suit)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See the focus come and go."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._suit()
        return super().eventFilter(watched, event)

    def _suit(self) -> None:
        inverted = theme.in_force().tokens.inverts and self._button.hasFocus()
        if inverted is not self._inverted:
            self._inverted = inverted
            self._button.setIcon(icon(self._name, "panel" if inverted else self._ink))


def scale_with_text(button: QAbstractButton, pixels: int = 16) -> None:
    """Let the icon of this button be so large at the usual size of text, and grow with it."""

    def fit() -> None:
        size = theme.in_force().px(pixels)
        button.setIconSize(QSize(size, size))

    fit()
    theme.follow(button, fit)


def application_icon() -> QIcon:
    """The icon of the program, in its own colours."""
    return QIcon(str(ICONS / f"{APPLICATION}.svg"))


def draw(painter: QPainter, rect: QRect, name: str, colour: str) -> None:
    """Draw the icon of this name into `rect`, in this colour."""
    _draw(painter, rect, name, colour)


def _draw(painter: QPainter, rect: QRect, name: str, colour: str) -> None:
    # Not needed for the first row; importing it costs what a frame costs.
    from PySide6.QtSvg import QSvgRenderer

    renderer = QSvgRenderer(QByteArray(svg(name).replace("currentColor", colour).encode()))
    renderer.render(painter, QRectF(rect))
