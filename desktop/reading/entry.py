"""A comment in the thread that is not being decided: dimmed, cut to a few lines, one click away."""

from datetime import datetime, tzinfo

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QWidget

from db.rows import Card
from db.words import Status
from desktop import fonts, theme, times, veil
from desktop.reading.around import Place, Shown
from desktop.reading.beginning import ENOUGH, Beginning, beginning
from desktop.reading.labels import isolated
from moderation.sentences import shown_name, status_name
from resources.translation import _, ngettext

PAD = 10
_SIGN = 14
_LINES = 5
_LINES_ABOVE = 8
_INK = {Status.REJECTED: "no", Status.SPAM: "spam", Status.PENDING: "accent"}


class Entry(QAbstractButton):
    """Shows one comment of the thread; `chosen` carries its id when somebody wants to decide it."""

    chosen = Signal(int)
    fold_asked = Signal(int, bool)  # leave out the replies to this one, or show them
    pointed = Signal(bool)  # by the pointer or the keyboard; or no more

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._shown: Shown | None = None
        self._details = ""
        self._laid: tuple[int, float, Beginning] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(self._choose)
        veil.in_force().changed.connect(self._show_text)

    def show_entry(self, shown: Shown, now: datetime, zone: tzinfo) -> None:
        """Show this entry."""
        self._shown = shown
        card = shown.entry.comment
        self._details = _details(shown, now, zone)
        spoken = times.spoken_age(card.submitted_at, now, zone)
        self.setAccessibleName(
            _("{name}, {status}, {when}").format(
                name=shown_name(card.name), status=status_name(card.status), when=spoken
            )
        )
        self._show_text()

    def _show_text(self) -> None:
        """Show the text as it may be shown now."""
        self._laid = None
        if self._shown is not None:
            text = veil.in_force().text(self._shown.entry.text[:ENOUGH])
            self.setAccessibleDescription(text)
        self.update()

    @property
    def shown(self) -> Shown | None:
        """What it shows."""
        return self._shown

    def hasHeightForWidth(self) -> bool:
        """It is as high as its text."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Its height at this width, in pixels."""
        px = theme.in_force().px
        return round(px(2 * PAD) + self._head_height() + self._lay_out(width).height)

    def sizeHint(self) -> QSize:
        """As wide as it is, and as high as its text."""
        return QSize(self.width(), self.heightForWidth(self.width()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses, as Space does; the arrows go through the thread."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._choose()
            case Qt.Key.Key_Down:
                self.focusNextChild()
            case Qt.Key.Key_Up:
                self.focusPreviousChild()
            case Qt.Key.Key_Left | Qt.Key.Key_Minus if self._can_turn(fold=True):
                self._turn(fold=True)
            case Qt.Key.Key_Right | Qt.Key.Key_Plus if self._can_turn(fold=False):
                self._turn(fold=False)
            case _:
                super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the sign before the name folds or unfolds; elsewhere it chooses."""
        if self._sign_room().contains(event.position()) and self._shown is not None:
            self._turn(fold=self._shown.can_fold)
            return
        super().mousePressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """The pointer is over it."""
        super().enterEvent(event)
        self.pointed.emit(True)

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer is elsewhere."""
        super().leaveEvent(event)
        self.pointed.emit(self.hasFocus())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard is here: the keys that decide act on this one."""
        super().focusInEvent(event)
        self.pointed.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keyboard is elsewhere."""
        super().focusOutEvent(event)
        self.pointed.emit(self.underMouse())

    def _can_turn(self, *, fold: bool) -> bool:
        shown = self._shown
        return shown is not None and (shown.can_fold if fold else shown.hidden > 0)

    def _turn(self, *, fold: bool) -> None:
        if self._shown is not None:
            self.fold_asked.emit(self._shown.entry.comment.id, fold)

    def _sign_room(self) -> QRectF:
        """Where the sign stands that says whether there are replies, if it does."""
        shown = self._shown
        if shown is None or not (shown.can_fold or shown.hidden):
            return QRectF()
        px = theme.in_force().px
        return QRectF(0, 0, px(PAD + _SIGN), px(PAD) + self._head_height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the head, and the first lines of the text."""
        if self._shown is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        force = theme.in_force()
        pad = force.px(PAD)
        self._paint_ground(painter)
        inner = QRectF(self.rect()).adjusted(pad, pad, -pad, -pad)
        self._paint_head(painter, inner)
        painter.setPen(force.colour("muted"))
        spot = QPointF(inner.left(), inner.top() + self._head_height())
        self._lay_out(self.width()).paint(painter, spot, self._ground())

    def _paint_ground(self, painter: QPainter) -> None:
        force = theme.in_force()
        if self.underMouse() or self.hasFocus():
            painter.setBrush(force.colour("hover"))
            wide = force.tokens.line_width + 1
            painter.setPen(
                QPen(force.colour("accent"), wide) if self.hasFocus() else Qt.PenStyle.NoPen
            )
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)

    def _paint_head(self, painter: QPainter, inner: QRectF) -> None:
        assert self._shown is not None
        force = theme.in_force()
        card = self._shown.entry.comment
        bold = fonts.interface(fonts.TEXT, QFont.Weight.DemiBold, scale=force.scale)
        small = fonts.interface(fonts.SECONDARY, scale=force.scale)
        room, small_room = QFontMetricsF(bold), QFontMetricsF(small)
        head = QRectF(inner.left(), inner.top(), inner.width(), self._head_height() - force.px(3))
        status = status_name(card.status)
        needed = small_room.horizontalAdvance(status + self._details) + force.px(10)
        most = max(inner.width() * 0.45, inner.width() - needed)
        x = head.left()
        if not self._sign_room().isEmpty():
            sign = "▾" if self._shown.can_fold else "▸"
            _piece(painter, head, x, sign, small, small_room, force.px(_SIGN), force.colour("text"))
            x += force.px(_SIGN)
        muted = force.colour("muted")
        x += _piece(painter, head, x, shown_name(card.name), bold, room, most, muted) + force.px(6)
        ink = force.colour(_INK.get(card.status, "muted"))
        left = head.right() - x
        x += _piece(painter, head, x, status, small, small_room, left, ink)
        _piece(painter, head, x, self._details, small, small_room, head.right() - x, muted)

    def _ground(self) -> QColor:
        lit = self.underMouse() or self.hasFocus()
        return theme.in_force().colour("hover" if lit else "panel")

    def _head_height(self) -> float:
        force = theme.in_force()
        font = fonts.interface(fonts.TEXT, QFont.Weight.DemiBold, scale=force.scale)
        return QFontMetricsF(font).height() + force.px(3)

    def _lay_out(self, width: int) -> Beginning:
        scale = theme.in_force().scale
        if self._laid is not None and self._laid[:2] == (width, scale):
            return self._laid[2]
        assert self._shown is not None
        inner = max(40, width - 2 * theme.in_force().px(PAD))
        most = _LINES_ABOVE if self._shown.place is Place.ABOVE else _LINES
        text = veil.in_force().text(self._shown.entry.text[: ENOUGH + 1])
        laid = beginning(text, inner, most, scale)
        self._laid = (width, scale, laid)
        return laid

    def _choose(self) -> None:
        if self._shown is not None:
            self.chosen.emit(self._shown.entry.comment.id)


def _details(shown: Shown, now: datetime, zone: tzinfo) -> str:
    parts = ["", times.age(shown.entry.comment.submitted_at, now, zone), *_more(shown)]
    return " · ".join(parts)


def _more(shown: Shown) -> list[str]:
    more = []
    card: Card = shown.entry.comment
    if shown.place is Place.REPLIES and card.parent_name:
        more.append(_("in reply to {name}").format(name=isolated(card.parent_name)))
    if shown.hidden:
        words = ngettext("{count} reply", "{count} replies", shown.hidden)
        more.append(words.format(count=shown.hidden))
    return more


def _piece(
    painter: QPainter,
    head: QRectF,
    x: float,
    text: str,
    font: QFont,
    room: QFontMetricsF,
    most: float,
    ink: QColor,
) -> float:
    """Paint one piece of the head from `x`, cut to `most`; answers how wide it came out."""
    if most <= 0:
        return 0.0
    cut = room.elidedText(text, Qt.TextElideMode.ElideRight, most)
    painter.setFont(font)
    painter.setPen(ink)
    baseline = head.top() + head.height() * 0.78
    painter.drawText(QPointF(x, baseline), cut)
    return room.horizontalAdvance(cut)
