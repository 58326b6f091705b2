"""The thread: the comment being decided in its place among those around it, however many they are.

Only what is near is shown; a gap says how many are left out and opens when asked.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from db.rows import Card, CommentId
from desktop import theme
from desktop.actions import Actions
from desktop.reading.around import Gap, Place, Room, Shown, around
from desktop.reading.entry import Entry
from desktop.reading.entry_tools import EntryTools
from desktop.reading.thread_sheet import BETWEEN, ThreadSheet
from desktop.reading.thread_widgets import ThreadWidgets
from moderation.queue import ThreadEntry

_WIDEST = 720
_MORE_AT_ONCE = 25


@dataclass(frozen=True, slots=True)
class Alone:
    """The comment being decided, while its thread is not known yet."""

    place: Place = Place.CHOSEN
    indent: int = 0


_ALONE = Alone()


class ThreadView(QScrollArea):
    """Shows a thread about the comment being decided, which `card` shows whole.

    `comment_chosen` carries the id of another one that somebody wants to decide.
    """

    comment_chosen = Signal(int)
    focus_moved = Signal()  # another comment of the thread has the keyboard, or none

    def __init__(
        self, card: QWidget, now: Callable[[], datetime], zone: tzinfo, actions: Actions
    ) -> None:
        super().__init__()
        self._entries: Sequence[ThreadEntry] = ()
        self._chosen: int | None = None
        self._room = Room()
        self._order: list[tuple[Shown | Gap | Alone, QWidget]] = []
        self._room_below = 0  # added so that no entry is cut above
        self._alone = False
        self._sheet = ThreadSheet(self._lay_out_in_place)
        self._tools = EntryTools(actions, self._sheet)
        self._widgets = ThreadWidgets(self._sheet, now, zone)
        self._widgets.chosen.connect(self.comment_chosen)
        self._widgets.turned.connect(self._turn)
        self._widgets.pointed.connect(self._note_pointing)
        self._widgets.opened.connect(self._open_gap)
        self._card = card
        card.setParent(self._sheet)
        self.setWidget(self._sheet)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        theme.follow(self, self._lay_out)

    def show_comment(self, chosen: int) -> None:
        """Show this comment at once: among those that are here if it is one of them, else alone."""
        if chosen != self._chosen:
            known = any(entry.comment.id == chosen for entry in self._entries)
            self.show_thread(self._entries if known else (), chosen)

    def show_thread(self, entries: Sequence[ThreadEntry], chosen: int) -> None:
        """Show what is around the comment with this id, and the comment without scrolling.

        Where it was shown already, it stays where it is on the screen.
        """
        again = chosen == self._chosen and not self._alone
        if not again:
            self._room = Room()
        self._entries, self._chosen = entries, chosen
        self._fill(keep_place=again)
        if not again and self._siblings_are_in_the_way():
            self._room = replace(self._room, before=0)
            self._fill(keep_place=False)

    @property
    def order(self) -> list[Shown | Gap]:
        """What is shown, from above to below."""
        return [what for what, _widget in self._order if not isinstance(what, Alone)]

    @property
    def is_known(self) -> bool:
        """Whether what is around the comment was found; before that it is shown alone."""
        return bool(self._entries)

    @property
    def focused(self) -> Card | None:
        """The comment of the thread that has the keyboard; None if none, or the one decided."""
        entry = self._focused()
        return entry.shown.entry.comment if entry is not None and entry.shown else None

    def enter(self) -> bool:
        """Bring the keyboard into the thread: to what is answered, else the first; False if none.

        From there the keys that decide act on the comment that has the keyboard.
        """
        return self.go_to_parent() or self._focus(next(iter(self._entries_shown()), None))

    def go(self, steps: int) -> None:
        """Bring the keyboard so many comments further down, as far as there are any."""
        entries, here = self._entries_shown(), self._focused()
        if here in entries:
            at = entries.index(here) + steps
            self._focus(entries[max(0, min(at, len(entries) - 1))])

    def go_to_parent(self) -> bool:
        """Bring the keyboard to what is answered: by the comment that has it, else by ours.

        Where that is left out, the gap above opens so far that it is seen.
        """
        number = self.answered
        if number is None:
            return False
        while number not in (shown := self._shown_by_number()) and self._has_gap_above():
            self._room = self._room.more(Place.ABOVE, _MORE_AT_ONCE)
            self._fill(keep_place=True)
        return self._focus(shown.get(number))

    @property
    def answered(self) -> CommentId | None:
        """What the comment that has the keyboard answers, else ours; None where that is nothing."""
        here = self.focused
        return here.parent if here is not None else self._parent_of_ours()

    def _shown_by_number(self) -> dict[int, Entry]:
        return {one.shown.entry.comment.id: one for one in self._entries_shown() if one.shown}

    def _has_gap_above(self) -> bool:
        return any(isinstance(what, Gap) and what.place is Place.ABOVE for what, _w in self._order)

    def _parent_of_ours(self) -> CommentId | None:
        ours = (one.comment.parent for one in self._entries if one.comment.id == self._chosen)
        return next(ours, None)

    def _entries_shown(self) -> list[Entry]:
        return [widget for _what, widget in self._order if isinstance(widget, Entry)]

    def _focused(self) -> Entry | None:
        return next((one for one in self._entries_shown() if one.hasFocus()), None)

    def _focus(self, entry: Entry | None) -> bool:
        if entry is None:
            return False
        entry.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.ensureWidgetVisible(entry, 0, theme.in_force().px(BETWEEN))
        return True

    def _turn(self, comment: int, fold: bool) -> None:
        self._room = self._room.turned(comment, fold=fold)
        self._fill(keep_place=True)

    def _note_pointing(self, entry: Entry, pointed: bool) -> None:
        if pointed:
            self._tools.stand_in(entry)
        elif self._tools.parentWidget() is entry:
            self._tools.put_away()
        self.focus_moved.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew at the new width."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._lay_out()
        self.reveal()

    def reveal(self) -> None:
        """Scroll so far that the comment being decided is seen, with what it answers if it fits."""
        bar = self.verticalScrollBar()
        card, page = self._card.geometry(), self.viewport().height()
        margin = min(theme.in_force().px(8), max(0, (page - card.height()) // 2))
        # QRect's own bottom is the last row of pixels, not the first one below.
        top, bottom = card.top() - margin, card.top() + card.height() + margin
        parent = self._parent_top()
        if parent is not None and bottom - parent <= page:
            top = parent
        if bottom - top > page:
            self._scroll_to(top)
        elif top < bar.value() or bottom > bar.value() + page:
            self._scroll_to(min(top, self._top_at(bottom - page)))

    def _scroll_to(self, place: int) -> None:
        """Scroll there, even where less than a page is left: no entry above is cut then."""
        missing = place - self.verticalScrollBar().maximum()
        if missing > 0:
            self._room_below += missing
            self._sheet.resize(self._sheet.width(), self._sheet.height() + missing)
        self.verticalScrollBar().setValue(place)

    def _top_at(self, least: int) -> int:
        """The first place from `least` on where an entry begins, so that none is cut above."""
        margin = theme.in_force().px(BETWEEN)
        tops = (widget.geometry().top() - margin for _what, widget in self._order)
        return next((top for top in tops if top >= least), least)

    def _siblings_are_in_the_way(self) -> bool:
        """Whether earlier replies push what is being answered out of sight."""
        parent = self._parent_top()
        earlier = any(
            what.place is Place.BEFORE and isinstance(what, Shown) for what, _widget in self._order
        )
        bottom = self._card.y() + self._card.height()
        return earlier and parent is not None and bottom - parent > self.viewport().height()

    def _parent_top(self) -> int | None:
        above = [
            w for what, w in self._order if what.place is Place.ABOVE and isinstance(what, Shown)
        ]
        return above[-1].geometry().top() if above else None

    def _fill(self, *, keep_place: bool) -> None:
        place = self._card.y() - self.verticalScrollBar().value()
        self._room_below = 0
        assert self._chosen is not None
        near = around(self._entries, self._chosen, self._room)
        # The widgets are used again; the keyboard stays with its comment.
        kept = self.focused
        self._put_away()
        self._alone = not near
        self._order = [(what, self._widget_for(what)) for what in near or (_ALONE,)]
        self._lay_out()
        self._keep_focus(kept)
        if keep_place:
            self.verticalScrollBar().setValue(self._card.y() - place)
        else:
            self.verticalScrollBar().setValue(0)
            self.reveal()

    def _keep_focus(self, kept: Card | None) -> None:
        if kept is None:
            return
        for entry in self._entries_shown():
            if entry.shown is not None and entry.shown.entry.comment.id == kept.id:
                entry.setFocus(Qt.FocusReason.OtherFocusReason)

    def _put_away(self) -> None:
        self._tools.put_away()
        self._widgets.put_back(widget for _what, widget in self._order)

    def _widget_for(self, what: Shown | Gap | Alone) -> QWidget:
        if isinstance(what, Alone) or (isinstance(what, Shown) and what.place is Place.CHOSEN):
            return self._card
        return self._widgets.take(what)

    def _open_gap(self, place: Place) -> None:
        self._room = self._room.more(place, _MORE_AT_ONCE)
        self._fill(keep_place=True)

    def _lay_out(self) -> None:
        force = theme.in_force()
        # A line that is as wide as a very large screen is not read, but lost.
        whole = min(self.viewport().width(), force.px(_WIDEST))
        bar = self.verticalScrollBar()
        width = whole - force.px(8) if bar.isVisible() else whole
        high = self._sheet.lay_out([(what.indent, widget) for what, widget in self._order], width)
        self._sheet.resize(whole, high + self._room_below)

    def _lay_out_in_place(self) -> None:
        """Lay out anew, and keep the comment being decided where it is on the screen."""
        place = self._card.y() - self.verticalScrollBar().value()
        self._lay_out()
        self.verticalScrollBar().setValue(self._card.y() - place)
        self.reveal()
