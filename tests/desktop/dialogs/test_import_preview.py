"""Tests for the preview in the import dialog: desktop.dialogs.import_preview and its neighbours."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QTableWidget, QWidget

from desktop.dialogs.import_dialog import ImportDialog
from desktop.operations import Operations, RunningOperation
from moderation import queue
from moderation.newsroom import Newsroom
from moderation.search.query import Query

Settle = Callable[[], None]
WriteWxr = Callable[..., Path]
OpenImport = Callable[..., ImportDialog]

TABLE = "Leser,Adresse,Eingang,Brief\n" + "".join(
    f"Ana {n},ana{n}@example.org,2026-03-0{n} 10:00,It opened {n} days ago.\n" for n in range(1, 5)
)


@pytest.fixture
def open_import(newsroom: Newsroom, operations: Operations) -> Iterator[OpenImport]:
    """Opens the import dialog on files, and waits until they were looked at."""
    opened: list[ImportDialog] = []

    def open_with(*files: Path) -> ImportDialog:
        dialog = ImportDialog(newsroom, operations)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        dialog.open()
        opened.append(dialog)
        dialog.offer(files)
        operations.wait_idle()
        return dialog

    yield open_with
    operations.wait_idle()
    for dialog in opened:
        dialog.leave()
        dialog.deleteLater()


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    """A table whose columns have names that nobody knows."""
    path = tmp_path / "letters.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def cell(table: QTableWidget, row: int, column: int) -> str:
    """What stands there."""
    item = table.item(row, column)
    assert item is not None
    return item.text()


def test_the_first_comments_are_shown_with_their_problems_marked(
    open_import: OpenImport, write_wxr: WriteWxr
) -> None:
    dialog = open_import(write_wxr(comments=3, nameless=1))
    first = dialog.choice.first

    assert [cell(first.table, 0, at) for at in range(1, 6)] == [
        "Jon 1", "1 March 2026, 08:00", "approved", "Harbour bridge", "Comment 1",
    ]  # fmt: skip
    assert cell(first.table, 2, 3) == "pending"
    fine, marked = first.table.item(0, 0), first.table.item(2, 0)
    assert fine is not None
    assert fine.icon().isNull()
    assert marked is not None
    assert not marked.icon().isNull()
    assert "Name is required." in marked.toolTip()
    spoken = marked.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Problem: Name is required."
    assert first.told == "1 of these has a problem; choose it to read which."

    first.table.setCurrentCell(2, 1)
    assert first.told.endswith(": Name is required.")
    assert first.told.startswith("line ")


def test_letting_incomplete_ones_in_shows_at_once(
    open_import: OpenImport, operations: Operations, write_wxr: WriteWxr
) -> None:
    dialog = open_import(write_wxr(comments=3, nameless=1))

    dialog.choice.accept_incomplete.click()
    operations.wait_idle()

    assert cell(dialog.choice.first.table, 2, 3) == "approved"


def test_a_zone_shows_at_once(
    open_import: OpenImport, operations: Operations, letters: Path
) -> None:
    dialog = open_import(letters)
    dialog.choice.zones.setCurrentText("UTC")
    operations.wait_idle()
    assert cell(dialog.choice.first.table, 0, 2) == "1 March 2026, 10:00"

    dialog.choice.zones.setCurrentText("Asia/Tokyo")
    operations.wait_idle()

    assert cell(dialog.choice.first.table, 0, 2) == "1 March 2026, 01:00"


def test_only_the_answer_to_the_last_choice_is_shown(
    open_import: OpenImport, operations: Operations, letters: Path
) -> None:
    dialog = open_import(letters)

    for zone in ("Asia/Tokyo", "UTC", "Asia/Tokyo", "UTC"):
        dialog.choice.zones.setCurrentText(zone)
    operations.wait_idle()

    assert cell(dialog.choice.first.table, 0, 2) == "1 March 2026, 10:00"


def test_the_columns_of_a_table_can_be_told_what_they_hold(
    open_import: OpenImport, operations: Operations, newsroom: Newsroom, letters: Path
) -> None:
    dialog = open_import(letters)
    columns = dialog.choice.columns
    assert columns.chooser("Brief").currentData() == "body"
    assert columns.chooser("Leser").currentData() == ""

    chooser = columns.chooser("Leser")
    chooser.setCurrentIndex(chooser.findData("author"))
    operations.wait_idle()
    assert cell(dialog.choice.first.table, 0, 1) == "Ana 1"

    dialog.import_button.click()
    operations.wait_idle()
    numbers = queue.find(newsroom, Query()).ids
    assert {queue.comment(newsroom, number).name for number in numbers} == {
        "Ana 1", "Ana 2", "Ana 3", "Ana 4",
    }  # fmt: skip

    again = open_import(letters)
    assert again.choice.columns.chooser("Leser").currentData() == "author"


def test_a_table_cannot_be_imported_without_its_comments(
    open_import: OpenImport, operations: Operations, letters: Path
) -> None:
    dialog = open_import(letters)
    chooser = dialog.choice.columns.chooser("Brief")

    chooser.setCurrentIndex(0)
    operations.wait_idle()
    assert dialog.said == "Choose the column that holds the comments."
    assert not dialog.import_button.isEnabled()

    chooser.setCurrentIndex(chooser.findData("body"))
    operations.wait_idle()
    assert dialog.said == ""
    assert dialog.import_button.isEnabled()


def test_a_field_has_one_column(
    open_import: OpenImport, operations: Operations, letters: Path
) -> None:
    columns = open_import(letters).choice.columns
    leser = columns.chooser("Leser")

    leser.setCurrentIndex(leser.findData("body"))
    operations.wait_idle()

    assert columns.chooser("Brief").currentData() == ""
    assert columns.mapping["body"] == "Leser"


def test_several_files_are_listed_with_what_each_is(
    open_import: OpenImport, operations: Operations, write_wxr: WriteWxr, letters: Path,
    tmp_path: Path,
) -> None:  # fmt: skip
    page = tmp_path / "page.html"
    page.write_text("<!doctype html><html></html>", encoding="utf-8")
    dialog = open_import(write_wxr(), letters, page)
    files = dialog.choice.files

    assert [(cell(files.table, at, 0), cell(files.table, at, 1)[:20]) for at in range(3)] == [
        ("site.xml", "WordPress export (WX"),
        ("letters.csv", "Table (CSV, TSV)"),
        ("page.html", "This is no file of c"),
    ]

    files.table.setCurrentCell(1, 0)
    operations.wait_idle()
    assert dialog.choice.told.startswith("Table (CSV, TSV)")
    dialog.import_button.click()
    operations.wait_idle()
    assert dialog.report is not None
    assert dialog.report.file == "letters.csv"
    assert dialog.next_button.text() == "Next file (2 wait)"


def test_tab_goes_down_the_page(open_import: OpenImport, letters: Path) -> None:
    dialog = open_import(letters)
    choice = dialog.choice
    wanted: list[QWidget] = [
        choice.choose, choice.choose_folder, choice.zones, *choice.columns.choosers,
        choice.first.table, choice.accept_incomplete,
    ]  # fmt: skip

    choice.choose.setFocus()
    reached: list[QWidget] = [choice.choose]
    while len(reached) < 100:
        QTest.keyClick(reached[-1], Qt.Key.Key_Tab)
        if dialog.focusWidget() is choice.choose:
            break
        reached.append(dialog.focusWidget())

    assert [one for one in reached if one in wanted] == wanted


def test_how_fast_it_goes_is_told(open_import: OpenImport, write_wxr: WriteWxr) -> None:
    dialog = open_import(write_wxr())
    running = RunningOperation("x", writing=False, shown_elsewhere=True, parent=dialog)

    dialog.progress.follow(running)
    running.progressed.emit(1, 4, "Reading: 12,400 comments · 3,100 a second")

    assert dialog.progress.told == "Reading: 12,400 comments · 3,100 a second · 25 %"


def test_without_a_file_the_button_that_chooses_one_has_the_focus(
    open_import: OpenImport,
) -> None:
    dialog = open_import()

    assert dialog.focusWidget() is dialog.choice.choose
    assert not dialog.choice.first.isVisibleTo(dialog)


def test_the_sentence_below_the_rows_stands_apart_from_one_that_is_cut(
    open_import: OpenImport, tmp_path: Path
) -> None:
    file = tmp_path / "letters.csv"
    file.write_text(TABLE, encoding="utf-8")
    first = open_import(file).choice.first
    QApplication.processEvents()

    told = next(one for one in first.findChildren(QLabel) if one.text() == first.told)
    assert told.isVisible()
    assert told.geometry().top() - first.table.geometry().bottom() > 8
