"""The theme in force: which tokens the window wears, how large its text is, and when that changes.

Widgets that paint ask `in_force()` while they paint, and redraw on its `changed`.
"""

import weakref
from collections.abc import Callable
from enum import StrEnum
from functools import cached_property
from inspect import ismethod
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from desktop import fonts, stylesheet
from desktop.tokens import CONTRAST, CONTRAST_DARK, DARK, LIGHT, Tokens

if TYPE_CHECKING:
    from desktop.dressing import Dresser


class Choice(StrEnum):
    """What a moderator can choose under View."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


class Theme(QObject):
    """The theme in force. `changed` says that colours or sizes are others now, `changing` that they
    are about to be, and `dressed` that some more windows or pages wear them; see `follow`.

    With `Choice.SYSTEM` it follows the system, also while the program runs.
    """

    changing = Signal()
    changed = Signal()
    dressed = Signal()

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

    def dress(self, widget: QWidget) -> None:
        """Put the look in force on this control and all in it, if they still wait for it.

        For what is measured before it is seen; what is shown is dressed by itself.
        """
        self._dresser.dress_within(widget)

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
        roles, font = palette(tokens), fonts.interface(scale=self.scale)
        sheet = stylesheet.sheet(tokens, self.scale, still=self.still)
        if self._application.topLevelWidgets():
            self._dresser.put_on(roles, font, sheet)
        else:
            self._application.setStyleSheet("")
            self._application.setPalette(roles)
            self._application.setFont(font)
            self._application.setStyleSheet(sheet)
        self.changed.emit()

    @cached_property
    def _dresser(self) -> "Dresser":
        # Whoever sees the first row does without.
        from desktop.dressing import Dresser

        made = Dresser(self._application)
        made.dressed.connect(self.dressed)
        return made


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


def follow(widget: QWidget, dress: Callable[[], object]) -> None:
    """Call `dress` whenever this widget wears another look: its font and measures are the new ones.

    A widget that is not seen is dressed some turns after `changed`, as is one further back.
    """
    _Follower(widget, dress)


class _Follower(QObject):
    """Lives as long as the widget that it belongs to."""

    def __init__(self, widget: QWidget, dress: Callable[[], object]) -> None:
        super().__init__(widget)
        self._widget = weakref.ref(widget)
        self._dress = weakref.WeakMethod(dress) if ismethod(dress) else lambda: dress
        self._waits = False
        force = in_force()
        force.changed.connect(self._begin)
        force.dressed.connect(self._go_on)

    def _begin(self) -> None:
        self._waits = True
        self._go_on()

    def _go_on(self) -> None:
        from desktop.dressing import is_waiting

        widget, dress = self._widget(), self._dress()
        if self._waits and widget is not None and dress is not None and not is_waiting(widget):
            self._waits = False
            dress()


def look(widget: QWidget, name: str) -> None:
    """Give a widget one of the looks that the style sheet knows, such as `approve` or `muted`."""
    widget.setProperty("look", name)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
