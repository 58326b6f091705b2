"""The theme in force: which tokens the window wears, how large its text is, and when that changes.

Widgets that paint ask `in_force()` while they paint, and redraw on its `changed`.
"""

import weakref
from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from desktop import fonts, stylesheet
from desktop.tokens import CONTRAST, CONTRAST_DARK, DARK, LIGHT, Tokens


class Choice(StrEnum):
    """What a moderator can choose under View."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


class Theme(QObject):
    """The theme in force. `changed` says that colours or sizes are others now, `changing` that they
    are about to be.

    With `Choice.SYSTEM` it follows the system, also while the program runs.
    """

    changing = Signal()
    changed = Signal()

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._hints = QGuiApplication.styleHints()
        self.choice = Choice.SYSTEM
        self.tokens = LIGHT
        self.scale = 1.0
        self.still = False
        self._hints.colorSchemeChanged.connect(self._follow)
        application.setStyle("Fusion")

    def choose(self, choice: Choice) -> None:
        """Put this theme on every window, now and while the program runs."""
        self.choice = choice
        scheme = {Choice.LIGHT: Qt.ColorScheme.Light, Choice.DARK: Qt.ColorScheme.Dark}
        # Qt 6.8 and later also tell the frame around the window, which is not ours to paint.
        if hasattr(self._hints, "setColorScheme"):
            self._hints.setColorScheme(scheme.get(choice, Qt.ColorScheme.Unknown))
        self._wear(self._tokens_for(choice))

    def use_text_scale(self, scale: float) -> None:
        """Show all text this many times its own size (1.0 to 2.0)."""
        self.scale = min(2.0, max(1.0, scale))
        self._wear(self.tokens)

    def be_still(self, still: bool) -> None:
        """Let no control move by itself, or let them."""
        self.still = still
        self._wear(self.tokens)

    def px(self, pixels: float) -> int:
        """A length of the design, in pixels, at the text size in force."""
        return round(pixels * self.scale)

    def colour(self, token: str) -> QColor:
        """The colour of a token by its name."""
        return QColor(getattr(self.tokens, token))

    def _tokens_for(self, choice: Choice) -> Tokens:
        dark = self._hints.colorScheme() == Qt.ColorScheme.Dark
        match choice:
            case Choice.LIGHT:
                return LIGHT
            case Choice.DARK:
                return DARK
            case Choice.CONTRAST:
                return CONTRAST_DARK if dark else CONTRAST
            case Choice.SYSTEM:
                if _system_wants_contrast():
                    return CONTRAST_DARK if dark else CONTRAST
                return DARK if dark else LIGHT

    def _follow(self) -> None:
        self._wear(self._tokens_for(self.choice))

    def _wear(self, tokens: Tokens) -> None:
        self.changing.emit()
        self.tokens = tokens
        # Without the old sheet first, each widget is measured anew for every step: 110 ms, not 30.
        _take_off_sheet(self._application)
        self._application.setPalette(palette(tokens))
        self._application.setFont(fonts.interface(scale=self.scale))
        self._application.setStyleSheet(stylesheet.sheet(tokens, self.scale, still=self.still))
        self.changed.emit()


def _take_off_sheet(application: QApplication) -> None:
    """Take the sheet off, telling no widget: nobody sees them bare, and the next sheet tells all.

    Told, each would lay out what it has for a look that lasts a moment: half of what this costs.
    """
    told = Qt.WidgetAttribute.WA_SetStyle  # whoever has a style of its own is told of no other
    untold = [one for one in application.allWidgets() if not one.testAttribute(told)]
    for one in untold:
        one.setAttribute(told)
    try:
        application.setStyleSheet("")
    finally:
        for one in untold:
            one.setAttribute(told, on=False)


def _system_wants_contrast() -> bool:
    hints = QGuiApplication.styleHints()
    accessibility: Callable[[], object] | None = getattr(hints, "accessibility", None)
    # Qt tells this from 6.10 on; before, high contrast is chosen under View.
    if accessibility is None:
        return False
    preference = getattr(accessibility(), "contrastPreference", lambda: None)()
    return preference is not None and preference == Qt.ContrastPreference.HighContrast


def palette(tokens: Tokens) -> QPalette:
    """The tokens as Qt's own roles, so that every stock control is right without a style sheet."""
    roles = QPalette.ColorRole
    wanted = {
        roles.Window: tokens.window,
        roles.WindowText: tokens.text,
        roles.Base: tokens.panel,
        roles.AlternateBase: tokens.window,
        roles.Text: tokens.text,
        roles.Button: tokens.raised,
        roles.ButtonText: tokens.text,
        roles.BrightText: tokens.no,
        roles.ToolTipBase: tokens.raised,
        roles.ToolTipText: tokens.text,
        roles.PlaceholderText: tokens.muted,
        roles.Highlight: tokens.accent,
        roles.HighlightedText: tokens.on_accent,
        roles.Link: tokens.accent,
        roles.LinkVisited: tokens.accent,
        roles.Light: tokens.raised,
        roles.Midlight: tokens.hover,
        roles.Mid: tokens.line,
        roles.Dark: tokens.edge,
        roles.Shadow: tokens.edge,
    }
    made = QPalette()
    for role, colour in wanted.items():
        made.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.edge))
    if hasattr(roles, "Accent"):
        made.setColor(roles.Accent, QColor(tokens.accent))
    return made


def in_force() -> Theme:
    """The theme of the running application; the first call makes it and follows the system."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        raise RuntimeError("a theme needs an application with windows")
    # Asked for with each thing that is painted: looking among the children takes longer.
    known = _known[0]() if _known else None
    if known is not None and isValid(known) and known.parent() is application:
        return known
    found = application.findChild(Theme)
    if found is None:
        found = Theme(application)
        found.choose(Choice.SYSTEM)
    _known[:] = [weakref.ref(found)]
    return found


_known: list[weakref.ref[Theme]] = []


def look(widget: QWidget, name: str) -> None:
    """Give a widget one of the looks that the style sheet knows, such as `approve` or `muted`."""
    widget.setProperty("look", name)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
