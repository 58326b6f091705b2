"""In which order the queue is listed: a small button beside the search, tied to its `sort:`."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QWidget

from desktop import icons, theme
from desktop.actions import Actions
from moderation.search.orders import Order, order_name
from resources.translation import _

# Below this width of the queue the search needs all of it.
_LEAST = 400


class SortButton(QToolButton):
    """Says the order in force, and opens the orders there are."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        icons.put_on(self, "sort", "muted")
        self.setMenu(QMenu(self))
        # As high as the search beside it, also where it is only a sign.
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Ignored)
        self._key = ""
        self.show_order(None)
        self._size()
        theme.follow(self, self._size)

    def offer(self, actions: Actions) -> None:
        """Offer these orders, which are the window's own actions."""
        self.menu().addActions([actions[f"sort_{order.value}"] for order in Order])
        self._key = actions.key("sort")

    def fit(self, room: int) -> None:
        """Say the order in words where the search leaves them room, else by the sign alone."""
        style = Qt.ToolButtonStyle
        wide = room >= theme.in_force().px(_LEAST)
        self.setToolButtonStyle(
            style.ToolButtonTextBesideIcon if wide else style.ToolButtonIconOnly
        )

    def sizeHint(self) -> QSize:
        """With as much room behind the words as there is before the sign."""
        hint = super().sizeHint()
        if self.toolButtonStyle() != Qt.ToolButtonStyle.ToolButtonTextBesideIcon:
            return hint
        # Qt leaves two blanks behind the words, and none before them.
        return hint - QSize(self.fontMetrics().horizontalAdvance("  "), 0)

    def show_order(self, order: Order | None) -> None:
        """Say that this order is in force; None is the usual one."""
        words = order_name(order)
        self.setText(words)
        told = _("Order: {order}").format(order=words)
        self.setAccessibleName(told)
        self.setToolTip(f"{told}   {self._key}".rstrip())

    def _size(self) -> None:
        size = theme.in_force().px(14)
        self.setIconSize(QSize(size, size))
