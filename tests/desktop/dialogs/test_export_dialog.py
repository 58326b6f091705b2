"""Tests for desktop.dialogs.export_dialog, with its pages."""

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from db.rows import ArticleId
from desktop.dialogs.export_choice import ExportChoice, shapes
from desktop.dialogs.export_dialog import ExportDialog
from desktop.dialogs.export_which import Search
from desktop.operations import Operations
from desktop.queue.place import Place, look_at
from moderation import queue
from moderation.exporting import FORMATS
from tests.desktop.town import Said, Town

Settle = Callable[[], None]
OpenExport = Callable[..., ExportDialog]
FOLDER, PAGE, JSON, CSV = range(4)


@pytest.fixture
def open_export(
    town: Town, operations: Operations, tmp_path: Path, settle: Settle
) -> Iterator[OpenExport]:
    """Opens the export dialog, and proposes the test's own folder."""
    opened: list[ExportDialog] = []

    def open_for(article: ArticleId | None = None, search: str = "") -> ExportDialog:
        asked = Search(search, look_at(town.newsroom, Place(None, None, search)).query)
        dialog = ExportDialog(town.newsroom, operations, article, search=asked if search else None)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        dialog.open()
        settle()
        choice_of(dialog).propose(tmp_path)
        opened.append(dialog)
        return dialog

    yield open_for
    operations.wait_idle()
    for dialog in opened:
        dialog.leave()
        dialog.deleteLater()


def choice_of(dialog: ExportDialog) -> ExportChoice:
    """The first page."""
    assert dialog.choice is not None
    return dialog.choice


def test_what_is_exported_is_what_readers_may_see(
    town: Town, open_export: OpenExport, said: Said, settle: Settle
) -> None:
    town.say("Seen. Write to jon@example.org", approved=True)
    town.say("Not seen.")
    dialog = open_export()
    choice = choice_of(dialog)
    choice.format.setCurrentIndex(JSON)

    dialog.export_button.click()
    settle()

    text = choice.path.read_text(encoding="utf-8")
    assert "Seen." in text
    assert "Not seen." not in text
    assert "@example.org" not in text
    assert json.loads(text)
    assert dialog.view.sentence == "1 comment exported, from 1 article."
    assert said.told[-1].sentence == dialog.view.sentence


def test_the_receipt_tells_the_sum_of_the_file_and_what_was_masked(
    town: Town, open_export: OpenExport, settle: Settle
) -> None:
    town.say("Write to jon@example.org", approved=True)
    dialog = open_export()
    choice_of(dialog).format.setCurrentIndex(CSV)
    dialog.export_button.click()
    settle()

    file = choice_of(dialog).path
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    told = "\n".join(label.text() for label in dialog.view.findChildren(QLabel))
    dialog.view.copy()

    assert digest in told.replace(" ", "")
    assert "1 address that somebody had typed is masked." in told
    assert "No stored e-mail or IP address is in it." in told
    assert str(file) in QGuiApplication.clipboard().text()
    assert digest in QGuiApplication.clipboard().text()


def test_several_articles_make_a_folder_of_pages_and_one_makes_a_page(
    town: Town, open_export: OpenExport, settle: Settle
) -> None:
    other = town.add_article("Ferry times")
    town.say("one", approved=True)
    town.say("two", under=other, approved=True)
    dialog = open_export()
    choice = choice_of(dialog)
    assert choice.format.currentIndex() == FOLDER

    dialog.export_button.click()
    settle()

    assert choice.path.is_dir()
    assert (choice.path / "index.html").is_file()

    choice.which.article.setCurrentIndex(choice.which.article.findData(other))
    assert (
        not choice.format.model().flags(choice.format.model().index(FOLDER, 0))
        & Qt.ItemFlag.ItemIsEnabled
    )
    assert choice.format.currentIndex() == PAGE
    assert choice.path.name.startswith("ferry-times")
    assert choice.path.suffix == ".html"


def test_the_article_of_the_sidebar_is_chosen_at_once(
    town: Town, open_export: OpenExport, settle: Settle
) -> None:
    other = town.add_article("Ferry times")
    town.say("one", approved=True)
    town.say("two", under=other, approved=True)

    dialog = open_export(other)

    assert choice_of(dialog).which.article_key == queue.article(town.newsroom, other).key


def test_without_an_approved_comment_there_is_nothing_to_export(
    town: Town, open_export: OpenExport
) -> None:
    town.say("Not decided.")

    dialog = open_export()

    assert dialog.said == "No comment is approved yet, so there is nothing to export."
    assert not dialog.export_button.isEnabled()


def test_a_file_that_would_be_replaced_is_named_before(
    town: Town, open_export: OpenExport, settle: Settle
) -> None:
    town.say("one", approved=True)
    dialog = open_export()
    choice = choice_of(dialog)
    choice.format.setCurrentIndex(JSON)
    choice.path.write_text("earlier", encoding="utf-8")
    choice.format.setCurrentIndex(CSV)
    choice.format.setCurrentIndex(JSON)

    assert dialog.said == f"{choice.path.name} is there already and will be replaced."
    dialog.export_button.click()
    settle()
    assert choice.path.read_text(encoding="utf-8") != "earlier"


def test_a_name_of_ones_own_is_kept_with_the_suffix_of_the_format(
    town: Town, open_export: OpenExport, tmp_path: Path
) -> None:
    town.say("one", approved=True)
    dialog = open_export()
    choice = choice_of(dialog)
    choice._take(str(tmp_path / "monday.html"))

    choice.format.setCurrentIndex(CSV)
    assert choice.path == tmp_path / "monday.csv"

    choice.format.setCurrentIndex(JSON)
    assert choice.path == tmp_path / "monday.json"


def test_an_export_without_a_place_is_asked_for_one(
    town: Town, open_export: OpenExport, settle: Settle
) -> None:
    town.say("one", approved=True)
    dialog = open_export()
    choice_of(dialog).target.fill("  ")

    dialog.export_button.click()
    settle()

    assert choice_of(dialog).target.problem == "Say where the export should go."


def test_a_place_that_cannot_be_written_is_said_with_a_way_out(
    town: Town, open_export: OpenExport, tmp_path: Path, settle: Settle
) -> None:
    town.say("one", approved=True)
    dialog = open_export()
    choice_of(dialog)._take(str(tmp_path / "no such folder" / "a.json"))
    choice_of(dialog).format.setCurrentIndex(JSON)

    dialog.export_button.click()
    settle()

    assert "cannot be written" in dialog.said
    assert dialog.export_button.isVisible()
    assert list(tmp_path.glob("no such folder*")) == []


def test_the_folder_is_remembered_for_the_next_export(
    town: Town,
    open_export: OpenExport,
    operations: Operations,
    tmp_path: Path,
    settle: Settle,
) -> None:
    town.say("one", approved=True)
    dialog = open_export()
    choice_of(dialog).format.setCurrentIndex(JSON)
    dialog.export_button.click()
    settle()

    again = ExportDialog(town.newsroom, operations)
    settle()

    assert choice_of(again).path.parent == tmp_path
    again.leave()


def test_stopping_leaves_nothing(
    town: Town, open_export: OpenExport, tmp_path: Path, settle: Settle
) -> None:
    town.say("one", approved=True)
    dialog = open_export()
    choice_of(dialog).format.setCurrentIndex(JSON)

    dialog.export_button.click()
    dialog.progress.stop.click()
    settle()

    if dialog.said:
        assert dialog.said == "Stopped; nothing was exported."
        assert not choice_of(dialog).path.exists()
    else:
        assert choice_of(dialog).path.exists()


def test_while_it_exports_the_one_way_out_is_to_stop(
    town: Town, open_export: OpenExport, settle: Settle
) -> None:
    town.say("one", approved=True)
    dialog = open_export()

    dialog.export_button.click()
    meanwhile = dialog.close_button.isVisible(), dialog.progress.stop.isVisible()
    focused = dialog.focusWidget()
    settle()

    assert meanwhile == (False, True)
    assert focused is dialog.progress.stop
    assert (dialog.close_button.text(), dialog.progress.stop.isVisible()) == ("Close", False)


def count_of(dialog: ExportDialog) -> str:
    return choice_of(dialog).which.count.text()


def test_how_many_go_out_is_said_before(
    town: Town, open_export: OpenExport, settle: Settle
) -> None:
    other = town.add_article("Ferry times")
    town.say("one", approved=True)
    town.say("two", under=other, approved=True)
    town.say("waits", under=other)
    dialog = open_export()

    assert count_of(dialog) == "2 approved comments go out, from 2 articles."

    which = choice_of(dialog).which
    which.article.setCurrentIndex(which.article.findData(other))
    settle()
    assert count_of(dialog) == "1 approved comment goes out, from 1 article."


def test_what_the_search_finds_can_be_exported(
    town: Town, open_export: OpenExport, settle: Settle
) -> None:
    town.say("The bridge", approved=True)
    town.say("The ferry", approved=True)
    town.say("The bridge, not decided")
    dialog = open_export(search="bridge")
    choice = choice_of(dialog)
    assert choice.which.article.itemText(1) == "What the search “bridge” finds"

    choice.which.article.setCurrentIndex(1)
    choice.format.setCurrentIndex(JSON)
    settle()
    assert count_of(dialog) == "1 approved comment goes out, from 1 article."
    dialog.export_button.click()
    settle()

    told = json.loads(choice.path.read_bytes())["comments"]
    assert [one["text"] for one in told] == ["The bridge"]


def test_without_a_search_none_is_offered(town: Town, open_export: OpenExport) -> None:
    town.say("one", approved=True)

    assert choice_of(open_export()).which.article.findData(-1) == -1


def test_days_bound_it_and_where_there_are_none_nothing_is_exported(
    town: Town, open_export: OpenExport, settle: Settle
) -> None:
    town.say("one", approved=True)
    dialog = open_export()
    which = choice_of(dialog).which
    assert not which.first.isEnabled()

    which.bounded.click()
    which.first.setDate(QDate(2026, 3, 2))
    which.last.setDate(QDate(2026, 3, 2))
    settle()
    assert count_of(dialog) == "1 approved comment goes out, from 1 article."

    which.last.setDate(QDate(2026, 3, 1))
    settle()
    assert which.first.date() == QDate(2026, 3, 1)
    assert count_of(dialog) == "No approved comment is among them."
    assert not dialog.export_button.isEnabled()

    which.bounded.click()
    settle()
    assert dialog.export_button.isEnabled()


def test_every_format_can_be_chosen(town: Town, open_export: OpenExport, settle: Settle) -> None:
    assert {shape.format for shape in shapes()} == {each.name for each in FORMATS}
    town.say("Hello, all of you", approved=True)
    town.say("!", approved=True)
    for number, shape in enumerate(shapes()[1:], start=1):
        dialog = open_export()
        choice = choice_of(dialog)
        choice.format.setCurrentIndex(number)
        dialog.export_button.click()
        settle()

        short = shape.format == "disqus"
        assert dialog.view.sentence.startswith("1 comment" if short else "2 comments"), shape
        assert choice.path.is_dir() == (not shape.suffix)
        told = "\n".join(label.text() for label in dialog.view.findChildren(QLabel))
        assert ("fewer than 3 characters" in told) == short
