"""The window by its keys: one decides, another takes back, and nothing else does either."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.words import Status, Verdict
from desktop.main_window import MainWindow
from desktop.reading.pane import ReadingPane
from moderation import decisions, queue
from moderation.newsroom import Newsroom, open_newsroom
from moderation.queue import Picked
from tests.windows import OpenWindow, current, press, press_key, said, settle, status_of


@pytest.mark.parametrize(
    ("key", "status"), [("a", Status.APPROVED), ("d", Status.REJECTED), ("s", Status.SPAM)]
)
def test_one_key_decides_and_the_next_comment_is_there(
    window: MainWindow, key: str, status: Status
) -> None:
    assert window.desk is not None
    number, following = window.desk.queue.model.ids[:2]

    press(window, key)

    assert status_of(window, number) is status
    assert current(window) == following
    assert window.desk.reading.shown == following
    assert number not in window.desk.queue.model.ids


def test_what_was_decided_is_off_the_list_before_the_next_article_is_laid_out(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert window.desk is not None
    reading, listed = window.desk.reading, window.desk.queue
    decided = current(window)
    painted: list[bool] = []
    painted_before_shown: list[bool] = []
    show = ReadingPane.show_comment

    class Painting(QObject):
        def eventFilter(self, _view: QObject, event: QEvent) -> bool:
            if event.type() is QEvent.Type.Paint:
                painted.append(decided not in listed.model.ids)
            return False

    def shown(self: ReadingPane, number: int | None) -> None:
        painted_before_shown.append(True in painted)
        show(self, number)

    painting = Painting()
    listed.view.viewport().installEventFilter(painting)
    monkeypatch.setattr(ReadingPane, "show_comment", shown)

    press(window, "a")

    assert painted_before_shown == [True]
    assert reading.shown == current(window)


def test_what_happened_is_said_with_its_undo(window: MainWindow) -> None:
    number = current(window)
    name = queue.comment(window.newsroom, number).name  # type: ignore[arg-type]

    press(window, "d")

    assert said(window) == f"{name} rejected."
    assert window.deeds["undo"].text() == "Undo “Reject 1 comment”"


def test_z_takes_back_and_goes_there(window: MainWindow) -> None:
    assert window.desk is not None
    before = list(window.desk.queue.model.ids)
    press(window, "jjd")

    press(window, "z")

    assert list(window.desk.queue.model.ids) == before
    assert current(window) == before[2]
    assert status_of(window, before[2]) is Status.PENDING


def test_what_several_were_decided_from_is_gone_back_to(window: MainWindow) -> None:
    assert window.desk is not None
    before = list(window.desk.queue.model.ids)
    press(window, "jjjxjjxsjj")

    press(window, "z")

    assert list(window.desk.queue.model.ids) == before
    assert current(window) == before[5]


def test_after_all_was_decided_and_taken_back_the_place_is_where_it_was(
    window: MainWindow,
) -> None:
    assert window.desk is not None
    press(window, "jjjj")
    number = current(window)
    press_key(window, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)

    press(window, "dz")

    assert current(window) == number
    assert status_of(window, number) is Status.PENDING


def test_redo_does_it_again(window: MainWindow) -> None:
    number = current(window)
    press(window, "sz")

    window.deeds["redo"].trigger()
    window.operations.wait_idle()

    assert status_of(window, number) is Status.SPAM


def test_counts_follow_each_decision(window: MainWindow) -> None:
    assert window.desk is not None
    role = Qt.ItemDataRole.AccessibleTextRole
    entries = window.desk.sidebar.queues.entries
    before = [entries.index(row, 0).data(role) for row in (0, 1)]

    press(window, "a")

    after = [entries.index(row, 0).data(role) for row in (0, 1)]
    assert before == ["Pending, 49 comments", "Approved, 68 comments"]
    assert after == ["Pending, 48 comments", "Approved, 69 comments"]


def test_several_ticked_ones_are_decided_at_once(window: MainWindow) -> None:
    assert window.desk is not None
    ids = list(window.desk.queue.model.ids)
    press(window, "xjjxjx")
    assert window.desk.reading.several.count == 3

    press(window, "s")

    assert {status_of(window, ids[row]) for row in (0, 2, 3)} == {Status.SPAM}
    assert status_of(window, ids[1]) is Status.PENDING
    assert said(window) == "3 comments marked as spam."
    assert current(window) == ids[4]

    press(window, "z")

    assert list(window.desk.queue.model.ids) == ids


def test_all_are_decided_at_once_and_taken_back_at_once(window: MainWindow) -> None:
    assert window.desk is not None
    ids = list(window.desk.queue.model.ids)
    window.deeds["select_all"].trigger()

    press(window, "d")

    assert window.desk.queue.empty.isVisible()
    assert window.desk.reading.shown is None

    press(window, "z")

    assert list(window.desk.queue.model.ids) == ids


def test_an_incomplete_comment_is_not_approved_and_why_is_said(
    window: MainWindow, filled: Newsroom
) -> None:
    assert window.desk is not None
    cards = queue.cards(filled, window.desk.queue.model.ids)
    lacking = next(card for card in cards if card.lacks and not card.waived)
    window.desk.queue.view.choose(lacking.id)

    press(window, "a")

    assert status_of(window, lacking.id) is Status.PENDING
    assert window.banner.isVisible()
    assert current(window) == lacking.id


def test_what_somebody_else_decided_meanwhile_is_refused_and_shown(
    window: MainWindow, filled: Newsroom, open_desk: Callable[..., Newsroom]
) -> None:
    assert window.desk is not None
    number = current(window)
    elsewhere = open_desk("ben", filled.path)
    decisions.decide(elsewhere, Picked.of(*queue.cards(elsewhere, [number])), Verdict.SPAM)

    press(window, "a")

    assert status_of(window, number) is Status.SPAM
    assert window.banner.isVisible()
    assert "ben" in window.banner.sentence.text()
    card = window.desk.queue.model.card(window.desk.queue.view.currentIndex().row())
    assert card is not None
    assert card.status is Status.SPAM


def test_in_all_comments_a_decision_goes_on_as_well(window: MainWindow) -> None:
    assert window.desk is not None
    window.deeds["queue_all"].trigger()
    window.operations.wait_idle()
    window.desk.queue.view.choose_row(0)
    number, following = window.desk.queue.model.ids[:2]

    press(window, "s")

    assert status_of(window, number) is Status.SPAM
    assert current(window) == following


def test_typing_in_the_search_never_decides(window: MainWindow, qtbot: QtBot) -> None:
    assert window.desk is not None
    undo = window.deeds["undo"].text()

    press(window, "/")
    qtbot.keyClicks(QApplication.focusWidget() or window, "loads")
    window.operations.wait_idle()

    assert window.desk.queue.search.text == "loads"
    assert window.deeds["undo"].text() == undo


def test_esc_clears_the_search_then_leaves_it(window: MainWindow, qtbot: QtBot) -> None:
    assert window.desk is not None
    press(window, "/")
    qtbot.keyClicks(window.desk.queue.search.line, "loan")

    qtbot.keyClick(window.desk.queue.search.line, Qt.Key.Key_Escape)
    assert window.desk.queue.search.text == ""
    assert window.desk.queue.search.line.hasFocus()

    qtbot.keyClick(window.desk.queue.search.line, Qt.Key.Key_Escape)
    assert window.desk.queue.view.hasFocus()
    window.operations.wait_idle()


def test_esc_takes_ticks_away(window: MainWindow, qtbot: QtBot) -> None:
    assert window.desk is not None
    press(window, "xjx")

    qtbot.keyClick(window.desk.queue.view, Qt.Key.Key_Escape)

    assert window.desk.queue.view.picked_count() == 1


def test_a_z_in_the_very_turn_of_the_first_decision_is_not_lost(
    filled: Newsroom, open_window: OpenWindow
) -> None:
    with open_newsroom(filled.path, desk="night") as newsroom:
        window = open_window(newsroom)
        assert window.desk is not None
        settle(window)
        number, listed = current(window), window.desk.queue.view
        assert not window.deeds["undo"].isEnabled()
        pressed: list[str] = []

        def take_back(_changes: object) -> None:
            if not pressed:
                pressed.append("z")
                QtBot.keyClicks(listed, "z")

        window.operations.newsroom_changed.connect(take_back)
        press(window, "d")

        assert pressed
        assert status_of(window, number) is Status.PENDING
        assert current(window) == number
        window.close_anyway()


def test_why_it_was_refused_is_said_no_longer_than_it_matters(
    window: MainWindow, filled: Newsroom
) -> None:
    assert window.desk is not None
    cards = queue.cards(filled, window.desk.queue.model.ids)
    lacking = next(card for card in cards if card.lacks and not card.waived)
    window.desk.queue.view.choose(lacking.id)
    press(window, "a")
    assert window.banner.isVisible()

    press(window, "j")

    assert not window.banner.isVisible()
