"""Tests for desktop.queue.view."""

from array import array
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QItemSelectionModel, QRectF, Qt
from PySide6.QtGui import QPainter
from pytestqt.qtbot import QtBot

from db.rows import Card
from desktop.queue import card as cards
from desktop.queue.card import CardPainter, Density, State
from desktop.queue.model import QueueModel
from desktop.queue.view import QueueView
from moderation.queue import Picked

MakeCard = Callable[..., Card]


def now() -> datetime:
    return datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def picked(numbers: range) -> Picked:
    return Picked(array("q", numbers), array("q", [1] * len(numbers)))


@pytest.fixture
def model(qtbot: QtBot, make_card: MakeCard) -> QueueModel:
    """Comments 0 to 99."""
    made = QueueModel(lambda ids: [make_card(number) for number in ids], now, UTC)
    made.show(picked(range(100)))
    return made


@pytest.fixture
def view(qtbot: QtBot, model: QueueModel) -> QueueView:
    """A view of them, shown, with the focus, at the first."""
    made = QueueView(model, now, UTC)
    qtbot.addWidget(made)
    made.resize(452, 700)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.setFocus()
    made.choose_row(0)
    return made


def chosen(view: QueueView) -> list[int]:
    return sorted(view.picked().ids)


def test_rows_are_as_high_as_cards(view: QueueView) -> None:
    comfortable = view.rowHeight(5)
    view.use_density(Density.COMPACT)

    assert (comfortable, view.rowHeight(5)) == (104, 64)


def test_going_on_chooses_the_next_and_says_so_once(view: QueueView, qtbot: QtBot) -> None:
    said: list[object] = []
    view.chosen.connect(said.append)

    view.go(1)
    view.go(1)
    view.go(-1)

    assert said == [1, 2, 1]
    assert chosen(view) == [1]


def test_at_either_end_the_place_stays(view: QueueView) -> None:
    view.go(-1)
    assert view.current_number == 0

    view.choose_row(99)
    view.go(1)
    assert view.current_number == 99


def test_arrow_keys_go_on_as_well(view: QueueView, qtbot: QtBot) -> None:
    qtbot.keyClick(view, Qt.Key.Key_Down)

    assert view.current_number == 1


def test_home_and_end_go_to_the_first_and_the_last(view: QueueView, qtbot: QtBot) -> None:
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert (view.current_number, chosen(view)) == (99, [99])

    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert (view.current_number, chosen(view)) == (0, [0])

    qtbot.keyClick(view, Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    assert chosen(view) == list(range(100))


def test_ticks_stay_while_one_goes_on(view: QueueView, qtbot: QtBot) -> None:
    view.tick()
    view.go(1)
    view.go(1)
    view.tick()
    qtbot.keyClick(view, Qt.Key.Key_Down)

    assert chosen(view) == [0, 2]
    assert view.current_number == 3


def test_the_last_tick_taken_away_leaves_the_current_one(view: QueueView) -> None:
    view.tick()
    view.go(3)
    view.tick()
    view.tick()
    view.choose_row(0)
    view.tick()

    assert chosen(view) == [0]
    assert not view.ticking


def test_no_key_and_no_click_leaves_a_decision_nothing_to_act_on(
    view: QueueView, qtbot: QtBot
) -> None:
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(view, Qt.Key.Key_Space, control | shift)
    assert chosen(view) == [0]
    qtbot.keyClick(view, Qt.Key.Key_Space, control)
    assert chosen(view) == [0]

    middle = view.visualRect(view.currentIndex()).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, control, middle)

    assert chosen(view) == [0]
    assert view.acts_on_current


def test_shift_and_down_choose_a_range(view: QueueView, qtbot: QtBot) -> None:
    for _time in range(3):
        qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)

    assert chosen(view) == [0, 1, 2, 3]


def test_all_are_chosen_without_fetching_one(qtbot: QtBot) -> None:
    asked: list[int] = []

    def fetch(ids: object) -> list[Card]:
        asked.append(len(list(ids)))  # type: ignore[call-overload]
        return []

    model = QueueModel(fetch, now, UTC)
    view = QueueView(model, now, UTC)
    qtbot.addWidget(view)
    model.show(picked(range(200_000)))

    view.selectAll()

    assert view.picked_count() == 200_000
    assert asked == []


def test_a_removed_comment_gives_its_place_to_the_next(view: QueueView) -> None:
    view.choose_row(10)

    view.take_away([10])

    assert view.current_number == 11
    assert chosen(view) == [11]


def test_the_last_one_gives_it_to_the_previous(view: QueueView) -> None:
    view.choose_row(99)

    view.take_away([99])

    assert view.current_number == 98


def test_the_very_last_one_leaves_nothing_chosen(
    view: QueueView, model: QueueModel, qtbot: QtBot
) -> None:
    model.show(picked(range(1)))
    view.choose_row(0)

    with qtbot.waitSignal(view.chosen) as said:
        view.take_away([0])

    assert said.args == [None]
    assert view.current_number is None
    assert len(view.picked()) == 0


def test_the_next_comment_is_said_once_and_nothing_between(
    view: QueueView, model: QueueModel
) -> None:
    view.choose_row(10)
    said: list[object] = []
    view.chosen.connect(said.append)

    view.take_away([9, 10, 11, 12])

    assert said == [13]


@pytest.mark.parametrize("gone", [[3], list(range(20)), [49, 51], list(range(0, 50, 2))])
def test_the_row_under_the_moderator_never_moves(view: QueueView, gone: list[int]) -> None:
    view.choose_row(50)
    view.verticalScrollBar().setValue(view.verticalScrollBar().value() + 40)
    before = view.visualRect(view.currentIndex()).top()
    gone = [number for number in gone if number != 50]

    view.take_away(gone)

    assert view.current_number == 50
    assert view.visualRect(view.currentIndex()).top() == before


def test_a_list_shown_anew_keeps_the_place(view: QueueView, model: QueueModel) -> None:
    view.choose_row(50)
    before = view.visualRect(view.currentIndex()).top()

    with view.holding_still(view.current_number):
        model.show(picked(range(20, 90)))

    assert view.current_number == 50
    assert view.visualRect(view.currentIndex()).top() == before


def test_a_comment_can_be_gone_to(view: QueueView) -> None:
    assert view.choose(70)
    assert view.current_number == 70
    assert not view.choose(700)
    assert not view.choose(None)
    assert view.current_number == 70


def test_letters_never_look_for_a_row(view: QueueView, qtbot: QtBot) -> None:
    qtbot.keyClicks(view, "jon 7")

    assert view.current_number == 0


def test_ticks_are_painted_when_several_are_chosen(view: QueueView) -> None:
    assert not view.painter_of_cards.ticking

    view.selectionModel().select(view.model().index(4, 0), QItemSelectionModel.SelectionFlag.Select)

    assert view.painter_of_cards.ticking


def test_a_tick_tells_which_is_chosen_where_that_is_not_the_current_one(
    view: QueueView, qtbot: QtBot
) -> None:
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)

    assert (chosen(view), view.current_number) == ([0], 1)
    assert view.painter_of_cards.ticking


def test_cards_that_say_the_same_are_not_painted_again(
    view: QueueView, model: QueueModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted = _paintings(monkeypatch)
    view.viewport().repaint()
    painted.clear()

    model.forget_cards()
    view.viewport().repaint()

    assert not painted


def test_however_many_pictures_are_kept_only_what_is_new_is_painted(
    view: QueueView, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cards, "_KEPT", 12)
    painted = _paintings(monkeypatch)
    view.viewport().repaint()

    for _turn in range(20):
        painted.clear()
        view.go(1 if view.currentIndex().row() == 0 else -1)
        view.viewport().repaint()
        assert len(painted) <= 4


def _paintings(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The cards that are painted from now on, in order."""
    painted: list[int] = []
    paint = CardPainter.paint_card

    def noted(
        self: CardPainter, painter: QPainter, rect: QRectF, card: Card | None, state: State
    ) -> None:
        painted.append(card.id if card else 0)
        paint(self, painter, rect, card, state)

    monkeypatch.setattr(CardPainter, "paint_card", noted)
    return painted


def test_that_decisions_act_on_one_comment_is_said_where_they_did_not(view: QueueView) -> None:
    said: list[list[int]] = []
    view.picked_changed.connect(lambda: said.append(chosen(view)))

    view.select_only_current()
    assert said == []

    view.tick()
    view.go(1)
    view.tick()
    said.clear()
    view.select_only_current()

    assert said == [[1]]
    assert not view.ticking


def test_what_a_decision_brings_to_the_screen_is_painted_before_it(
    view: QueueView, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: list[int] = []
    paint = CardPainter.paint_card

    def paint_card(
        painter: CardPainter, canvas: QPainter, rect: QRectF, card: Card, state: State
    ) -> None:
        painted.append(card.id)
        paint(painter, canvas, rect, card, state)

    monkeypatch.setattr(CardPainter, "paint_card", paint_card)
    view.choose_row(40)
    view.viewport().repaint()
    below = view.indexAt(view.viewport().rect().bottomLeft()).row() + 1
    assert below not in painted

    qtbot.waitUntil(lambda: below in painted)
    painted.clear()
    view.take_away([40])
    view.viewport().repaint()

    assert painted == []
    assert view.current_number == 41
