"""A key that can do nothing now says why; a key that means nothing says nothing."""

import pytest
from PySide6.QtCore import Qt

from db.words import Status
from desktop.main_window import MainWindow
from desktop.queue.place import Place
from moderation import reasons
from moderation.newsroom import Newsroom
from tests.windows import OpenWindow, press, press_key, said, settle


def test_one_comment_alone_is_refused_while_several_are_chosen(window: MainWindow) -> None:
    press_key(window, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)

    press_key(window, Qt.Key.Key_F11)

    assert said(window) == "Choose one comment first."
    assert window.desk is not None
    assert not window.desk.alone.on


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [("u", "It is so already."), ("4", "Nothing was turned away just now.")],
)
def test_a_letter_and_a_digit_say_why_they_do_nothing(
    window: MainWindow, keys: str, sentence: str
) -> None:
    press(window, keys)

    assert said(window) == sentence


def test_a_digit_of_the_pad_says_why_it_does_nothing(window: MainWindow) -> None:
    press_key(window, Qt.Key.Key_4, Qt.KeyboardModifier.KeypadModifier)

    assert said(window) == "Nothing was turned away just now."


def test_a_digit_without_a_reason_says_that_there_is_none(
    filled: Newsroom, open_window: OpenWindow
) -> None:
    reasons.keep(filled, reasons.reasons(filled)[:2])
    window = open_window(filled)

    press(window, "d9")

    assert said(window) == "There is no reason 9."


def test_what_a_rule_held_and_somebody_approved_is_held_no_more(window: MainWindow) -> None:
    assert window.desk is not None
    window.desk.go_to(Place(Status.PENDING, None, "held:any"))
    settle(window)
    press(window, "a")
    window.desk.go_to(Place(Status.APPROVED, None, "held:any"))
    settle(window)

    press(window, "w")

    assert said(window) == "No rule holds this comment."


def test_of_several_none_is_asked_for_its_rule(window: MainWindow) -> None:
    press_key(window, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)

    press(window, "w")

    assert said(window) == "Choose one comment first."


def test_in_an_empty_queue_nothing_is_so_already(window: MainWindow) -> None:
    assert window.desk is not None
    window.desk.go_to(Place(Status.PENDING, None, "nowhere"))
    settle(window)

    press(window, "u")

    assert said(window) == "Choose a comment first."


def test_a_key_that_means_nothing_says_nothing(window: MainWindow) -> None:
    before = said(window)

    press(window, "y")
    press_key(window, Qt.Key.Key_F8)

    assert said(window) == before


def test_what_is_typed_into_a_field_is_no_key(window: MainWindow) -> None:
    before = said(window)

    press(window, "/")
    press(window, "u4")

    assert window.desk is not None
    assert window.desk.queue.search.text == "u4"
    assert said(window) == before
