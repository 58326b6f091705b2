"""Tests for desktop.place_keeper and desktop.whereabouts: killed, and back where one was."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from db.words import Status
from desktop.main_window import MainWindow
from desktop.memory import Memory
from desktop.queue.place import Place
from desktop.whereabouts import Whereabouts, keep_whereabouts, whereabouts
from moderation.newsroom import Newsroom, open_newsroom
from moderation.soundness import look_over
from tests.windows import OpenWindow, current, press, press_key, settle

# What somebody does before the power goes; the rest is the window's own.
_KILLED = """
import sys
from collections.abc import Callable
from pathlib import Path
from PySide6.QtWidgets import QApplication
from PySide6.QtCore import QTimer
from desktop.main_window import MainWindow
from desktop.memory import Memory
from db.words import Status
from desktop.queue.place import Place
from moderation.newsroom import open_newsroom

application = QApplication([])
window = MainWindow(open_newsroom(Path(sys.argv[1]), desk="ana"), Memory(Path(sys.argv[2])))
window.begin()
window.resize(800, 640)
window.show()
window.operations.wait_idle()
window.desk.go_to(Place(Status.PENDING, None, "bridge"))
window.operations.wait_idle()
window.deeds["tick"].trigger()
window.deeds["next"].trigger()
window.deeds["tick"].trigger()
window.deeds["sidebar"].setChecked(False)
numbers = list(window.desk.queue.view.picked().ids)

def look():
    if window.keeper._kept is not None and list(window.keeper._kept.ticked) == numbers:
        print(window.desk.queue.view.current_number, *numbers, flush=True)
        return
    QTimer.singleShot(20, look)

look()
application.exec()
"""


def test_a_window_that_was_killed_opens_where_it_was(
    filled: Newsroom, open_window: OpenWindow, tmp_path: Path
) -> None:
    path = filled.path
    filled.close()
    memory = tmp_path / "window.ini"
    told = subprocess.Popen(
        [sys.executable, "-c", _KILLED, str(path), str(memory)],
        stdout=subprocess.PIPE, text=True, env=os.environ,
    )  # fmt: skip
    assert told.stdout is not None
    with told:
        line = told.stdout.readline()
        os.kill(told.pid, signal.SIGKILL)
    current, *ticked = (int(word) for word in line.split())
    assert len(ticked) == 2

    window = open_window(open_newsroom(path, desk="ana"))

    assert window.desk is not None
    assert window.newsroom is not None
    assert window.desk.place == Place(Status.PENDING, None, "bridge")
    assert window.desk.queue.search.text == "bridge"
    assert window.desk.queue.view.current_number == current
    assert list(window.desk.queue.view.picked().ids) == ticked
    assert window.size() == QSize(800, 640)
    assert not window.desk.sidebar.isVisible()
    assert look_over(window.newsroom).is_sound


def test_one_comment_that_was_alone_is_alone_again(
    filled: Newsroom, open_window: OpenWindow
) -> None:
    path = filled.path
    window = open_window(filled)
    press(window, "jj")
    press_key(window, Qt.Key.Key_F11)
    number = current(window)
    press_key(window, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)

    window = open_window(open_newsroom(path, desk="ana"))
    settle(window)

    assert window.desk is not None
    assert window.desk.alone.on
    assert window.desk.reading.shown == number
    press_key(window, Qt.Key.Key_Escape)
    assert window.desk.queue.isVisible()
    assert window.desk.sidebar.isVisible()


def test_each_desk_has_its_own_place(open_desk: Callable[..., Newsroom]) -> None:
    ana, ben = open_desk("ana"), open_desk("ben")
    keep_whereabouts(ana, Whereabouts(Place(Status.SPAM, None, "loan")))
    keep_whereabouts(ben, Whereabouts(Place(None)))

    assert whereabouts(ana).place == Place(Status.SPAM, None, "loan")
    assert whereabouts(ben).place == Place(None)


def test_a_place_of_an_older_version_is_found(newsroom: Newsroom) -> None:
    newsroom.keep_setting("window.place", {"status": "approved", "text": "ferry"})

    assert whereabouts(newsroom).place == Place(Status.APPROVED, None, "ferry")


def test_ticks_are_found_again_beyond_the_first_page(
    open_window: OpenWindow, newsroom: Newsroom, qtbot: QtBot
) -> None:
    from tests.putting import put_comment

    first, *_more, last = (put_comment(newsroom, f"No {n}", minute=n).id for n in range(260))
    keep_whereabouts(newsroom, Whereabouts(Place(), first, (first, last)))

    window = open_window(newsroom)

    desk = window.desk
    assert desk is not None
    qtbot.waitUntil(lambda: desk.queue.finding.is_whole)
    assert sorted(desk.queue.view.picked().ids) == [first, last]


def test_a_place_is_kept_once_it_rests_and_not_at_each_step(
    window: MainWindow, qtbot: QtBot
) -> None:
    assert window.keeper is not None
    assert window.newsroom is not None
    assert window.desk is not None
    press(window, "jjj")
    assert window.keeper._pause.isActive()

    qtbot.waitUntil(lambda: not window.keeper._pause.isActive())  # type: ignore[union-attr]
    window.operations.wait_idle()

    assert whereabouts(window.newsroom).comment == window.desk.queue.view.current_number


def test_a_window_whose_newsroom_is_gone_closes_all_the_same(
    newsroom: Newsroom, open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window(newsroom)
    press_key(window, Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
    for file in newsroom.path.parent.glob(f"{newsroom.path.name}*"):
        file.unlink()

    with qtbot.waitSignal(window.closed):
        window.close()

    assert not window.isVisible()


@given(held=st.binary(max_size=400))
@settings(max_examples=30)
def test_whatever_the_window_s_file_holds_it_is_survived(
    held: bytes, qapp: QApplication, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("memory") / "window.ini"
    file.write_bytes(b"[window]\ngeometry=" + held + b"\n[keys]\nown=" + held + b"\n" + held)
    window = QMainWindow()

    memory = Memory(file)
    memory.give_shape(window)

    assert memory.keymap is not None
    assert isinstance(memory.recent, list)
    assert isinstance(memory.taken, list)
    window.deleteLater()


def test_a_window_opens_on_a_damaged_file_and_writes_a_good_one(
    open_window: OpenWindow, filled: Newsroom, tmp_path: Path
) -> None:
    file = tmp_path / "window.ini"
    file.write_bytes(
        b"[look]\ntheme=\x00\xff\ndensity=@Variant(\x00\x00)\ntext=nonsense\n[window]\n"
        b"geometry=@ByteArray(broken\ncolumns=17\n[keys]\nprofile=own\nbase=own\nown={\n"
        b"[palette]\ntaken=@Invalid()\n[newsrooms]\nrecent=1, 2, \x80\n[[[\n"
    )

    window = open_window(filled)
    assert window.desk is not None
    assert window.desk.queue.model.rowCount() == 49
    window.deeds["theme_light"].trigger()
    window.close_anyway()

    assert b"theme=light" in file.read_bytes()


def test_where_the_window_s_file_should_be_is_a_folder(
    open_window: OpenWindow, filled: Newsroom, tmp_path: Path
) -> None:
    (tmp_path / "window.ini").mkdir()

    window = open_window(filled)

    assert window.desk is not None
    assert window.desk.queue.model.rowCount() == 49
