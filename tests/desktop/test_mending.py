"""A damaged newsroom in the window: what is offered, by keyboard alone, and what comes of it."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db.trouble import backup_folder
from desktop.main_window import MainWindow
from desktop.messages import Trouble
from desktop.program import Program
from moderation import queue
from moderation.newsroom import open_newsroom
from moderation.sample import fill_sample


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    """A newsroom whose first page is gone, with a good backup and a newer bad one beside it."""
    path = tmp_path / "newsroom.commentdesk"
    with open_newsroom(path, create=True) as newsroom:
        fill_sample(newsroom)
    backup_folder(path).mkdir()
    shutil.copyfile(path, backup_folder(path) / "monday.commentdesk")
    path.write_bytes(bytes(4096) + path.read_bytes()[4096:])
    return path


def _window(program: Program) -> MainWindow:
    assert program.window is not None
    program.window.operations.wait_idle()
    QApplication.processEvents()
    return program.window


def _press(window: MainWindow, at: int) -> None:
    """Go to that way with the keyboard and take it."""
    way = window.page.ways[at]
    way.setFocus()
    QTest.keyClick(way, Qt.Key.Key_Space)
    window.operations.wait_idle()
    QApplication.processEvents()


def test_it_says_what_is_wrong_and_offers_the_backup_first(program: Program, damaged: Path) -> None:
    program.show_first(damaged, make=False)
    page = _window(program).page

    assert page.title.text() == f"{damaged} is damaged."
    assert "The damaged file is kept" in page.sentence.text()
    words = [way.text() for way in page.ways]
    assert words[0].startswith("Use the backup of ")
    assert words[1:] == ["Bring out what can be read", "Open another newsroom…"]


def test_the_backup_is_used_and_opened(program: Program, damaged: Path) -> None:
    before = damaged.read_bytes()
    program.show_first(damaged, make=False)

    _press(_window(program), 0)
    [aside] = damaged.parent.glob("*-damaged-*")
    assert aside.read_bytes() == before
    assert aside.name in _window(program).page.sentence.text()
    _press(_window(program), 0)

    newsroom = _window(program).newsroom
    assert newsroom is not None
    assert (newsroom.path, queue.tally(newsroom).total) == (damaged, 131)


def test_what_can_be_read_is_brought_out_and_opened(program: Program, damaged: Path) -> None:
    before = damaged.read_bytes()
    program.show_first(damaged, make=False)

    _press(_window(program), 1)
    page = _window(program).page
    assert page.title.text() == "131 comments were brought out; none is missing."
    _press(_window(program), 1)
    assert "comments: 131 brought out, 0 lost" in QApplication.clipboard().text()
    _press(_window(program), 0)

    newsroom = _window(program).newsroom
    assert newsroom is not None
    assert newsroom.path.name == "newsroom-salvaged.commentdesk"
    assert damaged.read_bytes() == before


def test_without_a_good_backup_that_is_said(program: Program, damaged: Path) -> None:
    backup = backup_folder(damaged) / "monday.commentdesk"
    backup.write_bytes(backup.read_bytes()[:50_000])

    program.show_first(damaged, make=False)

    page = _window(program).page
    assert "There is no good backup" in page.sentence.text()
    assert page.ways[0].text() == "Bring out what can be read"


def test_from_an_open_newsroom_one_comes_there_too(
    program: Program, damaged: Path, tmp_path: Path
) -> None:
    program.show_first(tmp_path / "other.commentdesk", make=True)
    window, said = _window(program), list[Trouble]()
    window.messages.troubled.connect(said.append)

    program.show_other(damaged, False)

    assert [one.sentence for one in said] == [f"{damaged} is damaged."]
    assert program.window is window
    [way] = window.banner.buttons
    way.click()
    assert _window(program).page.title.text() == f"{damaged} is damaged."
