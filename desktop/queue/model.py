"""The queue's table model: an array of ids and a cache of the cards near the eye.

Cards are fetched in pages and forgotten when an operation touched them. Sorting and filtering
happen in SQL; this model never reorders anything.
"""

from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import datetime, tzinfo
from itertools import compress, islice

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from db.rows import Card
from desktop import times, veil
from desktop.queue.card import CARD_ROLE
from desktop.queue.chips import chips, status_words
from moderation.among import among
from moderation.queue import Picked
from resources.translation import _

# So many are fetched while somebody waits for them: a screen of them takes two pages at most.
PAGE = 10
_AHEAD, _BEHIND = 6, 2
_KEPT = 3000
# Taking away more runs of rows than this one by one costs more than showing the list anew.
_MOST_RUNS = 40

type_index = QModelIndex | QPersistentModelIndex


class QueueModel(QAbstractTableModel):
    """The comments of a queue, a row each.

    `fetch` answers the cards of these ids, without those that are gone; it is called with at most
    a page of ids, and only for rows that somebody looks at. `look_ahead`, where there is one, is
    given the ids of rows near the eye, to have their cards brought by `take_ahead` later: so that
    whoever scrolls finds them there.
    """

    def __init__(
        self,
        fetch: Callable[[Sequence[int]], list[Card]],
        now: Callable[[], datetime],
        zone: tzinfo,
        parent: QObject | None = None,
        look_ahead: Callable[[Sequence[int]], None] | None = None,
    ) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._look_ahead = look_ahead
        self._ahead_of = -1
        self._gone_since = 0
        self._asking = False
        self._age = 0
        self._now = now
        self._zone = zone
        self._ids = array("q")
        self._revisions = array("q")
        # Whether somebody was given these very arrays, which then stay as they are.
        self._lent = False
        self._cards: dict[int, Card | None] = {}

    def rowCount(self, parent: type_index | None = None) -> int:
        """As many as there are comments."""
        return 0 if parent is not None and parent.isValid() else len(self._ids)

    def columnCount(self, parent: type_index | None = None) -> int:
        """One: the card."""
        return 0 if parent is not None and parent.isValid() else 1

    def data(self, index: type_index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The card, or what a screen reader says of it."""
        if not index.isValid() or not 0 <= index.row() < len(self._ids):
            return None
        if role == CARD_ROLE:
            return self.card(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._spoken(self.card(index.row()))
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._told(self.card(index.row()))
        return None

    def card(self, row: int) -> Card | None:
        """The card of this row; None if its comment is gone."""
        number = self._ids[row]
        if number not in self._cards:
            self._fetch_page(row)
        if row // PAGE != self._ahead_of and not self._asking:
            self._ahead_of = row // PAGE
            self._ask_ahead()
        return self._cards.get(number)

    @property
    def age(self) -> int:
        """Grows whenever a card that was fetched before may be another now."""
        return self._age

    def take_ahead(self, cards: Iterable[Card], age: int) -> None:
        """Keep these cards that were asked for ahead, unless something changed since `age`."""
        if age != self._age:
            return
        self._asking = False
        for card in cards:
            # What was looked at meanwhile stays as it was looked at.
            row = None if card.id in self._cards else self.row_of(card.id, self._ahead_of * PAGE)
            if row is not None:
                self._keep(card, row)

    def number(self, row: int) -> int:
        """The comment's id in this row."""
        return self._ids[row]

    @property
    def ids(self) -> "array[int]":
        """The ids in the order of the rows; not to be changed."""
        return self._ids

    def listed(self) -> "array[int]":
        """The ids in the order of the rows as they are now, whatever comes; not to be changed."""
        self._lent = True
        return self._ids

    def row_of(self, number: int, near: int = 0) -> int | None:
        """The row of this comment, looked for from about `near` on; None if it is not listed."""
        start = max(0, near - PAGE)
        for first in (start, 0) if start else (0,):
            try:
                return self._ids.index(number, first)
            except ValueError:
                continue
        return None

    def picked(self, ranges: Iterable[tuple[int, int]]) -> Picked:
        """The comments in these ranges of rows (last one included), as they were looked at."""
        ids, revisions = array("q"), array("q")
        for first, last in ranges:
            if first == 0 and last == len(self._ids) - 1:  # a million at once is not copied
                self._lent = True
                return Picked(self._ids, self._revisions)
            ids.extend(self._ids[first : last + 1])
            revisions.extend(self._revisions[first : last + 1])
        return Picked(ids, revisions)

    def show(self, picked: Picked) -> None:
        """List these comments and no others, as they were just found; they are the model's then."""
        self.beginResetModel()
        self._hold(picked)
        self._cards = {}
        self._grow_old()
        self.endResetModel()

    def _grow_old(self) -> None:
        self._age += 1
        self._ahead_of = -1
        self._gone_since = 0
        self._asking = False

    def extend(self, picked: Picked) -> bool:
        """List these, which begin with what is listed; False, and nothing done, if they do not."""
        old = len(self._ids)
        if picked.ids[:old] != self._ids:
            return False
        if len(picked) > old:
            self.beginInsertRows(QModelIndex(), old, len(picked) - 1)
            # What was looked at keeps the revision at which it was.
            seen = self._revisions
            self._hold(picked)
            self._revisions[:old] = seen
            self.endInsertRows()
        return True

    def remove(self, numbers: Collection[int]) -> None:
        """List these comments no more."""
        runs = list(islice(_runs(self._rows_of(numbers)), _MOST_RUNS + 1))
        if len(runs) > _MOST_RUNS:
            self._remove_at_once(numbers)
            return
        self._own()
        for first, last in reversed(runs):
            self.beginRemoveRows(QModelIndex(), first, last)
            del self._ids[first : last + 1]
            del self._revisions[first : last + 1]
            self.endRemoveRows()
        self._forget(numbers)
        # Whoever decides stays in the same row, and the rows come to her: after a page of them
        # it is time to look ahead again.
        self._gone_since += len(numbers)
        if self._gone_since >= PAGE:
            self._ahead_of, self._gone_since = -1, 0

    def renew(self, cards: Iterable[Card]) -> None:
        """These comments changed; show them as they are now."""
        changed = list(cards)
        if changed:
            self._grow_old()
        for card in changed:
            row = self.row_of(card.id)
            if row is not None:
                self._keep(card, row)
                self.dataChanged.emit(self.index(row, 0), self.index(row, 0))

    def forget_cards(self, but: int | None = None) -> None:
        """Fetch cards anew when they are looked at; the rows stay, and so does that one card."""
        self._grow_old()
        kept = self._cards.get(but) if but is not None else None
        self._cards = {kept.id: kept} if kept is not None else {}
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, 0))

    def freshen(self, number: int) -> None:
        """Show what was found out about this comment since; one that somebody changed stays as it
        was looked at, so that a decision on it is refused.
        """
        before = self._cards.get(number)
        if before is not None:
            self.renew(one for one in self._fetch([number]) if one.revision == before.revision)

    def _ask_ahead(self) -> None:
        """Have what lies some pages before and after the eye looked at in time."""
        if self._look_ahead is None:
            return
        page = self._ahead_of * PAGE
        near = range(max(0, page - _BEHIND * PAGE), min(page + _AHEAD * PAGE, len(self._ids)))
        missing = [self._ids[at] for at in near if self._ids[at] not in self._cards]
        if missing:
            self._asking = True
            self._look_ahead(missing)

    def _fetch_page(self, row: int) -> None:
        first = row - row % PAGE
        if len(self._cards) > _KEPT:
            self._cards = {}
        places = range(first, min(first + PAGE, len(self._ids)))
        wanted = {self._ids[at]: at for at in places if self._ids[at] not in self._cards}
        self._cards |= dict.fromkeys(wanted)
        for card in self._fetch(list(wanted)):
            self._keep(card, wanted[card.id])

    def _keep(self, card: Card, row: int) -> None:
        self._cards[card.id] = card
        if self._revisions[row] != card.revision:
            self._own()
            self._revisions[row] = card.revision

    def _hold(self, picked: Picked) -> None:
        self._ids, self._revisions = picked.ids, picked.revisions
        self._lent = False

    def _own(self) -> None:
        """The arrays are about to be changed; whoever was given them keeps what they were."""
        if self._lent:
            self._ids, self._revisions = self._ids[:], self._revisions[:]
            self._lent = False

    def _rows_of(self, numbers: Collection[int]) -> Iterable[int]:
        if len(numbers) <= 4:
            rows = (self.row_of(number) for number in numbers)
            return sorted(row for row in rows if row is not None)
        is_one = among(numbers)
        return (row for row, number in enumerate(self._ids) if is_one(number))

    def _remove_at_once(self, numbers: Collection[int]) -> None:
        self.beginResetModel()
        is_one = among(numbers)
        left = bytearray(not is_one(number) for number in self._ids)
        ids, revisions = compress(self._ids, left), compress(self._revisions, left)
        self._hold(Picked(array("q", ids), array("q", revisions)))
        self._forget(numbers)
        self.endResetModel()

    def _forget(self, numbers: Iterable[int]) -> None:
        for number in numbers:
            self._cards.pop(number, None)

    def _spoken(self, card: Card | None) -> str:
        if card is None:
            return _("This comment is gone.")
        about = ", ".join(chip.words for chip in chips(card, shown=None))
        return _("{name}, {age}, {about}: {text} (under {article})").format(
            name=card.name.strip() or _("without a name"),
            age=times.spoken_age(card.submitted_at, self._now(), self._zone),
            about=about or status_words(card.status),
            text=veil.in_force().text(card.excerpt),
            article=card.article_title,
        )

    def _told(self, card: Card | None) -> str | None:
        if card is None:
            return None
        return times.clock(card.submitted_at, self._zone)


def _runs(rows: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Sorted rows as runs of neighbours, first and last."""
    first = last = -1
    for row in rows:
        if row == last + 1 and first >= 0:
            last = row
            continue
        if first >= 0:
            yield first, last
        first = last = row
    if first >= 0:
        yield first, last
