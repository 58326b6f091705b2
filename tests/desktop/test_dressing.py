"""Tests for desktop.dressing."""

from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop import fonts, theme
from desktop.dressing import is_waiting
from desktop.theme import Choice, Theme


class Room(QWidget):
    """A window with a page that is seen and one that is not."""

    def __init__(self) -> None:
        super().__init__()
        self.first, self.second = _page_of_controls(), _page_of_controls()
        self.pages = QStackedWidget()
        for page in (self.first, self.second):
            self.pages.addWidget(page)
        column = QVBoxLayout(self)
        column.addWidget(self.pages)
        self.resize(320, 320)
        self.setWindowTitle("A room")


def _page_of_controls() -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    headline = QLabel("A headline")
    theme.look(headline, "headline")
    decide = QPushButton("Approve")
    theme.look(decide, "approve")
    choice = QComboBox()
    choice.addItems(["All articles", "This one"])
    for part in (headline, decide, choice, QLineEdit("words"), QCheckBox("Only from these days")):
        column.addWidget(part)
    return page


@pytest.fixture
def worn(qapp: QApplication, qtbot: QtBot) -> Iterator[Theme]:
    """The theme of the application; like the system again afterwards."""
    found = theme.in_force()
    yield found
    found.use_text_scale(1.0)
    found.choose(Choice.SYSTEM)
    qtbot.waitUntil(lambda: not waiting())


@pytest.fixture
def front(worn: Theme, qtbot: QtBot) -> Room:
    return _shown(qtbot)


@pytest.fixture
def behind(worn: Theme, qtbot: QtBot, front: Room) -> Room:
    """A window behind the one in front."""
    room = _shown(qtbot)
    front.activateWindow()
    qtbot.waitUntil(front.isActiveWindow)
    return room


def _shown(qtbot: QtBot) -> Room:
    room = Room()
    qtbot.addWidget(room)
    room.show()
    room.pages.setCurrentIndex(1)  # each page has been seen
    qtbot.waitExposed(room)
    room.pages.setCurrentIndex(0)
    room.activateWindow()
    qtbot.waitUntil(room.isActiveWindow)
    return room


def waiting() -> list[QWidget]:
    return [one for one in QApplication.allWidgets() if is_waiting(one)]


def picture(room: Room, page: int) -> QImage:
    """What is seen of this page, without the focus: that is not the same in two windows."""
    room.pages.setCurrentIndex(page)
    focused = room.focusWidget()
    if focused is not None:
        focused.clearFocus()
    return room.pages.grab().toImage()


def as_made_now(qtbot: QtBot, page: int) -> QImage:
    """What the page looks like in a window that is made in the look in force."""
    return picture(_shown(qtbot), page)


def test_the_window_in_front_wears_another_look_at_once(
    worn: Theme, front: Room, behind: Room, qtbot: QtBot
) -> None:
    worn.choose(Choice.DARK)

    assert not is_waiting(front.first)
    assert is_waiting(behind.first)
    assert picture(front, 0) == as_made_now(qtbot, 0)


@pytest.mark.parametrize("page", [0, 1])
def test_after_its_turn_each_control_looks_as_if_made_in_that_look(
    worn: Theme, front: Room, behind: Room, page: int, qtbot: QtBot
) -> None:
    worn.use_text_scale(1.5)
    worn.choose(Choice.DARK)
    qtbot.waitUntil(lambda: not waiting())

    expected = as_made_now(qtbot, page)
    assert picture(behind, page) == expected
    assert picture(front, page) == expected


def test_a_page_that_is_turned_to_before_its_turn_is_dressed_before_it_is_painted(
    worn: Theme, front: Room, qtbot: QtBot
) -> None:
    worn.choose(Choice.DARK)
    assert is_waiting(front.second)

    seen = picture(front, 1)

    assert not is_waiting(front.second)
    assert seen == as_made_now(qtbot, 1)


def test_a_look_that_comes_before_the_last_one_was_put_on_everywhere_is_worn_by_all(
    worn: Theme, front: Room, behind: Room, qtbot: QtBot
) -> None:
    worn.choose(Choice.DARK)
    worn.choose(Choice.CONTRAST)
    qtbot.waitUntil(lambda: not waiting())

    for page in (0, 1):
        assert picture(behind, page) == as_made_now(qtbot, page)


def test_a_look_that_was_taken_off_leaves_nothing_behind(
    worn: Theme, front: Room, behind: Room, qtbot: QtBot
) -> None:
    before = [picture(behind, page) for page in (0, 1)]
    front.activateWindow()
    qtbot.waitUntil(front.isActiveWindow)

    worn.use_text_scale(2.0)
    worn.choose(Choice.DARK)
    worn.use_text_scale(1.0)
    worn.choose(Choice.SYSTEM)
    qtbot.waitUntil(lambda: not waiting())

    behind.resize(320, 320)
    assert [picture(behind, page) for page in (0, 1)] == before


def test_a_window_that_is_hidden_before_its_turn_is_painted_when_it_comes_back(
    worn: Theme, front: Room, behind: Room, qtbot: QtBot
) -> None:
    worn.choose(Choice.DARK)
    behind.hide()
    qtbot.waitUntil(lambda: not waiting())

    behind.show()

    assert behind.updatesEnabled()
    assert picture(behind, 0) == as_made_now(qtbot, 0)


def test_a_window_that_is_gone_before_its_turn_harms_nobody(
    worn: Theme, front: Room, behind: Room, qtbot: QtBot
) -> None:
    other = Room()
    other.show()
    other.pages.setCurrentIndex(1)
    front.activateWindow()
    qtbot.waitUntil(front.isActiveWindow)

    worn.choose(Choice.DARK)
    other.deleteLater()

    qtbot.waitUntil(lambda: not waiting())


@pytest.mark.parametrize("closed", [False, True])
def test_where_no_window_is_in_front_all_that_is_seen_is_dressed_at_once(
    worn: Theme,
    behind: Room,
    front: Room,
    closed: bool,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    active = QWidget() if closed else None
    if active is not None:
        qtbot.addWidget(active)
    monkeypatch.setattr(QApplication, "activeWindow", lambda *_application: active)

    worn.choose(Choice.DARK)

    assert not is_waiting(front.first)
    assert not is_waiting(behind.first)


def test_who_follows_is_told_once_and_when_it_wears_the_look(
    worn: Theme, front: Room, behind: Room, qtbot: QtBot
) -> None:
    told: list[int] = []
    for room in (front, behind):
        for headline in room.first.findChildren(QLabel):
            theme.follow(headline, partial(_note_size, headline, told))

    worn.use_text_scale(2.0)
    assert told == [2 * fonts.HEADLINE]
    qtbot.waitUntil(lambda: not waiting())

    assert told == [2 * fonts.HEADLINE] * 2


def _note_size(label: QLabel, told: list[int]) -> None:
    told.append(label.font().pixelSize())


def test_who_follows_is_told_no_more_once_it_is_gone(worn: Theme, qtbot: QtBot) -> None:
    told: list[str] = []
    one = QLabel("gone")
    theme.follow(one, lambda: told.append("gone"))
    with qtbot.waitSignal(one.destroyed):
        one.deleteLater()

    worn.choose(Choice.DARK)

    assert not told
