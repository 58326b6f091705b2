"""What can be drawn as a picture: each view is the real window, brought to one state.

A scene answers the dialog to draw over the window, or None. Only the throw-away sample newsroom
is ever changed for a picture; another one is drawn as it stands.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial
from importlib.resources import as_file, files
from operator import add
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QWidget

from db.words import Status
from desktop.assist_scenes import ASSIST_SCENES
from desktop.desk import Desk
from desktop.encryption_scenes import ENCRYPTION_SCENES
from desktop.main_window import MainWindow
from desktop.operations import RunningOperation
from desktop.people_scenes import PEOPLE_SCENES
from desktop.queue_scenes import QUEUE_SCENES
from desktop.rule_scenes import RULE_SCENES
from desktop.site_scenes import SITE_SCENES
from moderation.errors import DamagedNewsroom, LibraryError, NewsroomError
from moderation.hard_words import keep_own
from moderation.pace import pace
from moderation.saved_searches import SavedSearch
from resources.translation import _

if TYPE_CHECKING:
    from desktop.dialogs.import_dialog import ImportDialog
    from desktop.dialogs.person_dialog import PersonDialog

_OLD_SITE = files("resources") / "samples" / "old-site.wordpress.xml"
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
    _do(window, settle, "readers_view", "reply")


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
        _do(window, settle, "queue_pending", "palette")
        for palette in window.findChildren(Palette):
            palette.line.setText(text)
        settle()

    return show


def _decide_over_days(window: MainWindow, settle: Settle) -> None:
    """The sample's own decisions are all of one moment; these are of a few days."""
    newsroom = window.newsroom
    assert newsroom is not None
    now = newsroom.clock()
    for minutes in (4, 9, 31, 55, 140, 660, 1500, 1530, 1720, 2980, 3010, 3600):
        newsroom.clock = partial(add, now, timedelta(minutes=minutes))
        _do(window, settle, "spam" if minutes % 4 == 0 else "approve")


def _veil(window: MainWindow, demo: bool, settle: Settle) -> None:
    if demo and window.newsroom is not None:
        keep_own(window.newsroom, ["clown*", "casino"])
        window.wellbeing.begin()
    _do(window, settle, "next", "next", "next")


def _break(window: MainWindow, _demo: bool, settle: Settle) -> None:
    window.wellbeing.breaks.remind(50)
    settle()


def _statistics(chart: str, *, table: bool = False) -> Scene:
    def show(window: MainWindow, demo: bool, settle: Settle) -> QWidget | None:
        from desktop.statistics.dialog import StatisticsDialog

        if demo:
            _decide_over_days(window, settle)
        _do(window, settle, "statistics")
        dialog = cast("StatisticsDialog", window.doors.dialog)
        dialog.show_chart(chart)
        dialog.as_table.setChecked(table)
        settle()
        return dialog

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


_LETTERS = """Leser,Adresse,Eingang,Brief,Ort,Seite
Ana Ribeiro,ana@example.org,12.03.2026 09:15,"At last, the bridge is open.",Porto,harbour-bridge
Jon Weiss,jon@example.com,12.03.2026 10:02,Who paid for the lights?,Kiel,harbour-bridge
Petra Lang,,13.03.2026 08:40,I wrote to you in May and never heard back.,Kiel,harbour-bridge
Sam Okafor,sam(at)example.net,13.03.2026 11:21,The ferry had coffee.,,harbour-bridge
Mei Tan,mei@example.org,14.03.2026 19:05,Thank you for the night shift.,,night-shift
"""


def _import_of(window: MainWindow, settle: Settle, *files: Path) -> "ImportDialog":
    window.doors.import_files(files)
    settle()
    return cast("ImportDialog", window.doors.dialog)


def _import_preview(window: MainWindow, _demo: bool, settle: Settle) -> QWidget | None:
    with as_file(_OLD_SITE) as file:
        return _import_of(window, settle, file)


def _import_table(window: MainWindow, _demo: bool, settle: Settle) -> QWidget | None:
    with TemporaryDirectory(prefix="commentdesk-picture-") as folder:
        file = Path(folder) / "letters-march.csv"
        file.write_text(_LETTERS, encoding="utf-8")
        dialog = _import_of(window, settle, file)
        dialog.choice.columns.chooser("Leser").setFocus()
        settle()
        return dialog


def _import_several(window: MainWindow, _demo: bool, settle: Settle) -> QWidget | None:
    with TemporaryDirectory(prefix="commentdesk-picture-") as folder, as_file(_OLD_SITE) as site:
        table, page = Path(folder) / "letters-march.csv", Path(folder) / "index.html"
        table.write_text(_LETTERS, encoding="utf-8")
        page.write_text("<!doctype html><html></html>", encoding="utf-8")
        return _import_of(window, settle, site, table, page)


def _import_refused(window: MainWindow, _demo: bool, settle: Settle) -> QWidget | None:
    with TemporaryDirectory(prefix="commentdesk-picture-") as folder:
        file = Path(folder) / "index.html"
        file.write_text("<!doctype html><html></html>", encoding="utf-8")
        return _import_of(window, settle, file)


def _import_progress(window: MainWindow, demo: bool, settle: Settle) -> QWidget | None:
    """A moment of a large import, as it would be told; nothing is imported."""
    dialog = cast("ImportDialog", _import_preview(window, demo, settle))
    running = RunningOperation(
        _("Importing {file}").format(file=_OLD_SITE.name),
        writing=False, shown_elsewhere=True, parent=dialog,
    )  # fmt: skip
    dialog.follow(running)
    running.progressed.emit(38, 100, pace(12_400, 4.0, 0.38))
    settle()
    return dialog


def _import_report(window: MainWindow, demo: bool, settle: Settle) -> QWidget | None:
    with as_file(_OLD_SITE) as file:
        dialog = _import_of(window, settle, file)
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
    **QUEUE_SCENES,
    **RULE_SCENES,
    **ASSIST_SCENES,
    **PEOPLE_SCENES,
    **ENCRYPTION_SCENES,
    "empty": _empty,
    "compact": _compact,
    "palette": _palette("", ("action:export", "search:The bridge", "action:redo")),
    "palette-typed": _palette("br"),
    "statistics": _statistics("arrived"),
    "statistics-waits": _statistics("waits"),
    "statistics-articles": _statistics("articles"),
    "statistics-moderators": _statistics("moderators"),
    "statistics-domains": _statistics("domains"),
    "statistics-table": _statistics("arrived", table=True),
    "welcome": _welcome,
    "trouble": _trouble,
    "damaged": _damaged,
    "salvaged": _salvaged,
    "import": _dialog("import"),
    "import-preview": _import_preview,
    "import-table": _import_table,
    "import-several": _import_several,
    "import-refused": _import_refused,
    "import-progress": _import_progress,
    "import-report": _import_report,
    "export": _dialog("export"),
    "export-receipt": _export_receipt,
    "backups": _backups,
    "backups-none": _dialog("backups"),
    "history": _dialog("history"),
    "keys": _dialog("keys"),
    "settings": _dialog("settings"),
    "settings-keys": _settings("keys"),
    "settings-keys-conflict": _key_conflict,
    "settings-wellbeing": _settings("wellbeing"),
    "veil": _veil,
    "break": _break,
    "settings-look": _settings("look"),
    "site": _dialog("site"),
    **SITE_SCENES,
    "person": _person,
    "person-certificate": _certificate,
}
