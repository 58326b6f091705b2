"""What every dialog is: a window beside the work that never stands in its way.

It is shown, never executed; it goes when it is closed; what was typed in it is not lost by one
stray Esc.
"""

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, QTimer
from PySide6.QtGui import (
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop import theme
from desktop.handover import hand_over
from desktop.reading.labels import FoldingRow, plain_label
from desktop.tab_order import go_by_tab
from moderation.errors import NewsroomError
from resources.translation import _

_SIDE, _LONG = 20, 300


class Sheet(QDialog):
    """A dialog with a title, contents, a banner for what is wrong, and its buttons below.

    It is as large as `size` says, and grows with text that is made larger; where it is `snug`,
    it is only as high as what is in it, and higher once more is to be said.
    """

    def __init__(
        self,
        title: str,
        parent: QWidget | None,
        size: QSize,
        *,
        leave: str = "",
        snug: bool = False,
    ) -> None:
        super().__init__(parent)
        self._snug, self._untold = snug, True
        self.setWindowTitle(title)
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._size, self._scale = size, theme.in_force().scale
        self.resize(bounded(self._designed(), parent))
        self.contents = QVBoxLayout()
        self.contents.setSpacing(12)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self._sure = False
        self._banner = FoldingRow()
        self._said = plain_label("", wrap=True)
        self._stay = QPushButton(_("Go on"))
        self._go = QPushButton(leave or _("Discard it"))
        # With another size of text the layouts are first, each within the one around it.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._grow)
        theme.follow(self, self._soon.start)
        self._frame(title)

    @property
    def said(self) -> str:
        """What the banner says; empty if it is not there."""
        return self._said.text()

    def reason_to_stay(self) -> str:
        """What would be lost by leaving now, in a sentence; here nothing."""
        return ""

    def say(self, sentence: str, look: str = "no") -> None:
        """Say this in the banner, or take the banner away."""
        self._said.setText(sentence)
        # A list of all formats is looked something up in, and takes half the dialog.
        theme.look(self._said, "muted" if len(sentence) > _LONG else "")
        theme.look(self._banner, f"banner-{look}")
        self._banner.setVisible(bool(sentence))
        self._stay.hide()
        self._go.hide()
        self._fit_banner()

    def be_snug(self, snug: bool) -> None:
        """Be shown only as high as what is in it; or have the size again that it is made for.

        For what may have nothing to list: a sentence needs no room for a hundred rows. Once that
        was told, what is in sight grows but never shrinks: buttons would run from the pointer.
        """
        if self._snug and not snug:
            self.resize(bounded(self.size().expandedTo(self._designed()), self.parentWidget()))
        self._snug = snug
        if self._untold and self.isVisible():
            # What was just hidden counts until it is laid out anew.
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
            self._fit_snugly(shrink=True)
        self._untold = False

    def say_trouble(self, error: NewsroomError) -> None:
        """Say what went wrong, and the way out."""
        self.say(" ".join(part for part in (error.sentence, error.way_out) if part))

    def primary(self, words: str, key: str = "", look: str = "primary") -> QPushButton:
        """The button that does what the dialog is for, at the right end."""
        button = QPushButton(f"{words}\u2003{key}" if key else words)
        button.setAccessibleName(words)
        theme.look(button, look)
        button.setAutoDefault(False)
        self.buttons.addWidget(button)
        return button

    def plain(self, words: str) -> QPushButton:
        """Another button."""
        button = QPushButton(words)
        button.setAutoDefault(False)
        self.buttons.addWidget(button)
        return button

    def on_send(self, button: QPushButton) -> None:
        """Let Ctrl+Enter press this button."""
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, button.click)

    def leave(self) -> None:
        """Close it whatever was typed: that is kept, or was to be discarded."""
        self._sure = True
        self.reject()

    def open(self) -> None:
        """Show it beside the work: a sheet is never modal, however it is opened."""
        self.show()

    def showEvent(self, event: QShowEvent) -> None:
        """Have the keyboard from now on, whenever the screen says so."""
        if not event.spontaneous():
            self._fit_snugly(shrink=True)
        super().showEvent(event)
        if not event.spontaneous():
            hand_over(self)

    def focusNextPrevChild(self, onward: bool) -> bool:
        """Go with Tab to what one reads next; False if there is nothing."""
        return go_by_tab(self, onward=onward)

    def event(self, event: QEvent) -> bool:
        """Make room for what is said beside a field."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self._fit_snugly(shrink=False)
        return done

    def _fit_snugly(self, *, shrink: bool) -> None:
        whole = self.layout()
        if not self._snug or whole is None:
            return
        whole.activate()
        needed = whole.totalHeightForWidth(self.width())
        self._be_high(needed if shrink else max(needed, self.height()))

    def _designed(self) -> QSize:
        """The size that it is made for, with text as large as it is now."""
        px = theme.in_force().px
        return QSize(px(self._size.width()), px(self._size.height()))

    def _grow(self) -> None:
        """Be so high that nothing is cut, and with larger text as wide as it is made for, where
        the screen has room for it.
        """
        before, self._scale = self._scale, theme.in_force().scale
        if self._scale > before:
            wide = max(self._designed().width(), self.width())
            self.resize(bounded(QSize(wide, self.height()), self.parentWidget()))
        whole = self.layout()
        if whole is not None:
            self._be_high(max(whole.totalMinimumHeightForWidth(self.width()), self.height()))

    def _be_high(self, high: int) -> None:
        self.resize(bounded(QSize(self.width(), high), self.parentWidget()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the banner the height that it needs at the new width."""
        super().resizeEvent(event)
        self._fit_banner()

    def _fit_banner(self) -> None:
        """What is wrong is read whole; the contents give way, as far as they can."""
        width = self.width() - 2 * _SIDE
        # Its edges are no part of its row.
        high = self._banner.row.heightForWidth(width - 2) + 2 if self._said.text() else 0
        self._banner.setMinimumHeight(high)

    def reject(self) -> None:
        """Esc, Cancel and the window's cross: close it, but ask first if that loses something."""
        reason = "" if self._sure else self.reason_to_stay()
        if not reason:
            super().reject()
            return
        self.say(reason, "spam")
        self._stay.show()
        self._go.show()
        self._stay.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses no button by itself: it is too near to a decision."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            focused = self.focusWidget()
            if isinstance(focused, QPushButton):
                focused.click()
            return
        super().keyPressEvent(event)

    def _frame(self, title: str) -> None:
        self._banner.row.setContentsMargins(12, 8, 8, 8)
        self._banner.row.addWidget(self._said, 1)
        for button in (self._stay, self._go):
            theme.look(button, "link")
            button.setAutoDefault(False)
            self._banner.row.addWidget(button)
        self._banner.hide()
        self._stay.clicked.connect(lambda: self.say(""))
        self._go.clicked.connect(self.leave)
        foot = QFrame()
        foot.setProperty("look", "bar")
        self.buttons.setContentsMargins(20, 12, 20, 12)
        self.buttons.addStretch(1)
        foot.setLayout(self.buttons)
        body = QVBoxLayout()
        body.setContentsMargins(_SIDE, 20, _SIDE, 16)
        body.setSpacing(12)
        body.addWidget(plain_label(title, "title"))
        body.addLayout(self.contents, 1)
        body.addWidget(self._banner)
        panel = QFrame()
        panel.setProperty("look", "panel")
        panel.setLayout(body)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(panel, 1)
        whole.addWidget(foot)


def bounded(size: QSize, parent: QWidget | None) -> QSize:
    """This size, or as much of it as the screen has, or the window where that is larger."""
    room = QGuiApplication.primaryScreen().availableSize()
    if parent is not None:
        room = parent.screen().availableSize().expandedTo(parent.window().size())
    return size.boundedTo(room)
