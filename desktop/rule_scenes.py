"""Pictures of rules and reasons: a comment that was held, what mends it, and why one went."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from desktop.main_window import MainWindow

Settle = Callable[[], None]


def _held(window: MainWindow, _demo: bool, settle: Settle) -> None:
    """A comment that rules held, with its characters marked."""
    assert window.desk is not None
    window.desk.queue.search.show_text("casino")
    settle()


def _wrong_hold(window: MainWindow, demo: bool, settle: Settle) -> None:
    """Somebody says that the hold was wrong."""
    _held(window, demo, settle)
    window.deeds["wrong_hold"].trigger()
    settle()


def _reasons(window: MainWindow, demo: bool, settle: Settle) -> None:
    """The moment after a rejection."""
    if demo:
        window.deeds["reject"].trigger()
        settle()


RULE_SCENES: Mapping[str, Callable[[MainWindow, bool, Settle], QWidget | None]] = {
    "held": _held,
    "wrong-hold": _wrong_hold,
    "reasons": _reasons,
}
