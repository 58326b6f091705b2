"""The article beside its comments: the headline stays, the text scrolls, nothing is loaded."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QLinearGradient,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QSizePolicy, QTextEdit, QVBoxLayout, QWidget

from db.rows import Article
from desktop import fonts, theme
from desktop.characters import in_qt
from desktop.reading.browser import StillBrowser
from desktop.reading.labels import plain_label, plain_tip
from desktop.reading.looked_at import article_html_of
from resources.translation import _

# Lines of more than about this many characters tire the eye.
_COLUMNS = 80
_HEADLINE_LINES = 3
# A link of our own; strangers' links are http and https alone.
_WHOLE = "whole:"


class ArticleView(QWidget):
    """Shows one article; its text keeps its place while comments under it come and go."""

    link_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._html: str | None = None
        self._article: int | None = None
        self._title = ""
        self._small = self._is_whole = False
        self._source: Article | None = None
        self._spans: Sequence[tuple[int, int]] = ()
        self._headline = plain_label("", "headline", wrap=True)
        self._headline.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._text = StillBrowser(_font(), leading=138)
        self._text.setAccessibleName(_("The article"))
        self._text.keep_lines_within(_COLUMNS)
        # Every line is broken to the width, also of code: there is nothing beside it to scroll to.
        self._text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._text.link_chosen.connect(self._follow)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._headline)
        column.addWidget(self._text, 1)
        self._fade = _Fade(self._text)
        theme.follow(self, self._dress)

    def show_article(self, article: Article, html: str, *, cut: bool = False) -> None:
        """Show this article with its sanitised text; one shown already is not laid out again.

        Where the text was `cut`, a link at its end shows all of it.
        """
        title = article.title or article.url or _("An article without a title")
        self._title = " ".join(title.split())
        self._cut_title()
        if (article.id, html) != (self._article, self._html):
            self._article, self._html = article.id, html
            self._source = article
            self._is_whole = not cut
            self._text.show_html((html or _no_text()) + (_more() if cut else ""))
            self._text.verticalScrollBar().setValue(0)
            self._spans = ()
        self.updateGeometry()

    def mark(self, spans: Sequence[tuple[int, int]]) -> None:
        """Mark what a comment quotes, by its place in the text, and bring the first into sight."""
        self._spans = spans
        self._paint_marks()
        if spans:
            self._bring_into_sight(spans[0])
        told = _("Marked, for the comment quotes it: {words}")
        plain = self._text.toPlainText()
        words = " … ".join(plain[start:end] for start, end in spans)
        self._text.setAccessibleDescription(told.format(words=words) if words else "")

    @property
    def marked(self) -> Sequence[str]:
        """What is marked, as it stands in the text."""
        plain = self._text.toPlainText()
        return [plain[start:end] for start, end in self._spans]

    def _paint_marks(self) -> None:
        ground = QTextCharFormat()
        ground.setBackground(theme.in_force().colour("mark"))
        if theme.in_force().tokens.line_width > 1:
            # In high contrast no ground is another: the words are underlined.
            ground.setFontUnderline(True)
        marks = []
        for start, end in self._spans:
            mark = QTextEdit.ExtraSelection()
            mark.format = ground
            mark.cursor = QTextCursor(self._text.document())
            mark.cursor.setPosition(self._place(start))
            mark.cursor.setPosition(self._place(end), QTextCursor.MoveMode.KeepAnchor)
            marks.append(mark)
        self._text.setExtraSelections(marks)

    def _bring_into_sight(self, span: tuple[int, int]) -> None:
        """Scroll no more than need be, so that the place stays where it can."""
        bar, page = self._text.verticalScrollBar(), self._text.viewport().height()
        top, bottom = (self._line(place) for place in span)
        if top < 0 or bottom > page:
            # A line or two of what is before it stay in sight.
            bar.setValue(bar.value() + top - min(page // 4, theme.in_force().px(40)))

    def _place(self, at: int) -> int:
        """A place in the text as Qt counts."""
        return in_qt(self._text.toPlainText(), at)

    def _line(self, place: int) -> int:
        cursor = QTextCursor(self._text.document())
        cursor.setPosition(self._place(place))
        line = self._text.cursorRect(cursor)
        return line.top() if place == self._spans[0][0] else line.bottom()

    @property
    def headline(self) -> str:
        """The headline as it is shown."""
        return self._headline.text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the headline to the lines it may take at the new width."""
        super().resizeEvent(event)
        self._cut_title()

    @property
    def text(self) -> StillBrowser:
        """The article's text."""
        return self._text

    def use_small_headline(self, small: bool) -> None:
        """Set the headline in smaller type, where the window is too low for more."""
        if small != self._small:
            self._small = small
            theme.look(self._headline, "title" if small else "headline")
            self._cut_title()

    def whole_height(self, width: int) -> int:
        """How high it would be with all of its text shown, in pixels."""
        return self._headline_height(width) + 8 + int(self._text.document().size().height()) + 4

    def _follow(self, address: str) -> None:
        if address == _WHOLE:
            self.show_whole()
        else:
            self.link_chosen.emit(address)

    @property
    def is_whole(self) -> bool:
        """Whether all of an article that is cut at first is shown."""
        return self._is_whole

    def show_whole(self) -> None:
        """Show all of an article that is cut at first."""
        if self._source is None:
            return
        self._is_whole = True
        place = self._text.verticalScrollBar().value()
        source = self._source
        html, _cut = article_html_of(source.body, source.body_format, whole=True)
        self._text.show_html(html)
        self._text.verticalScrollBar().setValue(place)

    def _cut_title(self) -> None:
        room = self._headline.fontMetrics()
        wide, most = self.width() * _HEADLINE_LINES, room.lineSpacing() * (_HEADLINE_LINES + 0.5)
        # Every line loses up to a word at its end: so much less is tried until it fits.
        for part in (1.0, 0.9, 0.8, 0.7):
            cut = room.elidedText(self._title, Qt.TextElideMode.ElideRight, round(wide * part))
            self._headline.setText(cut)
            if self._headline_height(max(80, self.width())) <= most:
                break
        self._headline.setToolTip(plain_tip(self._title))
        # Asked for its least height, a label that wraps would answer for its least width.
        self._headline.setFixedHeight(self._headline_height(max(80, self.width())))
        # Some lines of the text stay to be read, however low the window is.
        lines = 1 if self._small else 3
        self._text.setMinimumHeight(round(lines * self._text.fontMetrics().height()))

    def _headline_height(self, width: int) -> int:
        box = QRect(0, 0, width, 2_000)
        wrap = Qt.TextFlag.TextWordWrap
        return self._headline.fontMetrics().boundingRect(box, wrap, self._headline.text()).height()

    def _dress(self) -> None:
        self._text.use_font(_font())
        self._cut_title()
        self._paint_marks()


def _font() -> QFont:
    return fonts.reading(scale=theme.in_force().scale)


def _more() -> str:
    words = escape(_("Show the whole article"))
    return f'<p><a href="{_WHOLE}">{words}</a></p>'


def _no_text() -> str:
    return '<p class="muted">{}</p>'.format(_("The text of this article is not in the library."))


class _Fade(QWidget):
    """Lets the last line of a text fade while there is more below it.

    In high contrast nothing is dimmed that can be read: what is covered there is a line of which
    only a part would be seen.
    """

    def __init__(self, text: StillBrowser) -> None:
        super().__init__(text)
        self._text = text
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        bar = text.verticalScrollBar()
        bar.valueChanged.connect(self._follow)
        bar.rangeChanged.connect(self._follow)
        text.installEventFilter(self)
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the bottom of the text."""
        if event.type() == QEvent.Type.Resize:
            self._follow()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint from nothing to the ground."""
        ground = theme.in_force().colour("panel")
        clear = theme.in_force().colour("panel")
        clear.setAlpha(255 if theme.in_force().tokens.inverts else 0)
        shade = QLinearGradient(0, 0, 0, self.height())
        shade.setColorAt(0, clear)
        shade.setColorAt(1, ground)
        QPainter(self).fillRect(self.rect(), shade)

    def _follow(self) -> None:
        bar, force = self._text.verticalScrollBar(), theme.in_force()
        high = self._cut_line() if force.tokens.inverts else force.px(28)
        width = self._text.viewport().width()
        self.setGeometry(0, self._text.height() - high, width, high)
        self.setVisible(high > 0 and bar.value() < bar.maximum())

    def _cut_line(self) -> int:
        """How much is seen of a last line that is not seen whole."""
        end = self._text.height()  # what it is seen through follows in a moment
        line = self._text.cursorRect(self._text.cursorForPosition(QPoint(0, end - 1)))
        return max(0, end - line.top()) if line.bottom() >= end else 0
