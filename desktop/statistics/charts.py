"""What each chart shows, as data: the painter, the table, the CSV and the screen reader read it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QDate, QLocale

from desktop.action_specs import N_
from moderation.durations import told as duration
from moderation.periods import Grain
from moderation.statistics import Decided, Statistics, Step
from resources.translation import _, ngettext

Value = float | None


class Kind(Enum):
    """How a chart is drawn."""

    STACKED = auto()  # bars side by side along time, each of parts
    LINES = auto()  # along time, on a scale that grows by factors
    BARS = auto()  # lying bars, one a row, each of parts


@dataclass(frozen=True, slots=True)
class Series:
    """One row of numbers: its name, the token of its colour, and its pattern or dash (0 to 3)."""

    name: str
    token: str
    pattern: int
    values: Sequence[Value]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart. `summary` says what is to be seen in a sentence; `notes` stand behind each row.

    `bare_labels` and `bare_notes` are the same for a program, where that is something else.
    """

    id: str
    title: str
    summary: str
    kind: Kind
    labels: Sequence[str]
    series: Sequence[Series]
    written: Callable[[float], str]
    first_column: str
    notes: Sequence[str] = ()
    notes_column: str = ""
    bare_labels: Sequence[str] = ()
    bare_notes: Sequence[str] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(value for one in self.series for value in one.values)

    def told(self, at: int) -> str:
        """One step or row in words, as a tool tip and a screen reader tell it."""
        parts = [
            _("{name}: {value}").format(name=one.name, value=self.written(value))
            for one in self.series
            if (value := one.values[at]) is not None
        ]
        notes = [self.notes[at]] if self.notes else []
        return "\n".join((self.labels[at], *parts, *notes))

    def rows(self) -> list[list[str]]:
        """The chart as a table: a row of names, then one for each step."""
        names = [one.name for one in self.series]
        return self._rows(names, self.written, self.labels, self.notes)

    def bare_rows(self) -> list[list[str]]:
        """The table for a program: bare numbers, days with their year, times in seconds."""
        seconds = self.kind is Kind.LINES
        named = _("{name} (seconds)")
        names = [named.format(name=one.name) if seconds else one.name for one in self.series]
        labels, notes = self.bare_labels or self.labels, self.bare_notes or self.notes
        return self._rows(names, lambda value: str(round(value)), labels, notes)

    def _rows(
        self,
        names: Sequence[str],
        written: Callable[[float], str],
        labels: Sequence[str],
        notes: Sequence[str],
    ) -> list[list[str]]:
        head = [self.first_column, *names]
        rows = [
            [label, *("" if one.values[at] is None else written(one.values[at] or 0)
                      for one in self.series)]
            for at, label in enumerate(labels)
        ]  # fmt: skip
        if notes:
            head.append(self.notes_column)
            rows = [[*row, note] for row, note in zip(rows, notes, strict=True)]
        return [head, *rows]


CHARTS: tuple[tuple[str, str, str], ...] = (
    ("arrived", N_("Comments"), "all"),
    ("waits", N_("Time to decision"), "pending"),
    ("articles", N_("Articles"), "article"),
    ("moderators", N_("Moderators"), "person"),
    ("domains", N_("Links of spam"), "link"),
)


def chart(name: str, found: Statistics) -> Chart:
    """The chart of that name, of these statistics."""
    return _MAKE[name](found)


def _arrived(found: Statistics) -> Chart:
    parts = (
        (_("Approved"), "ok", 0, [step.arrived.approved for step in found.steps]),
        (_("Rejected"), "no", 1, [step.arrived.rejected for step in found.steps]),
        (_("Spam"), "spam", 2, [step.arrived.spam for step in found.steps]),
        (_("Pending"), "accent", 3, [step.arrived.pending for step in found.steps]),
    )
    title = {
        Grain.DAY: _("Comments a day"),
        Grain.WEEK: _("Comments a week"),
        Grain.MONTH: _("Comments a month"),
        Grain.YEAR: _("Comments a year"),
    }[found.grain]
    total = found.arrived.total
    counted = ngettext("{count} comment came in.", "{count} comments came in.", total)
    return Chart(
        "arrived", title,
        _("{counted} They are shown as they stand now.").format(
            counted=counted.format(count=_number(total))
        ),
        Kind.STACKED, [_step(step, found.grain) for step in found.steps],
        [Series(*part) for part in parts], _number, _column(found.grain),
        bare_labels=_days(found),
    )  # fmt: skip


def _waits(found: Statistics) -> Chart:
    waits = found.waits
    summary = _("Nothing was decided in this time.")
    if waits.median is not None and waits.p90 is not None:
        summary = _("Half were decided within {median}, nine in ten within {p90}.").format(
            median=duration(waits.median), p90=duration(waits.p90)
        )
    return Chart(
        "waits", _("Time from coming in to the decision"), summary, Kind.LINES,
        [_step(step, found.grain) for step in found.steps],
        [
            Series(_("Half within"), "accent", 0, [step.waits.median for step in found.steps]),
            Series(_("Nine in ten within"), "spam", 1, [step.waits.p90 for step in found.steps]),
        ],
        duration, _column(found.grain),
        [_decisions(step.waits.count) for step in found.steps], _("Decided"),
        bare_labels=_days(found), bare_notes=[str(step.waits.count) for step in found.steps],
    )  # fmt: skip


def _days(found: Statistics) -> list[str]:
    """The first day of each step, as programs write it."""
    return [step.day.isoformat() for step in found.steps]


def _of(rows: Sequence[Decided], name: str, title: str, summary: str, column: str) -> Chart:
    parts = (
        (_("Approved"), "ok", 0, [one.approved for one in rows]),
        (_("Rejected"), "no", 1, [one.rejected for one in rows]),
        (_("Spam"), "spam", 2, [one.spam for one in rows]),
    )
    rates = [_("{rate} % approved").format(rate=round(100 * one.rate)) for one in rows]
    return Chart(
        name, title, summary, Kind.BARS, [one.name for one in rows],
        [Series(*part) for part in parts], _number, column, rates, _("Approved of all"),
    )  # fmt: skip


def _articles(found: Statistics) -> Chart:
    return _of(
        found.articles, "articles", _("What was approved, by article"), _all_decided(found),
        _("Article"),
    )  # fmt: skip


def _moderators(found: Statistics) -> Chart:
    return _of(
        found.moderators, "moderators", _("What was approved, by moderator"), _all_decided(found),
        _("Moderator"),
    )  # fmt: skip


def _domains(found: Statistics) -> Chart:
    rows = found.domains
    summary = _("The domains that most spam links to, with what else links there.")
    return Chart(
        "domains", _("Where spam links to"),
        summary if rows else _("No spam of this time links anywhere."), Kind.BARS,
        [one.name for one in rows],
        [
            Series(_("Spam"), "spam", 2, [one.spam for one in rows]),
            Series(_("Not spam"), "edge", 3, [one.total - one.spam for one in rows]),
        ],
        _number, _("Domain"),
    )  # fmt: skip


def _all_decided(found: Statistics) -> str:
    if not found.decided.total:
        return _("Nothing was decided in this time.")
    told = _("{decided}; {rate} % of them approved.")
    return told.format(
        decided=_decisions(found.decided.total), rate=round(100 * found.decided.rate)
    )


def _decisions(count: int) -> str:
    told = ngettext("{count} decision", "{count} decisions", count)
    return told.format(count=_number(count))


def _number(value: float) -> str:
    return QLocale().toString(round(value))


def _column(grain: Grain) -> str:
    return {
        Grain.DAY: _("Day"),
        Grain.WEEK: _("Week from"),
        Grain.MONTH: _("Month"),
        Grain.YEAR: _("Year"),
    }[grain]


def _step(step: Step, grain: Grain) -> str:
    day = QDate(step.day.year, step.day.month, step.day.day)
    pattern = {Grain.MONTH: "MMM yyyy", Grain.YEAR: "yyyy"}.get(grain, "d MMM")
    return QLocale().toString(day, pattern)


_MAKE: dict[str, Callable[[Statistics], Chart]] = {
    "arrived": _arrived,
    "waits": _waits,
    "articles": _articles,
    "moderators": _moderators,
    "domains": _domains,
}
