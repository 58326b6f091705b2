"""One comment alone, by the window's keys."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from db.words import Status
from desktop.main_window import MainWindow
from tests.windows import current, press, press_key, status_of


def alone(window: MainWindow) -> bool:
    assert window.desk is not None
    queue = window.desk.queue
    return window.desk.alone.on and not queue.isVisible() and not window.desk.sidebar.isVisible()


def test_enter_shows_one_comment_alone_and_esc_the_queue_again(window: MainWindow) -> None:
    assert window.desk is not None
    sizes = window.desk.columns.sizes()
    press(window, "j")
    number = current(window)

    press_key(window, Qt.Key.Key_Return)

    assert alone(window)
    assert window.desk.reading.shown == number
    assert window.desk.alone.where == "Pending: 2 of 49"
    assert window.desk.reading.isAncestorOf(QApplication.focusWidget())  # type: ignore[arg-type]
    press_key(window, Qt.Key.Key_Escape)
    assert not alone(window)
    assert window.desk.queue.view.hasFocus()
    assert (window.desk.columns.sizes(), current(window)) == (sizes, number)


def test_the_keys_are_the_same_and_the_next_one_is_there(window: MainWindow) -> None:
    assert window.desk is not None
    press_key(window, Qt.Key.Key_F11)
    first, second, third = window.desk.queue.model.ids[:3]

    press(window, "d")
    assert status_of(window, first) is Status.REJECTED
    assert (window.desk.reading.shown, alone(window)) == (second, True)
    assert window.desk.alone.where == "Pending: 1 of 48"
    press(window, "j")
    assert window.desk.reading.shown == third
    press(window, "z")
    assert window.desk.reading.shown == first
    assert status_of(window, first) is Status.PENDING
    assert alone(window)


def test_f11_goes_there_and_back(window: MainWindow) -> None:
    press_key(window, Qt.Key.Key_F11)
    assert (alone(window), window.deeds["focus"].isChecked()) == (True, True)

    press_key(window, Qt.Key.Key_F11)

    assert (alone(window), window.deeds["focus"].isChecked()) == (False, False)


def test_article_and_thread_stand_side_by_side_where_there_is_room(window: MainWindow) -> None:
    assert window.desk is not None
    window.resize(1440, 900)
    press_key(window, Qt.Key.Key_F11)
    halves = window.desk.reading._halves
    assert halves.orientation() == Qt.Orientation.Horizontal

    press_key(window, Qt.Key.Key_F11)

    assert halves.orientation() == Qt.Orientation.Vertical


def test_when_the_last_is_decided_the_queue_says_that_it_is_empty(window: MainWindow) -> None:
    assert window.desk is not None
    window.desk.queue.search.show_text("author:Hannelore")
    window.operations.wait_idle()
    window.desk.queue.view.setFocus()
    press_key(window, Qt.Key.Key_Return)
    assert alone(window)

    for _one in list(window.desk.queue.model.ids):
        press(window, "d")

    assert not alone(window)
    assert window.desk.queue.empty.isVisible()


def test_esc_in_the_reply_leaves_the_form_first(window: MainWindow) -> None:
    assert window.desk is not None
    press_key(window, Qt.Key.Key_F11)
    press_key(window, Qt.Key.Key_F9)
    press(window, "r")
    states = [window.desk.reading.is_writing]

    press_key(window, Qt.Key.Key_Escape)
    assert alone(window)
    states.append(window.desk.reading.is_writing)
    assert states == [True, False]

    press_key(window, Qt.Key.Key_Escape)
    assert not alone(window)


def test_searching_brings_the_queue_back(window: MainWindow) -> None:
    assert window.desk is not None
    press_key(window, Qt.Key.Key_F11)

    press(window, "/")

    assert not alone(window)
    assert window.desk.queue.search.line.hasFocus()
