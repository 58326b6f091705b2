"""Pictures of the queue: searching, choosing many, one comment alone."""

from collections.abc import Mapping

from desktop.main_window import MainWindow
from desktop.scene_moves import Scene, Settle, desk_of


def _type(window: MainWindow, text: str, settle: Settle) -> None:
    """Have this in the line, with the keyboard there, as if it had just been typed."""
    line = desk_of(window).queue.search.line
    line.setFocus()
    line.setText(text)
    settle()
    line.textEdited.emit(text)
    settle()


def _names(window: MainWindow, _demo: bool, settle: Settle) -> None:
    _type(window, "loan* re", settle)
    desk_of(window).queue.search.suggestions.go(1)


def _values(window: MainWindow, _demo: bool, settle: Settle) -> None:
    _type(window, "article:", settle)
    desk_of(window).queue.search.suggestions.go(1)


def _chips(window: MainWindow, _demo: bool, settle: Settle) -> None:
    _type(window, "(loan* or casino) -author:petra has:link from:new sort:oldest", settle)
    desk_of(window).queue.search.suggestions.hide()
    desk_of(window).queue.search.chips.buttons[2].setFocus()


def _selection_whole(window: MainWindow, _demo: bool, settle: Settle) -> None:
    window.deeds["queue_all"].trigger()
    settle()
    window.deeds["select_all"].trigger()
    settle()


def _alone(window: MainWindow, _demo: bool, settle: Settle) -> None:
    for name in ("next", "next", "previous", "focus"):
        window.deeds[name].trigger()
        settle()


def _large(window: MainWindow, _demo: bool, settle: Settle) -> None:
    for _step in range(5):
        window.deeds["larger"].trigger()
        settle()


QUEUE_SCENES: Mapping[str, Scene] = {
    "search-names": _names,
    "search-values": _values,
    "search-chips": _chips,
    "selection-all": _selection_whole,
    "alone": _alone,
    "text-200": _large,
}
