"""What texts are like, as it is kept: signatures, the bands they are found by, groups, languages.

All of it is derived from the texts and no operation of the journal. A group is named by the number
of the first comment in it.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from db.library import Reading, Writing


@dataclass(frozen=True, slots=True)
class Wanted:
    """A comment to be looked at, at this revision; `signature` is that of its old text."""

    comment: int
    revision: int
    text: str
    signature: bytes | None


@dataclass(frozen=True, slots=True)
class Known:
    """A comment that was looked at: its signature, and the first of its group if it is in one."""

    comment: int
    signature: bytes
    first: int | None


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of a comment. `first` is the comment that it is a near-copy of, if any."""

    comment: int
    language: str
    signature: bytes | None
    first: int | None


def wanted(reading: Reading, limit: int, after: int = 0) -> list[Wanted]:
    """The next comments to be looked at, oldest first, with a number above `after`."""
    rows = reading.quick(
        "SELECT w.comment_id, c.revision, c.text, w.signature FROM likeness_wanted w"
        " JOIN comment c ON c.id = w.comment_id WHERE w.comment_id > ?"
        " ORDER BY w.comment_id LIMIT ?",
        (after, limit),
    )
    return [Wanted(*row) for row in rows]


def count_wanted(reading: Reading) -> int:
    """How many comments are still to be looked at."""
    return int(reading.quick("SELECT count(*) FROM likeness_wanted").fetchone()[0])


def are_wanted(reading: Reading, many: int) -> bool:
    """Whether so many comments are still to be looked at, or more."""
    found = reading.quick("SELECT 1 FROM likeness_wanted LIMIT 1 OFFSET ?", (many - 1,))
    return found.fetchone() is not None


def still_wanted(writing: Writing, looked_at: Sequence[Wanted]) -> set[int]:
    """Those that are still wanted and have not changed since they were looked at."""
    rows = writing.quick(
        "SELECT w.comment_id FROM json_each(?) asked CROSS JOIN likeness_wanted w"
        " ON w.comment_id = asked.value ->> 0 JOIN comment c ON c.id = w.comment_id"
        " WHERE c.revision = asked.value ->> 1",
        (json.dumps([(one.comment, one.revision) for one in looked_at]),),
    )
    return {row[0] for row in rows}


def sharing(reading: Reading, bands: Sequence[int]) -> list[tuple[int, int]]:
    """For each band, by its place in the sequence, the comments that have it too."""
    rows = reading.quick(
        "SELECT asked.key, b.comment_id FROM json_each(?) asked"
        " CROSS JOIN likeness_band b ON b.band = asked.value",
        (json.dumps(list(bands)),),
    )
    return [(row[0], row[1]) for row in rows]


def known(reading: Reading, comments: Sequence[int]) -> dict[int, Known]:
    """What is kept of these comments, by number; those without a signature are left out."""
    rows = reading.quick(
        "SELECT l.comment_id, l.signature, l.first_id FROM json_each(?) asked"
        " CROSS JOIN likeness l ON l.comment_id = asked.value WHERE l.signature IS NOT NULL",
        (json.dumps(list(comments)),),
    )
    return {row[0]: Known(*row) for row in rows}


def sizes(reading: Reading, firsts: Sequence[int]) -> dict[int, int]:
    """How many comments are kept in each of these groups, whatever became of them."""
    rows = reading.quick(
        "SELECT asked.value, (SELECT count(*) FROM likeness WHERE first_id = asked.value)"
        " FROM json_each(?) asked",
        (json.dumps(list(firsts)),),
    )
    return {row[0]: row[1] for row in rows}


def keep(
    writing: Writing,
    made: Sequence[Made],
    bands: Sequence[tuple[int, int]],
    firsts: Sequence[int],
) -> None:
    """Keep what was made of comments and the bands to find them by; they are wanted no more.

    `firsts` were alone until now, and are the first of a group each.
    """
    _keep_made(writing, made, firsts)
    writing.run_many(
        "INSERT OR IGNORE INTO likeness_band (band, comment_id) VALUES (?, ?)", sorted(bands)
    )
    writing.run_many(
        "DELETE FROM likeness_wanted WHERE comment_id = ?", [(one.comment,) for one in made]
    )


def keep_unfound(writing: Writing, made: Sequence[Made], firsts: Sequence[int]) -> None:
    """As `keep`, without the bands: these stay wanted until `keep_found`.

    Each is wanted under its new signature, for some of its bands may be there when it is looked at
    again.
    """
    _keep_made(writing, made, firsts)
    writing.run_many(
        "UPDATE likeness_wanted SET signature = ? WHERE comment_id = ?",
        [(one.signature, one.comment) for one in made],
    )


def _keep_made(writing: Writing, made: Sequence[Made], firsts: Sequence[int]) -> None:
    numbers = [(one.comment,) for one in made]
    writing.run_many("DELETE FROM likeness WHERE comment_id = ?", numbers)
    writing.run_many(
        "INSERT INTO likeness (comment_id, language, signature, first_id) VALUES (?, ?, ?, ?)",
        [(one.comment, one.language, one.signature, one.first) for one in made],
    )
    writing.run_many(
        "UPDATE likeness SET first_id = comment_id WHERE comment_id = ?",
        [(first,) for first in firsts],
    )


def keep_bands(writing: Writing, bands: Sequence[tuple[int, int]]) -> None:
    """Find comments by these bands; sorted ones are kept fastest."""
    writing.run_many("INSERT OR IGNORE INTO likeness_band (band, comment_id) VALUES (?, ?)", bands)


def keep_found(writing: Writing, comments: Sequence[int]) -> None:
    """All bands of these are kept: they are wanted no more, but for what was changed since."""
    writing.run_many(
        "DELETE FROM likeness_wanted WHERE comment_id = ?"
        " AND EXISTS (SELECT 1 FROM likeness l WHERE l.comment_id = likeness_wanted.comment_id)",
        [(one,) for one in comments],
    )


def all_known(reading: Reading) -> Iterator[tuple[int, bytes, int | None]]:
    """Number, signature and first of every comment that was looked at and has a signature."""
    yield from reading.quick(
        "SELECT comment_id, signature, first_id FROM likeness WHERE signature IS NOT NULL"
        " ORDER BY comment_id"
    )


def all_bands(reading: Reading) -> Iterator[tuple[int, int]]:
    """Every band with a comment that is found by it, in the order of the bands."""
    yield from reading.quick("SELECT band, comment_id FROM likeness_band")


def drop_bands(writing: Writing, bands: Sequence[tuple[int, int]]) -> None:
    """Find these comments by these bands no more."""
    writing.run_many("DELETE FROM likeness_band WHERE band = ? AND comment_id = ?", sorted(bands))


def signatures_of(reading: Reading, comments: Sequence[int]) -> list[tuple[int, bytes]]:
    """Every signature that is kept of these comments, of a text that was there before as well."""
    asked = json.dumps(list(comments))
    rows = reading.quick(
        "SELECT comment_id, signature FROM likeness WHERE signature IS NOT NULL"
        " AND comment_id IN (SELECT value FROM json_each(?)) UNION ALL"
        " SELECT comment_id, signature FROM likeness_wanted WHERE signature IS NOT NULL"
        " AND comment_id IN (SELECT value FROM json_each(?))",
        (asked, asked),
    )
    return [(row[0], row[1]) for row in rows]


def forget(writing: Writing, comments: Sequence[int]) -> None:
    """Keep nothing of these comments but that they are to be looked at anew."""
    asked = (json.dumps(list(comments)),)
    among = "comment_id IN (SELECT value FROM json_each(?))"
    for table in ("likeness", "likeness_wanted", "score"):
        writing.quick(f"DELETE FROM {table} WHERE {among}", asked)
    writing.quick("INSERT INTO likeness_wanted (comment_id) SELECT value FROM json_each(?)", asked)


def languages(reading: Reading) -> Mapping[str, int]:
    """How many comments are kept of each language; the empty one where nobody can tell."""
    rows = reading.quick("SELECT language, count(*) FROM likeness GROUP BY language")
    return {row[0]: row[1] for row in rows}


def labelled(reading: Reading, after: int, limit: int) -> list[tuple[int, str, str]]:
    """Comments with a number above `after` whose language was told: number, language, text."""
    rows = reading.quick(
        "SELECT l.comment_id, l.language, c.text FROM likeness l"
        " JOIN comment c ON c.id = l.comment_id WHERE l.comment_id > ?"
        " ORDER BY l.comment_id LIMIT ?",
        (after, limit),
    )
    return [(row[0], row[1], row[2]) for row in rows]


def relabel(writing: Writing, told: Sequence[tuple[str, int, str]]) -> None:
    """Keep other languages: each with its comment, and the one that was told of it before."""
    writing.run_many("UPDATE likeness SET language = ? WHERE comment_id = ? AND language = ?", told)
