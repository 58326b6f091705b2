"""The comments that rules would have held: who, what, and how each stands; read near the eye."""

from array import array
from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from db.rows import Card
from db.words import Status
from desktop import theme
from moderation.sentences import shown_name, status_name
from resources.translation import _

_Index = QModelIndex | QPersistentModelIndex
_PAGE = 50
_INK = {Status.APPROVED: "ok", Status.REJECTED: "no", Status.SPAM: "spam"}


class ReplayRows(QAbstractTableModel):
    """Comments by id; `fetch` answers the cards of a page of them."""

    def __init__(
        self, fetch: Callable[[Sequence[int]], list[Card]], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._ids = array("q")
        self._cards: dict[int, Card | None] = {}

    def show_comments(self, ids: "array[int]") -> None:
        """Hold these, in this order."""
        self.beginResetModel()
        self._ids, self._cards = ids, {}
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        """How many."""
        return 0 if parent is not None and parent.isValid() else len(self._ids)

    def columnCount(self, parent: _Index | None = None) -> int:
        """Who, what it says, how it stands."""
        return 0 if parent is not None and parent.isValid() else 3

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The titles of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (_("Who"), _("Comment"), _("Stands"))[section]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a cell; the status in its colour."""
        card = self._card(index.row()) if index.isValid() else None
        if card is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return (
                    " ".join(shown_name(card.name).split()),
                    " ".join(card.excerpt.split()),
                    status_name(card.status),
                )[index.column()]
            case Qt.ItemDataRole.ForegroundRole if index.column() == 2:
                return theme.in_force().colour(_INK.get(card.status, "accent"))
            case _:
                return None

    def _card(self, row: int) -> Card | None:
        if not 0 <= row < len(self._ids):
            return None
        number = self._ids[row]
        if number not in self._cards:
            page = self._ids[row - row % _PAGE : row - row % _PAGE + _PAGE]
            self._cards.update(dict.fromkeys(page))
            self._cards.update({card.id: card for card in self._fetch(page)})
        return self._cards[number]
