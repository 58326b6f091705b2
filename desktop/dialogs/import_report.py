"""The last page of an import: what was read, added, held and refused, and why, with places."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from db.words import Status
from desktop import fonts, theme
from desktop.dialogs.tables import calm
from desktop.reading.labels import plain_label
from moderation.drafts import Problem
from moderation.reports import ImportReport, Warned
from moderation.sentences import field_name
from resources.translation import _, ngettext

_PLACES_NAMED = 5
_KINDS_NAMED = 6


class ImportReportView(QWidget):
    """Shows a report whose counts add up, and everything that was held, refused or mended."""

    def __init__(self) -> None:
        super().__init__()
        self._report: ImportReport | None = None
        self._sentence = plain_label("", "title", wrap=True)
        self._sum = plain_label("", "muted", wrap=True)
        self._tiles = QHBoxLayout()
        self._tiles.setSpacing(8)
        self._warnings_head = plain_label(_("Taken in, but not quite as it was"), "section")
        self._warnings = plain_label("", wrap=True)
        self._problems_head = plain_label("", "section")
        self._problems = _table()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._sentence)
        column.addLayout(self._tiles)
        column.addWidget(self._sum)
        column.addWidget(self._warnings_head)
        column.addWidget(self._warnings)
        column.addWidget(self._problems_head)
        column.addWidget(self._problems, 1)
        self._blank = QWidget()
        column.addWidget(self._blank, 1)

    def show_report(self, report: ImportReport) -> None:
        """Show this report."""
        self._report = report
        self._sentence.setText(_headline(report))
        self._show_tiles(report)
        self._sum.setText(_sum(report))
        self._show_warnings(report.warnings)
        self._show_problems(report)

    @property
    def sentence(self) -> str:
        """The report in one line."""
        return self._sentence.text()

    @property
    def problems(self) -> QTableWidget:
        """What was held or refused, row by row."""
        return self._problems

    @property
    def warnings(self) -> str:
        """What was survived, a line for each kind."""
        return self._warnings.text()

    def _show_tiles(self, report: ImportReport) -> None:
        while (item := self._tiles.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for count, words, look in _counts(report):
            self._tiles.addWidget(_tile(count, words, look if count else ""), 1)

    def _show_warnings(self, warnings: Sequence[Warned]) -> None:
        lines = [_warned(one) for one in warnings[:_KINDS_NAMED]]
        more = len(warnings) - _KINDS_NAMED
        if more > 0:
            words = ngettext(
                "• {count} more kind, named in the saved report",
                "• {count} more kinds, named in the saved report",
                more,
            )
            lines.append(words.format(count=more))
        self._warnings.setText("\n".join(lines))
        self._warnings_head.setVisible(bool(warnings))
        self._warnings.setVisible(bool(warnings))

    def _show_problems(self, report: ImportReport) -> None:
        shown, count = report.problems, report.problem_count
        words = ngettext("Missing or wrong: {count}", "Missing or wrong: {count}", count)
        if len(shown) < count:
            words = _("Missing or wrong: {count}; these are the first {shown}")
        self._problems_head.setText(words.format(count=f"{count:,}", shown=f"{len(shown):,}"))
        self._problems.setRowCount(len(shown))
        for row, problem in enumerate(shown):
            for column, text in enumerate(_cells(problem)):
                item = QTableWidgetItem(text)
                item.setFlags(Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled)
                self._problems.setItem(row, column, item)
        for column in (0, 1):
            self._problems.resizeColumnToContents(column)
        for widget in (self._problems_head, self._problems):
            widget.setVisible(bool(shown))
        self._blank.setVisible(not shown)


def _headline(report: ImportReport) -> str:
    if not report.read:
        return _("There are no comments in {file}.").format(file=report.file)
    touched = report.added or report.updated or report.refused or report.articles_touched
    if not report.dry_run and not touched:
        return _("Everything in {file} was here already.").format(file=report.file)
    if not report.added and report.updated:
        return _brought_up_to_date(report)
    return report.sentence


def _brought_up_to_date(report: ImportReport) -> str:
    if report.dry_run:
        words = ngettext(
            "{count} comment would be brought up to date.",
            "{count} comments would be brought up to date.",
            report.updated,
        )
    else:
        words = ngettext(
            "{count} comment brought up to date.",
            "{count} comments brought up to date.",
            report.updated,
        )
    return words.format(count=f"{report.updated:,}")


def _counts(report: ImportReport) -> list[tuple[int, str, str]]:
    return [
        (report.read, _("read"), "plain"),
        (report.added, _("added"), "ok"),
        (report.unchanged, _("unchanged"), "plain"),
        (report.updated, _("updated"), "accent"),
        (report.refused, _("refused"), "no"),
        (report.held, _("held"), "spam"),
    ]


def _sum(report: ImportReport) -> str:
    parts = [_IN[Status(name)](n).format(count=f"{n:,}") for name, n in report.by_status.items()
             if n and name in _IN]  # fmt: skip
    told = [_("From {file} ({format}).").format(file=report.file, format=report.format.upper())]
    if parts:
        told.append(_("Of those added: {statuses}.").format(statuses=", ".join(parts)))
    if report.held:
        held = ngettext(
            "{count} waits as pending because it lacks a required field.",
            "{count} wait as pending because they lack a required field.",
            report.held,
        )
        told.append(held.format(count=f"{report.held:,}"))
    if report.articles_added:
        articles = ngettext("{count} new article.", "{count} new articles.", report.articles_added)
        told.append(articles.format(count=f"{report.articles_added:,}"))
    if report.articles_updated:
        articles = ngettext(
            "{count} article brought up to date.",
            "{count} articles brought up to date.",
            report.articles_updated,
        )
        told.append(articles.format(count=f"{report.articles_updated:,}"))
    return " ".join(told)


_IN: dict[Status, Callable[[int], str]] = {
    Status.PENDING: lambda n: ngettext("{count} pending", "{count} pending", n),
    Status.APPROVED: lambda n: ngettext("{count} approved", "{count} approved", n),
    Status.REJECTED: lambda n: ngettext("{count} rejected", "{count} rejected", n),
    Status.SPAM: lambda n: ngettext("{count} spam", "{count} spam", n),
}


def _warned(one: Warned) -> str:
    times = ngettext("once", "{count} times", one.count).format(count=f"{one.count:,}")
    places = ", ".join(one.places[:_PLACES_NAMED])
    if not places:
        return _("• {message} ({times})").format(message=one.message, times=times)
    if one.count > min(len(one.places), _PLACES_NAMED):
        places = _("{places} …").format(places=places)
    return _("• {message} ({times}: {places})").format(
        message=one.message, times=times, places=places
    )


def _cells(problem: Problem) -> tuple[str, str, str]:
    return (problem.where, field_name(problem.field), problem.message)


def _tile(count: int, words: str, look: str) -> QFrame:
    tile = QFrame()
    tile.setProperty("look", f"banner-{look}" if look in ("ok", "no", "spam", "accent") else "card")
    number = plain_label(f"{count:,}")
    number.setFont(fonts.interface(18, QFont.Weight.DemiBold, scale=theme.in_force().scale))
    column = QVBoxLayout(tile)
    column.setContentsMargins(12, 8, 12, 8)
    column.setSpacing(0)
    column.addWidget(number)
    column.addWidget(plain_label(words, "muted"))
    tile.setAccessibleName(_("{count} {what}").format(count=count, what=words))
    return tile


def _table() -> QTableWidget:
    table = QTableWidget(0, 3)
    table.setHorizontalHeaderLabels([_("Where"), _("Field"), _("What is wrong")])
    table.setAccessibleName(_("What was held or refused"))
    calm(table, stretched=2)
    # It takes what the sentences above leave it, and makes no dialog higher than its screen.
    table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
    return table
