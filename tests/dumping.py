"""Everything that a library's tables hold, to compare one with another."""

from contextlib import closing
from pathlib import Path

from db.connecting import connect

Tables = dict[str, list[tuple[object, ...]]]


def dump(path: Path) -> Tables:
    """Every row of every table; the index of words by what it finds."""
    with closing(connect(path)) as raw:
        names = raw.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'comment_words%'"
        )
        return {
            name: sorted(raw.execute(f'SELECT * FROM "{name}"'), key=repr)
            for (name,) in names.fetchall()
        }
