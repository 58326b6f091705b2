"""The reader's view: the article as the public sees it, and under it the reply form.

What is read here comes through the public connection alone: approved comments, no address. A
comment added here enters the queue as readers' own do.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QShowEvent
from PySide6.QtWidgets import QPushButton, QScrollArea, QVBoxLayout, QWidget

from db.rows import ArticleId, Card, CommentId
from desktop import fonts, theme
from desktop.operations import FRAME, Operations
from desktop.reading.browser import StillBrowser
from desktop.reading.labels import FoldingRow, plain_label
from desktop.reading.readers_html import MORE, REPLY, WHOLE, page_html, style
from desktop.reading.readers_seen import Seen, form_for, said_by, see, sentence
from desktop.reading.reply_draft import Answerable, ReplyDraft
from desktop.reading.reply_form import ReplyForm
from moderation.changes import Changes
from moderation.newsroom import Newsroom
from resources.translation import _

# So many comments are set at first; each further wish sets as many more.
_ROOM = 150
_COLUMNS = 86
# The frame of the page, which is seen where it has the keyboard.
_RING = 2


class ReadersView(QWidget):
    """Shows one article as readers see it. `link_chosen` carries the address of a clicked link."""

    link_chosen = Signal(str)

    def __init__(self, newsroom: Newsroom, operations: Operations) -> None:
        super().__init__()
        self._newsroom, self._operations = newsroom, operations
        self._article: ArticleId | None = None
        self._seen: Seen | None = None
        self._awaited: Answerable | None = None
        self._drafts: dict[ArticleId, ReplyDraft] = {}
        self._titles: dict[ArticleId, str] = {}
        self._room = _ROOM
        self._whole = self._undressed = False
        self._told = plain_label("", "muted", wrap=True)
        self._write = QPushButton(_("Add a comment…"))
        self._page = StillBrowser(_font(), leading=138, whole=True)
        self._page.setAccessibleName(_("The article and its comments as readers see them"))
        self._form = ReplyForm(newsroom, operations)
        self._scroll = QScrollArea()
        self._build()
        self._connect()

    @property
    def form(self) -> ReplyForm:
        """The reply form."""
        return self._form

    @property
    def page(self) -> StillBrowser:
        """The page as readers see it."""
        return self._page

    @property
    def told(self) -> str:
        """What is said of the page above it."""
        return self._told.text()

    def show_article(self, number: ArticleId) -> None:
        """Show this article; what was typed under another one is kept with it."""
        if number != self._article:
            self._article = number
            self._seen = None
            self._room = _ROOM
            self._whole = False
            self._scroll.verticalScrollBar().setValue(0)
            self._page.show_html("")
            self._form.setEnabled(False)
        self._look()

    def refresh(self, _changes: Changes) -> None:
        """Show the article as it is now, if it is seen."""
        if self._article is not None and self.isVisible():
            self._look()

    def reply_to(self, card: Card) -> None:
        """Begin a reply to this comment, which need not be public."""
        self._awaited = Answerable(card.id, said_by(card.name, card.excerpt))
        if self._seen is not None and self._seen.article.id == card.article:
            self._begin_reply()

    def unsent(self) -> Sequence[str]:
        """The titles of the articles under which something was typed and not sent yet."""
        return [self._titles[one] for one, draft in self._drafts.items() if not draft.blank]

    def _look(self) -> None:
        number, newsroom = self._article, self._newsroom
        assert number is not None
        self._operations.run(
            _("Opening the reader’s view"),
            lambda _progress: see(newsroom, number),
            self._show,
            writing=False,
            question=("readers", id(self)),
            patience=FRAME,
        )

    def _show(self, seen: Seen) -> None:
        again = self._seen is not None and self._seen.article.id == seen.article.id
        same_page = again and self._seen is not None and self._seen.page == seen.page
        self._seen = seen
        self._titles[seen.article.id] = seen.article.title
        if not same_page:
            self._set_page()
        self._told.setText(sentence(seen))
        self._form.setEnabled(True)
        draft = self._form.draft if again else self._drafts.get(seen.article.id, ReplyDraft())
        self._form.open_for(form_for(seen, self._room), draft)
        if self._awaited is not None:
            self._begin_reply()

    def _set_page(self) -> None:
        if self._seen is None:
            return
        force = theme.in_force()
        serif = ", ".join(f"'{family}'" for family in fonts.reading().families())
        more = style(
            serif,
            force.px(fonts.READING),
            force.px(fonts.SECONDARY),
            force.tokens.muted,
        )
        self._page.use_font(_font())
        html = page_html(self._seen.page, self._newsroom.zone, self._room, whole=self._whole)
        self._page.show_html(html, more)

    def _keep_lines_short(self) -> None:
        """No line, and nothing above them, is wider than can be read; the bar is beside them."""
        for part in (self._head, self._inner):
            part.setMaximumWidth(_widest())
        beside = self._scroll.verticalScrollBar().sizeHint().width()
        self._scroll.setMaximumWidth(_widest() + beside + 2 * _RING)

    def _dress(self) -> None:
        """The page of an article with many comments is set anew once somebody sees it."""
        self._keep_lines_short()
        self._undressed = not self.isVisible()
        if not self._undressed:
            self._set_page()

    def showEvent(self, event: QShowEvent) -> None:
        """Have the page in the colours and sizes of now."""
        super().showEvent(event)
        if self._undressed:
            self._undressed = False
            self._set_page()

    def _begin_reply(self) -> None:
        assert self._awaited is not None
        self._form.reply_to(self._awaited)
        self._awaited = None
        self._show_form()

    def _begin(self) -> None:
        self._form.begin()
        self._show_form()

    def _show_form(self) -> None:
        # The form has its height only once the page above it has been laid out.
        self._column.activate()
        self._scroll.ensureWidgetVisible(self._form, 0, theme.in_force().px(12))

    def _follow(self, address: str) -> None:
        if address.startswith(REPLY):
            self._reply_on_page(CommentId(int(address.removeprefix(REPLY))))
        elif address.startswith(MORE):
            self._room += _ROOM
            self._set_page()
        elif address.startswith(WHOLE):
            self._whole = True
            self._set_page()
        else:
            self.link_chosen.emit(address)

    def _reply_on_page(self, number: CommentId) -> None:
        assert self._seen is not None
        for one in self._seen.page.comments:
            if one.id == number:
                self._awaited = Answerable(CommentId(one.id), said_by(one.name, one.text))
                self._begin_reply()

    def _keep_draft(self) -> None:
        if self._seen is not None and self._seen.article.id == self._article:
            self._drafts[self._article] = self._form.draft

    def _forget_draft(self, article: int, _comment: int) -> None:
        self._drafts[ArticleId(article)] = (
            self._form.draft if article == self._article else ReplyDraft()
        )

    def _connect(self) -> None:
        self._write.clicked.connect(self._begin)
        self._page.link_chosen.connect(self._follow)
        self._form.typed.connect(self._keep_draft)
        self._form.added.connect(self._forget_draft)
        theme.follow(self, self._dress)

    def _build(self) -> None:
        theme.look(self._write, "link")
        self._head, self._inner = FoldingRow(least=400), QWidget()
        self._head.row.setContentsMargins(_RING, 0, 0, 0)
        self._head.row.addWidget(self._told, 1)
        self._head.row.addWidget(self._write)
        inner = self._inner
        inner.setProperty("look", "panel")
        self._column = column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 12, 24)
        column.setSpacing(16)
        column.addWidget(self._page)
        column.addWidget(self._form)
        column.addStretch(1)
        self._keep_lines_short()
        self._scroll.setWidget(inner)
        self._scroll.setWidgetResizable(True)
        self._scroll.setAccessibleName(_("Reader’s view"))
        theme.look(self._scroll, "ring")
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addWidget(self._head)
        whole.addWidget(self._scroll, 1)


def _font() -> QFont:
    return fonts.interface(14, scale=theme.in_force().scale)


def _widest() -> int:
    return theme.in_force().px(8) * _COLUMNS
