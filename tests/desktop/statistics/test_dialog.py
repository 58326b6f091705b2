"""Tests for desktop.statistics, in the real window."""

import csv
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from desktop.statistics.charts import CHARTS, Chart, Kind, Series
from desktop.statistics.dialog import StatisticsDialog
from desktop.statistics.exporting import as_png, as_svg
from desktop.statistics.scale import counting, times
from moderation.newsroom import Newsroom
from moderation.periods import Period
from tests.windows import OpenWindow, press, press_key

CTRL = Qt.KeyboardModifier.ControlModifier


def opened(window: MainWindow) -> StatisticsDialog:
    press_key(window, Qt.Key.Key_T, CTRL)
    dialog = window.doors.dialog
    assert isinstance(dialog, StatisticsDialog)
    window.operations.wait_idle()
    return dialog


def do(window: MainWindow, *names: str) -> None:
    for name in names:
        window.deeds[name].trigger()
        window.operations.wait_idle()


def rows(dialog: StatisticsDialog) -> dict[str, list[str]]:
    assert dialog.chart is not None
    return {row[0]: row[1:] for row in dialog.chart.rows()}


def test_what_is_decided_shows_in_the_open_statistics_at_once(window: MainWindow) -> None:
    assert window.newsroom is not None
    dialog = opened(window)
    dialog.show_chart("moderators")
    before = rows(dialog)["ana"]

    do(window, "approve", "spam")

    now = rows(dialog)["ana"]
    assert [int(one) for one in now[:3]] == [int(before[0]) + 1, int(before[1]), int(before[2]) + 1]
    do(window, "undo", "undo")
    assert rows(dialog)["ana"] == before


def test_a_decision_after_it_was_closed_is_no_trouble(window: MainWindow, qtbot: QtBot) -> None:
    opened(window).close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert window.findChildren(StatisticsDialog) == []

    with qtbot.assertNotEmitted(window.messages.troubled):
        do(window, "approve")


def text_of(dialog: StatisticsDialog, row: int, column: int) -> str:
    item = dialog.table.item(row, column)
    return "" if item is None else item.text()


def test_every_chart_is_a_drawing_and_a_table_of_the_same_numbers(window: MainWindow) -> None:
    dialog = opened(window)

    for name, _words, _icon in CHARTS:
        dialog.show_chart(name)
        shown = dialog.chart
        assert shown is not None
        assert not shown.is_empty, name
        dialog.as_table.setChecked(False)
        assert dialog.view.isVisible()
        dialog.view.grab()
        dialog.as_table.setChecked(True)
        assert dialog.table.isVisible()
        cells = [
            [text_of(dialog, row, column) for column in range(dialog.table.columnCount())]
            for row in range(dialog.table.rowCount())
        ]
        assert cells == shown.rows()[1:]


def test_arrow_keys_tell_each_number_and_tab_goes_on(window: MainWindow) -> None:
    dialog = opened(window)
    dialog.view.setFocus()

    QtBot.keyClick(dialog.view, Qt.Key.Key_End)
    assert "Pending: " in dialog.view.told
    assert dialog.view.accessibleDescription() == dialog.view.told.replace("\n", ", ")
    last = dialog.view.told
    QtBot.keyClick(dialog.view, Qt.Key.Key_Left)
    assert dialog.view.told != last
    QtBot.keyClick(dialog.view, Qt.Key.Key_Tab)

    assert dialog.focusWidget() is not dialog.view


def test_what_is_pointed_at_tells_its_numbers(window: MainWindow) -> None:
    dialog = opened(window)
    dialog.view.grab()
    assert dialog.view._layout is not None
    place = dialog.view._layout.places[-1].center()

    none, still = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    spot = QPointF(dialog.view.mapToGlobal(place))
    QApplication.sendEvent(
        dialog.view, QMouseEvent(QEvent.Type.MouseMove, place, spot, none, none, still)
    )

    assert "Pending: " in dialog.view.told


def test_a_longer_time_has_more_and_each_period_can_be_chosen(window: MainWindow) -> None:
    dialog = opened(window)
    counted = []

    for period in Period:
        dialog.period.setCurrentIndex(dialog.period.findData(period.value))
        window.operations.wait_idle()
        assert dialog.found is not None
        assert dialog.found.period is period
        counted.append(dialog.found.arrived.total)

    assert counted == sorted(counted)
    assert counted[-1] == 131


def test_an_empty_newsroom_says_so(open_window: OpenWindow, newsroom: Newsroom) -> None:
    window = open_window(newsroom)
    dialog = opened(window)

    assert dialog.empty.isVisible()
    assert dialog.empty.title.text() == "Nothing to show for this time."
    assert dialog.empty.sentence.text() == "Choose a longer one."

    dialog.period.setCurrentIndex(dialog.period.findData(Period.ALL.value))
    window.operations.wait_idle()

    assert dialog.empty.title.text() == "Nothing to show yet."
    assert not dialog.empty.sentence.isVisible()


@pytest.mark.parametrize("ending", ["csv", "png", "svg"])
def test_a_chart_can_be_kept(window: MainWindow, tmp_path: Path, ending: str) -> None:
    dialog = opened(window)
    target = tmp_path / f"chart.{ending}"

    dialog.save_as(target)

    assert "chart" in dialog.said
    match ending:
        case "csv":
            with target.open(encoding="utf-8-sig", newline="") as file:
                told = list(csv.reader(file))
            assert told[0] == ["Day", "Approved", "Rejected", "Spam", "Pending"]
            assert sum(int(cell) for row in told[1:] for cell in row[1:]) == 131
        case "png":
            assert QImage(str(target)).width() == 2 * 960
        case _:
            assert ElementTree.parse(target).getroot().tag.endswith("svg")


def test_in_a_file_a_day_has_its_year_and_how_many_is_a_number(window: MainWindow) -> None:
    dialog = opened(window)
    for name in ("arrived", "waits"):
        dialog.show_chart(name)
        assert dialog.chart is not None
        shown, bare = dialog.chart.rows()[1:], dialog.chart.bare_rows()[1:]
        assert [date.fromisoformat(row[0]).day for row in bare] == [
            int(row[0].split()[0]) for row in shown
        ]

    assert [f"{row[-1]} decisions" for row in bare] == [row[-1] for row in shown]
    assert any(int(row[-1]) for row in bare)


def test_where_it_cannot_be_written_is_said(window: MainWindow, tmp_path: Path) -> None:
    dialog = opened(window)

    dialog.save_as(tmp_path / "no such folder" / "chart.png")
    assert "could not be written" in dialog.said
    dialog.save_as(tmp_path / "chart.doc")

    assert ".csv, .png or .svg" in dialog.said


def test_a_domain_is_no_formula_to_a_spreadsheet() -> None:
    chart = Chart(
        "domains", "T", "S", Kind.BARS, ["=cmd.example"], [Series("Spam", "spam", 0, [3])],
        str, "Domain",
    )  # fmt: skip

    assert chart.bare_rows()[1] == ["=cmd.example", "3"]
    from desktop.statistics.exporting import as_csv

    assert "=cmd" not in as_csv(chart).decode("utf-8-sig").splitlines()[1].split(",")[0][:1]


def test_waits_are_told_in_the_words_of_people(window: MainWindow) -> None:
    newsroom = window.newsroom
    assert newsroom is not None
    now = newsroom.clock()
    newsroom.clock = lambda: now + timedelta(minutes=30)
    press(window, "a")
    dialog = opened(window)

    dialog.show_chart("waits")

    last = list(rows(dialog).values())[-1]
    assert "min" in last[1]


@pytest.mark.parametrize("most", [0, 1, 3, 4, 9, 10, 99, 131, 1_000_000])
def test_a_scale_has_a_readable_number_of_round_lines(most: int) -> None:
    scale = counting(most)

    assert scale.most >= most
    assert 2 <= len(scale.lines) <= 6
    assert all(line == int(line) for line in scale.lines)


def test_a_scale_of_times_holds_every_value() -> None:
    scale = times([0.5, 90, 40 * 86_400])

    assert scale.share(0.5) == 0
    assert 0 < scale.share(90) < scale.share(40 * 86_400) <= 1


def test_an_empty_chart_can_be_drawn(window: MainWindow) -> None:
    empty = Chart("arrived", "T", "S", Kind.STACKED, [], [], str, "Day")

    assert as_png(empty)
    assert as_svg(empty)
