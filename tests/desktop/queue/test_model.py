"""Tests for desktop.queue.model."""

import tracemalloc
from array import array
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester

from db.rows import Card
from desktop.queue.card import CARD_ROLE
from desktop.queue.model import PAGE, QueueModel
from moderation.queue import Picked

MakeCard = Callable[..., Card]


class Shelf:
    """Where cards are fetched from; counts how often, and how many."""

    def __init__(self, make_card: MakeCard) -> None:
        self.make_card = make_card
        self.gone: set[int] = set()
        self.revision = 1
        self.asked: list[int] = []

    def fetch(self, ids: Sequence[int]) -> list[Card]:
        self.asked.append(len(ids))
        return [
            self.make_card(number, revision=self.revision)
            for number in ids
            if number not in self.gone
        ]


def picked(numbers: Sequence[int]) -> Picked:
    return Picked(array("q", numbers), array("q", [1] * len(numbers)))


@pytest.fixture
def shelf(make_card: MakeCard) -> Shelf:
    """A shelf with every comment."""
    return Shelf(make_card)


@pytest.fixture
def model(qapp: QApplication, shelf: Shelf) -> QueueModel:
    """An empty model over the shelf."""
    return QueueModel(shelf.fetch, lambda: datetime(2026, 3, 2, 9, 0, tzinfo=UTC), UTC)


def test_qt_finds_the_model_sound(model: QueueModel, qtmodeltester: ModelTester) -> None:
    model.show(picked(range(1, 250)))
    qtmodeltester.check(model)

    model.remove([3, 4, 5, 200])
    assert model.extend(picked([*model.ids, 900, 901]))
    qtmodeltester.check(model)


def test_a_page_is_fetched_once_whichever_row_is_looked_at(model: QueueModel, shelf: Shelf) -> None:
    model.show(picked(range(1, 1001)))

    for row in range(PAGE):
        assert model.index(row, 0).data(CARD_ROLE).id == row + 1
    model.index(950, 0).data(CARD_ROLE)

    assert shelf.asked == [PAGE, PAGE]


def test_a_million_rows_cost_no_fetch_until_looked_at(model: QueueModel, shelf: Shelf) -> None:
    model.show(Picked(array("q", range(1_000_000)), array("q", bytes(8_000_000))))

    assert model.rowCount() == 1_000_000
    assert len(model.picked([(0, 999_999)])) == 1_000_000
    assert shelf.asked == []


def test_all_of_a_million_are_picked_without_a_copy(model: QueueModel) -> None:
    model.show(picked(range(1_000_000)))
    tracemalloc.start()
    try:
        chosen, listed = model.picked([(0, 999_999)]), model.listed()
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert chosen.ids == listed == model.ids
    assert most < 100_000


def _change(model: QueueModel, shelf: Shelf, how: str, number: int) -> None:
    """Something happens to the list, or to what is known of it."""
    shelf.revision += 1
    match how:
        case "remove":
            model.remove([number])
        case "remove many":
            model.remove(range(0, number, 2))
        case "extend":
            model.extend(picked([*model.ids, 1_000 + shelf.revision]))
        case "renew":
            model.renew([shelf.make_card(number, revision=shelf.revision)])
        case "look":
            model.forget_cards()
            if number < model.rowCount():
                model.card(number)
        case "show":
            model.show(picked(range(number)))


@given(
    count=st.integers(1, 200),
    changes=st.lists(
        st.tuples(
            st.sampled_from(["remove", "remove many", "extend", "renew", "look", "show"]),
            st.integers(0, 200),
        ),
        max_size=8,
    ),
)
def test_what_was_picked_stays_as_it_was_picked(
    qapp: QApplication, make_card: MakeCard, count: int, changes: list[tuple[str, int]]
) -> None:
    shelf = Shelf(make_card)
    model = QueueModel(shelf.fetch, lambda: datetime(2026, 3, 2, 9, 0, tzinfo=UTC), UTC)
    model.show(picked(range(count)))
    given = []
    for how, number in changes:
        now = model.picked([(0, model.rowCount() - 1)])
        given.append((now, model.listed(), list(now.ids), list(now.revisions)))
        _change(model, shelf, how, number)

    for now, listed, ids, revisions in given:
        assert list(now.ids) == list(listed) == ids
        assert list(now.revisions) == revisions


def test_a_comment_that_is_gone_is_asked_for_once(model: QueueModel, shelf: Shelf) -> None:
    shelf.gone = {2}
    model.show(picked([1, 2, 3]))

    assert model.card(1) is None
    assert model.card(1) is None
    assert model.index(1, 0).data() == "This comment is gone."
    assert shelf.asked == [3]


def test_a_decision_is_on_the_revision_that_was_looked_at(model: QueueModel, shelf: Shelf) -> None:
    shelf.revision = 4
    model.show(picked([1, 2]))
    model.card(0)

    assert list(model.picked([(0, 1)]).revisions) == [4, 4]


def test_a_renewed_card_is_shown_without_a_fetch(
    model: QueueModel, shelf: Shelf, make_card: MakeCard
) -> None:
    model.show(picked([1, 2]))
    model.card(0)

    model.renew([make_card(2, name="Petra", revision=9), make_card(77)])

    card = model.card(1)
    assert card is not None
    assert card.name == "Petra"
    assert list(model.picked([(1, 1)]).revisions) == [9]
    assert shelf.asked == [2]


def test_cards_are_forgotten_but_for_the_one_under_decision(
    model: QueueModel, shelf: Shelf
) -> None:
    model.show(picked([1, 2, 3]))
    model.card(0)
    shelf.revision = 2

    model.forget_cards(but=2)

    assert [model.card(row).revision for row in range(3)] == [2, 1, 2]  # type: ignore[union-attr]


def test_a_list_is_extended_only_by_one_that_begins_with_it(model: QueueModel) -> None:
    model.show(picked([1, 2]))

    assert not model.extend(picked([9, 1, 2]))
    assert model.extend(picked([1, 2, 3]))
    assert list(model.ids) == [1, 2, 3]


def test_a_row_is_found_wherever_one_looks_from(model: QueueModel) -> None:
    model.show(picked(range(1000, 2000)))

    assert [model.row_of(1500, near) for near in (0, 499, 501, 999)] == [500] * 4
    assert model.row_of(7) is None


def test_a_screen_reader_hears_who_when_what_and_where(model: QueueModel) -> None:
    model.show(picked([1]))

    spoken = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == (
        "Jon 1, 1 hour ago, pending: Comment 1 says something about the bridge."
        " (under Harbour bridge opens)"
    )


@given(
    count=st.integers(0, 300),
    gone=st.sets(st.integers(0, 320)),
    looked=st.sets(st.integers(0, 299)),
)
def test_what_is_removed_is_gone_and_the_rest_stays_in_order(
    qapp: QApplication, make_card: MakeCard, count: int, gone: set[int], looked: set[int]
) -> None:
    shelf = Shelf(make_card)
    model = QueueModel(shelf.fetch, lambda: datetime(2026, 3, 2, 9, 0, tzinfo=UTC), UTC)
    model.show(picked(range(count)))
    for row in looked:
        if row < count:
            model.card(row)

    model.remove(gone)

    left = [number for number in range(count) if number not in gone]
    assert list(model.ids) == left
    assert len(model.picked([(0, count)])) == len(left)
    assert [model.card(row).id for row in range(len(left))] == left  # type: ignore[union-attr]


@pytest.fixture
def ahead(qapp: QApplication, shelf: Shelf) -> tuple[QueueModel, list[list[int]]]:
    """A model that has cards brought ahead, and what it asked for."""
    asked: list[list[int]] = []
    model = QueueModel(
        shelf.fetch,
        lambda: datetime(2026, 3, 2, 9, 0, tzinfo=UTC),
        UTC,
        look_ahead=lambda ids: asked.append(list(ids)),
    )
    model.show(picked(range(1, 1_001)))
    return model, asked


def test_what_is_near_the_eye_is_brought_ahead_and_not_fetched_again(
    ahead: tuple[QueueModel, list[list[int]]], shelf: Shelf
) -> None:
    model, asked = ahead
    model.card(0)
    assert asked == [list(range(PAGE + 1, 6 * PAGE + 1))]

    model.take_ahead([shelf.make_card(number, revision=1) for number in asked[0]], model.age)
    fetched = len(shelf.asked)
    for row in range(5 * PAGE):
        assert model.card(row) is not None

    assert len(shelf.asked) == fetched
    assert len(asked) == 2  # and the pages after those are on their way


def test_one_question_ahead_is_enough_at_a_time(
    ahead: tuple[QueueModel, list[list[int]]], shelf: Shelf
) -> None:
    model, asked = ahead

    for row in range(0, 900, PAGE):
        model.card(row)

    assert len(asked) == 1


def test_what_was_brought_before_something_changed_is_not_shown(
    ahead: tuple[QueueModel, list[list[int]]], shelf: Shelf
) -> None:
    model, _asked = ahead
    model.card(0)
    age = model.age
    model.forget_cards()
    shelf.revision = 2

    model.take_ahead([shelf.make_card(20, revision=1)], age)

    card = model.card(19)
    assert card is not None
    assert card.revision == 2


def test_a_decision_goes_by_the_revision_that_was_brought(
    ahead: tuple[QueueModel, list[list[int]]], shelf: Shelf
) -> None:
    model, _asked = ahead
    model.card(0)
    model.remove([3])  # the rows have moved since they were asked for

    model.take_ahead([shelf.make_card(20, revision=7)], model.age)

    assert model.row_of(20) == 18
    assert list(model.picked([(18, 18)]).revisions) == [7]


def test_what_is_looked_at_ahead_lasts_for_a_page_of_decisions(
    ahead: tuple[QueueModel, list[list[int]]], shelf: Shelf
) -> None:
    model, asked = ahead
    model.card(0)
    model.take_ahead([shelf.make_card(number, revision=1) for number in asked[0]], model.age)
    fetched = len(shelf.asked)

    for number in range(1, 3 * PAGE + 1):
        model.renew([])  # nothing that changed is listed still
        model.remove([number])
        assert model.card(0) is not None
        if len(asked) > 1 + (number // PAGE):
            raise AssertionError("asked for more than once a page")
        if number % PAGE == 0:
            cards = [shelf.make_card(one, revision=1) for one in asked[-1]]
            model.take_ahead(cards, model.age)

    assert len(asked) == 4
    assert len(shelf.asked) == fetched
