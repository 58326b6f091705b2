"""Rich text that stands still: strangers' HTML, sanitised, that loads nothing and goes nowhere.

Whatever the text names (a picture, a style sheet, a local file) is answered with nothing, and a
link is only told; whoever shows the text decides what to do about it.
"""

import re
from string import Template

from PySide6.QtCore import QByteArray, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMoveEvent,
    QPalette,
    QResizeEvent,
    QShowEvent,
    QTextDocument,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QWidget

from desktop import theme
from desktop.reading.focus_ring import FocusRing
from desktop.tokens import Tokens

_SHEET = Template("""
p, li, blockquote, pre, dd, dt { line-height: $leading%; }
p { margin: 0 0 ${gap}px 0; }
.heading { font-size: ${heading}px; font-weight: 600; margin: ${gap}px 0 ${half}px 0; }
blockquote { margin: 0 0 ${gap}px ${indent}px; color: $muted; }
ul, ol { margin: 0 0 ${gap}px 0; }
pre, code { font-family: monospace; }
pre { white-space: pre-wrap; }
a { color: $accent; text-decoration: underline; }
.muted { color: $muted; }
.mark { background-color: $mark; }
$more
""")

_HEADING = re.compile(r"<(?P<close>/?)h[1-6]\b[^<>]*>")

NOTHING = QByteArray(b" ")


class StillDocument(QTextDocument):
    """A document that answers every wish for a resource with nothing; `refused` names the wish."""

    refused = Signal(QUrl)

    def loadResource(self, _kind: int, name: QUrl | str) -> QByteArray:
        """Nothing, and not an invalid answer: to that Qt would open a local file by itself."""
        self.refused.emit(QUrl(name))
        return NOTHING


class StillBrowser(QTextBrowser):
    """Shows sanitised HTML in one font; with `whole`, as high as its text and without scrolling.

    `link_chosen` says that somebody clicked a link, or pressed Enter on it.
    """

    link_chosen = Signal(str)

    def __init__(
        self, font: QFont, *, leading: int = 140, whole: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._leading = leading
        self._whole = whole
        self._html = ""
        self._more = ""
        self._columns = 0
        self._place: int | None = None
        self._bare = False
        self._high = 0
        self._ring: FocusRing | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setDocument(_document(self, font))
        self.setFont(font)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(False)
        self.viewport().setAutoFillBackground(False)
        self.anchorClicked.connect(lambda url: self.link_chosen.emit(url.toString()))
        if whole:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        theme.in_force().changing.connect(self._undress)
        theme.follow(self, self._dress_if_seen)

    def show_html(self, html: str, more_style: str = "") -> None:
        """Show this sanitised HTML from its beginning, with more style rules if wanted."""
        self._html, self._more = html, more_style
        self._dress()

    def keep_lines_within(self, columns: int) -> None:
        """Let no line be longer than about so many characters, however wide the widget is."""
        self._columns = columns
        self._narrow()

    def use_font(self, font: QFont) -> None:
        """Set the text in this font."""
        self.setFont(font)
        self.document().setDefaultFont(font)

    def loadResource(self, _kind: int, _name: QUrl | str) -> QByteArray:
        """Nothing; see `StillDocument`."""
        return NOTHING

    def hasHeightForWidth(self) -> bool:
        """Whether it is as high as its text."""
        return self._whole

    def heightForWidth(self, width: int) -> int:
        """How high the text is at this width, in pixels."""
        if not self._whole:
            return super().heightForWidth(width)
        if self._bare:
            return self._high  # asked on the way to another look
        document = self.document()
        if document.textWidth() != width:
            document.setTextWidth(width)
        return int(document.size().height() + 0.99)

    def sizeHint(self) -> QSize:
        """Whole: one line, for the height comes from the width alone and is never remembered."""
        return QSize(240, self.fontMetrics().height()) if self._whole else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """As narrow as it must be."""
        return QSize(40, self.fontMetrics().height())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is, if it was brought here by the keyboard."""
        super().focusInEvent(event)
        if event.reason() in _BY_KEYBOARD:
            self._surround()

    def take_keyboard(self) -> None:
        """Have the keyboard, and show it, also where Qt has brought it here already."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if self.hasFocus():
            self._surround()

    def _surround(self) -> None:
        self._ring = self._ring or FocusRing()
        self._ring.surround(self)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keyboard is elsewhere."""
        super().focusOutEvent(event)
        if self._ring is not None:
            self._ring.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the lines short after a change of size."""
        super().resizeEvent(event)
        self._narrow()
        if self._ring is not None and not self._ring.isHidden():
            self._ring.surround(self)

    def moveEvent(self, event: QMoveEvent) -> None:
        """Take the ring along."""
        super().moveEvent(event)
        if self._ring is not None and not self._ring.isHidden():
            self._ring.surround(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll and copy; what it has no use for goes to whatever it lies in."""
        if self._whole and event.key() in _SCROLLING:
            event.ignore()
            return
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A wheel over a text that is shown whole scrolls what it lies in."""
        if self._whole:
            event.ignore()
            return
        super().wheelEvent(event)

    def _narrow(self) -> None:
        if not self._columns:
            return
        widest = QFontMetricsF(self.font()).averageCharWidth() * self._columns
        spare = max(0, self.width() - round(widest) - self.verticalScrollBar().sizeHint().width())
        self.setViewportMargins(0, 0, spare, 0)
        # Margins that come while the widget is being resized are not laid out for by themselves.
        if self.document().textWidth() > self.viewport().width() > 0:
            self.document().setTextWidth(self.viewport().width())

    def showEvent(self, event: QShowEvent) -> None:
        """What was not seen while colours or sizes changed is dressed now."""
        self._dress_if_bare()
        super().showEvent(event)

    def _undress(self) -> None:
        """Its text is set anew in a moment, and need not be laid out for every step until then."""
        if not self._bare:
            self._high = int(self.document().size().height() + 0.99)
            self._bare, self._place = True, self.verticalScrollBar().value()
            self.document().clear()

    def _dress_if_seen(self) -> None:
        if self.isVisible():
            self._dress()

    def _dress_if_bare(self) -> None:
        if self._bare:
            self._dress()

    def _dress(self) -> None:
        force = theme.in_force()
        look = self.palette()
        look.setColor(QPalette.ColorRole.Text, force.colour("text"))
        look.setColor(QPalette.ColorRole.Link, force.colour("accent"))
        self.setPalette(look)
        place = self.verticalScrollBar().value() if self._place is None else self._place
        self._bare, self._place = False, None
        document = self.document()
        document.setDefaultStyleSheet(_sheet(force.tokens, self.font(), self._leading, self._more))
        self.setHtml(_HEADING.sub(_as_paragraph, self._html))
        _end_without_a_gap(document)
        self.verticalScrollBar().setValue(place)
        self.updateGeometry()


_BY_KEYBOARD = frozenset(
    {
        Qt.FocusReason.TabFocusReason,
        Qt.FocusReason.BacktabFocusReason,
        Qt.FocusReason.ShortcutFocusReason,
    }
)
_SCROLLING = frozenset(
    {
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_Space,
    }
)


def _document(owner: QWidget, font: QFont) -> StillDocument:
    document = StillDocument(owner)
    document.setDefaultFont(font)
    document.setDocumentMargin(0)
    document.setUndoRedoEnabled(False)
    option = QTextOption(Qt.AlignmentFlag.AlignLeft)
    # A word longer than the line is broken inside: nothing is ever cut off or pushed aside.
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    document.setDefaultTextOption(option)
    return document


def _sheet(tokens: Tokens, font: QFont, leading: int, more: str) -> str:
    size = font.pixelSize()
    return _SHEET.substitute(
        leading=_percent(font, leading),
        gap=round(size * 0.7),
        half=round(size * 0.35),
        heading=round(size * 1.1),
        indent=round(size * 1.2),
        muted=tokens.muted,
        accent=tokens.accent,
        mark=tokens.mark,
        more=more,
    )


def _as_paragraph(tag: re.Match[str]) -> str:
    # Qt enlarges whatever is a heading by its level, whatever size the style asks for.
    return "</p>" if tag["close"] else '<p class="heading">'


def _percent(font: QFont, leading: int) -> int:
    """Qt takes line heights in percent of the font's own, which differs from font to font."""
    own = QFontMetricsF(font).lineSpacing()
    return max(100, round(leading * font.pixelSize() / own))


def _end_without_a_gap(document: QTextDocument) -> None:
    """Take away the space under the last paragraph: what comes below has its own."""
    last = document.lastBlock()
    form = last.blockFormat()
    if form.bottomMargin() > 0:
        from PySide6.QtGui import QTextCursor

        form.setBottomMargin(0)
        QTextCursor(last).setBlockFormat(form)
