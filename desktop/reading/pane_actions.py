"""What the actions do where one reads: reply, show pages about the comment, run errands for it.

Where a comment of the thread has the keyboard, an errand is about that.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.actions import Actions
from desktop.messages import Messages
from desktop.reading.beside import Page
from desktop.reading.looked_at import LookedAt, look_at
from moderation.newsroom import Newsroom
from resources.translation import _

if TYPE_CHECKING:
    from desktop.reading.pane import ReadingPane

# The errand that each action is for.
_ERRANDS = {
    "edit": "edit",
    "note": "note",
    "approve_reply": "approve_reply",
    "trust": "trust",
    "watch": "watch",
    "block": "block",
    "person_note": "person_note",
    "hide_numbers": "hide_numbers",
    "wrong_hold": "wrong",
}


class PaneActions(QObject):
    """Carries out in `pane` what actions, the comment's card and the pages beside it ask for."""

    def __init__(
        self, pane: "ReadingPane", newsroom: Newsroom, actions: Actions, messages: Messages
    ) -> None:
        super().__init__(pane)
        self._pane, self._newsroom = pane, newsroom
        self._actions, self._messages = actions, messages
        actions["reply"].triggered.connect(self._reply)
        actions["parent"].triggered.connect(self._go_to_parent)
        for name, errand in _ERRANDS.items():
            actions[name].triggered.connect(lambda _on=False, errand=errand: self._do(errand))
        for page in Page:
            actions[page].triggered.connect(lambda _on=False, page=page: self._show_beside(page))
        pane.card.asked.connect(self._do)
        pane.beside.asked.connect(self._do)

    def _reply(self) -> None:
        """Reply as the newsroom; in the reader's view, open its form for a reply by letter."""
        seen = self._pane.seen
        if seen is None:
            return
        if self._actions["readers_view"].isChecked():
            self._pane.readers_view.reply_to(seen.card)
        else:
            self._do("newsroom_reply")

    def _show_beside(self, page: Page) -> None:
        self._pane.show_readers_view(False)
        self._pane.beside.show_page(page)
        thread = self._pane.thread_view
        if page is Page.DISCUSSION and not thread.enter() and thread.is_known:
            self._messages.tell(_("No other comment stands around this one."))

    def _go_to_parent(self) -> None:
        self._pane.show_readers_view(False)
        self._pane.beside.show_page(Page.DISCUSSION)
        thread = self._pane.thread_view
        if thread.is_known and thread.answered is None:
            self._messages.tell(_("It answers no other comment."))
        else:
            thread.go_to_parent()

    def _do(self, what: str) -> None:
        seen = self._pane.seen
        if seen is None:
            return
        if what in tuple(Page):
            self._show_beside(Page(what))
        elif what == "whole":
            self._pane.card.show_whole()
        else:
            self._pane.errands.run(what, self._in_hand(seen))

    def _in_hand(self, seen: LookedAt) -> LookedAt:
        card = self._pane.thread_view.focused
        return seen if card is None else look_at(self._newsroom, card.id)
