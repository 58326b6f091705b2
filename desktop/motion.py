"""Whether things may move on the screen: as the system asks, where it tells, or as was chosen.

With less motion no caret blinks, no menu fades, no control glides, and what is under way without a
known end shows an empty bar and its words instead of a bar that runs to and fro.
"""

import ctypes
import sys
from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QProgressBar

from desktop import theme
from desktop.actions import Actions
from desktop.memory import Memory

_EFFECTS = (
    Qt.UIEffect.UI_General, Qt.UIEffect.UI_AnimateMenu, Qt.UIEffect.UI_FadeMenu,
    Qt.UIEffect.UI_AnimateCombo, Qt.UIEffect.UI_AnimateTooltip, Qt.UIEffect.UI_FadeTooltip,
    Qt.UIEffect.UI_AnimateToolBox,
)  # fmt: skip
# What is painted first does not wait for the question.
_SOON = 1_000

Ask = Callable[[QObject, Callable[[bool], None]], None]


class Choice(StrEnum):
    """What a moderator can choose under View."""

    SYSTEM = "system"
    LESS = "less"
    USUAL = "usual"


class Motion(QObject):
    """Carries out the actions `motion_…`, and remembers what was chosen.

    The system is asked a moment after the window is there, and never waited for.
    """

    def __init__(
        self, actions: Actions, memory: Memory, parent: QObject, ask: "Ask | None" = None
    ) -> None:
        super().__init__(parent)
        self._memory, self._ask = memory, ask or ask_system
        for choice in Choice:
            actions[f"motion_{choice.value}"].triggered.connect(
                lambda _on=False, choice=choice: self._use(choice)
            )
        actions[f"motion_{memory.motion}"].setChecked(True)
        if memory.motion == Choice.SYSTEM:
            soon = QTimer(self)
            soon.setSingleShot(True)
            soon.timeout.connect(self._follow_system)
            soon.start(_SOON)
        else:
            be_still(memory.motion == Choice.LESS)

    def _use(self, choice: Choice) -> None:
        self._memory.motion = choice.value
        be_still(choice is Choice.LESS)
        if choice is Choice.SYSTEM:
            self._follow_system()

    def _follow_system(self) -> None:
        self._ask(self, self._take)

    def _take(self, asks_for_less: bool) -> None:
        if self._memory.motion == Choice.SYSTEM:
            be_still(asks_for_less)


def be_still(wanted: bool) -> None:
    """Let nothing move from now on, or let everything move as it does by itself."""
    force = theme.in_force()
    if force.still == wanted:
        return
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    if wanted:
        _as_it_was[:] = [QApplication.cursorFlashTime()]
        _as_it_was.extend(QApplication.isEffectEnabled(effect) for effect in _EFFECTS)
    blinks, *moves = (0, *[False] * len(_EFFECTS)) if wanted else _as_it_was
    application.setCursorFlashTime(blinks)
    for effect, on in zip(_EFFECTS, moves, strict=True):
        QApplication.setEffectEnabled(effect, bool(on))
    force.be_still(wanted)


# How long a caret blinks and which effects there are, by the system; kept while all is still.
_as_it_was: list[int] = []


def be_busy(bar: QProgressBar) -> None:
    """Show that something is under way of which nobody knows how far it is."""
    if theme.in_force().still:
        bar.setRange(0, 1)
        bar.setValue(0)
    else:
        bar.setRange(0, 0)


def ask_system(asker: QObject, answer: Callable[[bool], None]) -> None:
    """Have it answered whether the user told the system to move less; not at all if it is mute.

    Windows tells, and so do desktops with a settings portal (GNOME, KDE and others).
    """
    if sys.platform == "win32":
        answer(not _windows_animates())
    elif sys.platform != "darwin":
        from desktop.portal import ask

        ask(asker, _PORTAL, answer)


def _windows_animates() -> bool:
    animates = ctypes.c_int(1)
    get_client_area_animation = 0x1042
    ctypes.windll.user32.SystemParametersInfoW(  # type: ignore[attr-defined, unused-ignore]
        get_client_area_animation, 0, ctypes.byref(animates), 0
    )
    return bool(animates.value)


# What the portal is asked, and the answer that means less: the newer way first.
_PORTAL = (
    ("org.freedesktop.appearance", "reduced-motion", 1),
    ("org.gnome.desktop.interface", "enable-animations", False),
)
