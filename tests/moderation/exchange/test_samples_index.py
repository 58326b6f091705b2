"""Every file that the samples' own index lists gives the count of its row, by one and the same way.

What is special about each is told where its format is tested; here none is forgotten.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from moderation.errors import ImportRefused
from moderation.importing import Choices, import_file
from moderation.newsroom import Newsroom

# A hundred thousand comments have a test of their own.
_LARGE = "wordpress-6.5-export-100k.xml.gz"
# Refused, and why: the only two of them.
_REFUSED = {
    "malformed-simple.xml": "ends in the middle",
    "comment.json": "no file of comments",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the index: where the file is, and how many comments are in it."""

    path: Path
    comments: int


def rows(samples: Path) -> Iterator[Row]:
    for line in (samples / "INDEX.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        name = re.match(r"`([^`]+)`", cells[1]) if len(cells) > 5 else None
        if name is not None:
            yield Row(samples / name[1], int(cells[5]))


def test_every_row_of_the_index_gives_its_count(samples: Path, newsroom: Newsroom) -> None:
    told, wrong = 0, []
    for row in rows(samples):
        if row.path.name == _LARGE or not row.path.exists():
            continue
        told += 1
        refusal = _REFUSED.get(row.path.name)
        try:
            report = import_file(newsroom, row.path, Choices(dry_run=True))
        except ImportRefused as refused:
            if refusal is None or refusal not in refused.sentence:
                wrong.append((row.path.name, refused.sentence))
            continue
        outcomes = report.added + report.unchanged + report.updated + report.refused
        if refusal or report.read != row.comments or report.read != outcomes or report.refused:
            wrong.append((row.path.name, f"{report.read} of {row.comments}"))

    assert wrong == []
    assert told >= 30
