"""Tests for desktop.veil, wellbeing, breaks and their page of the settings, in the real window."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.rows import Comment
from desktop import veil
from desktop.main_window import MainWindow
from desktop.messages import Question
from desktop.settings.dialog import SettingsDialog
from desktop.settings.wellbeing_page import WellbeingPage
from desktop.veil import COVER
from moderation import queue
from moderation.changes import Changes
from moderation.hard_words import keep_own, own
from moderation.newsroom import Newsroom
from tests.windows import OpenWindow, press

Put = Callable[..., Comment]


@pytest.fixture(autouse=True)
def _bare(qapp: QApplication) -> Iterator[None]:
    yield
    veil.in_force().use((), on=False)


@pytest.fixture
def window(open_window: OpenWindow, newsroom: Newsroom, put: Put) -> MainWindow:
    """A window with three comments, of which the middle one is hard to read."""
    keep_own(newsroom, ["clown*"])
    put("A quiet word about the ferry.", minute=2)
    put("You are clowns, all of you, and <b>Clown</b> is too good a word.", minute=1)
    put("Another quiet word.", minute=0)
    return open_window(newsroom)


def shown(window: MainWindow) -> str:
    assert window.desk is not None
    return window.desk.reading.card.body.toPlainText()


def page_of(window: MainWindow) -> WellbeingPage:
    window.doors.settings("wellbeing")
    assert isinstance(window.doors.dialog, SettingsDialog)
    page = window.doors.dialog.shown
    assert isinstance(page, WellbeingPage)
    return page


def test_a_hard_word_is_covered_until_its_key_is_pressed_and_then_again(
    window: MainWindow,
) -> None:
    press(window, "j")
    assert "clowns" not in shown(window)
    assert COVER * 6 in shown(window)

    press(window, "v")
    assert "You are clowns, all of you" in shown(window)
    press(window, "jk")

    assert "clowns" not in shown(window)
    assert not window.deeds["reveal"].isChecked()


def test_it_is_covered_on_the_card_for_eyes_and_for_screen_readers(window: MainWindow) -> None:
    assert window.desk is not None
    view = window.desk.queue.view
    index = view.model().index(1, 0)
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "clown" not in spoken.lower()
    covered = view.grab().toImage()

    window.deeds["reveal"].setChecked(True)

    assert "clowns" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert view.grab().toImage() != covered


def test_what_is_kept_and_found_is_the_word_itself(window: MainWindow) -> None:
    assert window.desk is not None
    window.desk.queue.search.show_text("clowns")
    window.operations.wait_idle()

    assert window.desk.queue.model.rowCount() == 1


def test_the_veil_can_be_taken_off_for_good(window: MainWindow, open_window: OpenWindow) -> None:
    press(window, "j")

    page_of(window).veil.click()

    assert "clowns" in shown(window)
    assert not window.remembered.veil


def test_the_newsroom_adds_words_that_are_covered_at_once(window: MainWindow) -> None:
    page = page_of(window)
    assert page.words is not None
    page.words.fill("clown*\nferry")
    assert page.reason_to_stay()

    page.keep_button.click()
    window.operations.wait_idle()

    assert window.newsroom is not None
    assert own(window.newsroom) == ("clown*", "ferry")
    assert "ferry" not in shown(window)
    assert not page.reason_to_stay()


def test_a_mixed_order_strews_a_wave_among_the_others(
    open_window: OpenWindow, newsroom: Newsroom, put: Put
) -> None:
    quiet = [put(f"A quiet word, the {n}th", minute=n).id for n in range(12)]
    wave = [put("Buy my pills", minute=100 + n).id for n in range(12)]
    window = open_window(newsroom)
    assert window.desk is not None
    assert list(window.desk.queue.model.ids)[:12] == wave[::-1]

    page_of(window).mixed.click()
    window.operations.wait_idle()

    order = list(window.desk.queue.model.ids)
    assert sorted(order) == sorted([*quiet, *wave])
    assert 3 <= sum(number in wave for number in order[:12]) <= 9
    assert window.desk.queue.search.text == "sort:mixed"


def test_when_a_break_is_due_can_be_read(window: MainWindow) -> None:
    page = page_of(window)
    QApplication.processEvents()
    field = page.minutes.lineEdit()

    room = field.fontMetrics().horizontalAdvance(page.minutes.text())
    assert page.minutes.text() == "never"
    assert field.isVisible()
    assert field.width() > room + 8


def test_a_break_is_reminded_of_after_steady_work_only(window: MainWindow, qtbot: QtBot) -> None:
    asked: list[Question] = []
    window.messages.asked.connect(asked.append)
    now = [0.0]
    breaks = window.wellbeing.breaks
    breaks._clock = lambda: now[0]
    window.remembered.break_after = 30

    def decide_for(minutes: int, every: int = 1) -> None:
        for _minute in range(0, minutes, every):
            now[0] += 60 * every
            breaks.note(Changes(None, [], ""))

    decide_for(29)
    now[0] += 6 * 60  # coffee
    decide_for(29)
    assert asked == []
    decide_for(2)
    assert asked[0].sentence == "You have been deciding for 30 minutes. A short break does good."

    asked[0].ways[1].take()
    decide_for(9)
    assert len(asked) == 1
    decide_for(2)
    assert len(asked) == 2


def test_the_reminder_leaves_the_keyboard_to_whoever_types(window: MainWindow) -> None:
    """It took it between two letters of a search, and the next ones decided comments."""
    assert window.desk is not None
    assert window.newsroom is not None
    press(window, "/bri")
    before = queue.tally(window.newsroom)

    window.wellbeing.breaks.remind(30)
    press(window, "dads")

    assert window.banner.isVisible()
    assert window.desk.queue.search.text == "bridads"
    assert queue.tally(window.newsroom) == before


def test_nobody_is_reminded_who_does_not_want_it(window: MainWindow) -> None:
    asked: list[Question] = []
    window.messages.asked.connect(asked.append)
    window.wellbeing.breaks._clock = lambda: 1e9

    press(window, "a")

    assert window.remembered.break_after == 0
    assert asked == []


def test_the_page_sets_when_to_be_reminded(window: MainWindow) -> None:
    page_of(window).minutes.setValue(45)

    assert window.remembered.break_after == 45
