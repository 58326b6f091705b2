"""Tests for desktop.program and desktop.demo: one window at a time, and never a lost newsroom."""

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from desktop.demo import Demo
from desktop.messages import Trouble
from desktop.program import Program, within
from moderation.newsroom import open_newsroom


@pytest.mark.parametrize(
    ("screen", "window"),
    [
        ((3840, 2160), (1440, 900)),
        ((1440, 900), (1432, 860)),
        ((1366, 728), (1358, 688)),  # a bar of tasks below
        ((640, 480), (800, 500)),
    ],
)
def test_a_window_is_no_larger_than_its_screen_has_room(
    screen: tuple[int, int], window: tuple[int, int]
) -> None:
    """Else the keys that decide would lie below its edge."""
    assert within(QSize(*screen), QSize(1440, 900), QSize(800, 500)) == QSize(*window)


def test_the_first_window_is_fitted_to_its_screen(program: Program, tmp_path: Path) -> None:
    program.show_first(tmp_path / "newsroom.commentdesk", make=True)

    assert program.window is not None
    assert program.window.height() <= program.window.screen().availableSize().height()


def test_whoever_ends_the_session_ends_a_demo_without_a_trace(tmp_path: Path) -> None:
    """The sample newsroom is gone, as it is when its window is closed."""
    begun = subprocess.Popen(
        [sys.executable, "-c", "from moderation.cli import main; main()", "--demo"],
        env={**os.environ, "TMPDIR": str(tmp_path)},
        stderr=subprocess.DEVNULL,
    )
    try:
        while begun.poll() is None and not list(tmp_path.glob("commentdesk-demo-*/*")):
            with suppress(subprocess.TimeoutExpired):
                begun.wait(timeout=0.05)
        begun.terminate()
        assert begun.wait(timeout=30) == 0
    finally:
        begun.kill()
        begun.wait()
    assert list(tmp_path.glob("commentdesk-demo-*")) == []


def test_a_first_start_makes_a_newsroom_and_welcomes(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "own" / "newsroom.commentdesk"

    program.show_first(path, make=True)

    assert path.is_file()
    assert program.window is not None
    assert program.window.page.title.text() == "Welcome to Commentdesk."
    assert program.memory.recent[0] == path


def test_a_file_that_is_no_newsroom_is_said_in_the_window(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear editor", encoding="utf-8")

    program.show_first(path, make=False)

    assert program.window is not None
    assert program.window.isVisible()
    assert program.window.newsroom is None
    assert program.window.page.title.text()
    assert path.read_text(encoding="utf-8") == "Dear editor"


def test_a_newsroom_that_is_not_there_is_not_made_unasked(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "gone.commentdesk"

    program.show_first(path, make=False)

    assert not path.exists()
    assert program.window is not None
    assert program.window.newsroom is None


def test_a_folder_that_cannot_be_made_is_said(program: Program, tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    program.show_first(tmp_path / "file" / "newsroom.commentdesk", make=True)

    assert program.window is not None
    assert program.window.newsroom is None
    assert "file" in program.window.page.title.text()


def test_another_newsroom_takes_the_place_of_this_one(program: Program, tmp_path: Path) -> None:
    one, other = (tmp_path / f"{name}.commentdesk" for name in ("one", "other"))
    open_newsroom(other, create=True).close()
    program.show_first(one, make=True)
    first = program.window
    assert first is not None

    first.newsroom_asked.emit(other, False)

    assert program.window is not None
    assert program.window is not first
    assert program.window.newsroom is not None
    assert program.window.newsroom.path == other
    assert not first.isVisible()
    assert program.memory.recent[:2] == [other, one]


def test_one_that_cannot_be_opened_leaves_this_one_where_it_is(
    program: Program, tmp_path: Path
) -> None:
    program.show_first(tmp_path / "one.commentdesk", make=True)
    window = program.window
    assert window is not None
    told: list[Trouble] = []
    window.messages.troubled.connect(told.append)

    program.show_other(tmp_path / "gone.commentdesk", make=False)

    assert program.window is window
    assert window.isVisible()
    assert len(told) == 1


def test_the_sample_is_gone_when_its_window_closes(
    program: Program, tmp_path: Path, qapp: QApplication
) -> None:
    program.show_first(tmp_path / "one.commentdesk", make=True)
    assert program.window is not None

    program.window.sample_asked.emit()
    sample = program.window.newsroom
    assert sample is not None
    assert program.window.windowTitle().startswith("The Harbour Courier")
    folder = sample.path.parent
    assert folder.is_dir()
    program.window.operations.wait_idle()
    program.window.close()

    assert not folder.exists()
    assert program.window is None


@pytest.mark.logs("An error nobody expected")
def test_an_error_nobody_caught_is_said_and_the_window_goes_on(
    program: Program, tmp_path: Path
) -> None:
    program.show_first(tmp_path / "one.commentdesk", make=True)
    window = program.window
    assert window is not None

    try:
        raise ZeroDivisionError("a bug")
    except ZeroDivisionError as error:
        program._report(type(error), error, error.__traceback__)

    assert window.isVisible()
    assert window.banner.isVisible()
    assert [button.text() for button in window.banner.buttons] == ["Copy the report"]
    window.banner.buttons[0].click()
    copied = QApplication.clipboard().text()
    assert "ZeroDivisionError" in copied
    assert "a bug" not in copied


def test_a_demo_takes_its_folder_away(qapp: QApplication) -> None:
    demo = Demo()
    folder = demo.newsroom.path.parent
    demo.newsroom.close()

    demo.remove()

    assert not folder.exists()
