"""What a reader of the window sees and presses, by its words."""

from PySide6.QtWidgets import QLabel, QPushButton, QWidget


def press(widget: QWidget, words: str) -> None:
    """Press the visible button with these words."""
    (button,) = (
        one
        for one in widget.findChildren(QPushButton)
        if one.text().split("\u2002")[0].split("\u2003")[0] == words and one.isVisible()
    )
    button.click()


def texts(widget: QWidget) -> str:
    """All that is written on visible labels."""
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())
