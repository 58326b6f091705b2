"""Tests for desktop.dialogs.export_dialog, with its pages."""

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from db.rows import ArticleId
from desktop.dialogs.export_choice import ExportChoice
from desktop.dialogs.export_dialog import ExportDialog
from desktop.operations import Operations
from moderation import queue
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

    def open_for(article: ArticleId | None = None) -> ExportDialog:
        dialog = ExportDialog(town.newsroom, operations, article)
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
    choice.radios[JSON].click()

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
    choice_of(dialog).radios[CSV].click()
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
    assert choice.radios[FOLDER].isChecked()

    dialog.export_button.click()
    settle()

    assert choice.path.is_dir()
    assert (choice.path / "index.html").is_file()

    choice.article.setCurrentIndex(choice.article.findData(other))
    assert not choice.radios[FOLDER].isEnabled()
    assert choice.radios[PAGE].isChecked()
    assert choice.path.name.startswith("ferry-times")
    assert choice.path.suffix == ".html"


def test_the_article_of_the_sidebar_is_chosen_at_once(
    town: Town, open_export: OpenExport, settle: Settle
) -> None:
    other = town.add_article("Ferry times")
    town.say("one", approved=True)
    town.say("two", under=other, approved=True)

    dialog = open_export(other)

    assert choice_of(dialog).article_key == queue.article(town.newsroom, other).key


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
    choice.radios[JSON].click()
    choice.path.write_text("earlier", encoding="utf-8")
    choice.radios[JSON].click()

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

    choice.radios[CSV].click()
    assert choice.path == tmp_path / "monday.csv"

    choice.radios[JSON].click()
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
    choice_of(dialog).radios[JSON].click()

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
    choice_of(dialog).radios[JSON].click()
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
    choice_of(dialog).radios[JSON].click()

    dialog.export_button.click()
    dialog.progress.stop.click()
    settle()

    if dialog.said:
        assert dialog.said == "Stopped; nothing was exported."
        assert not choice_of(dialog).path.exists()
    else:
        assert choice_of(dialog).path.exists()
