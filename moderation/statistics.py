"""Statistics of a newsroom over a period: what came in, how long it waited, who decided what.

They are read from figures that follow the journal, so that a look costs what happened since the
last one. Nothing of it leaves the machine.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta, tzinfo
from typing import TypeVar

from db import articles, figures
from db.figures import Figures
from db.rows import Tally
from db.trouble import LibraryTrouble
from db.waits import seconds_of_step
from db.words import Status
from moderation.changes import SILENT, Progress
from moderation.errors import Cancelled, LibraryError
from moderation.newsroom import Newsroom
from moderation.periods import Grain, Period, begin_of, day_of, grain_of, spans
from resources.translation import _

_Key = TypeVar("_Key", int, str)

_MOST_ARTICLES = 20
_MOST_DOMAINS = 20


@dataclass(frozen=True, slots=True)
class Waits:
    """How long comments had waited when they were decided, in seconds, to within a tenth.

    `count` is of how many; `median` and `p90` are None where it is of none.
    """

    count: int = 0
    median: float | None = None
    p90: float | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One day, week or month, by its first day: what came in, as it stands now, and the waits."""

    day: date
    arrived: Tally
    waits: Waits


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided about something in the period, and stands."""

    name: str
    approved: int = 0
    rejected: int = 0
    spam: int = 0

    @property
    def total(self) -> int:
        """All of it."""
        return self.approved + self.rejected + self.spam

    @property
    def rate(self) -> float:
        """How much of it was approved, from 0 to 1."""
        return self.approved / self.total if self.total else 0.0


@dataclass(frozen=True, slots=True)
class Linked:
    """A domain that spam links to: how many comments, and how many of them are spam."""

    name: str
    spam: int
    total: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """All of a period; `articles` and `domains` are those with most."""

    period: Period
    first: date
    last: date
    grain: Grain
    steps: Sequence[Step]
    arrived: Tally
    waits: Waits
    articles: Sequence[Decided] = ()
    moderators: Sequence[Decided] = ()
    domains: Sequence[Linked] = ()
    decided: Decided = field(default_factory=lambda: Decided(""))

    def as_json(self) -> dict[str, object]:
        """As `commentdesk statistics --json` answers it."""
        return {
            "period": self.period.value,
            "first": self.first.isoformat(),
            "last": self.last.isoformat(),
            "step": self.grain.value,
            "arrived": _tally(self.arrived),
            "decided": _decided(self.decided),
            "time_to_decision": _waits(self.waits),
            "steps": [
                {
                    "first": step.day.isoformat(),
                    "arrived": _tally(step.arrived),
                    "time_to_decision": _waits(step.waits),
                }
                for step in self.steps
            ],
            "articles": [{"title": one.name, **_decided(one)} for one in self.articles],
            "moderators": [{"desk": one.name, **_decided(one)} for one in self.moderators],
            "domains": [
                {"domain": one.name, "spam": one.spam, "comments": one.total}
                for one in self.domains
            ],
        }


def look(newsroom: Newsroom, period: Period, progress: Progress = SILENT) -> Statistics:
    """The statistics of that period; `Cancelled` where somebody stopped the first count.

    Trouble with the file that they are kept in is a `LibraryError`.
    """
    today = newsroom.clock().astimezone(newsroom.zone).date()
    try:
        with newsroom.read() as reading:
            found = figures.ask(
                newsroom.path,
                reading,
                lambda open_: _read(open_, period, today, newsroom.zone),
                _told_to(progress),
            )
            titles = articles.titles(reading, [number for number, _one in found.by_article])
    except LibraryTrouble as trouble:
        raise LibraryError(trouble.sentence, trouble.way_out) from trouble
    return found.statistics(titles)


@dataclass(frozen=True, slots=True)
class _Found:
    """The statistics, but for the articles' titles."""

    told: Statistics
    by_article: Sequence[tuple[int, Decided]]

    def statistics(self, titles: Mapping[int, str]) -> Statistics:
        named = [
            Decided(titles.get(number, _("(gone)")), one.approved, one.rejected, one.spam)
            for number, one in self.by_article
        ]
        told = self.told
        return Statistics(
            told.period, told.first, told.last, told.grain, told.steps, told.arrived, told.waits,
            named, told.moderators, told.domains, told.decided,
        )  # fmt: skip


def _read(open_: Figures, period: Period, last: date, zone: tzinfo) -> _Found:
    first = _first_day(open_, period, last, zone)
    days = list(spans(first, last, zone))
    start, end = days[0].start, days[-1].end
    grain = grain_of(first, last)
    desks = _gathered(open_.decided_by_desk(start, end))
    by_article = _gathered(open_.decided_by_article(start, end))
    waited = open_.waited(days)
    steps = _steps(open_.arrived(days), waited, first, last, grain)
    told = Statistics(
        period, first, last, grain, steps, _sum(step.arrived for step in steps),
        _waits_of(waited.items()),
        moderators=[one for _key, one in desks],
        domains=[Linked(*row) for row in open_.domains(start, end, _MOST_DOMAINS)],
        decided=_all_of(one for _key, one in desks),
    )  # fmt: skip
    return _Found(told, by_article[:_MOST_ARTICLES])


def _first_day(open_: Figures, period: Period, today: date, zone: tzinfo) -> date:
    first = period.first_day(today)
    if first is not None:
        return first
    quarter = open_.first_quarter()
    return today if quarter is None else min(today, day_of(quarter, zone))


def _steps(
    arrived: Mapping[tuple[int, str], int],
    waited: Mapping[tuple[int, int], int],
    first: date,
    last: date,
    grain: Grain,
) -> list[Step]:
    counts: dict[date, dict[str, int]] = {}
    waits: dict[date, list[tuple[tuple[int, int], int]]] = {}
    day = first
    while day <= last:
        counts.setdefault(begin_of(day, grain), {})
        day += timedelta(days=1)
    for (ordinal, status), total in arrived.items():
        of_step = counts[begin_of(date.fromordinal(ordinal), grain)]
        of_step[status] = of_step.get(status, 0) + total
    for (ordinal, step), total in waited.items():
        begin = begin_of(date.fromordinal(ordinal), grain)
        waits.setdefault(begin, []).append(((ordinal, step), total))
    return [
        Step(begin, Tally(**{one.value: told.get(one.value, 0) for one in Status}),
             _waits_of(waits.get(begin, ())))
        for begin, told in sorted(counts.items())
    ]  # fmt: skip


def _waits_of(counted: Iterable[tuple[tuple[int, int], int]]) -> Waits:
    steps: dict[int, int] = {}
    for (_day, step), total in counted:
        steps[step] = steps.get(step, 0) + total
    count = sum(steps.values())
    if not count:
        return Waits()
    return Waits(count, _at(steps, count * 0.5), _at(steps, count * 0.9))


def _at(steps: Mapping[int, int], wanted: float) -> float:
    """The wait that so many were not longer than; within a step as if they were spread evenly."""
    passed = 0
    for step, total in sorted(steps.items()):
        if passed + total >= wanted:
            return seconds_of_step(step + (wanted - passed) / total - 0.5 if step else 0)
        passed += total
    return seconds_of_step(max(steps))


def _gathered(rows: Iterable[tuple[_Key, str, int]]) -> list[tuple[_Key, Decided]]:
    found: dict[_Key, dict[str, int]] = {}
    for key, verdict, total in rows:
        found.setdefault(key, {})[verdict] = total
    told = [
        (key, Decided(str(key), *(of.get(one.value, 0) for one in _VERDICTS)))
        for key, of in found.items()
    ]
    return sorted(told, key=lambda pair: (-pair[1].total, str(pair[0])))


_VERDICTS = (Status.APPROVED, Status.REJECTED, Status.SPAM)


def _all_of(parts: Iterable[Decided]) -> Decided:
    every = list(parts)
    return Decided(
        "",
        sum(one.approved for one in every),
        sum(one.rejected for one in every),
        sum(one.spam for one in every),
    )


def _sum(parts: Iterable[Tally]) -> Tally:
    every = list(parts)
    return Tally(**{one.value: sum(part.of(one) for part in every) for one in Status})


def _told_to(progress: Progress) -> figures.See:
    def see(done: int, of: int) -> None:
        if progress.stop_asked():
            raise Cancelled(_("The count was stopped; it begins again the next time."))
        progress.tell(done, of, _("Counting"))

    return see


def _tally(tally: Tally) -> dict[str, int]:
    return {one.value: tally.of(one) for one in Status}


def _decided(one: Decided) -> dict[str, object]:
    return {
        "approved": one.approved,
        "rejected": one.rejected,
        "spam": one.spam,
        "approval_rate": round(one.rate, 4) if one.total else None,
    }


def _waits(waits: Waits) -> dict[str, object]:
    return {
        "decisions": waits.count,
        "median_seconds": _rounded(waits.median),
        "p90_seconds": _rounded(waits.p90),
    }


def _rounded(seconds: float | None) -> int | None:
    return None if seconds is None else round(seconds)
