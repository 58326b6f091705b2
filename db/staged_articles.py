"""Staging, the articles: told apart from those that are here, given their keys, and brought in.

They wait in a temporary table as the comments do, so that their texts take no memory. Of an
article that a source tells twice the first counts.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from db import article_changes
from db.articles import DEFAULT_SITE
from db.library import Reading, Writing
from db.rows import ArticleId, OperationId, SiteId

# What a gathered article is found to be, in the words of `db.staging`.
ADDED, BACK, UPDATED, KEPT, UNCHANGED = "added", "back", "updated", "kept", "unchanged"

# `wanted` is the key it would like to have; of a `guessed` one nothing but its place is known.
COLUMNS = (
    "external_id", "wanted", "title", "url", "published_at", "body", "body_format", "open",
    "public", "protected", "guessed", "place",
)  # fmt: skip

_CREATE = (
    "CREATE TEMP TABLE gathered_article (position INTEGER PRIMARY KEY, external_id TEXT UNIQUE, "
    + ", ".join(COLUMNS[1:])
    + ", article_id INTEGER, key TEXT UNIQUE, outcome TEXT)"
)
_INSERT = (
    f"INSERT OR IGNORE INTO temp.gathered_article ({', '.join(COLUMNS)})"
    f" VALUES ({', '.join('?' * len(COLUMNS))})"
)
_BATCH = 500
# So many texts are held at once.
_TEXTS = 50


def prepare(gathering: Writing) -> None:
    """Make the empty temporary table."""
    gathering.run("DROP TABLE IF EXISTS temp.gathered_article")
    gathering.run(_CREATE)


def gather(gathering: Writing, rows: Sequence[Sequence[object]]) -> None:
    """Gather articles, each a sequence in the order of `COLUMNS`."""
    gathering.run_many(_INSERT, rows)


def untold(gathering: Reading) -> Iterator[list[str]]:
    """The ids of articles that comments name and nothing tells; gather each batch before the next.

    Asked when all comments are gathered.
    """
    last: str | None = None
    # Each is asked for once, whatever becomes of it.
    while batch := [
        str(row[0])
        for row in gathering.run(
            "SELECT DISTINCT article FROM temp.gathered g WHERE (?1 IS NULL OR article > ?1) AND"
            " NOT EXISTS (SELECT 1 FROM temp.gathered_article a WHERE a.external_id = g.article)"
            f" ORDER BY article LIMIT {_BATCH * 20}",
            (last,),
        )
    ]:
        yield batch
        last = batch[-1]


# What the file has otherwise; where it tells nothing it takes nothing away.
_DIFFERS = (
    "(g.title NOT IN ('', a.title) OR g.url NOT IN ('', a.url)"
    " OR coalesce(g.published_at, a.published_at) IS NOT a.published_at"
    " OR g.body <> '' AND (g.body, g.body_format) <> (a.body, a.body_format)"
    " OR (g.title <> '' OR g.body <> '')"
    " AND (g.open, g.public, g.protected) <> (a.open, a.public, a.protected))"
)


def tell_apart(writing: Writing, source: str) -> None:
    """Find out of each gathered article what it is; after it each has an id and an outcome."""
    writing.run(
        "UPDATE temp.gathered_article AS g SET article_id = a.id, outcome = CASE"
        f" WHEN a.withdrawn THEN 'back' WHEN g.guessed OR NOT {_DIFFERS} THEN 'unchanged'"
        " WHEN EXISTS (SELECT 1 FROM article_change ch JOIN operation o ON o.id = ch.operation_id"
        " WHERE ch.article_id = a.id AND o.verb NOT IN ('import', 'sync')) THEN 'kept'"
        " ELSE 'updated' END"
        " FROM article a WHERE a.source = ? AND a.external_id = g.external_id",
        (source,),
    )
    writing.run(
        "UPDATE temp.gathered_article AS g SET outcome = 'added', article_id = numbered.id"
        " FROM (SELECT position, row_number() OVER (ORDER BY position) + (SELECT"
        " coalesce(max(id), 0) FROM article) AS id FROM temp.gathered_article"
        " WHERE outcome IS NULL) numbered WHERE numbered.position = g.position"
    )


def outcomes(reading: Reading) -> dict[str, int]:
    """The number of gathered articles of each outcome."""
    rows = reading.run("SELECT outcome, count(*) FROM temp.gathered_article GROUP BY outcome")
    return {str(row[0]): int(row[1]) for row in rows}


def places(reading: Reading, outcome: str, limit: int) -> list[str]:
    """The places of the first articles of that outcome."""
    rows = reading.run(
        "SELECT place FROM temp.gathered_article WHERE outcome = ?"
        f" ORDER BY position LIMIT {int(limit)}",
        (outcome,),
    )
    return [str(row[0]) for row in rows]


def bring_in(
    writing: Writing, operation: OperationId, source: str, site: SiteId = DEFAULT_SITE
) -> None:
    """Keep the new articles, as that site's; bring those up to date that the file has newer."""
    _give_keys(writing)
    writing.run(
        "INSERT INTO article (id, site_id, key, source, external_id, title, url, published_at,"
        " body, body_format, open, public, protected, added_by) SELECT article_id, ?, key, ?,"
        " external_id, title, url, published_at, body, body_format, open, public, protected, ?"
        " FROM temp.gathered_article WHERE outcome = 'added' ORDER BY position",
        (site, source, operation),
    )
    for article, fields in _newer(writing):
        article_changes.set_fields(writing, operation, article, fields)


def _give_keys(writing: Writing) -> None:
    """Each new one the key it wants; where that is taken, the next that is free by a number."""
    writing.run("CREATE INDEX temp.gathered_wanted ON gathered_article (wanted)")
    writing.run(
        "UPDATE temp.gathered_article AS g SET key = wanted WHERE outcome = 'added'"
        " AND NOT EXISTS (SELECT 1 FROM article a WHERE a.key = g.wanted)"
        " AND position = (SELECT min(position) FROM temp.gathered_article first"
        " WHERE first.wanted = g.wanted AND first.outcome = 'added')"
    )
    numbers: dict[str, int] = {}
    while waiting := writing.run(
        "SELECT position, wanted FROM temp.gathered_article WHERE outcome = 'added'"
        f" AND key IS NULL ORDER BY position LIMIT {_BATCH}"
    ).all():
        for position, wanted in waiting:
            number = numbers.get(wanted, 1) + 1
            while _is_taken(writing, f"{wanted}-{number}"):
                number += 1
            numbers[wanted] = number
            writing.run(
                "UPDATE temp.gathered_article SET key = ? WHERE position = ?",
                (f"{wanted}-{number}", position),
            )


def _is_taken(reading: Reading, key: str) -> bool:
    asked = (
        "SELECT 1 FROM article WHERE key = ?1 UNION ALL"
        " SELECT 1 FROM temp.gathered_article WHERE key = ?1"
    )
    return reading.run(asked, (key,)).first() is not None


def _newer(reading: Reading) -> Iterator[tuple[ArticleId, dict[str, object]]]:
    """The articles that the file has in a newer form or brings back, with what it tells of them."""
    last = 0
    while rows := (
        reading.run(
            "SELECT * FROM temp.gathered_article WHERE outcome IN ('updated', 'back')"
            f" AND position > ? ORDER BY position LIMIT {_TEXTS}",
            (last,),
        )
        .mappings()
        .all()
    ):
        for row in rows:
            yield ArticleId(row["article_id"]), _told(dict(row)) | {"withdrawn": 0}
        last = rows[-1]["position"]


def _told(row: Mapping[str, Any]) -> dict[str, object]:
    if row["guessed"]:
        return {}
    names = [name for name in ("title", "url") if row[name]]
    names += ["published_at"] if row["published_at"] is not None else []
    names += ["body", "body_format"] if row["body"] else []
    names += ["open", "public", "protected"] if row["title"] or row["body"] else []
    return {name: row[name] for name in names}
