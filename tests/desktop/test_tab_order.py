"""Tests for desktop.tab_order."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.tab_order import go_by_tab


class Field(QLineEdit):
    """Remembers why it got the keyboard."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.reason: Qt.FocusReason | None = None

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.reason = event.reason()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def fields(*names: str) -> list[Field]:
    return [Field(name) for name in names]


def show(qtbot: QtBot, window: QWidget) -> None:
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def walk(window: QWidget, first: QWidget, *, onward: bool = True) -> Sequence[str]:
    """The names of what has the keyboard one after the other, until it is where it began."""
    first.setFocus()
    names = [first.objectName()]
    while go_by_tab(window, onward=onward) and window.focusWidget() is not first:
        names.append(window.focusWidget().objectName())
    return names


def test_it_goes_along_a_row_and_then_down_whatever_was_made_first(
    window: QWidget, qtbot: QtBot
) -> None:
    low, right, left = fields("low", "right", "left")
    grid = QGridLayout(window)
    grid.addWidget(low, 1, 0, 1, 2)
    grid.addWidget(right, 0, 1)
    grid.addWidget(left, 0, 0)
    show(qtbot, window)

    assert walk(window, left) == ["left", "right", "low"]
    assert walk(window, left, onward=False) == ["left", "low", "right"]


def test_it_goes_down_a_column_before_the_next(window: QWidget, qtbot: QtBot) -> None:
    pages = QListWidget()
    pages.setObjectName("pages")
    upper, lower = fields("upper", "lower")
    page = QVBoxLayout()
    page.addWidget(upper)
    page.addWidget(lower)
    columns = QHBoxLayout(window)
    columns.addLayout(page)
    columns.insertWidget(0, pages)
    show(qtbot, window)

    assert walk(window, pages) == ["pages", "upper", "lower"]


def test_from_right_to_left_a_row_begins_on_the_right(window: QWidget, qtbot: QtBot) -> None:
    window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    first, second = fields("first", "second")
    row = QHBoxLayout(window)
    row.addWidget(first)
    row.addWidget(second)
    show(qtbot, window)
    assert first.x() > second.x()

    third = Field("third")
    row.addWidget(third)
    qtbot.waitUntil(lambda: third.isVisible() and third.x() < second.x())

    assert walk(window, first) == ["first", "second", "third"]


def test_what_is_hidden_disabled_or_not_meant_for_it_is_passed_over(
    window: QWidget, qtbot: QtBot
) -> None:
    every = fields("first", "hidden", "disabled", "by click", "last")
    column = QVBoxLayout(window)
    for field in every:
        column.addWidget(field)
    first, hidden, disabled, by_click, last = every
    hidden.hide()
    disabled.setEnabled(False)
    by_click.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    show(qtbot, window)

    assert walk(window, first) == ["first", "last"]
    assert last.reason == Qt.FocusReason.TabFocusReason


def test_from_what_takes_the_keyboard_otherwise_it_goes_on_from_there(
    window: QWidget, qtbot: QtBot
) -> None:
    first, by_click, last = fields("first", "by click", "last")
    column = QVBoxLayout(window)
    for field in (first, by_click, last):
        column.addWidget(field)
    by_click.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    show(qtbot, window)

    by_click.setFocus()
    assert go_by_tab(window, onward=True)
    assert last.hasFocus()

    by_click.setFocus()
    assert go_by_tab(window, onward=False)
    assert first.hasFocus()
    assert first.reason == Qt.FocusReason.BacktabFocusReason


@pytest.mark.parametrize(("onward", "reached"), [(True, "first"), (False, "last")])
def test_where_nothing_has_the_keyboard_it_begins_at_an_end(
    window: QWidget, qtbot: QtBot, onward: bool, reached: str
) -> None:
    column = QVBoxLayout(window)
    for field in fields("first", "last"):
        column.addWidget(field)
    show(qtbot, window)
    if window.focusWidget() is not None:
        window.focusWidget().clearFocus()
    assert window.focusWidget() is None

    assert go_by_tab(window, onward=onward)

    assert window.focusWidget().objectName() == reached


@pytest.mark.parametrize("count", [0, 1])
def test_where_there_is_nowhere_to_go_nothing_is_done(
    window: QWidget, qtbot: QtBot, count: int
) -> None:
    column = QVBoxLayout(window)
    for field in fields(*("only",) * count):
        column.addWidget(field)
        field.setFocus()
    show(qtbot, window)

    assert not go_by_tab(window, onward=True)


@pytest.mark.parametrize(("onward", "wanted"), [(True, "first"), (False, "last")])
def test_what_is_scrolled_out_of_sight_is_seen_once_it_has_the_keyboard(
    window: QWidget, qtbot: QtBot, onward: bool, wanted: str
) -> None:
    first, last, outside = fields("first", "last", "outside")
    page = QWidget()
    column = QVBoxLayout(page)
    column.addWidget(first)
    column.addSpacing(900)
    column.addWidget(last)
    area = QScrollArea()
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(page)
    around = QVBoxLayout(window)
    around.addWidget(area)
    around.addWidget(outside)
    window.resize(300, 300)
    show(qtbot, window)
    bar = area.verticalScrollBar()
    bar.setValue(bar.maximum() if onward else 0)
    outside.setFocus()

    go_by_tab(window, onward=onward)

    assert [one.objectName() for one in (first, last) if not one.visibleRegion().isEmpty()] == [
        wanted
    ]
    assert window.focusWidget().objectName() == wanted
