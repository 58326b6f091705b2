"""What is new here and not listed yet: a button that counts it, there only while something is."""

from collections.abc import Sequence

from PySide6.QtWidgets import QPushButton, QWidget

from desktop import theme
from resources.translation import ngettext


class NewsButton(QPushButton):
    """Says how many comments `arrived`; pressed, whoever shows it lists them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        theme.look(self, "primary")
        self.arrived: Sequence[int] = ()
        self.hide()

    def tell(self, arrived: Sequence[int]) -> None:
        """These arrived, and no others."""
        self.arrived = arrived
        count = len(arrived)
        words = ngettext("{count} new comment", "{count} new comments", count)
        self.setText(words.format(count=count))
        self.setVisible(count > 0)
