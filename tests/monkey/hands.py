"""The monkey's hands: what it presses and clicks next, all of it told by one seed."""

import random
from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QWidget,
)
from shiboken6 import isValid

from desktop.main_window import MainWindow

Deed = tuple[str, Callable[[], object]]

_LETTERS = "jjjjkkkaaddssuuzzxxnrev?/twbicmohylpq"
_KEYS = (
    Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Left,
    Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Escape, Qt.Key.Key_Space,
    Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Delete,
    Qt.Key.Key_Backspace, Qt.Key.Key_F1, Qt.Key.Key_F2, Qt.Key.Key_F5, Qt.Key.Key_F9,
    Qt.Key.Key_F11, Qt.Key.Key_Menu,
)  # fmt: skip
_CTRL = "aabefhikorstyz,+-=012345"
_ALT = "123oefcvh"
# No sign with which a path could lead out of the monkey's own folder.
_WRITTEN = 'abcdefghij mnopqrstuvwxyz 0123456789 :*"()<>@%äßéعربى🙂'
_FIELDS = (QLineEdit, QPlainTextEdit, QSpinBox)


class Hands:
    """Chooses deeds on a window and its dialogs."""

    def __init__(self, window: MainWindow, seed: int) -> None:
        self._window = window
        self._dice = random.Random(seed)

    def next(self) -> Deed:
        """What to do next, in words and as a deed."""
        deeds = (self._letter, self._key, self._chord, self._click, self._word, self._resize)
        (deed,) = self._dice.choices(deeds, (38, 22, 12, 24, 4, 0.4))
        return deed()

    def answer_menu(self) -> None:
        """Go through the menu that is open, or leave it."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            key = self._dice.choice((Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Escape))
            QTest.keyClick(popup, key)

    def put_away(self) -> None:
        """A chooser of files is the system's own, and a place where files are deleted."""
        for one in QApplication.topLevelWidgets():
            if isinstance(one, QFileDialog) and one.isVisible():
                one.reject()

    def _letter(self) -> Deed:
        if isinstance(self._target(), _FIELDS):
            return self._sign(self._dice.choice(_WRITTEN))
        return self._sign(self._dice.choice(_LETTERS))

    def _sign(self, sign: str) -> Deed:
        target = self._target()
        return self._told(f"type {sign!r}", target), lambda: _type(target, sign)

    def _word(self) -> Deed:
        target = self._target()
        length = self._dice.randrange(2, 12)
        word = "".join(self._dice.choice(_WRITTEN) for _sign in range(length))
        return self._told(f"type {word!r}", target), lambda: _type(target, word)

    def _key(self) -> Deed:
        key, target = self._dice.choice(_KEYS), self._target()
        return self._told(f"press {key.name}", target), lambda: QTest.keyClick(target, key)

    def _chord(self) -> Deed:
        target = self._target()
        alt = self._dice.random() < 0.15
        sign = self._dice.choice(_ALT if alt else _CTRL)
        modifier = Qt.KeyboardModifier.AltModifier if alt else Qt.KeyboardModifier.ControlModifier
        if not alt and self._dice.random() < 0.25:
            modifier |= Qt.KeyboardModifier.ShiftModifier
        key = Qt.Key(ord(sign.upper()))
        told = self._told(f"press {'Alt' if alt else 'Ctrl'}+{sign}", target)
        return told, lambda: QTest.keyClick(target, key, modifier)

    def _click(self) -> Deed:
        widget = self._some_widget()
        if not isValid(widget):  # thrown away since it was looked for
            return self._key()
        spot = QPoint(
            self._dice.randrange(max(1, widget.width())),
            self._dice.randrange(max(1, widget.height())),
        )
        right = self._dice.random() < 0.06
        button = Qt.MouseButton.RightButton if right else Qt.MouseButton.LeftButton
        act = QTest.mouseDClick if self._dice.random() < 0.05 else QTest.mouseClick
        still = Qt.KeyboardModifier.NoModifier
        told = self._told(f"click at {spot.x()},{spot.y()}", widget)

        def click() -> None:
            if isValid(widget):  # what was there a moment ago may be gone
                act(widget, button, still, spot)

        return told, click

    def _resize(self) -> Deed:
        width, height = self._dice.choice(((800, 500), (1024, 700), (1440, 900), (2000, 1200)))
        return f"resize to {width}x{height}", lambda: self._window.resize(width, height)

    def _target(self) -> QWidget:
        popup = QApplication.activePopupWidget()
        return popup or QApplication.focusWidget() or self._root()

    def _root(self) -> QWidget:
        modal = QApplication.activeModalWidget()
        if modal is not None:
            return modal
        shown = [
            one
            for one in QApplication.topLevelWidgets()
            if one.isVisible() and one.isWindow() and one.width() > 1
        ]
        active = QApplication.activeWindow()
        if active is not None and self._dice.random() < 0.6:
            return active
        return self._dice.choice(shown) if shown else self._window

    def _some_widget(self) -> QWidget:
        root = QApplication.activePopupWidget() or self._root()
        every = [
            one
            for one in root.findChildren(QWidget)
            if isValid(one)
            and one.isVisibleTo(root)
            and one.isEnabled()
            and not isinstance(one, QComboBox)
        ]
        return self._dice.choice([root, *(one for one in every if isValid(one))])

    @staticmethod
    def _told(what: str, widget: QWidget) -> str:
        name = widget.accessibleName() or widget.objectName()
        return (
            f"{what} on {type(widget).__name__} “{name[:40]}” in {type(widget.window()).__name__}"
        )


def _type(target: QWidget, text: str) -> None:
    """Type this; QTest knows the keys of ASCII alone."""
    for sign in text:
        if not isValid(target):  # the sign before closed it
            return
        if sign.isascii():
            QTest.keyClicks(target, sign)
        else:
            still = Qt.KeyboardModifier.NoModifier
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(target, QKeyEvent(kind, 0, still, sign))
