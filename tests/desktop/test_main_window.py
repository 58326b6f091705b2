"""Tests for desktop.main_window, desk, looks, menus, banner, whereabouts: the real window."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from db.words import Status
from desktop import theme
from desktop.main_window import MainWindow
from desktop.messages import WayOut
from desktop.queue.card import Density
from moderation.changes import Progress
from moderation.errors import Cancelled
from moderation.newsroom import Newsroom, open_newsroom
from tests.windows import OpenWindow, current, press, press_key, said, status_of


def test_the_window_is_named_after_the_newsroom(window: MainWindow) -> None:
    assert window.windowTitle() == "The Harbour Courier — Commentdesk"


def test_it_begins_at_the_newest_pending_comment_beside_its_article(window: MainWindow) -> None:
    assert window.desk is not None
    assert window.desk.place.status is Status.PENDING
    assert window.desk.reading.shown == current(window)
    assert window.desk.queue.view.hasFocus()


def test_place_comment_and_looks_are_there_again(
    window: MainWindow, open_window: OpenWindow, filled: Newsroom
) -> None:
    assert window.desk is not None
    window.deeds["queue_approved"].trigger()
    window.deeds["theme_dark"].trigger()
    window.deeds["compact"].trigger()
    window.deeds["sidebar"].trigger()
    window.operations.wait_idle()
    press(window, "jjj")
    number = current(window)
    window.close()

    again = open_window(open_newsroom(filled.path, desk=filled.desk))

    assert again.desk is not None
    assert again.desk.place.status is Status.APPROVED
    assert current(again) == number
    assert again.desk.queue.view.density is Density.COMPACT
    assert not again.desk.sidebar.isVisible()
    assert theme.in_force().choice is theme.Choice.DARK
    again.deeds["theme_system"].trigger()


def test_a_file_dropped_on_the_window_is_offered_for_import(
    window: MainWindow, tmp_path: Path
) -> None:
    file = tmp_path / "export.xml"
    file.write_text("<rss/>", encoding="utf-8")
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(file))])

    window.dropEvent(
        QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            dropped,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    window.operations.wait_idle()

    assert window.doors.dialog is not None
    window.doors.dialog.close()


def test_every_key_stands_on_the_page_of_keys(window: MainWindow) -> None:
    from desktop.dialogs.key_rows import KeyList

    press(window, "?")
    dialog = window.doors.dialog
    assert dialog is not None

    shown = {key for keys in dialog.findChildren(KeyList) for row in keys.rows for key in row.keys}
    there = (name for name in window.deeds if window.deeds[name].isVisible())
    assert {key for name in there for key in window.deeds.keys(name)} == shown
    dialog.close()


def test_the_page_of_keys_says_what_is_larger_and_which_are_queues(window: MainWindow) -> None:
    from desktop.dialogs.key_rows import KeyList

    press(window, "?")
    dialog = window.doors.dialog
    assert dialog is not None

    told = {row.words for keys in dialog.findChildren(KeyList) for row in keys.rows}
    assert {"Size of text: Larger", "Size of text: As usual", "Queue: Pending"} <= told
    assert not {"Larger", "As usual", "Pending"} & told
    dialog.close()


def test_letters_can_be_switched_off_from_the_page_of_keys(window: MainWindow) -> None:
    from desktop.dialogs.keys import KeysDialog

    press(window, "?")
    dialog = window.doors.dialog
    assert isinstance(dialog, KeysDialog)

    dialog.letters.click()
    dialog.close()
    number = current(window)
    press(window, "a")

    assert status_of(window, number) is Status.PENDING
    window.deeds["letters"].setChecked(True)


def test_every_action_is_in_a_menu(window: MainWindow) -> None:
    def listed(menu: QMenu) -> set[str]:
        found = {action.objectName() for action in menu.actions()}
        for action in menu.actions():
            inner = action.menu()
            if isinstance(inner, QMenu):
                found |= listed(inner)
        return found

    menus = [action.menu() for action in window.menuBar().actions()]
    names = set().union(*(listed(menu) for menu in menus if isinstance(menu, QMenu)))

    assert set(window.deeds) <= names


def test_recent_newsrooms_can_be_opened_again(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    other = tmp_path / "other.commentdesk"
    other.touch()
    window._memory.note_opened(other)
    file_menu = window.menuBar().actions()[0].menu()
    assert isinstance(file_menu, QMenu)
    recent = next(one.menu() for one in file_menu.actions() if one.text() == "Open recent")
    assert isinstance(recent, QMenu)
    recent.aboutToShow.emit()

    with qtbot.waitSignal(window.newsroom_asked) as asked:
        recent.actions()[0].trigger()

    assert asked.args == [other, False]


def test_closing_asks_while_something_is_under_way(window: MainWindow) -> None:
    def work(progress: Progress) -> None:
        while not progress.stop_asked():
            pass
        raise Cancelled("Nothing was imported.")

    window.operations.run("Importing a file", work, lambda _done: None)

    assert not window.close()
    assert window.isVisible()
    assert window.banner.sentence.text() == "Still under way: Importing a file."

    window.banner.buttons[1].click()
    assert not window.isVisible()


def test_enter_answers_a_question_and_the_keyboard_is_where_it_was(window: MainWindow) -> None:
    assert window.desk is not None
    answers: list[str] = []
    ways = (
        WayOut("Go", lambda: answers.append("Go")),
        WayOut("Stay", lambda: answers.append("Stay")),
    )

    window.messages.ask("Whither?", ways)
    press_key(window, Qt.Key.Key_Tab)
    press_key(window, Qt.Key.Key_Return)

    assert answers == ["Stay"]
    assert not window.banner.isVisible()
    assert window.desk.queue.view.hasFocus()


def test_esc_leaves_a_question_and_takes_it_away(window: MainWindow) -> None:
    """Who went on to the next comment was still asked about the one before."""
    assert window.desk is not None
    press(window, "jj")
    answered: list[bool] = []
    window.messages.ask("Whither?", (WayOut("Go", lambda: answered.append(True)),))
    assert window.banner.buttons[0].hasFocus()

    press_key(window, Qt.Key.Key_Escape)

    assert not window.banner.isVisible()
    assert window.desk.queue.view.hasFocus()
    assert answered == []


def test_trouble_stays_until_it_is_put_away(window: MainWindow) -> None:
    took: list[bool] = []
    window.messages.trouble(
        "The disk is full.", "Make room.", ways=[WayOut("Try again", lambda: took.append(True))]
    )
    assert window.banner.isVisible()
    assert window.banner.sentence.text() == "The disk is full. Make room."

    window.banner.buttons[0].click()

    assert took == [True]
    assert not window.banner.isVisible()


def test_a_long_operation_shows_how_far_it_is_and_can_be_stopped(
    window: MainWindow, qtbot: QtBot
) -> None:
    def work(progress: Progress) -> None:
        while not progress.stop_asked():
            progress.tell(30, 100, "Deciding")
        raise Cancelled("Nothing was decided.")

    running = window.operations.run("Deciding 100 comments", work, lambda _done: None)
    bar = window.operation_bar
    qtbot.waitUntil(bar.isVisible)
    qtbot.waitUntil(lambda: bar.progress.value() == 300)

    bar.stop.setFocus()
    with qtbot.waitSignal(running.ended):
        qtbot.keyClick(bar.stop, Qt.Key.Key_Return)

    assert not bar.isVisible()
    assert window.desk is not None
    assert window.desk.queue.view.hasFocus()
    assert said(window) == "Nothing was decided."


def test_every_control_has_a_name(window: MainWindow) -> None:
    from PySide6.QtGui import QAccessible

    window.desk.grab()  # type: ignore[union-attr]
    nameless = []
    for widget in window.findChildren(QWidget):
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or not widget.isVisible():
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        if not interface.text(QAccessible.Text.Name):
            nameless.append(f"{type(widget).__name__} {widget.objectName()}")

    assert nameless == []


@pytest.mark.parametrize("size", [(1024, 700), (1440, 900), (3840, 2160)])
def test_nothing_is_cut_off_at_any_size(window: MainWindow, size: tuple[int, int]) -> None:
    assert window.desk is not None
    window.resize(*size)
    QApplication.processEvents()

    widths = window.desk.columns.sizes()
    assert window.width() == size[0]
    assert sum(widths) <= size[0]
    assert min(widths) >= 150
    bar = window.desk.reading.bar
    for name in ("approve", "reject", "spam"):
        button = bar.button(name)
        assert button.isVisible()
        assert button.width() >= button.sizeHint().width()
