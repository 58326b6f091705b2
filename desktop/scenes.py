"""What can be drawn as a picture: each view is the real window, brought to one state.

A scene answers the dialog to draw over the window, or None. Only the throw-away sample newsroom
is ever changed for a picture; another one is drawn as it stands.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from db.words import Status
from desktop.assist_scenes import ASSIST_SCENES
from desktop.encryption_scenes import ENCRYPTION_SCENES
from desktop.file_scenes import FILE_SCENES
from desktop.main_window import MainWindow
from desktop.people_scenes import PEOPLE_SCENES
from desktop.queue_scenes import QUEUE_SCENES
from desktop.rule_scenes import RULE_SCENES
from desktop.scene_moves import Scene, Settle, desk_of, dialog_of, do
from desktop.site_scenes import SITE_SCENES
from desktop.state_scenes import STATE_SCENES
from desktop.statistics_scenes import STATISTICS_SCENES
from moderation.errors import NewsroomError
from moderation.hard_words import keep_own
from moderation.saved_searches import SavedSearch
from resources.translation import _

if TYPE_CHECKING:
    pass


def scene(name: str) -> Scene:
    """The scene of that name; `NewsroomError` names those there are."""
    found = SCENES.get(name)
    if found is None:
        raise NewsroomError(
            _("There is no view called “{name}”.").format(name=name),
            _("There are: {names}.").format(names=", ".join(SCENES)),
        )
    return found


def _window(window: MainWindow, demo: bool, settle: Settle) -> None:
    if demo:
        do(window, settle, "next", "next", "next", "reject", *["previous"] * 3)


def _readers_view(window: MainWindow, _demo: bool, settle: Settle) -> None:
    do(window, settle, "readers_view")


def _reply(window: MainWindow, _demo: bool, settle: Settle) -> None:
    do(window, settle, "readers_view", "reply")


def _selection(window: MainWindow, _demo: bool, settle: Settle) -> None:
    desk_of(window).queue.search.show_text("loan*")
    settle()
    do(window, settle, "tick", "next", "tick", "next", "tick")


def _search(window: MainWindow, _demo: bool, settle: Settle) -> None:
    desk_of(window).queue.search.show_text("bridge -has:link")
    settle()


def _saved_searches(window: MainWindow, demo: bool, settle: Settle) -> None:
    if demo:
        saved = desk_of(window).saved
        saved.keep(SavedSearch(_("First comments"), "from:new", Status.PENDING))
        saved.keep(SavedSearch(_("Links to look at"), "has:link", Status.PENDING))
        saved.keep(SavedSearch(_("The bridge"), "bridge -has:link"))
        settle()
    do(window, settle, "saved_2")


def _save_search(window: MainWindow, demo: bool, settle: Settle) -> QWidget | None:
    _search(window, demo, settle)
    do(window, settle, "save_search")
    return window.doors.dialog


def _search_error(window: MainWindow, _demo: bool, settle: Settle) -> None:
    desk_of(window).queue.search.setFocus()
    desk_of(window).queue.search.show_text("bridge statsu:spam")
    settle()


def _compact(window: MainWindow, _demo: bool, settle: Settle) -> None:
    do(window, settle, "compact")


def _settings(page: str) -> Scene:
    def show(window: MainWindow, _demo: bool, settle: Settle) -> QWidget | None:
        window.doors.settings(page)
        settle()
        return window.doors.dialog

    return show


def _key_conflict(window: MainWindow, demo: bool, settle: Settle) -> QWidget | None:
    from desktop.settings.keys_page import KeysPage

    dialog = _settings("keys")(window, demo, settle)
    for page in dialog.findChildren(KeysPage) if dialog is not None else ():
        page.choose("approve")
        page.key.setFocus()
        page.key.show_key("Y")
        page.take()
        page.key.show_key("J")
        settle()
    return dialog


def _palette(text: str, taken: tuple[str, ...] = ()) -> Scene:
    def show(window: MainWindow, demo: bool, settle: Settle) -> None:
        from desktop.palette.palette import Palette

        _saved_searches(window, demo, settle)
        for entry in taken:
            window.remembered.note_taken(entry)
        do(window, settle, "queue_pending", "palette")
        for palette in window.findChildren(Palette):
            palette.line.setText(text)
        settle()

    return show


def _veil(window: MainWindow, demo: bool, settle: Settle) -> None:
    if demo and window.newsroom is not None:
        keep_own(window.newsroom, ["clown*", "casino"])
        window.wellbeing.begin()
    do(window, settle, "next", "next", "next")


def _break(window: MainWindow, _demo: bool, settle: Settle) -> None:
    window.wellbeing.breaks.remind(50)
    settle()


SCENES: Mapping[str, Scene] = {
    "window": _window,
    "readers-view": _readers_view,
    "reply": _reply,
    "selection": _selection,
    "search": _search,
    "saved-searches": _saved_searches,
    "save-search": _save_search,
    "search-error": _search_error,
    **QUEUE_SCENES,
    **STATE_SCENES,
    **STATISTICS_SCENES,
    **FILE_SCENES,
    **RULE_SCENES,
    **ASSIST_SCENES,
    **PEOPLE_SCENES,
    **ENCRYPTION_SCENES,
    "compact": _compact,
    "palette": _palette("", ("action:export", "search:The bridge", "action:redo")),
    "palette-typed": _palette("br"),
    "history": dialog_of("history"),
    "keys": dialog_of("keys"),
    "settings": dialog_of("settings"),
    "settings-keys": _settings("keys"),
    "settings-keys-conflict": _key_conflict,
    "settings-wellbeing": _settings("wellbeing"),
    "veil": _veil,
    "break": _break,
    "settings-look": _settings("look"),
    "site": dialog_of("site"),
    **SITE_SCENES,
}
