"""Articles and sites: read with their kept counts, and written."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from db.library import PublicReading, Reading, Writing
from db.moments import from_stored
from db.rows import Article, ArticleHead, ArticleId, PublicArticle, Site, SiteId, Tally
from db.words import BodyFormat, Status

DEFAULT_SITE = SiteId(1)


def by_key(reading: Reading, key: str) -> ArticleId | None:
    """The article with that key."""
    row = reading.run("SELECT id FROM article WHERE key = ? AND withdrawn = 0", (key,)).first()
    return ArticleId(row[0]) if row else None


def titles(reading: Reading, numbers: Sequence[int]) -> dict[int, str]:
    """The titles of these articles, their keys where they have none."""
    rows = reading.run(
        "SELECT a.id, CASE a.title WHEN '' THEN a.key ELSE a.title END"
        " FROM json_each(?) wanted JOIN article a ON a.id = wanted.value",
        (json.dumps(list(numbers)),),
    )
    return {row[0]: row[1] for row in rows}


_TALLY = ", ".join(
    "coalesce((SELECT total FROM article_count n WHERE n.article_id = a.id"
    f" AND n.status = '{status}'), 0)"
    for status in Status
)
_HEAD = f"SELECT a.id, a.key, a.title, a.url, a.published_at, a.open, {_TALLY} FROM article a"


def heads(reading: Reading, *, limit: int, matching: str = "") -> list[ArticleHead]:
    """Articles for the sidebar: most pending first, then newest; by title, if `matching` is given.

    `matching` is compared folded, anywhere in the title or the key.
    """
    where, values = "a.withdrawn = 0", []
    if matching:
        where += " AND (instr(folded(a.title), folded(?)) > 0 OR instr(a.key, ?) > 0)"
        values = [matching, matching]
    rows = reading.run(
        f"{_HEAD} LEFT JOIN article_count p ON p.article_id = a.id AND p.status = 'pending'"
        f" WHERE {where} ORDER BY coalesce(p.total, 0) DESC, a.published_at DESC, a.id DESC"
        f" LIMIT {int(limit)}",
        values,
    )
    return [_head(row) for row in rows]


def _head(row: Sequence[Any]) -> ArticleHead:
    return ArticleHead(
        ArticleId(row[0]), row[1], row[2], row[3], _moment(row[4]), bool(row[5]), _tally(row[6:])
    )


def article(reading: Reading, number: ArticleId) -> Article | None:
    """That article whole, or None."""
    row = reading.run(
        "SELECT a.id, a.site_id, a.key, a.title, a.url, a.published_at, a.open, a.body,"
        f" a.body_format, a.public, a.protected, {_TALLY} FROM article a"
        " WHERE a.id = ? AND a.withdrawn = 0",
        (number,),
    ).first()
    if row is None:
        return None
    return Article(
        number, SiteId(row[1]), row[2], row[3], row[4], _moment(row[5]), bool(row[6]), row[7],
        BodyFormat(row[8]), _tally(row[11:]), bool(row[9]), bool(row[10]),
    )  # fmt: skip


def tally(reading: Reading) -> Tally:
    """All comments by status, from the kept counts."""
    rows = reading.run("SELECT status, total FROM status_count")
    shown = {status.value for status in Status}
    return Tally(**{row[0]: row[1] for row in rows if row[0] in shown})


def public(reading: PublicReading, keys: Sequence[str] | None) -> list[PublicArticle]:
    """Articles as readers may see them: those with these keys, or all with an approved comment.

    Those that are not public on their site are among them, and say so; the text of one that is
    protected by a password there is left out.
    """
    # The public reader is refused what json_each needs to set itself up.
    named = f"a.key IN ({', '.join('?' * len(keys or ()))})"
    # The plus keeps SQLite from walking all approved comments for each article.
    approved = (
        "EXISTS (SELECT 1 FROM comment c WHERE c.article_id = a.id AND +c.status = 'approved')"
    )
    rows = reading.run(
        "SELECT a.id, a.key, a.title, a.url, a.published_at,"
        " CASE a.protected WHEN 0 THEN a.body ELSE '' END, a.body_format, a.open, a.public,"
        " a.protected FROM article a"
        f" WHERE a.withdrawn = 0 AND {approved if keys is None else named}"
        " ORDER BY a.published_at, a.id",
        keys or (),
    )
    return [
        PublicArticle(
            ArticleId(row[0]), row[1], row[2], row[3], _moment(row[4]), row[5],
            BodyFormat(row[6]), bool(row[7]), bool(row[8]), bool(row[9]),
        )
        for row in rows
    ]  # fmt: skip


def sites(reading: Reading) -> list[Site]:
    """The sites, oldest first."""
    rows = reading.run(
        "SELECT id, key, name, url, name_required, email_required, newsroom_name, say_edited"
        " FROM site ORDER BY id"
    )
    return [
        Site(
            SiteId(row[0]), row[1], row[2], row[3], bool(row[4]), bool(row[5]), row[6],
            bool(row[7]),
        )
        for row in rows
    ]  # fmt: skip


def name_nameless_site(writing: Writing, name: str) -> None:
    """Call the first site so, if it has no name yet."""
    writing.run(
        "UPDATE site SET name = ? WHERE name = '' AND id = (SELECT min(id) FROM site)", (name,)
    )


def keep_site(writing: Writing, site: Site) -> None:
    """Keep what a site is called and requires, and see anew what its comments lack.

    Approved comments stay as they were approved: the rule of their day held then.
    """
    writing.run(
        "UPDATE site SET name = ?, url = ?, name_required = ?, email_required = ?,"
        " newsroom_name = ?, say_edited = ? WHERE id = ?",
        (
            site.name, site.url, int(site.name_required), int(site.email_required),
            site.newsroom_name, int(site.say_edited), site.id,
        ),
    )  # fmt: skip
    writing.run(
        "UPDATE comment SET lacks = ltrim("
        " CASE WHEN ? AND name = '' THEN 'name' ELSE '' END"
        " || CASE WHEN ? AND kind NOT IN ('pingback', 'trackback') AND '' = (SELECT email_key"
        " FROM private_contact p WHERE p.comment_id = comment.id) THEN ',email' ELSE '' END"
        " || CASE WHEN text = '' THEN ',comment' ELSE '' END, ',')"
        " WHERE status <> 'approved' AND article_id IN (SELECT id FROM article WHERE site_id = ?)",
        (int(site.name_required), int(site.email_required), site.id),
    )


def _tally(row: Sequence[int]) -> Tally:
    return Tally(**dict(zip((status.value for status in Status), row, strict=True)))


def _moment(stored: int | None) -> datetime | None:
    return None if stored is None else from_stored(stored)
