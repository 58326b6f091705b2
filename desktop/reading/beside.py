"""What stands beside a comment: its discussion, its commenter, its story, and decided ones like it.

One page is in sight; it alone is looked up, off the GUI thread, and dropped where it comes late.
What decided comments are like it is looked up with every comment, for it may change a decision.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from enum import StrEnum
from urllib.parse import unquote

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop import fonts, theme
from desktop.actions import Actions
from desktop.operations import FRAME, Operations
from desktop.reading import alike_page, commenter_page, story_page
from desktop.reading.browser import StillBrowser
from desktop.reading.commenter_page import Shown
from desktop.reading.commenter_row import CommenterRow
from desktop.reading.flow import Flow
from desktop.reading.own_pages import ASK, COMMENT, UNDO, paragraph, style, words
from moderation import alike, commenters, stories
from moderation.alike import Alike
from moderation.commenters import Commenter
from moderation.errors import Cancelled, NotFound
from moderation.newsroom import Newsroom
from moderation.stories import Story
from resources.translation import _


class Page(StrEnum):
    """The pages, by the ids of the actions that show them."""

    DISCUSSION = "discussion"
    COMMENTER = "commenter"
    STORY = "story"
    ALIKE = "alike"


# So much of the comment stands above each page.
_QUOTED = 240
# No line of a page has more letters, about, however wide the window is.
_COLUMNS = 100


class Beside(QFrame):
    """Shows one of the pages about the comment being decided.

    `comment_chosen` carries the id of another comment to go to, `undo_asked` an operation's
    number, `asked` an errand, and `alike_found` a sentence about decided comments like this one.
    """

    comment_chosen = Signal(int)
    undo_asked = Signal(int)
    asked = Signal(str)
    alike_found = Signal(str)

    def __init__(
        self,
        newsroom: Newsroom,
        actions: Actions,
        operations: Operations,
        discussion: QWidget,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._newsroom, self._actions, self._operations = newsroom, actions, operations
        self._number: int | None = None
        self._text = ""
        self._shown: Shown | None = None
        self._story: Story | None = None
        self._alike: Sequence[Alike] = ()
        self._group = QButtonGroup(self)
        self._tabs = {page: self._tab(page) for page in Page}
        self._pages = QStackedWidget()
        self._leaves = {page: self._leaf(page) for page in list(Page)[1:]}
        self._about_them = CommenterRow(actions)
        self._build(discussion)
        theme.follow(self, self._dress)

    @property
    def page(self) -> Page:
        """The page in sight."""
        return list(Page)[self._pages.currentIndex()]

    def leaf(self, page: Page) -> StillBrowser:
        """The text of a page; the discussion has none."""
        return self._leaves[page]

    def show_page(self, page: Page, *, focus: bool = True) -> None:
        """Bring this page into sight, and the keyboard into it."""
        self._tabs[page].setChecked(True)
        self._actions[page].setChecked(True)
        self._pages.setCurrentIndex(list(Page).index(page))
        self._look()
        if focus and page is not Page.DISCUSSION:
            # From one page to the other Qt takes it along by itself, and tells no reason.
            self._leaves[page].take_keyboard()

    def show_comment(self, number: int | None, text: str = "") -> None:
        """Be about this comment; what was asked about another one is forgotten.

        Its text stands above each page, for it is what is decided on.
        """
        self._text = text
        if number != self._number:
            self._number, self._shown, self._story, self._alike = number, None, None, ()
            for leaf in self._leaves.values():
                self._set(leaf, "")
            self._name_alike()
        self._look()
        self._look_for_alike()

    def refresh(self) -> None:
        """Look up anew what is in sight."""
        self.show_comment(self._number, self._text)

    def show_addresses(self) -> None:
        """Show the addresses of the commenter; that is journalled."""
        if self._shown is None:
            return
        newsroom, of = self._newsroom, self._shown.commenter
        self._operations.run(
            _("Looking up e-mail addresses"),
            lambda _progress: (of, commenters.reveal(newsroom, of)),
            self._be_shown_addresses,
            patience=FRAME,
        )

    def _look(self) -> None:
        number, newsroom = self._number, self._newsroom
        if number is None:
            return
        match self.page:
            case Page.COMMENTER:
                self._ask(lambda p: commenters.about(newsroom, number, progress=p), self._show_who)
            case Page.STORY:
                self._ask(lambda _p: stories.story(newsroom, number), self._show_story)
            case _:
                self._operations.drop(("beside", id(self)))

    def _ask(self, work: Callable[..., object], show: Callable[..., None]) -> None:
        self._operations.run(
            _("Looking it up"),
            work,
            show,
            on_error=self._could_not,
            writing=False,
            question=("beside", id(self)),
            patience=FRAME / 2,
        )

    def _look_for_alike(self) -> None:
        number, newsroom = self._number, self._newsroom
        if number is None:
            return
        self._operations.run(
            _("Looking for comments like it"),
            lambda p: (number, alike.most_alike(newsroom, number, progress=p)),
            self._show_alike,
            writing=False,
            question=("alike", id(self)),
        )

    def _show_who(self, found: Commenter) -> None:
        if found.comment != self._number:
            return
        # What was asked for of this very commenter stays in sight.
        known = self._shown is not None and self._shown.commenter.comment == found.comment
        addresses = self._shown.addresses if known and self._shown is not None else ()
        self._shown = Shown(found, addresses)
        self._paint_who()

    def _paint_who(self) -> None:
        assert self._shown is not None
        html = commenter_page.page_html(self._shown, self._now(), self._newsroom.zone)
        self._set(self._leaves[Page.COMMENTER], html)
        of = self._shown.commenter
        hides = of.known and not self._shown.addresses
        self._about_them.suit(of.regard.at(self._now()), hides_addresses=hides)

    def _be_shown_addresses(self, found: tuple[Commenter, Sequence[str]]) -> None:
        of, addresses = found
        if self._shown is not None and self._shown.commenter.comment == of.comment:
            self._shown = Shown(of, addresses)
            self._paint_who()
            self._operations.messages.tell(_("Noted in the history."))

    def _show_story(self, found: Story) -> None:
        if found.comment == self._number:
            self._story = found
            html = story_page.page_html(found, self._newsroom.zone)
            self._set(self._leaves[Page.STORY], html)

    def _show_alike(self, found: tuple[int, Sequence[Alike]]) -> None:
        number, self._alike = found
        if number != self._number:
            return
        html = alike_page.page_html(self._alike, self._now(), self._newsroom.zone)
        self._set(self._leaves[Page.ALIKE], html)
        self._name_alike()

    def _name_alike(self) -> None:
        count = len(self._alike)
        name = self._actions.words(Page.ALIKE)
        self._tabs[Page.ALIKE].setText(f"{name} {count}" if count else name)
        now, zone = self._now(), self._newsroom.zone
        self.alike_found.emit(alike_page.summary(self._alike, now, zone))

    def _could_not(self, error: BaseException) -> None:
        # What is gone, or was asked for by nobody any more, is no trouble.
        if not isinstance(error, NotFound | Cancelled):
            self._operations.messages.explain(error)

    def _follow(self, address: str) -> None:
        scheme, colon, target = address.partition(":")
        if scheme + colon == COMMENT:
            self.comment_chosen.emit(int(target))
        elif scheme + colon == UNDO:
            self.undo_asked.emit(int(target))
        elif scheme + colon == ASK:
            self.asked.emit(unquote(target))

    def _now(self) -> datetime:
        return self._newsroom.clock()

    def _set(self, leaf: StillBrowser, html: str) -> None:
        place = leaf.verticalScrollBar().value()
        above = paragraph(words(self._text, _QUOTED), "quoted") if html else ""
        leaf.show_html(above + html, style())
        leaf.verticalScrollBar().setValue(place)

    def _dress(self) -> None:
        for leaf in self._leaves.values():
            leaf.use_font(_font())
        if self._shown is not None:
            self._paint_who()
        if self._story is not None:
            self._show_story(self._story)
        if self._number is not None:
            self._show_alike((self._number, self._alike))

    def _build(self, discussion: QWidget) -> None:
        tabs = Flow(gap=4)
        for tab in self._tabs.values():
            tabs.line.addWidget(tab)
        self._pages.addWidget(discussion)
        for page in self._leaves:
            self._pages.addWidget(self._whole(page))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(6)
        column.addWidget(tabs)
        column.addWidget(self._pages, 1)
        self._tabs[Page.DISCUSSION].setChecked(True)
        self._actions[Page.DISCUSSION].setChecked(True)
        self._about_them.addresses_asked.connect(self.show_addresses)

    def _whole(self, page: Page) -> QWidget:
        """A page with what is above its text, and air between its ring and the bar below."""
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, theme.in_force().px(8))
        column.setSpacing(6)
        if page is Page.COMMENTER:
            column.addWidget(self._about_them)
        column.addWidget(self._leaves[page], 1)
        return whole

    def _tab(self, page: Page) -> QPushButton:
        tab = QPushButton(self._actions.words(page))
        theme.look(tab, "tab")
        tab.setCheckable(True)
        tab.setToolTip(self._actions.key(page))
        tab.clicked.connect(lambda: self.show_page(page))
        self._group.addButton(tab)
        return tab

    def _leaf(self, page: Page) -> StillBrowser:
        leaf = StillBrowser(_font(), leading=130)
        leaf.keep_lines_within(_COLUMNS)
        leaf.document().setDocumentMargin(theme.in_force().px(8))
        leaf.setAccessibleName(self._actions.words(page))
        leaf.link_chosen.connect(self._follow)
        return leaf


def _font() -> QFont:
    return fonts.interface(fonts.TEXT, scale=theme.in_force().scale)
