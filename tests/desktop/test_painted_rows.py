"""Tests for desktop.painted_rows."""

from PySide6.QtCore import Qt

from desktop.dialogs.key_rows import KeyRow
from desktop.painted_rows import ROW_ROLE, PaintedRows

APPROVE, REJECT = KeyRow("Approve", ("A",)), KeyRow("Reject", ("D",))


def test_of_each_row_there_is_the_thing_its_words_and_what_is_read_out() -> None:
    rows = PaintedRows([APPROVE, REJECT])
    index = rows.index(1, 0)

    assert rows.rowCount() == 2
    assert index.data(ROW_ROLE) is REJECT
    assert index.data() == "Reject"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Reject: D"


def test_other_rows_take_the_place_of_all(qapp: object) -> None:
    rows = PaintedRows([APPROVE, REJECT])

    rows.show([REJECT])

    assert rows.row(0) is REJECT
    assert rows.row(1) is None
    assert rows.row(-1) is None
