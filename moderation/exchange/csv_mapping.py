"""Which column of a table is what: guessed from the header and the cells, shown, and changed.

A mapping goes from our fields to columns. `open_table` is where the window and the command line
get header, guess and first rows for a preview; `csv_table` reads by the same.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from moderation.errors import ImportRefused
from moderation.exchange import csv_file, csv_guesses
from moderation.exchange.csv_names import FIELDS, by_names
from moderation.exchange.csv_shape import Row, Shape, beginning, rows, sample_rows, sniffed
from moderation.exchange.source import NO_WISHES, Notes, Wishes
from resources.translation import _

# So many rows are looked at for a guess, and can be shown.
_LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class Table:
    """A table and what its columns are taken for.

    `header` has a name for each column: its own, or its number from 1 where the table names none
    (`named` is False then). `mapping` goes from fields to those names; `by_content` are the
    fields that no name told. `sample` has the first rows, each with its line.
    """

    shape: Shape
    header: tuple[str, ...]
    named: bool
    mapping: Mapping[str, str]
    by_content: frozenset[str]
    sample: Sequence[Row]
    guessed: bool

    @property
    def is_ours(self) -> bool:
        """Whether Commentdesk itself wrote it, as a public export."""
        return self.header == csv_file.COLUMNS

    @property
    def is_dump(self) -> bool:
        """Whether it is a dump of WordPress' table, known by the order of its columns."""
        return not self.named and self.by_content == csv_guesses.OF_A_DUMP

    def places(self) -> dict[str, int]:
        """The mapping, by the columns' places from 0."""
        return {field: self.header.index(name) for field, name in self.mapping.items()}

    def rows(self, file: BinaryIO, notes: Notes) -> Iterator[Row]:
        """All rows of the table's file below the header, from its beginning."""
        every = rows(file, self.shape, notes)
        if self.named:
            next(every, None)
        return every


def open_table(file: BinaryIO, wishes: Wishes = NO_WISHES) -> Table:
    """The table that `file` (seekable, packed or not) holds, with its columns mapped.

    What the wishes map holds; an empty column leaves a field out. Without wishes it is as it was
    when such a header was last imported, else all is guessed. `ImportRefused` where it is no
    table, and where the wishes name a field or a column that is none, with what there is.
    """
    table = look_at(file, wishes)
    if "body" not in table.mapping:
        sentence = _("No column of this table could be taken for the comment.")
        raise _not_mapped(sentence, table.header)
    return table


def look_at(file: BinaryIO, wishes: Wishes = NO_WISHES) -> Table:
    """The same for whoever may still say which column is the comment: none need be mapped yet.

    `ImportRefused` where there is no row, or a column is asked for that is not there.
    """
    text = beginning(file)
    shape = sniffed(text) or _only_shape(text)
    sample = sample_rows(text, shape)[: _LOOKED_AT + 1]
    if not sample:
        raise ImportRefused(
            _("There is no row in this table."), where=_("line {number}").format(number=1)
        )
    named = _is_header(sample, wishes.columns)
    header = _names_of(sample[0][1]) if named else _numbers(sample)
    body = sample[1:] if named else sample
    told = wishes.columns or (wishes.remembered(header) if named else {})
    _refuse_unknown(told, header)
    columns = [[cells[at] if at < len(cells) else "" for _line, cells in body]
               for at in range(len(header))]  # fmt: skip
    mapping, by_content = _mapped(header, columns, told, named=named)
    return Table(shape, header, named, mapping, by_content, body, guessed=not told)


def looks_like_table(text: str) -> bool:
    """Whether this is the beginning of a table, as far as can be told; never raises.

    A header that we know is a sure sign. Else it takes three rows alike, and a column of numbers,
    moments or addresses: prose with commas has none.
    """
    if text.lstrip("\ufeff \t\r\n")[:1] in {"<", "{", "["}:
        return False
    regular = sniffed(text)
    shape = regular or _only_shape(text)
    sample = sample_rows(text, shape)[: _LOOKED_AT + 1]
    if sample and _is_known(sample[0][1]):
        return True
    # Rows of all widths are a table only under a header that says so.
    if regular is None:
        return False
    alike = _square(sample)
    if csv_guesses.is_dump(_columns(alike)):
        return True
    return len(alike) > 2 and any(map(csv_guesses.is_of_a_kind, _columns(alike[1:])))


def _square(sample: Sequence[Row]) -> list[list[str]]:
    width = len(sample[0][1]) if sample else 0
    return [cells for _line, cells in sample if len(cells) == width]


def _columns(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    return [list(column) for column in zip(*rows, strict=True)]


def _only_shape(text: str) -> Shape:
    """A table of one column, or one whose rows are of all widths."""
    first = text.lstrip("\ufeff\r\n").partition("\n")[0]
    return Shape(max(",;\t|", key=first.count))


def _is_known(cells: Sequence[str]) -> bool:
    found = by_names(_names_of(cells))
    return "body" in found and len(found) > 1


def _is_header(sample: Sequence[Row], told: Mapping[str, str]) -> bool:
    """Whether the first row names the columns instead of being a comment itself."""
    cells = [cell.strip("\ufeff \t") for cell in sample[0][1]]
    names = set(_names_of(sample[0][1]))
    wanted = {name for name in told.values() if name}
    if wanted and wanted <= names:
        return True
    if wanted and all(name.isdecimal() for name in wanted):
        return _is_known(cells)
    if len(by_names(_names_of(cells))) > 1:
        return True
    short = all(0 < len(cell) <= 60 and "\n" not in cell for cell in cells)
    plain = not any(csv_guesses.is_value(cell) for cell in cells)
    return short and plain and len(set(cells)) == len(cells)


def _names_of(cells: Sequence[str]) -> tuple[str, ...]:
    """The cells as names: each once, none empty."""
    names: list[str] = []
    for number, cell in enumerate(cells, start=1):
        name = " ".join(cell.replace("\ufeff", "").split()) or str(number)
        names.append(name if name not in names else f"{name} ({number})")
    return tuple(names)


def _numbers(sample: Sequence[Row]) -> tuple[str, ...]:
    width = max(len(cells) for _line, cells in sample)
    return tuple(str(number) for number in range(1, width + 1))


def _refuse_unknown(told: Mapping[str, str], header: Sequence[str]) -> None:
    for field, column in told.items():
        if field not in FIELDS:
            sentence = _("There is no field “{name}” to which a column could be mapped.")
            raise _not_mapped(sentence.format(name=field), header)
        if column and column not in header:
            sentence = _("There is no column “{name}” in this table.")
            raise _not_mapped(sentence.format(name=column), header)


def _not_mapped(sentence: str, header: Sequence[str]) -> ImportRefused:
    there_are = _("Fields: {fields}. Columns: {columns}.")
    return ImportRefused(
        sentence,
        there_are.format(fields=", ".join(FIELDS), columns=", ".join(header)),
        where=_("line {number}").format(number=1),
    )


def _mapped(
    header: tuple[str, ...],
    columns: Sequence[Sequence[str]],
    told: Mapping[str, str],
    *,
    named: bool,
) -> tuple[dict[str, str], frozenset[str]]:
    """The mapping, and which of its fields were guessed by what stands in the columns."""
    if header == csv_file.COLUMNS and not told:
        return dict(_OURS), frozenset()
    mapping = {field: column for field, column in told.items() if column}
    taken = set(mapping.values())
    cells = dict(zip(header, columns, strict=True))
    for field, column in (by_names(header) if named else {}).items():
        if field not in told and column not in taken and csv_guesses.fits(field, cells[column]):
            mapping[field] = column
            taken.add(column)
    left = {name: column for name, column in cells.items() if name not in taken}
    wanted = [
        field for field in csv_guesses.BY_CONTENT if field not in told and field not in mapping
    ]
    guessed = csv_guesses.by_content(left, wanted, named=named)
    mapping.update(guessed)
    return mapping, frozenset(guessed)


_OURS = {
    "id": "id", "article": "article", "article_title": "article_title",
    "article_url": "article_url", "kind": "kind", "author": "name", "url": "url",
    "date": "submitted", "parent": "reply_to", "body": "text",
}  # fmt: skip
_SPACES = re.compile(r"\s+")


def described(table: Table) -> str:
    """The mapping in words, as `--map` takes it."""
    return ",".join(f"{field}={_SPACES.sub(' ', name)}" for field, name in table.mapping.items())
