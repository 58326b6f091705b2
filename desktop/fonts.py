"""Which fonts the window is set in: the system's own for the interface, a serif for reading."""

from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication

# The type scale, in pixels: section heads, secondary, text, the comment being decided, headline.
SMALL, SECONDARY, TEXT, COMMENT, READING, HEADLINE = 11, 12, 13, 15, 16, 24

_SERIFS = ["Noto Serif", "Source Serif 4", "Charter", "Georgia", "Cambria", "DejaVu Serif"]
# Without a desktop (pictures, tests) the system has no interface font of its own to follow.
_DRAWN_WITHOUT_DESKTOP = ["Inter", "Noto Sans", "DejaVu Sans"]


def interface(
    size: int = TEXT, weight: QFont.Weight = QFont.Weight.Normal, *, scale: float = 1.0
) -> QFont:
    """The interface font at this many pixels, larger where the system's own text is larger."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    larger = _system_scale(font)
    if QGuiApplication.platformName() in ("offscreen", "minimal"):
        font = QFont()
        font.setFamilies(_DRAWN_WITHOUT_DESKTOP)
        larger = 1.0
    font.setPixelSize(round(size * scale * larger))
    font.setWeight(weight)
    return font


def reading(size: int = READING, *, scale: float = 1.0) -> QFont:
    """The serif that articles are read in, at this many pixels."""
    font = QFont()
    font.setFamilies(_SERIFS)
    font.setStyleHint(QFont.StyleHint.Serif)
    font.setPixelSize(round(size * scale))
    return font


def fixed(size: int = SECONDARY, *, scale: float = 1.0) -> QFont:
    """The system's font with letters of one width, at this many pixels."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPixelSize(round(size * scale))
    return font


def _system_scale(font: QFont) -> float:
    """How much larger than the design's 13 pixels the user has set the system's text, up to 2."""
    dots = QGuiApplication.primaryScreen().logicalDotsPerInch()
    pixels = font.pixelSize() if font.pixelSize() > 0 else font.pointSizeF() * dots / 72
    # 15 pixels (11 points) is the stock size of some desktops and no wish of the user's.
    return 1.0 if pixels <= 15 else min(2.0, pixels / TEXT)
