"""Tables as text (CSV, TSV) of any shape, read through a mapping of their columns.

There is no standard for comments in tables: what is told by `csv_mapping` holds, and what no field
claims is kept besides. A row that has more cells than the table has columns is refused, for which
of them is what cannot be known.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from hashlib import blake2b
from itertools import islice
from typing import BinaryIO

from db.words import BodyFormat, Field, Kind, Status
from moderation.drafts import ArticleDraft, CommentDraft
from moderation.exchange.csv_file import neutral
from moderation.exchange.csv_mapping import Table, described, looks_like_table, open_table
from moderation.exchange.csv_names import is_utc
from moderation.exchange.csv_values import (
    Order,
    is_ambiguous,
    moment,
    order,
    status,
    told,
    was_deleted,
    yes,
)
from moderation.exchange.encoding import head_text
from moderation.exchange.json_values import Row
from moderation.exchange.source import NO_WISHES, Draft, Notes, Reading, Refusal, Wishes
from resources.translation import _

FORMAT = "csv"

_MARKUP = re.compile(r"<(?:p|br|a|b|i|em|strong|div|span|blockquote|ul|ol|li|img|pre|code)\b", re.I)
# So many rows are enough to tell the order of dates for a preview.
_BRIEF = 20_000
# What databases write for nothing; other words may be somebody's whole comment.
_NULL = frozenset({"\\N", "NULL"})
# A comment at the top of a thread answers none of these.
_NO_PARENT = frozenset({"", "0", "root", "none", "-", "-1"})


def looks_like(head: bytes) -> bool:
    """Whether the beginning of a file, packed or not, is that of a table; never raises."""
    return looks_like_table(head_text(head))


def read(file: BinaryIO, notes: Notes, wishes: Wishes = NO_WISHES) -> Reading:
    """Read a table (seekable, gzip'd or not); its rows come lazily, in flat memory.

    `ImportRefused` where it is no table, where no column is the comment, where the wishes map
    what is not there, or where a row has no end.
    """
    table = open_table(file, wishes)
    if table.guessed and not table.is_ours:
        note_guess(table, notes)
    rows = _Rows(table, _order(table, file, notes, wishes), notes, wishes)
    drafts = rows.drafts(file)
    header = table.header if table.named else ()
    return Reading(FORMAT, "csv:", "", drafts, header=header, columns=table.mapping)


def note_guess(table: Table, notes: Notes) -> None:
    """Say what the columns were taken for, so that whoever imports can see whether it is right."""
    message = _("The columns were taken so: {mapping}. Another mapping can be given.")
    notes.warn("columns", message.format(mapping=described(table)), _first_line())
    if table.by_content:
        message = _("Some columns were guessed by what is in them: {fields}.")
        fields = ", ".join(sorted(table.by_content))
        notes.warn("columns-guessed", message.format(fields=fields), _first_line())


def _order(table: Table, file: BinaryIO, notes: Notes, wishes: Wishes) -> Order:
    """Which way round the dates of the whole column are; it is read through if a date asks."""
    at = table.places().get("date")
    if at is None:
        return Order(day_first=False, sure=True)
    sample = [cells[at] for _line, cells in table.sample if at < len(cells)]
    if not any(map(is_ambiguous, sample)):
        return Order(day_first=False, sure=False)
    rows = islice(table.rows(file, Notes()), _BRIEF if wishes.brief else None)
    whole = (cells[at] for _line, cells in rows if at < len(cells))
    found = order(whole)
    if not found.sure:
        asks = next(cell for cell in sample if is_ambiguous(cell))
        if found.day_first:
            message = _("Dates such as {date} may mean two days; the day was read first.")
        else:
            message = _("Dates such as {date} may mean two days; the month was read first.")
        notes.warn("date-order", message.format(date=told(asks)[:40]), _first_line())
    return found


class _Rows:
    """The rows of one table as drafts."""

    def __init__(self, table: Table, order: Order, notes: Notes, wishes: Wishes) -> None:
        self._table = table
        self._order = order
        self._notes = notes
        self._wishes = wishes
        self._places = table.places()
        claimed = set(self._places.values())
        self._others = [
            (f"column:{name}", at) for at, name in enumerate(table.header) if at not in claimed
        ]
        self._format = _body_format(table, self._places["body"])
        self._utc = table.is_dump or is_utc(table.mapping.get("date", ""))
        # One table is one article where no column tells them apart.
        self._alone = f"table:{_digest(chr(31).join(table.header))}"
        self._known: set[str] = set()

    def drafts(self, file: BinaryIO) -> Iterator[Draft]:
        """Every article when it is first met, and every row."""
        for line, raw in self._table.rows(file, self._notes):
            where = _("line {number}").format(number=line)
            cells = [_without_apostrophe(cell) for cell in raw] if self._table.is_ours else raw
            fault = self._fault(cells, where)
            if fault:
                yield Refusal(where, Field.COMMENT.value, fault)
                continue
            fields = {field: cells[at] for field, at in self._places.items() if at < len(cells)}
            article = self._article(fields, where)
            if article.external_id not in self._known:
                self._known.add(article.external_id)
                yield article
            yield self._comment(fields, cells, article.external_id, where)

    def _fault(self, cells: list[str], where: str) -> str:
        """Why a row cannot be taken; empty if it can. A short one is noted."""
        width = len(self._table.header)
        if any(cell.strip() for cell in cells[width:]):
            sentence = _(
                "The row has {count} cells, and the table {width} columns: perhaps a quotation"
                " mark is missing."
            )
            return sentence.format(count=len(cells), width=width)
        if len(cells) <= self._places["body"]:
            sentence = _("The row has {count} cells only; the one with the comment is missing.")
            return sentence.format(count=len(cells))
        if len(cells) < width:
            message = _("A row has fewer cells than the table has columns.")
            self._notes.warn("short-row", message, where)
        return ""

    def _article(self, fields: Mapping[str, str], where: str) -> ArticleDraft:
        key, title, url = (
            told(fields.get(name, "")) for name in ("article", "article_title", "article_url")
        )
        return ArticleDraft(
            external_id=key or url or title or self._alone,
            title=title or url or key or _("Comments of a table"),
            url=url,
            slug=key if self._table.is_ours else "",
            where=where,
        )

    def _comment(
        self, fields: Mapping[str, str], cells: list[str], article: str, where: str
    ) -> CommentDraft:
        row = Row(fields, 0, self._notes, self._wishes)
        row.where = where
        row.extra.update(
            (name, cells[at]) for name, at in self._others if at < len(cells) and cells[at].strip()
        )

        def get(name: str) -> str:
            return told(fields.get(name, ""))

        number = get("id")
        return CommentDraft(
            article=article,
            name=get("author"),
            email=row.address(get("email")),
            body=body if (body := fields["body"]) not in _NULL else "",
            url=get("url"),
            ip=get("ip"),
            user_agent=get("user_agent"),
            body_format=self._format,
            status=self._status(row),
            kind=get("kind").lower() or Kind.COMMENT,
            submitted_at=self._moment(row),
            external_id=f"{article}:{number}" if number else None,
            parent=_parent(get("parent"), get("root"), number, article),
            where=where,
            extra=row.extra,
        )

    def _status(self, row: Row) -> Status:
        """Deleted is before spam, and both are before what the status says."""
        fields = row.fields
        if "deleted" in fields and was_deleted(row.text("deleted")):
            return Status.REJECTED
        word = told(row.text("spam"))
        marked = yes(word) if "spam" in fields else False
        if marked:
            return Status.SPAM
        if marked is None:
            return row.status(word, {})
        if self._table.is_ours:
            # Such a file holds nothing that is not public.
            return Status.APPROVED
        word = told(row.text("status"))
        found = status(word)
        return found if found is not None else row.status(word, {})

    def _moment(self, row: Row) -> datetime | None:
        cell = told(row.text("date"))
        found = moment(cell, day_first=self._order.day_first)
        if found is None:
            if cell and not cell.startswith("0000"):
                message = _("A date cannot be read (such as “{date}”).")
                row.warn("date", message.format(date=cell[:40]))
            return None
        try:
            if found.tzinfo is not None:
                return found.astimezone(UTC)
            if self._utc:
                return found.replace(tzinfo=UTC)
            return self._wishes.moment(found, self._notes, row.where)
        except OverflowError:
            row.warn("date", _("A date cannot be read (such as “{date}”).").format(date=cell[:40]))
            return None


def _parent(parent: str, root: str, own: str, article: str) -> str | None:
    """Whom a comment answers: the one it names, else the one that began its thread."""
    for one in (parent, root):
        # Some programs write a comment's own number where it began the thread.
        if one.lower() not in _NO_PARENT and one != own:
            return f"{article}:{one}"
    return None


def _without_apostrophe(cell: str) -> str:
    """The cell as it was before our export kept spreadsheets from running it."""
    return cell[1:] if cell.startswith("'") and neutral(cell[1:]) == cell else cell


def _body_format(table: Table, at: int) -> BodyFormat:
    bodies = (cells[at] for _line, cells in table.sample if at < len(cells))
    return BodyFormat.HTML if any(map(_MARKUP.search, bodies)) else BodyFormat.TEXT


def _first_line() -> str:
    return _("line {number}").format(number=1)


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "replace"), digest_size=6).hexdigest()
