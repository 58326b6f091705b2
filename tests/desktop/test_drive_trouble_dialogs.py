"""The drive fails under a dialog: it says so and stays, nothing is half done, and pressing the same
button once it is over does it.
"""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog

from db.words import Status
from desktop.dialogs.backups_dialog import BackupsDialog
from desktop.dialogs.edit_dialog import EditDialog
from desktop.dialogs.export_dialog import ExportDialog
from desktop.dialogs.import_dialog import ImportDialog
from desktop.dialogs.sheet import Sheet
from desktop.main_window import MainWindow
from desktop.messages import Trouble
from desktop.settings.site_page import SitePage
from moderation import queue, saved_searches
from moderation.newsroom import Newsroom
from moderation.saved_searches import SavedSearch
from moderation.soundness import look_over
from tests.calling import write_export
from tests.dumping import dump
from tests.trouble import TROUBLES, failing_drive
from tests.windows import OpenWindow, current

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="made with Linux's own means")

Press = Callable[[], object]
_SEARCH = SavedSearch("Bridges", "bridge", Status.PENDING)


@pytest.fixture
def desk(desk: Newsroom, tmp_path: Path) -> Newsroom:
    """The sample newsroom on a drive of its own, and beside it a file to import."""
    write_export(tmp_path, comments=60, site="other")
    return desk


def _settle(window: MainWindow) -> None:
    for _turn in range(3):
        window.operations.wait_idle()
        QApplication.processEvents()


def _dialog(window: MainWindow) -> QDialog:
    _settle(window)
    dialog = window.doors.dialog
    assert dialog is not None
    return dialog


def _import(window: MainWindow, folder: Path) -> Press:
    window.doors.import_files([folder / "export.xml"])
    dialog = _dialog(window)
    assert isinstance(dialog, ImportDialog)
    return dialog.import_button.click


def _edit(window: MainWindow, folder: Path) -> Press:
    assert window.desk is not None
    _settle(window)
    window.deeds["edit"].trigger()
    _settle(window)
    [dialog] = window.desk.reading.errands.dialogs
    assert isinstance(dialog, EditDialog)
    dialog.body.fill("What I meant is another thing. " * 50)
    return dialog.save.click


def _site(window: MainWindow, folder: Path) -> Press:
    window.deeds["site"].trigger()
    [page] = _dialog(window).findChildren(SitePage)
    page.name.fill("The Other Courier")
    return page.keep


def _search(window: MainWindow, folder: Path) -> Press:
    desk = window.desk
    assert desk is not None
    return lambda: desk.saved.keep(_SEARCH)


WRITES: dict[str, Callable[[MainWindow, Path], Press]] = {
    "import": _import,
    "edit": _edit,
    "site": _site,
    "saved search": _search,
}


def _heard(window: MainWindow) -> list[Trouble]:
    said: list[Trouble] = []
    window.messages.troubled.connect(said.append)
    return said


def _sentences(window: MainWindow, heard: list[Trouble]) -> str:
    """All that the moderator reads: in the window's banner, and in those of its dialogs."""
    told = [one.sentence for one in heard]
    return " ".join(
        [*told, *(one.said for one in QApplication.topLevelWidgets() if isinstance(one, Sheet))]
    )


def _done(desk: Newsroom, what: str, number: int) -> bool:
    match what:
        case "import":
            return any(one.title == "Harbour bridge opens" for one in queue.articles(desk))
        case "edit":
            return queue.comment(desk, number).body.startswith("What I meant")
        case "site":
            return queue.sites(desk)[0].name == "The Other Courier"
        case _:
            return _SEARCH in saved_searches.saved(desk)


@pytest.mark.parametrize("name", ["full disk", "gone", "replaced", "locked"])
@pytest.mark.parametrize("what", WRITES)
def test_what_cannot_be_kept_is_said_and_the_same_button_does_it_afterwards(
    open_window: OpenWindow, desk: Newsroom, tmp_path: Path, what: str, name: str
) -> None:
    trouble, words = TROUBLES[name]
    window = open_window(desk)
    heard = _heard(window)
    number = current(window)
    press = WRITES[what](window, tmp_path)
    before = dump(desk.path)
    assert not _done(desk, what, number)

    with trouble(desk.path):
        press()
        _settle(window)
    assert words in _sentences(window, heard)
    assert dump(desk.path) == before
    assert not _done(desk, what, number)

    press()
    _settle(window)
    assert _done(desk, what, number)
    assert look_over(desk).is_sound


def _export(window: MainWindow, folder: Path) -> Press:
    window.deeds["export"].trigger()
    dialog = _dialog(window)
    assert isinstance(dialog, ExportDialog)
    assert dialog.choice is not None
    dialog.choice.propose(folder / "out")
    return dialog.export_button.click


def test_an_export_that_cannot_be_read_out_is_said_and_leaves_nothing(
    open_window: OpenWindow, desk: Newsroom, tmp_path: Path
) -> None:
    (out := tmp_path / "out").mkdir()
    window = open_window(desk)
    heard = _heard(window)
    press = _export(window, tmp_path)

    with failing_drive(desk.path):
        desk.library._readers.let_go()  # what is in memory is no drive's
        desk.library._public.let_go()
        press()
        _settle(window)
    assert "drive" in _sentences(window, heard) or "moved" in _sentences(window, heard)
    assert not list(out.iterdir())

    press()
    _settle(window)
    assert list(out.iterdir())


def test_an_export_to_where_nothing_may_be_written_is_said(
    open_window: OpenWindow, desk: Newsroom, tmp_path: Path
) -> None:
    (tmp_path / "out").write_text("a file, no folder")
    window = open_window(desk)
    heard = _heard(window)

    _export(window, tmp_path)()
    _settle(window)

    assert "cannot be written" in _sentences(window, heard)
    assert (tmp_path / "out").read_text() == "a file, no folder"


@pytest.mark.parametrize("name", ["gone", "quota"])
def test_a_backup_that_cannot_be_made_is_said(
    open_window: OpenWindow, desk: Newsroom, name: str
) -> None:
    trouble, _words = TROUBLES[name]
    window = open_window(desk)
    heard = _heard(window)
    window.deeds["backups"].trigger()
    dialog = _dialog(window)
    assert isinstance(dialog, BackupsDialog)

    with trouble(desk.path):
        dialog.now_button.click()
        _settle(window)
    assert _sentences(window, heard).strip()
    assert dialog.model.rowCount() == 0

    dialog.now_button.click()
    _settle(window)
    assert dialog.model.rowCount() == 1
