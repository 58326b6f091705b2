"""Tests for desktop.dialogs.shares."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QTableWidget, QTableWidgetItem
from pytestqt.qtbot import QtBot

from desktop import theme
from desktop.dialogs.shares import Shares
from desktop.dialogs.tables import calm


@pytest.fixture(autouse=True)
def _usual(qapp: QApplication) -> Iterator[None]:
    yield
    theme.in_force().use_text_scale(1.0)


def table(qtbot: QtBot, width: int, *, elastic: tuple[int, ...] = ()) -> QTableWidget:
    """A history of one row: when, who, and what, which takes the room."""
    made = QTableWidget(1, 3)
    qtbot.addWidget(made)
    made.setHorizontalHeaderLabels(["When", "Who", "What"])
    calm(made, stretched=2, widths={0: 216, 1: 96}, elastic=elastic)
    for column, words in enumerate(("30 November 2026, 02:49", "root", "Reject 1 comment")):
        made.setItem(0, column, QTableWidgetItem(words))
    made.resize(width, 200)
    made.show()
    QApplication.processEvents()
    return made


def test_where_there_is_room_columns_are_as_designed(qtbot: QtBot) -> None:
    made = table(qtbot, 760)

    assert [made.columnWidth(column) for column in (0, 1)] == [216, 96]
    assert made.columnWidth(2) == made.viewport().width() - 312


def test_at_twice_the_text_size_the_others_give_way_to_what_was_done(qtbot: QtBot) -> None:
    theme.in_force().use_text_scale(2.0)
    made = table(qtbot, 980)

    # As designed, they would leave a third of the width; what stands in them is whole all the same.
    assert made.columnWidth(2) > 0.4 * made.viewport().width()
    assert made.columnWidth(0) >= made.sizeHintForColumn(0)
    assert made.columnWidth(1) >= made.sizeHintForColumn(1)
    assert made.horizontalScrollBar().maximum() == 0


def test_where_that_is_too_wide_the_elastic_ones_are_cut(qtbot: QtBot) -> None:
    theme.in_force().use_text_scale(2.0)
    made = table(qtbot, 420, elastic=(0,))

    title = made.horizontalHeader().sectionSizeHint(0)
    assert title <= made.columnWidth(0) < made.sizeHintForColumn(0)
    assert made.columnWidth(2) == pytest.approx(0.2 * made.viewport().width(), abs=1)
    assert made.columnWidth(1) >= made.sizeHintForColumn(1)


def test_they_share_anew_when_the_width_changes(qtbot: QtBot) -> None:
    theme.in_force().use_text_scale(2.0)
    made = table(qtbot, 980)
    narrow = made.columnWidth(0)

    made.resize(1_900, 200)
    QApplication.processEvents()

    assert made.columnWidth(0) == 432 > narrow


def test_however_many_rows_change_the_widths_are_shared_once(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = table(qtbot, 760)
    shared: list[int] = []
    title = Shares._title

    def noted(self: Shares, column: int) -> int:
        shared.append(column)
        return title(self, column)

    monkeypatch.setattr(Shares, "_title", noted)

    for row in range(100):
        made.insertRow(row)
        made.setItem(row, 0, QTableWidgetItem("30 November 2026"))
    assert not shared
    QApplication.processEvents()

    assert 0 < len(shared) <= 2 * 3
    assert made.columnWidth(0) == 216
