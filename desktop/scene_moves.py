"""What every scene is made of: the desk, actions that are done, and being somewhere."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.desk import Desk
from desktop.main_window import MainWindow
from moderation.errors import NewsroomError
from resources.translation import _

Settle = Callable[[], None]
Scene = Callable[[MainWindow, bool, Settle], QWidget | None]


def desk_of(window: MainWindow) -> Desk:
    """The window's desk; `NewsroomError` where there is none."""
    if window.desk is None:
        raise NewsroomError(_("This view needs a newsroom."))
    return window.desk


def do(window: MainWindow, settle: Settle, *names: str) -> None:
    """Do these actions, one after the other."""
    for name in names:
        window.deeds[name].trigger()
        settle()


def be_at(window: MainWindow, settle: Settle, text: str) -> int:
    """Be at the first comment that is found by this, in whichever queue it is."""
    do(window, settle, "queue_all")
    desk_of(window).queue.search.show_text(text)
    settle()
    return desk_of(window).queue.view.current_number or 0


def dialog_of(name: str) -> Scene:
    """The scene of a dialog that an action opens."""

    def show(window: MainWindow, _demo: bool, settle: Settle) -> QWidget | None:
        do(window, settle, name)
        return window.doors.dialog

    return show
