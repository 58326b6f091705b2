"""Pictures of what comes in and goes out: import, export, backups, and one person's data."""

from collections.abc import Mapping
from importlib.resources import as_file, files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QWidget

from desktop.main_window import MainWindow
from desktop.operations import RunningOperation
from desktop.scene_moves import Scene, Settle, dialog_of
from moderation.pace import pace
from resources.translation import _

if TYPE_CHECKING:
    from desktop.dialogs.import_dialog import ImportDialog
    from desktop.dialogs.person_dialog import PersonDialog

_OLD_SITE = files("resources") / "samples" / "old-site.wordpress.xml"

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
    return dialog_of("backups")(window, demo, settle)


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


FILE_SCENES: Mapping[str, Scene] = {
    "import": dialog_of("import"),
    "import-preview": _import_preview,
    "import-table": _import_table,
    "import-several": _import_several,
    "import-refused": _import_refused,
    "import-progress": _import_progress,
    "import-report": _import_report,
    "export": dialog_of("export"),
    "export-receipt": _export_receipt,
    "backups": _backups,
    "backups-none": dialog_of("backups"),
    "person": _person,
    "person-certificate": _certificate,
}
