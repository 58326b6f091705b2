"""How a card is painted: who, when, the first lines, the article, and what one should know.

A card has a fixed height, shows plain text alone, and loads nothing. Long names and words end in
an ellipsis; a right-to-left comment is set from the right, its card is not.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import IntEnum

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from db.rows import Card
from db.words import Status
from desktop import fonts, theme, times, veil
from desktop.queue import badge
from desktop.queue.chips import Chip, chips
from desktop.queue.lines import FirstLines, one_line
from desktop.tokens import RADIUS_CHIP, Tokens
from moderation.campaigns import sentence
from resources.translation import _

CARD_ROLE = Qt.ItemDataRole.UserRole + 1

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_NAME_SHARE = 0.7
# Painted cards that are kept; at twice the size they weigh under 50 MB together.
_KEPT = 64
_CENTER = Qt.AlignmentFlag.AlignCenter


class Density(IntEnum):
    """How high a card is, in pixels at the design's text size."""

    COMFORTABLE = 104
    COMPACT = 64


@dataclass(frozen=True, slots=True)
class State:
    """What a card looks like besides its comment."""

    current: bool = False
    picked: bool = False
    ticked: bool = False
    focused: bool = False
    hovered: bool = False

    @property
    def lit(self) -> bool:
        """Whether it stands on the ground of what is chosen."""
        return self.picked or self.current


class Type:
    """The fonts and measures of cards at the text size in force; made anew with the theme."""

    def __init__(self, scale: float) -> None:
        weight = QFont.Weight
        self.name = fonts.interface(fonts.TEXT, weight.DemiBold, scale=scale)
        self.text = fonts.interface(fonts.TEXT, scale=scale)
        self.small = fonts.interface(fonts.SECONDARY, scale=scale)
        self.chip = fonts.interface(fonts.SMALL, weight.DemiBold, scale=scale)
        self.name_room = QFontMetricsF(self.name)
        self.small_room = QFontMetricsF(self.small)
        self.chip_room = QFontMetricsF(self.chip)
        self.lines = FirstLines(self.text)


class CardPainter(QStyledItemDelegate):
    """Paints the cards of a view whose model answers `CARD_ROLE` with a `Card`.

    `shown` is the status of the queue, whose name a card need not repeat; `words` are marked;
    while `ticking`, picked cards wear a tick.
    """

    def __init__(self, now: Callable[[], datetime], zone: tzinfo) -> None:
        super().__init__()
        self._now = now
        self._zone = zone
        self.density = Density.COMFORTABLE
        self.shown: Status | None = Status.PENDING
        self.words: Sequence[str] = ()
        self.ticking = False
        self._pictures: dict[object, tuple[Card | None, QPixmap | None]] = {}
        self._theme = theme.in_force()
        self._theme.changed.connect(self._measure)
        self._measure()

    def height(self) -> int:
        """The height of every card, in pixels."""
        return self._theme.px(self.density)

    def sizeHint(
        self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """As wide as there is room, and as high as every other card."""
        return QSize(option.rect.width(), self.height())

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint the card of this row; a row whose comment is gone stays blank."""
        card = index.data(CARD_ROLE)
        flags = option.state
        on = QStyle.StateFlag
        view = option.widget
        picked = bool(flags & on.State_Selected)
        state = State(
            current=bool(flags & on.State_HasFocus) or _is_current(option, index),
            picked=picked,
            ticked=self.ticking and picked,
            focused=_has_focus(view),
            hovered=bool(flags & on.State_MouseOver),
        )
        dots = painter.device().devicePixelRatioF()
        painter.drawPixmap(
            option.rect.topLeft(), self._picture(option.rect.size(), dots, card, state)
        )

    def prepare(
        self, on: QWidget, size: QSize, index: QModelIndex | QPersistentModelIndex, state: State
    ) -> None:
        """Paint the card of this row before it is seen, as large as this, for that widget."""
        self._picture(size, on.devicePixelRatioF(), index.data(CARD_ROLE), state)

    def paint_card(self, painter: QPainter, rect: QRectF, card: Card | None, state: State) -> None:
        """Paint this card into `rect`, in the theme in force."""
        tokens = self._theme.tokens
        painter.setClipRect(rect)
        self._paint_ground(painter, rect, state, tokens)
        if card is None:
            return
        px = self._theme.px
        side = px(16)
        inner = rect.adjusted(side, 0, -side, 0)
        when = times.age(card.submitted_at, self._now(), self._zone)
        compact = self.density is Density.COMPACT
        top = QRectF(inner.left(), rect.top() + px(8 if compact else 12), inner.width(), px(24))
        box = QRectF(top.left(), top.top(), px(24), px(24))
        badge.paint(painter, box, card, tokens, self.type.chip, ticked=state.ticked)
        dated, left_over = self._paint_top(
            painter, top.adjusted(px(32), 0, 0, 0), card, when, tokens, lit=state.lit
        )
        rows = 1 if compact else 2
        high = self.type.lines.height * rows
        body = QRectF(inner.left(), top.bottom() + px(4), inner.width(), high)
        text = veil.in_force().text(card.excerpt)
        self.type.lines.paint(painter, body, text, rows, tokens, self.words)
        if not compact:
            foot = QRectF(inner.left(), body.bottom() + px(3), inner.width(), px(18))
            where = _where(card, self.shown)
            told = where if dated else _("{when} · {where}").format(when=when, where=where)
            if left_over is not None:
                # No card is silent about what hinders it, however large its words are.
                whole = foot.adjusted(0, -px(3), 0, px(1))
                begins = self._paint_chips(painter, whole, [left_over], foot.width(), lit=state.lit)
                foot.setRight(begins - px(6))
                told = where if dated else when
            self._text(painter, foot, told, self.type.small, tokens.muted)

    def _picture(self, size: QSize, dots: float, card: Card | None, state: State) -> QPixmap:
        """The painted card; those near the eye are kept, and only what is new is painted."""
        when = times.age(card.submitted_at, self._now(), self._zone) if card else ""
        veiled = veil.in_force().state
        looks = (size.toTuple(), dots, self.density, self.shown, tuple(self.words), when, veiled)
        key = (card.id if card else 0, state, looks)
        painted, found = self._pictures.pop(key, (None, None))
        # One that was fetched anew and says the same looks the same.
        if found is None or (painted is not card and painted != card):
            found = QPixmap(size * dots)
            found.setDevicePixelRatio(dots)
            canvas = QPainter(found)
            canvas.setRenderHint(QPainter.RenderHint.Antialiasing)
            self.paint_card(canvas, QRectF(QPointF(), QSizeF(size)), card, state)
            canvas.end()
            if len(self._pictures) >= _KEPT:
                # The one not seen for longest: without any, the next frame would paint every card.
                del self._pictures[next(iter(self._pictures))]
        self._pictures[key] = (card, found)
        return found

    def _measure(self) -> None:
        self.type = Type(self._theme.scale)
        self._pictures.clear()

    def _paint_ground(self, painter: QPainter, rect: QRectF, state: State, tokens: Tokens) -> None:
        lit = state.lit
        ground = tokens.accent_soft if lit else tokens.hover if state.hovered else tokens.panel
        painter.fillRect(rect, QColor(ground))
        width = tokens.line_width
        below = QRectF(rect.left(), rect.bottom() - width, rect.width(), width)
        painter.fillRect(below, QColor(tokens.line))
        if state.current:
            ink = tokens.accent if state.focused else tokens.edge
            # In black and white no colour tells where the keyboard is: the bar is broader there.
            broad = 3 * width if width == 1 or not state.focused else 6 * width
            painter.fillRect(QRectF(rect.left(), rect.top(), broad, rect.height()), QColor(ink))
        if lit and width > 1:
            painter.setPen(QPen(QColor(tokens.accent), width))
            painter.drawRect(rect.adjusted(1, 1, -1, -1 - width))

    def _paint_top(
        self,
        painter: QPainter,
        rect: QRectF,
        card: Card,
        when: str,
        tokens: Tokens,
        *,
        lit: bool,
    ) -> tuple[bool, Chip | None]:
        """Paint the name, how old it is, and chips: whether there was room for the age, and the
        most important chip if there was none for it.

        The name is what is looked for: rather than cut it, the others go down to the foot.
        """
        px = self._theme.px
        when_width = self.type.small_room.horizontalAdvance(when)
        name_width = self.type.name_room.horizontalAdvance(_name(card)) + 1
        room = rect.width() - when_width - px(8)
        foot = self.density is Density.COMFORTABLE
        dated = name_width <= room or not foot
        if not dated:
            room = rect.width()
        # The name is whole, but for one that would take nearly all; chips that do not fit then
        # are left out, the least important first.
        wanted = min(name_width, room * (_NAME_SHARE if dated else 1.0))
        offered = chips(card, shown=self.shown)
        begins = self._paint_chips(painter, rect, offered, room - wanted, lit=lit)
        left_over = offered[0] if offered and begins >= rect.right() else None
        if left_over is not None and left_over.meaning == "plain":
            left_over = None  # good to know, and no reason to cut where it stands
        name_rect = QRectF(rect.left(), rect.top(), room - (rect.right() - begins), rect.height())
        ink = tokens.text if card.name.strip() else tokens.muted
        width = self._text(painter, name_rect, _name(card), self.type.name, ink)
        if dated:
            left = rect.left() + width + px(8)
            when_rect = QRectF(left, rect.top(), when_width + 1, rect.height())
            self._text(painter, when_rect, when, self.type.small, tokens.muted)
        return dated, left_over

    def _paint_chips(
        self, painter: QPainter, rect: QRectF, wanted: list[Chip], room: float, *, lit: bool
    ) -> float:
        """Paint the chips that fit into `room` from the right; answers where they begin."""
        px = self._theme.px
        right = rect.right()
        for chip in wanted:
            width = self.type.chip_room.horizontalAdvance(chip.words) + px(16)
            if rect.right() - right + width + px(8) > room:
                break
            box = QRectF(right - width, rect.top() + px(1), width, px(22))
            self._paint_chip(painter, box, chip, lit=lit)
            right = box.left() - px(6)
        return right - px(2) if right < rect.right() else right

    def _paint_chip(self, painter: QPainter, box: QRectF, chip: Chip, *, lit: bool) -> None:
        tokens = self._theme.tokens
        ink, ground = chip_colours(chip.meaning, tokens, lit=lit)
        painter.setBrush(QColor(ground))
        framed = tokens.line_width > 1
        painter.setPen(QPen(QColor(ink), 1) if framed else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(box, RADIUS_CHIP, RADIUS_CHIP)
        painter.setPen(QColor(ink))
        painter.setFont(self.type.chip)
        painter.drawText(box, _CENTER, chip.words)

    def _text(self, painter: QPainter, rect: QRectF, text: str, font: QFont, ink: str) -> float:
        """Paint one line, cut to its room; answers how wide it came out."""
        room = QFontMetricsF(font)
        cut = room.elidedText(one_line(text), Qt.TextElideMode.ElideRight, rect.width())
        painter.setFont(font)
        painter.setPen(QColor(ink))
        option = QTextOption(_LEFT)
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        # Letters of another script may be higher than the line; Qt would clip them.
        painter.drawText(rect.adjusted(0, -4, 0, 4), cut, option)
        return min(rect.width(), room.horizontalAdvance(cut))


def chip_colours(meaning: str, tokens: Tokens, *, lit: bool = False) -> tuple[str, str]:
    """The ink and the ground of a chip with this meaning, seen also where the card is `lit`."""
    if lit and meaning in ("plain", "accent"):
        return tokens.muted if meaning == "plain" else tokens.accent, tokens.panel
    return {
        "plain": (tokens.muted, tokens.chip),
        "ok": (tokens.ok, tokens.ok_soft),
        "no": (tokens.no, tokens.no_soft),
        "spam": (tokens.spam, tokens.spam_soft),
        "accent": (tokens.accent, tokens.accent_soft),
    }[meaning]


def _name(card: Card) -> str:
    return card.name.strip() or _("without a name")


def _where(card: Card, shown: Status | None) -> str:
    if card.group is not None and shown is Status.PENDING:
        return sentence(card.group)
    if card.parent_name:
        return _("in reply to {name} · {article}").format(
            name=card.parent_name, article=card.article_title
        )
    return card.article_title


def _is_current(option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> bool:
    current = getattr(option.widget, "currentIndex", None)
    return current is not None and current().row() == index.row()


def _has_focus(view: object) -> bool:
    return isinstance(view, QWidget) and view.hasFocus()
