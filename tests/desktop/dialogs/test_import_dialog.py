"""Tests for desktop.dialogs.import_dialog, with its pages."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QTableWidget

from desktop.dialogs.import_dialog import ImportDialog
from desktop.operations import Operations
from moderation import queue
from moderation.newsroom import Newsroom
from moderation.search.query import Query
from tests.desktop.town import Said

Settle = Callable[[], None]
WriteWxr = Callable[..., Path]
OpenImport = Callable[..., ImportDialog]


@pytest.fixture
def open_import(newsroom: Newsroom, operations: Operations) -> Iterator[OpenImport]:
    """Opens the import dialog."""
    opened: list[ImportDialog] = []

    def open_with(file: Path | None = None, *more: Path) -> ImportDialog:
        dialog = ImportDialog(newsroom, operations, file, more=more)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        dialog.open()
        opened.append(dialog)
        return dialog

    yield open_with
    operations.wait_idle()
    for dialog in opened:
        dialog.leave()
        dialog.deleteLater()


def rows(table: QTableWidget) -> list[list[str]]:
    """What stands in the table."""
    found = []
    for row in range(table.rowCount()):
        cells = [table.item(row, column) for column in range(table.columnCount())]
        found.append([cell.text() for cell in cells if cell is not None])
    return found


def test_nothing_can_be_imported_before_a_file_is_chosen(open_import: OpenImport) -> None:
    dialog = open_import()

    assert not dialog.import_button.isEnabled()
    assert not dialog.try_button.isEnabled()
    assert dialog.choice.told.startswith("WordPress, Disqus")


def test_a_file_is_recognised_by_what_is_in_it(
    open_import: OpenImport, write_wxr: WriteWxr, settle: Settle
) -> None:
    dialog = open_import(write_wxr("letters.txt"))
    settle()

    assert dialog.choice.told.startswith("WordPress export (WXR) · ")
    assert dialog.import_button.isEnabled()


def test_a_file_that_is_none_is_refused_with_what_can_be_read(
    open_import: OpenImport, tmp_path: Path, settle: Settle
) -> None:
    page = tmp_path / "page.html"
    page.write_text("<!doctype html><html><body>Hello</body></html>", encoding="utf-8")
    dialog = open_import(page)
    settle()

    assert "WordPress export (WXR)" in dialog.said
    assert not dialog.import_button.isEnabled()


def test_a_file_that_is_gone_is_said(
    open_import: OpenImport, tmp_path: Path, settle: Settle
) -> None:
    dialog = open_import(tmp_path / "gone.xml")
    settle()

    assert "gone.xml cannot be opened: No such file or directory." in dialog.said


def test_an_import_ends_in_a_report_whose_counts_add_up(
    open_import: OpenImport, write_wxr: WriteWxr, newsroom: Newsroom, said: Said, settle: Settle
) -> None:
    dialog = open_import(write_wxr(comments=5, nameless=2))
    settle()

    dialog.import_button.click()
    settle()

    assert dialog.report is not None
    assert (dialog.report.read, dialog.report.added, dialog.report.held) == (5, 5, 2)
    assert dialog.view.sentence == "5 comments added."
    table = rows(dialog.view.problems)
    assert [(field, message) for _where, field, message in table] == [
        ("name", "Name is required."),
        ("name", "Name is required."),
    ]
    assert all(where.startswith("line ") for where, _field, _message in table)
    assert queue.tally(newsroom).pending == 2
    assert said.told[-1].sentence == "5 comments added."
    assert said.told[-1].undoable


def test_a_trial_keeps_nothing_and_can_be_followed_by_the_import(
    open_import: OpenImport, write_wxr: WriteWxr, newsroom: Newsroom, settle: Settle
) -> None:
    dialog = open_import(write_wxr())
    settle()

    dialog.try_button.click()
    settle()
    assert dialog.view.sentence == "3 comments would be added."
    assert dialog.said == "This was a trial: nothing was kept."
    assert queue.tally(newsroom).total == 0

    dialog.import_button.click()
    settle()
    assert queue.tally(newsroom).approved == 3


def test_incomplete_comments_can_be_let_in(
    open_import: OpenImport, write_wxr: WriteWxr, newsroom: Newsroom, settle: Settle
) -> None:
    dialog = open_import(write_wxr(comments=3, nameless=1))
    settle()
    dialog.choice.accept_incomplete.setChecked(True)

    dialog.import_button.click()
    settle()

    assert queue.tally(newsroom).approved == 3


def test_the_same_file_again_adds_nothing_and_says_so(
    open_import: OpenImport, write_wxr: WriteWxr, settle: Settle
) -> None:
    file = write_wxr()
    for _time in range(2):
        dialog = open_import(file)
        settle()
        dialog.import_button.click()
        settle()

    assert dialog.view.sentence == "Everything in site.xml was here already."
    assert not dialog.undo_button.isVisible()


def test_an_import_can_be_undone_from_its_report(
    open_import: OpenImport, write_wxr: WriteWxr, newsroom: Newsroom, settle: Settle
) -> None:
    dialog = open_import(write_wxr())
    settle()
    dialog.import_button.click()
    settle()

    dialog.undo_button.click()
    settle()

    assert dialog.said.startswith("Undone: Import 3 comments")
    assert queue.tally(newsroom).total == 0
    assert not dialog.undo_button.isEnabled()


def test_a_broken_file_leaves_nothing_and_says_where(
    open_import: OpenImport, write_wxr: WriteWxr, newsroom: Newsroom, settle: Settle
) -> None:
    file = write_wxr(comments=20)
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    dialog = open_import(file)
    settle()

    dialog.import_button.click()
    settle()

    assert "line " in dialog.said
    assert dialog.import_button.isVisible()
    assert queue.tally(newsroom).total == 0


def test_stopping_keeps_nothing(
    open_import: OpenImport, write_wxr: WriteWxr, newsroom: Newsroom, settle: Settle
) -> None:
    dialog = open_import(write_wxr(comments=3_000))
    settle()

    dialog.import_button.click()
    dialog.progress.stop.click()
    settle()

    assert dialog.said == "Nothing was imported."
    assert queue.tally(newsroom).total == 0
    assert dialog.import_button.isEnabled()


def ways_out(dialog: ImportDialog) -> list[str]:
    """The buttons with which one gets away from where the import stands."""
    both = (dialog.close_button, dialog.progress.stop)
    return [button.text() for button in both if button.isVisible()]


def test_there_is_one_way_out_before_while_and_after(
    open_import: OpenImport, write_wxr: WriteWxr, settle: Settle
) -> None:
    dialog = open_import(write_wxr(comments=3))
    settle()
    before = ways_out(dialog)

    dialog.import_button.click()
    meanwhile = ways_out(dialog)
    focused = dialog.focusWidget()
    settle()

    assert (before, meanwhile, ways_out(dialog)) == (["Cancel"], ["Stop"], ["Close"])
    assert focused is dialog.progress.stop


def test_who_stops_is_offered_the_file_again_and_keeps_the_keyboard(
    open_import: OpenImport, write_wxr: WriteWxr, settle: Settle
) -> None:
    dialog = open_import(write_wxr(comments=3_000))
    settle()
    dialog.import_button.click()

    dialog.progress.stop.click()
    settle()

    assert ways_out(dialog) == ["Cancel"]
    assert dialog.focusWidget() is dialog.import_button


def test_leaving_asks_while_an_import_is_under_way(
    open_import: OpenImport, write_wxr: WriteWxr, newsroom: Newsroom, settle: Settle
) -> None:
    dialog = open_import(write_wxr(comments=3_000))
    settle()
    dialog.import_button.click()

    dialog.close()
    assert dialog.isVisible()
    assert dialog.said == "The import is still under way."

    dialog.leave()
    settle()
    assert dialog.isHidden()
    assert queue.tally(newsroom).total == 0


def test_several_files_wait_for_one_another(
    open_import: OpenImport, write_wxr: WriteWxr, settle: Settle
) -> None:
    files = [write_wxr(f"{name}.xml") for name in ("one", "two", "three")]
    dialog = open_import(*files)
    settle()
    dialog.import_button.click()
    settle()
    assert dialog.next_button.text() == "Next file (2 wait)"

    dialog.next_button.click()
    settle()

    assert dialog.choice.preview is not None
    assert dialog.choice.preview.path == files[1]


def test_a_file_can_be_dropped_anywhere(
    open_import: OpenImport, write_wxr: WriteWxr, settle: Settle
) -> None:
    dialog = open_import()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(write_wxr()))])
    drop = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )

    dialog.dropEvent(drop)
    settle()

    assert dialog.import_button.isEnabled()


def test_the_report_can_be_kept_as_a_text(
    open_import: OpenImport, write_wxr: WriteWxr, tmp_path: Path, settle: Settle
) -> None:
    dialog = open_import(write_wxr(comments=3, nameless=1))
    settle()
    dialog.import_button.click()
    settle()

    dialog.afterwards.save(tmp_path / "report.txt")
    text = (tmp_path / "report.txt").read_text(encoding="utf-8")
    assert "3 comments added." in text
    assert "Name is required." in text

    dialog.afterwards.save(tmp_path / "no such folder" / "report.txt")
    assert dialog.said == "The report could not be written: No such file or directory."


def test_the_real_theme_test_data_comes_in(
    open_import: OpenImport, samples: Path, newsroom: Newsroom, settle: Settle
) -> None:
    file = samples / "WordPress__theme-test-data" / "themeunittestdata.wordpress.xml"
    dialog = open_import(file)
    settle()

    dialog.import_button.click()
    settle()

    assert dialog.report is not None
    assert (dialog.report.read, dialog.report.added) == (33, 33)
    assert queue.tally(newsroom).pending == 3


def test_a_zone_is_asked_for_where_times_carry_none(
    open_import: OpenImport, operations: Operations, newsroom: Newsroom, tmp_path: Path
) -> None:
    told = [{"id": "/bridge", "title": "Bridge", "comments": [{
        "id": 1, "author": "Ana", "email": "ana@example.org", "remote_addr": "192.0.2.1",
        "website": "", "created": "2026-01-01 12:00:00", "text": "It opened.",
    }]}]  # fmt: skip
    path = tmp_path / "comments.json"
    path.write_text(json.dumps(told), encoding="utf-8")
    dialog = open_import(path)
    operations.wait_idle()
    assert dialog.choice.zone.isVisibleTo(dialog)

    dialog.choice.zones.setCurrentText("Asia/Tokyo")
    dialog.start(dry_run=False)
    operations.wait_idle()

    (number,) = queue.find(newsroom, Query()).ids
    assert queue.comment(newsroom, number).submitted_at == datetime(2026, 1, 1, 3, tzinfo=UTC)


def test_a_folder_is_recognised_as_a_file_is(
    open_import: OpenImport, operations: Operations, tmp_path: Path
) -> None:
    (tmp_path / "site" / "bridge").mkdir(parents=True)
    (tmp_path / "site" / "bridge" / "1.yml").write_text(
        "name: Ana\nmessage: It opened.\ndate: 2026-01-01T12:00:00Z\n", encoding="utf-8"
    )
    dialog = open_import(tmp_path / "site")
    operations.wait_idle()

    assert dialog.choice.ready
    assert not dialog.said
