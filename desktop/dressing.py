"""Puts another look on the program: on the window in front at once, on all else in turns after it.

Qt dresses every control of every window in one go when the style sheet of the application changes,
also what nobody sees: hidden pages, lists of choosers, menus. Here only what is seen in front is.
"""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

# How many hidden controls are dressed in one turn: some five milliseconds' work.
_AT_ONCE = 60
# Whoever has a style of its own is told of no other, and whoever was not polished is not dressed.
# Both together mark a control that still waits; a list of them could name one that is gone.
_UNTOLD = Qt.WidgetAttribute.WA_SetStyle
_POLISHED = Qt.WidgetAttribute.WA_WState_Polished


class Dresser(QObject):
    """Puts looks on all windows: a palette, the font of the interface, and a style sheet.

    `dressed` says that some more of what is there wears the last of them.
    """

    dressed = Signal()

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._turn = QTimer(self, interval=0)
        self._turn.timeout.connect(self._go_on)

    def put_on(self, palette: QPalette, font: QFont, sheet: str) -> None:
        """Dress the window in front in this look now, and all else within a few turns.

        A window further back is painted again when it is dressed, and what is shown meanwhile is
        dressed before it is painted: nobody sees a control in half a look. Where no window is in
        front, all that is seen is dressed now.
        """
        # Without the old sheet first, each control is measured anew for every step: 110 ms, not 30;
        # and Qt goes through all that it ever measured, also what went while it waited.
        # Nobody is told, for nobody sees them bare: to lay out for a moment is half of the time.
        every = self._application.allWidgets()
        for one in every:
            if is_waiting(one):  # for the look before this one
                one.setAttribute(_POLISHED)
            one.setAttribute(_UNTOLD)
        self._application.setStyleSheet("")
        self._let_wait(every)
        self._application.setPalette(palette)
        self._application.setFont(font)
        self._application.setStyleSheet(sheet)
        self._application.installEventFilter(self)
        self._turn.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Dress what is shown before its turn came."""
        shown = event.type() == QEvent.Type.Show
        if shown and isinstance(watched, QWidget) and is_waiting(watched):
            self.dress_within(watched)
        return False

    def dress_within(self, control: QWidget) -> None:
        """Dress this control and all in it now, without waiting for their turn."""
        if self._turn.isActive():
            _dress([control, *control.findChildren(QWidget)])
            self.dressed.emit()

    def _let_wait(self, controls: Iterable[QWidget]) -> None:
        front = self._application.activeWindow()
        # One that was closed this moment is still told to be the active one.
        is_there = front is not None and front.isVisible()
        for one in controls:
            now = (one.window() is front or not is_there) and _is_laid_out(one)
            # What was never shown has nothing on yet, and is dressed by Qt when it is.
            if now or not one.testAttribute(_POLISHED):
                one.setAttribute(_UNTOLD, on=False)
            else:
                one.setAttribute(_POLISHED, on=False)
        for window in self._application.topLevelWidgets():
            if window.isVisible() and is_waiting(window):
                window.setUpdatesEnabled(False)

    def _go_on(self) -> None:
        waiting = [one for one in self._application.allWidgets() if is_waiting(one)]
        seen = [one for one in waiting if _is_laid_out(one)]
        if seen:
            window = seen[0].window()
            _dress(one for one in seen if one.window() is window)
            window.setUpdatesEnabled(True)
        else:
            _dress(waiting[:_AT_ONCE])
        if not seen and len(waiting) <= _AT_ONCE:
            self._end()
        self.dressed.emit()

    def _end(self) -> None:
        self._turn.stop()
        self._application.removeEventFilter(self)
        for window in self._application.topLevelWidgets():
            if not window.updatesEnabled():  # hidden before its turn came
                window.setUpdatesEnabled(True)


def _is_laid_out(control: QWidget) -> bool:
    """Whether it is seen, or something seen may measure it, as it does no page not turned to."""
    if control.isVisible():
        return True
    around = control.parentWidget()
    if around is None or control.isWindow() or isinstance(around, QStackedWidget):
        return False
    return around.isVisible()


def is_waiting(control: QWidget) -> bool:
    """Whether this control is to be dressed in a later turn."""
    return control.testAttribute(_UNTOLD) and not control.testAttribute(_POLISHED)


def _dress(controls: Iterable[QWidget]) -> None:
    """What Qt does with each control when it has another style sheet, in the same order."""
    style = QApplication.style()
    dressed = [one for one in controls if is_waiting(one)]
    for one in dressed:
        style.polish(one)
        one.setAttribute(_POLISHED)
        one.setAttribute(_UNTOLD, on=False)
    for one in dressed:
        QApplication.sendEvent(one, QEvent(QEvent.Type.StyleChange))
        one.update()
