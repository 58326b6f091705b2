"""Tests for desktop.screenshot and desktop.scenes."""

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from desktop.main_window import MainWindow
from desktop.scenes import SCENES
from desktop.screenshot import render
from desktop.tokens import DARK, LIGHT
from moderation import history, queue
from moderation.errors import NewsroomError
from moderation.newsroom import Newsroom
from tests.windows import settle

# Of each kind one: a window, a dialog over it, a menu, large text. The tests of accessibility draw
# every view while they have it open.
DRAWN = (
    "window", "empty", "readers-view", "import-report", "selection", "campaign", "settings-look",
    "statistics", "history", "palette", "reply-refused", "text-200", "alone",
)  # fmt: skip


def test_those_that_are_drawn_here_are_views() -> None:
    assert set(DRAWN) <= set(SCENES)


@pytest.mark.parametrize("view", DRAWN)
def test_views_of_each_kind_are_drawn(qapp: QApplication, tmp_path: Path, view: str) -> None:
    target = tmp_path / "picture.png"

    render(target, demo=True, view=view, theme="dark")

    picture = QImage(str(target))
    assert (picture.width(), picture.height()) == (1440, 900)


@pytest.mark.parametrize(("theme", "window"), [("light", LIGHT.window), ("dark", DARK.window)])
def test_a_picture_wears_its_theme_and_has_its_size(
    qapp: QApplication, tmp_path: Path, theme: str, window: str
) -> None:
    target = tmp_path / "picture.png"

    render(target, demo=True, theme=theme, size=(1024, 700))

    picture = QImage(str(target))
    assert (picture.width(), picture.height()) == (1024, 700)
    assert picture.pixelColor(4, 690) == QColor(window)


@pytest.mark.parametrize("view", ["window", "empty", "import-report"])
def test_a_newsroom_that_is_no_demo_is_drawn_as_it_stands(
    qapp: QApplication, tmp_path: Path, filled: Newsroom, view: str
) -> None:
    before = (queue.tally(filled), filled.revision(), history.next_undo(filled))

    render(tmp_path / "picture.png", path=filled.path, view=view)

    assert (queue.tally(filled), filled.revision(), history.next_undo(filled)) == before


def test_nothing_of_a_picture_is_left_when_it_is_drawn(qapp: QApplication, tmp_path: Path) -> None:
    before = len(QApplication.allWidgets())

    render(tmp_path / "picture.png", demo=True)

    assert len(QApplication.allWidgets()) == before


def test_what_cannot_be_drawn_is_said_with_what_can(tmp_path: Path, qapp: QApplication) -> None:
    with pytest.raises(NewsroomError, match="no view called “nope”") as view:
        render(tmp_path / "picture.png", demo=True, view="nope")
    with pytest.raises(NewsroomError, match="no theme called “pink”"):
        render(tmp_path / "picture.png", demo=True, theme="pink")
    with pytest.raises(NewsroomError, match="could not be written"):
        render(tmp_path / "nowhere" / "picture.png", demo=True)

    assert "readers-view" in view.value.way_out


@pytest.mark.parametrize(
    ("view", "ahead"), [("statistics", 0), ("statistics-moderators", 0), ("statistics-waits", 2)]
)
def test_statistics_are_of_today_but_for_the_days_that_comments_waited(
    window: MainWindow, filled: Newsroom, view: str, ahead: int
) -> None:
    today = filled.clock()

    SCENES[view](window, True, lambda: settle(window))

    assert (filled.clock() - today).days == ahead
