"""The rows of the history: what happened, when and by whom, and the search of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo

from PySide6.QtCore import QObject

from db.rows import Operation, OperationId
from db.words import Role, Verb
from desktop import times
from desktop.dialogs.row_model import Column, RowModel
from moderation import history
from moderation.changes import Progress
from moderation.history import Days
from moderation.newsroom import Newsroom
from moderation.search.moments import day_span
from moderation.sentences import how_undone
from resources.translation import _

_PAGE = 500


@dataclass(frozen=True, slots=True)
class Row:
    """One operation in words."""

    operation: Operation
    when: str
    who: str
    what: str
    state: str

    @property
    def undoable(self) -> bool:
        """Whether it stands and can be taken back."""
        operation = self.operation
        for_good = operation.verb in (Verb.REVEAL, Verb.ERASE)
        return not operation.undone and not for_good and operation.role is not Role.UNDO


@dataclass(frozen=True, slots=True)
class Found:
    """Rows that match, newest first; `before` is where to look further, None at the end."""

    rows: Sequence[Row]
    before: OperationId | None


def look_up(
    newsroom: Newsroom,
    text: str,
    before: OperationId | None,
    wanted: int,
    progress: Progress,
) -> Found:
    """The next `wanted` rows, or a few more, in which every word of `text` occurs.

    A word may also stand in a comment that the operation touched, or in its commenter's name.
    `before:` and `after:` name days, as in the queue's search; BadQuery where there is no such day.
    """
    sought = read_sought(text, newsroom.clock().astimezone(newsroom.zone).date(), newsroom.zone)
    words, days = sought.words, sought.days
    if before is None and days.before is not None:
        before = history.first_since(newsroom, days.before)
    rows: list[Row] = []
    while len(rows) < wanted and not progress.stop_asked():
        page = history.operations(newsroom, limit=_PAGE, before=before)
        is_past = any(days.after is not None and one.at < days.after for one in page)
        page, is_last = [one for one in page if days.includes(one.at)], len(page) < _PAGE
        touching: Mapping[str, set[int]] = {}
        if words and page:
            touching = history.operations_touching(
                newsroom, page[-1].id, page[0].id, words, progress.stop_asked
            )
        rows += [row for one in page if _has(row := row_of(one, newsroom.zone), words, touching)]
        if is_past or is_last or not page:
            return Found(rows, None)
        before = page[-1].id
    return Found(rows, before)


@dataclass(frozen=True, slots=True)
class Sought:
    """What is typed into the search of the history, read: words, and the days between which."""

    words: Sequence[str]
    days: Days


def read_sought(text: str, today: date, zone: tzinfo) -> Sought:
    """Read it: `after:2026-03-01 before:today bridge`; BadQuery names a day that there is not."""
    words: list[str] = []
    after = before = None
    for word in text.casefold().split():
        name, colon, value = word.partition(":")
        if not colon or name not in ("after", "before", "on"):
            words.append(word)
            continue
        if not value:
            continue  # half typed
        first, last = day_span(value, today, zone)
        after = first if name in ("after", "on") else after
        before = {"before": first, "on": last}.get(name, before)
    return Sought(words, Days(after, before))


def row_of(operation: Operation, zone: tzinfo) -> Row:
    """The operation in words."""
    what = history.describe(operation)
    told = [str(operation.detail["file"])] if operation.detail.get("file") else []
    return Row(
        operation=operation,
        when=times.clock(operation.at, zone),
        who=operation.desk,
        what=" · ".join([what, *told]),
        state=how_undone(operation) or _out_of(operation),
    )


def _out_of(operation: Operation) -> str:
    """Of an undo or a redo that left something alone: how many it touched of how many."""
    if operation.count >= operation.out_of:
        return ""
    return _("{done} of {all}").format(done=f"{operation.count:,}", all=f"{operation.out_of:,}")


def _has(row: Row, words: Sequence[str], touching: Mapping[str, set[int]]) -> bool:
    text = " ".join((row.when, row.who, row.what, row.state)).casefold()
    number = row.operation.id
    return all(word in text or number in touching.get(word, ()) for word in words)


def history_model(parent: QObject | None = None) -> RowModel[Row]:
    """A model of operations; when, how it stands, and all of what was taken back is dimmed."""
    return RowModel(
        (
            Column(_("When"), lambda one: one.when, _dimmed),
            Column(_("Who"), lambda one: one.who, _colour),
            Column(_("What"), lambda one: one.what, _colour),
            Column("", lambda one: one.state, _dimmed),
        ),
        parent,
    )


def _colour(row: Row) -> str:
    return "muted" if how_undone(row.operation) else "text"


def _dimmed(_row: Row) -> str:
    return "muted"
