"""A key that can do nothing now says why; a key that means nothing says nothing."""

import pytest
from PySide6.QtCore import Qt

from desktop.main_window import MainWindow
from tests.windows import press, press_key, said


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
