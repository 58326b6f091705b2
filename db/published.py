"""What readers may see of comments: read through the public connection alone, unmasked."""

from collections.abc import Sequence
from typing import Any

from db.library import PublicReading
from db.moments import from_stored
from db.rows import ArticleId, CommentId, PublicRow
from db.words import BodyFormat

_COLUMNS = (
    "id, article_id, parent_id, kind, name, url, submitted_at, body, body_format, address_stands,"
    # Readers are told only where their site wants it.
    " edited AND (SELECT s.say_edited FROM article a JOIN site s ON s.id = a.site_id"
    " WHERE a.id = article_id)"
)
# An enum's call looks its value up through three functions; an export does it for each comment.
_FORMATS = {each.value: each for each in BodyFormat}


def articles_with_standing_addresses(reading: PublicReading) -> list[ArticleId]:
    """The articles with an approved comment in which a moderator let an address stand."""
    found = reading.run(
        "SELECT DISTINCT article_id FROM comment WHERE address_stands = 1 AND status = 'approved'"
    )
    return [ArticleId(row[0]) for row in found]


def links(reading: PublicReading, article: ArticleId) -> list[tuple[int, int | None, bool]]:
    """An article's comments with their parents and whether they are approved, oldest first.

    Of those that are not, nothing but their number is told, and only if they were answered: it is
    how a public reply finds its nearest public ancestor.
    """
    found = reading.quick(
        "SELECT c.id, c.parent_id, c.status = 'approved' FROM comment c WHERE c.article_id = ?"
        " AND (c.status = 'approved' OR EXISTS (SELECT 1 FROM comment r WHERE r.parent_id = c.id))"
        " ORDER BY c.submitted_at, c.id",
        (article,),
    )
    return [(row[0], row[1], bool(row[2])) for row in found]


def rows(reading: PublicReading, ids: Sequence[int]) -> dict[int, PublicRow]:
    """These comments by id (some hundreds at once), those of them that are approved; raw."""
    # The public reader is refused what json_each needs to set itself up.
    places = ", ".join("?" * len(ids))
    # The plus keeps SQLite from walking all approved comments instead of looking these up.
    found = reading.quick(
        f"SELECT {_COLUMNS} FROM comment WHERE +status = 'approved' AND id IN ({places})",
        ids,
    )
    return {row[0]: _row(row) for row in found}


def _row(row: Sequence[Any]) -> PublicRow:
    return PublicRow(
        CommentId(row[0]), ArticleId(row[1]), row[2], row[3], row[4], row[5],
        from_stored(row[6]), row[7], _FORMATS[row[8]], bool(row[9]), bool(row[10]),
    )  # fmt: skip
