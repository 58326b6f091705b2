"""What can be drawn as a picture: each view is the real window, brought to one state.

A scene answers the dialog to draw over the window, or None. Only the throw-away sample newsroom
is ever changed for a picture; another one is drawn as it stands.
"""

from collections.abc import Callable, Mapping
from importlib.resources import as_file, files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QWidget

from db.words import Status
from desktop.desk import Desk
from desktop.main_window import MainWindow
from moderation.errors import DamagedNewsroom, LibraryError, NewsroomError
from moderation.saved_searches import SavedSearch
from resources.translation import _

if TYPE_CHECKING:
    from desktop.dialogs.person_dialog import PersonDialog

Settle = Callable[[], None]
Scene = Callable[[MainWindow, bool, Settle], QWidget | None]


def scene(name: str) -> Scene:
    """The scene of that name; `NewsroomError` names those there are."""
    found = SCENES.get(name)
    if found is None:
        raise NewsroomError(
            _("There is no view called “{name}”.").format(name=name),
            _("There are: {names}.").format(names=", ".join(SCENES)),
        )
    return found


def _desk(window: MainWindow) -> Desk:
    if window.desk is None:
        raise NewsroomError(_("This view needs a newsroom."))
    return window.desk


def _do(window: MainWindow, settle: Settle, *names: str) -> None:
    for name in names:
        window.deeds[name].trigger()
        settle()


def _window(window: MainWindow, demo: bool, settle: Settle) -> None:
    if demo:
        _do(window, settle, "next", "next", "next", "reject", *["previous"] * 3)


def _readers_view(window: MainWindow, _demo: bool, settle: Settle) -> None:
    _do(window, settle, "readers_view")


def _reply(window: MainWindow, _demo: bool, settle: Settle) -> None:
    _do(window, settle, "reply")


def _selection(window: MainWindow, _demo: bool, settle: Settle) -> None:
    _desk(window).queue.search.show_text("loan*")
    settle()
    _do(window, settle, "tick", "next", "tick", "next", "tick")


def _search(window: MainWindow, _demo: bool, settle: Settle) -> None:
    _desk(window).queue.search.show_text("bridge -has:link")
    settle()


def _saved_searches(window: MainWindow, demo: bool, settle: Settle) -> None:
    if demo:
        saved = _desk(window).saved
        saved.keep(SavedSearch(_("First comments"), "from:new", Status.PENDING))
        saved.keep(SavedSearch(_("Links to look at"), "has:link", Status.PENDING))
        saved.keep(SavedSearch(_("The bridge"), "bridge -has:link"))
        settle()
    _do(window, settle, "saved_2")


def _save_search(window: MainWindow, demo: bool, settle: Settle) -> QWidget | None:
    _search(window, demo, settle)
    _do(window, settle, "save_search")
    return window.doors.dialog


def _search_error(window: MainWindow, _demo: bool, settle: Settle) -> None:
    _desk(window).queue.search.setFocus()
    _desk(window).queue.search.show_text("bridge statsu:spam")
    settle()


def _empty(window: MainWindow, demo: bool, settle: Settle) -> None:
    if demo:
        _do(window, settle, "select_all", "reject")
    else:
        _desk(window).queue.search.show_text("status:pending status:approved")
        settle()


def _compact(window: MainWindow, _demo: bool, settle: Settle) -> None:
    _do(window, settle, "compact")


def _welcome(window: MainWindow, _demo: bool, settle: Settle) -> None:
    window.show_welcome()
    settle()


def _trouble(window: MainWindow, _demo: bool, settle: Settle) -> None:
    window.show_trouble(
        LibraryError(
            _("This newsroom was written by a newer version of Commentdesk."),
            _("Install the newer version, or open another newsroom."),
        )
    )
    settle()


def _damaged(window: MainWindow, demo: bool, settle: Settle) -> None:
    assert window.newsroom is not None
    path = window.newsroom.path
    if demo:
        folder = path.with_name(f"{path.name}-backups")
        folder.mkdir(exist_ok=True)
        window.newsroom.back_up(folder / f"monday{path.suffix}")
    window.show_trouble(DamagedNewsroom(_("{path} is damaged.").format(path=path.name), "", path))
    settle()


def _salvaged(window: MainWindow, demo: bool, settle: Settle) -> None:
    _damaged(window, demo, settle)
    if demo:
        window.page.ways[1].click()
        settle()


def _dialog(name: str) -> Scene:
    def show(window: MainWindow, _demo: bool, settle: Settle) -> QWidget | None:
        _do(window, settle, name)
        return window.doors.dialog

    return show


_BACKUPS = (
    "2026-11-24T101733.000000Z-by-hand",
    "2026-11-24T080011.000000Z-daily",
    "2026-11-23T081502.000000Z-before-import",
    "2026-11-02T074455.000000Z-daily",
)


def _backups(window: MainWindow, demo: bool, settle: Settle) -> QWidget | None:
    newsroom = window.newsroom
    assert newsroom is not None
    if demo:
        folder = newsroom.path.with_name(f"{newsroom.path.name}-backups")
        folder.mkdir(exist_ok=True)
        for name in _BACKUPS:
            newsroom.back_up(folder / f"{name}{newsroom.path.suffix}")
        (folder / f"{_BACKUPS[-1]}{newsroom.path.suffix}").write_bytes(b"gone")
    return _dialog("backups")(window, demo, settle)


def _import_report(window: MainWindow, demo: bool, settle: Settle) -> QWidget | None:
    from desktop.dialogs.import_dialog import ImportDialog

    sample = files("resources") / "samples" / "old-site.wordpress.xml"
    with as_file(sample) as file:
        window.doors.import_files([file])
        settle()
        dialog = cast(ImportDialog, window.doors.dialog)
        dialog.start(dry_run=not demo)
        settle()
    return dialog


def _export_receipt(window: MainWindow, _demo: bool, settle: Settle) -> QWidget | None:
    from desktop.dialogs.export_dialog import ExportDialog

    window.doors.export()
    settle()
    dialog = cast(ExportDialog, window.doors.dialog)
    if dialog.choice is not None:
        with TemporaryDirectory(prefix="commentdesk-picture-") as folder:
            dialog.choice.propose(Path(folder))
            dialog.start()
            settle()
    return dialog


def _person(window: MainWindow, demo: bool, settle: Settle) -> QWidget | None:
    window.doors.person()
    dialog = cast("PersonDialog", window.doors.dialog)
    if demo:
        dialog.who.fill("Petra")
        dialog.find_button.click()
        settle()
    return dialog


def _certificate(window: MainWindow, demo: bool, settle: Settle) -> QWidget | None:
    dialog = cast("PersonDialog", _person(window, demo, settle))
    if demo:
        dialog.sure.setChecked(True)
        dialog.erase_button.click()
        settle()
    return dialog


SCENES: Mapping[str, Scene] = {
    "window": _window,
    "readers-view": _readers_view,
    "reply": _reply,
    "selection": _selection,
    "search": _search,
    "saved-searches": _saved_searches,
    "save-search": _save_search,
    "search-error": _search_error,
    "empty": _empty,
    "compact": _compact,
    "welcome": _welcome,
    "trouble": _trouble,
    "damaged": _damaged,
    "salvaged": _salvaged,
    "import": _dialog("import"),
    "import-report": _import_report,
    "export": _dialog("export"),
    "export-receipt": _export_receipt,
    "backups": _backups,
    "backups-none": _dialog("backups"),
    "history": _dialog("history"),
    "keys": _dialog("keys"),
    "site": _dialog("site"),
    "person": _person,
    "person-certificate": _certificate,
}
