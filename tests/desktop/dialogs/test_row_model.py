"""Tests for desktop.dialogs.row_model."""

from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester

from desktop import theme
from desktop.dialogs.row_model import Column, RowModel

ROLE = Qt.ItemDataRole


def model_of(*rows: tuple[str, bool]) -> RowModel[tuple[str, bool]]:
    made: RowModel[tuple[str, bool]] = RowModel(
        (
            Column("Name", lambda one: one[0]),
            Column(
                "State",
                lambda one: "good" if one[1] else "damaged",
                lambda one: "text" if one[1] else "no",
            ),
        ),
        tip=lambda one: f"more of {one[0]}",
        description=lambda one: "" if one[1] else "cannot be read",
    )
    made.show_rows(rows)
    return made


def test_it_keeps_what_qt_asks_of_a_model(qapp: object, qtmodeltester: ModelTester) -> None:
    model = model_of(("Monday", True), ("Tuesday", False))
    qtmodeltester.check(model)


def test_cells_say_what_their_columns_say_of_their_rows(qapp: object) -> None:
    model = model_of(("Monday", True), ("Tuesday", False))
    cell = model.index(1, 1)

    assert model.data(cell) == "damaged"
    assert model.data(cell, ROLE.ForegroundRole) == theme.in_force().colour("no")
    assert model.data(model.index(0, 1), ROLE.ForegroundRole) == theme.in_force().colour("text")
    assert model.data(cell, ROLE.ToolTipRole) == "more of Tuesday"
    assert model.data(cell, ROLE.AccessibleDescriptionRole) == "cannot be read"
    assert model.data(model.index(0, 0), ROLE.AccessibleDescriptionRole) is None
    assert model.headerData(1, Qt.Orientation.Horizontal) == "State"


def test_rows_are_added_below_and_found_by_what_they_are(
    qapp: object, qtmodeltester: ModelTester
) -> None:
    model = model_of(("Monday", True))
    qtmodeltester.check(model)

    model.add_rows([("Tuesday", False), ("Wednesday", False)])
    model.add_rows([])

    assert [model.data(model.index(row, 0)) for row in range(model.rowCount())] == [
        "Monday", "Tuesday", "Wednesday",
    ]  # fmt: skip
    assert model.place_of(lambda one: not one[1]) == 1
    assert model.place_of(lambda one: one[0] == "Sunday") is None


def test_there_is_nothing_where_there_is_no_row(qapp: object) -> None:
    model = model_of(("Monday", True))

    assert (model.row(0), model.row(1), model.row(-1)) == (("Monday", True), None, None)
    assert model.data(QModelIndex()) is None
    model.show_rows([])
    assert model.rowCount() == 0


def test_numbers_and_their_title_end_at_one_line(qapp: object) -> None:
    model: RowModel[int] = RowModel(
        (Column("What", str), Column("Size", lambda one: f"{one} KiB", number=True))
    )
    model.show_rows([4, 524])
    across = Qt.Orientation.Horizontal

    sides = [model.data(model.index(row, 1), ROLE.TextAlignmentRole) for row in range(2)]
    sides.append(model.headerData(1, across, ROLE.TextAlignmentRole))

    assert sides == 3 * [Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter]
    assert model.data(model.index(0, 0), ROLE.TextAlignmentRole) is None
    assert model.headerData(0, across, ROLE.TextAlignmentRole) is None
