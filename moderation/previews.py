"""A look at a file before it is imported: what it is, its first comments, and what is wrong.

The rows pass the same intake as an import, and nothing is written. A file of any size is looked
at for a moment only; e-mail addresses are masked.
"""

import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from db import articles
from db.words import Status
from moderation import columns, intake
from moderation.changes import SILENT, Progress
from moderation.drafts import ArticleDraft, CommentDraft, Problem
from moderation.errors import Cancelled, ImportRefused
from moderation.exchange.opening import Opened, opened
from moderation.exchange.source import Draft, Notes, Refusal, Wishes
from moderation.gathering import arriving_status, problems_of
from moderation.importing import DEFAULTS, Choices, refuse_itself
from moderation.known import KnownPrivate
from moderation.masking import Masking
from moderation.newsroom import Newsroom
from moderation.text import excerpt
from resources.translation import _

ROWS = 20
# In seconds. A format that can be read from its end only is not read to it for a preview.
PATIENCE = 3.0
# Articles without a comment are passed over, as many as this at the most.
_DRAFTS = 5_000
_WORDS = 160
_EXAMPLES = 3
_EXAMPLE = 40
_MASKING = Masking(KnownPrivate.of(), typed=True)


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A comment as it would come in, or a row that would be refused (`status` is None then).

    `words` are the first of its plain text. No e-mail address stands in any of it.
    """

    where: str
    name: str = ""
    date: datetime | None = None
    status: Status | None = None
    article: str = ""
    words: str = ""
    problems: Sequence[Problem] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: what it is called, its first values, and the field it is taken for.

    Without a field (empty) it is left out: kept privately, and shown nowhere.
    """

    name: str
    examples: Sequence[str]
    field: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file was recognised as, and its first rows.

    `zoneless`: its times may carry no zone. `columns` has those of a table, with `named` where
    they name themselves. `more`: the file goes on after these rows. `too_long`: it would have
    taken too long to find its first rows. `refusal` is why it cannot be imported as it is chosen;
    what was read before it came up is here all the same.
    """

    path: Path
    size: int
    format: str
    title: str
    zoneless: bool
    table: bool
    rows: Sequence[PreviewRow] = ()
    columns: Sequence[Column] = ()
    named: bool = False
    more: bool = False
    too_long: bool = False
    refusal: ImportRefused | None = None

    @property
    def mapping(self) -> Mapping[str, str]:
        """The columns by the fields that they are taken for, as an import takes them."""
        return {column.field: column.name for column in self.columns if column.field}

    @property
    def marked(self) -> int:
        """How many of the rows have a problem."""
        return sum(bool(row.problems) for row in self.rows)


def preview(
    newsroom: Newsroom, path: Path, choices: Choices = DEFAULTS, *, progress: Progress = SILENT
) -> Preview:
    """Look at the first comments of a file, an archive or a folder, as `choices` would read it.

    Writes nothing and takes a few seconds at the most. `ImportRefused` where the file is none that
    can be read; `Cancelled` where the progress said stop.
    """
    refuse_itself(newsroom, path)
    look = _Look(newsroom, choices, progress)
    with opened(path, choices.format, watch=look.watch) as source:
        wishes = columns.with_memory(newsroom, source.format, choices.wishes)
        if source.format.table:
            look.look_at_columns(source, wishes)
        look.look_at_rows(source, replace(wishes, brief=True))
        return Preview(
            path=path,
            size=source.size,
            format=source.format.name,
            title=source.format.title(),
            zoneless=source.format.zoneless,
            table=source.format.table,
            rows=tuple(look.rows),
            columns=look.columns,
            named=look.named,
            more=look.more,
            too_long=look.too_long,
            refusal=look.refusal,
        )


class _Look:
    """One look at a source: what was found so far, and when it is enough."""

    def __init__(self, newsroom: Newsroom, choices: Choices, progress: Progress) -> None:
        self.rows: list[PreviewRow] = []
        self.columns: tuple[Column, ...] = ()
        self.named = self.more = self.too_long = False
        self.refusal: ImportRefused | None = None
        self._waived = choices.accept_incomplete
        self._progress = progress
        self._end = math.inf
        self._titles: dict[str, str] = {}
        with newsroom.read() as reading:
            site = articles.sites(reading)[0]
        self._required = intake.Requirements(name=site.name_required, email=site.email_required)

    def watch(self) -> None:
        """Ends the reading where nobody waits for it any more, or it takes too long."""
        if self._progress.stop_asked() or time.monotonic() > self._end:
            raise Cancelled(_("Nothing was imported."))

    def look_at_columns(self, source: Opened, wishes: Wishes) -> None:
        """Take down what the columns of a table are taken for."""
        table = source.look_at_table(wishes)
        fields = {column: field for field, column in table.mapping.items()}
        self.named = table.named
        self.columns = tuple(
            Column(name, _examples([cells[at] for _line, cells in table.sample if at < len(cells)]),
                   fields.get(name, ""))
            for at, name in enumerate(table.header)
        )  # fmt: skip

    def look_at_rows(self, source: Opened, wishes: Wishes) -> None:
        """Draw the first rows through intake; what ends them early is kept."""
        self._end = time.monotonic() + PATIENCE
        try:
            for count, draft in enumerate(source.read(Notes(), wishes).drafts):
                if len(self.rows) == ROWS or count == _DRAFTS:
                    self.more = True
                    return
                self.watch()
                self._take(draft)
        except ImportRefused as error:
            self.refusal = error
        except Cancelled:
            if self._progress.stop_asked():
                raise
            self.more = self.too_long = True

    def _take(self, draft: Draft) -> None:
        match draft:
            case ArticleDraft():
                self._titles[draft.external_id] = excerpt(draft.title or draft.url, _WORDS)
            case Refusal():
                problem = Problem(draft.field, _masked(draft.message), draft.where)
                self.rows.append(PreviewRow(draft.where, problems=(problem,)))
            case CommentDraft():
                self.rows.append(self._row(draft))

    def _row(self, draft: CommentDraft) -> PreviewRow:
        checked = intake.check(draft, self._required)
        waived = bool(checked.lacks) and self._waived
        return PreviewRow(
            where=draft.where,
            name=_masked(checked.draft.name),
            date=draft.submitted_at,
            status=arriving_status(checked, waived=waived),
            article=_masked(self._titles.get(draft.article) or draft.article),
            words=_masked(excerpt(checked.text, _WORDS)),
            problems=tuple(
                Problem(one.field, _masked(one.message), one.where) for one in problems_of(checked)
            ),
        )


def _masked(text: str) -> str:
    return _MASKING.text(text)[0]


def _examples(cells: Sequence[str]) -> tuple[str, ...]:
    """The first different values that say something."""
    found: dict[str, None] = {}
    for cell in cells:
        if cell.strip():
            found[excerpt(_masked(cell[: _EXAMPLE * 4]), _EXAMPLE)] = None
        if len(found) == _EXAMPLES:
            break
    return tuple(found)
