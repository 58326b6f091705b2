"""Evenness: pairs that were decided differently are listed, and one key makes each even."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from db.rows import Comment
from db.words import Status
from desktop.dialogs.evenness_dialog import EvennessDialog
from desktop.main_window import MainWindow
from moderation import history, likenesses, queue
from moderation.newsroom import Newsroom
from tests.windows import OpenWindow, current

Put = Callable[..., Comment]
NO_MODIFIER = Qt.KeyboardModifier.NoModifier
SPAM = "Hello friends, I earn 4,000 dollars a week from home with this simple trick, write to me"


@pytest.fixture
def window(open_window: OpenWindow, newsroom: Newsroom, put: Put) -> MainWindow:
    """A window in whose newsroom two copies were approved, two are spam, and one waits."""
    for n, status in enumerate(
        (Status.APPROVED, Status.SPAM, Status.APPROVED, Status.SPAM, Status.PENDING)
    ):
        put(f"{SPAM}{'!' * n}", status=status, name=f"Jon {n}", minute=n)
    likenesses.catch_up(newsroom)
    return open_window(newsroom)


def opened(window: MainWindow) -> EvennessDialog:
    window.deeds["evenness"].trigger()
    window.operations.wait_idle()
    dialog = window.doors.dialog
    assert isinstance(dialog, EvennessDialog)
    return dialog


def statuses(newsroom: Newsroom) -> list[str]:
    return [card.status.value for card in queue.cards(newsroom, range(1, 6))]


@pytest.mark.parametrize(("key", "status"), [("n", "spam"), ("o", "approved")])
def test_one_key_makes_a_pair_even_and_one_undo_takes_it_back(
    window: MainWindow, newsroom: Newsroom, key: str, status: str
) -> None:
    before = statuses(newsroom)
    dialog = opened(window)
    assert dialog.model.rowCount() == 1
    words = [dialog.model.data(dialog.model.index(0, column)) for column in range(4)]
    assert words == ["Jon 3", f"{SPAM}!!!", "spam", "approved"]

    # Given to the list itself: offscreen the window behind it stays active, and takes the key.
    pressed = QKeyEvent(QEvent.Type.KeyPress, ord(key.upper()), NO_MODIFIER, key)
    dialog.table.keyPressEvent(pressed)
    window.operations.wait_idle()

    assert statuses(newsroom) == [status] * 4 + ["pending"]
    assert dialog.model.rowCount() == 0
    assert not dialog.table.isVisible()
    history.undo(newsroom)
    assert statuses(newsroom) == before


def test_a_pair_is_shown_in_its_place(window: MainWindow) -> None:
    dialog = opened(window)

    dialog.show_button.click()
    window.operations.wait_idle()

    assert current(window) == 4


def test_where_all_is_even_it_says_so(open_window: OpenWindow, filled: Newsroom) -> None:
    dialog = opened(open_window(filled))

    assert not dialog.table.isVisible()
    assert not dialog.newer_button.isEnabled()


def test_what_the_dialog_is_for_stands_at_the_end_as_in_all_others(window: MainWindow) -> None:
    dialog = opened(window)

    items = map(dialog.buttons.itemAt, range(dialog.buttons.count()))
    row = [item.widget() for item in items if item is not None]

    assert [one for one in row if one is not None and one.isVisible()] == [
        dialog.show_button, dialog.close_button, dialog.older_button, dialog.newer_button
    ]  # fmt: skip
    dialog.close()
