"""What the actions do at a desk: decide, tick, go on, go back; each is tied to who carries it out.

Where a comment of the thread has the keyboard, they act on that.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from db.words import Verdict
from desktop.action_specs import SPECS
from desktop.actions import Actions
from desktop.messages import Messages
from desktop.reason_moment import DIGITS
from resources.translation import _

if TYPE_CHECKING:
    from desktop.desk import Desk


class DeskActions(QObject):
    """Carries out at `desk` what the window's actions ask for."""

    def __init__(self, desk: "Desk", actions: Actions, messages: Messages) -> None:
        super().__init__(desk)
        self._desk, self._actions, self._messages = desk, actions, messages
        queue, deciding = desk.queue, desk.deciding
        does: dict[str, Callable[[], object]] = {
            "undo": lambda: deciding.undo(stay=desk.along.in_thread is not None),
            "redo": deciding.redo,
            "search": self._search,
            "tick": queue.view.tick,
            "select_all": queue.select_all,
            "select_none": queue.view.select_only_current,
            "invert": queue.view.invert,
            "sort": queue.sort.showMenu,
            "next": lambda: self._go_on(1),
            "previous": lambda: self._go_on(-1),
            "refresh": desk.refresh,
            "back": self._back,
            "campaign": self._open_campaign,
            "same_again": self._decide_as_copies,
            "why": desk.explain,
        }
        for name, do in does.items():
            actions[name].triggered.connect(lambda _on=False, do=do: do())
        for spec in SPECS:
            if (verdict := spec.verdict) is not None:
                actions[spec.id].triggered.connect(
                    lambda _on=False, verdict=verdict: self._decide(verdict)
                )
        for number in range(1, DIGITS + 1):
            actions[f"reason_{number}"].triggered.connect(
                lambda _on=False, number=number: deciding.moment.say(number)
            )

    def _decide(self, verdict: Verdict) -> None:
        card = self._desk.along.in_thread
        if card is None:
            self._desk.deciding.decide(verdict)
        else:
            self._desk.deciding.decide_in_thread(card, verdict)

    def _decide_as_copies(self) -> None:
        """Give what is under decision the verdict that its near-copies were given."""
        verdict = self._desk.campaign.verdict()
        if verdict is None:
            self._messages.tell(_("Its near-copies were not decided, or not all of them alike."))
        else:
            self._desk.deciding.decide(verdict)

    def _open_campaign(self) -> None:
        """Open the campaign under decision, or close the one that is open."""
        if not self._desk.campaign.toggle():
            self._messages.tell(_("This comment has no near-copies."))

    def _go_on(self, steps: int) -> None:
        if self._desk.along.in_thread is None:
            self._desk.queue.view.go(steps)
        else:
            self._desk.reading.thread_view.go(steps)

    def _search(self) -> None:
        if not self._desk.isVisible():
            return  # a page stands before it, and what cannot be seen is not typed in
        search = self._desk.queue.search
        self._desk.alone.use(False)
        self._desk.columns.leave_sidebar()
        search.setFocus()
        search.line.selectAll()

    def _back(self) -> None:
        """Leave what one is in, one step at a time: a search, ticks, the reader's view, a field."""
        desk, search = self._desk, self._desk.queue.search
        if not desk.isVisible():
            return
        if desk.columns.leave_sidebar():
            desk.queue.take_keyboard()
        elif desk.alone.on and desk.reading.is_writing:
            desk.reading.take_focus()
        elif desk.alone.on:
            desk.alone.use(False)
        elif search.line.hasFocus() and search.text:
            search.show_text("")
        elif not desk.queue.has_keyboard or not self._leave_in_list():
            desk.queue.take_keyboard()

    def _leave_in_list(self) -> bool:
        """Leave what one is in while the list has the keyboard; False if that is nothing."""
        moment, view = self._desk.deciding.moment, self._desk.queue.view
        readers_view = self._actions["readers_view"]
        if moment.offered:
            moment.end()
        elif not view.acts_on_current:
            view.select_only_current()
        elif self._desk.campaign.close():
            pass
        elif readers_view.isChecked():
            readers_view.setChecked(False)
        else:
            return False
        return True
