"""Pictures of the statistics, over decisions of a few days."""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from operator import add
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QWidget

from desktop.main_window import MainWindow
from desktop.scene_moves import Scene, Settle, do

if TYPE_CHECKING:
    from desktop.statistics.dialog import StatisticsDialog


# After so many minutes each of some decisions is taken.
_AFTER = (4, 9, 31, 55, 140, 660, 1500, 1530, 1720, 2980, 3010, 3600)


def _decide(window: MainWindow, settle: Settle, *, over_days: bool) -> None:
    """Decide some more: now, as all of the sample was, or over the days to come.

    How long comments wait is counted from when the sample came in, which is now.
    """
    newsroom = window.newsroom
    assert newsroom is not None
    now = newsroom.clock()
    for minutes in _AFTER:
        if over_days:
            newsroom.clock = partial(add, now, timedelta(minutes=minutes))
        do(window, settle, "spam" if minutes % 4 == 0 else "approve")


def _statistics(chart: str, *, table: bool = False) -> Scene:
    def show(window: MainWindow, demo: bool, settle: Settle) -> QWidget | None:
        if demo:
            _decide(window, settle, over_days=chart == "waits")
        do(window, settle, "statistics")
        dialog = cast("StatisticsDialog", window.doors.dialog)
        dialog.show_chart(chart)
        dialog.as_table.setChecked(table)
        settle()
        return dialog

    return show


STATISTICS_SCENES: Mapping[str, Scene] = {
    "statistics": _statistics("arrived"),
    "statistics-waits": _statistics("waits"),
    "statistics-articles": _statistics("articles"),
    "statistics-moderators": _statistics("moderators"),
    "statistics-domains": _statistics("domains"),
    "statistics-table": _statistics("arrived", table=True),
}
