"""Pictures of the assist: a campaign as one card, opened, and scores on the cards."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from desktop.desk import Desk
from desktop.main_window import MainWindow
from moderation.errors import NewsroomError
from resources.translation import _

Settle = Callable[[], None]
Scene = Callable[[MainWindow, bool, Settle], QWidget | None]


def _tended(window: MainWindow, settle: Settle) -> Desk:
    """The desk, once the assist has looked at everything."""
    if window.desk is None:
        raise NewsroomError(_("This view needs a newsroom."))
    window.desk.tending.tend()
    settle()
    return window.desk


def _at_campaign(window: MainWindow, settle: Settle) -> Desk:
    desk = _tended(window, settle)
    model = desk.queue.model
    for row in range(model.rowCount()):
        card = model.card(row)
        if card is not None and card.group is not None:
            desk.queue.view.choose(card.id)
            settle()
            return desk
    raise NewsroomError(_("There are no near-copies."))


def _campaign(window: MainWindow, _demo: bool, settle: Settle) -> None:
    _at_campaign(window, settle)


def _opened(window: MainWindow, _demo: bool, settle: Settle) -> None:
    _at_campaign(window, settle)
    window.deeds["campaign"].trigger()
    settle()


def _risk(window: MainWindow, _demo: bool, settle: Settle) -> None:
    desk = _tended(window, settle)
    desk.queue.search.show_text("sort:risk")
    settle()
    first = desk.queue.model.number(0)
    desk.queue.view.choose(first)
    settle()


def _why(window: MainWindow, _demo: bool, settle: Settle) -> None:
    _risk(window, _demo, settle)
    window.deeds["why"].trigger()
    settle()


def _evenness(window: MainWindow, demo: bool, settle: Settle) -> QWidget | None:
    _at_campaign(window, settle)
    if demo:
        window.deeds["campaign"].trigger()
        settle()
        for name in ("approve", "reject", "spam"):
            window.deeds[name].trigger()
            settle()
        window.deeds["back"].trigger()
        settle()
    window.deeds["evenness"].trigger()
    settle()
    return window.doors.dialog


def _settings(window: MainWindow, _demo: bool, settle: Settle) -> QWidget | None:
    _tended(window, settle)
    window.doors.settings("assist")
    settle()
    return window.doors.dialog


ASSIST_SCENES: Mapping[str, Scene] = {
    "campaign": _campaign,
    "campaign-open": _opened,
    "risk": _risk,
    "why-scored": _why,
    "evenness": _evenness,
    "settings-assist": _settings,
}
