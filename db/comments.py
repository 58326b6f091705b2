"""Comments, read: cards for the queue, one comment whole, and its thread."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from db import groups, holds
from db.library import Reading
from db.moments import from_stored, to_stored
from db.rows import ArticleId, Card, Comment, CommentId, Contact, Group, Hold, Score, Tally
from db.words import BodyFormat, Standing, Status

EXCERPT = 400
_LOOKED_THROUGH = 20_000
# So many other comments of one commenter are looked at for a card; more would say no more.
_RECORD = 100

_CARDS = """
    SELECT c.id, c.revision, c.status, c.kind, c.name, c.submitted_at,
        substr(c.text, 1, ?), c.links, c.lacks, c.waiver IS NOT NULL,
        c.article_id, a.key, a.title, c.parent_id, parent.name, p.email_key, badge.badge,
        CASE WHEN person.until IS NULL OR person.until > ? THEN person.standing END,
        (SELECT count(*) FROM private_note n WHERE n.comment_id = c.id AND n.text <> '')
            + (SELECT count(*) FROM private_note n WHERE n.person_id = person.id AND n.text <> '')
            + (c.note <> ''),
        CASE WHEN l.language <> (SELECT json_extract(value, '$') FROM setting
            WHERE key = 'assist-main-language') THEN l.language END,
        s.comment_id IS NOT NULL, s.spam, s.abuse
    FROM json_each(?) wanted
    CROSS JOIN comment c ON c.id = wanted.value
    JOIN article a ON a.id = c.article_id
    LEFT JOIN private_contact p ON p.comment_id = c.id
    LEFT JOIN private_badge badge ON badge.email_key = p.email_key
    LEFT JOIN private_person person ON person.email_key = p.email_key AND person.email_key <> ''
    LEFT JOIN comment parent ON parent.id = c.parent_id
    LEFT JOIN likeness l ON l.comment_id = c.id
    LEFT JOIN score s ON s.comment_id = c.id
    WHERE c.status <> 'withdrawn'
    ORDER BY wanted.key
"""


def cards(
    reading: Reading,
    ids: Sequence[int],
    at: datetime | None = None,
    excerpt: Callable[[str], str] | None = None,
) -> list[Card]:
    """The cards of these comments in this order; ids without a comment are left out.

    What is thought of their commenters is what holds at that moment, or now. `excerpt` makes of a
    text (of 20,000 characters at most) what its card has of it; else that is its beginning.
    """
    longest = EXCERPT if excerpt is None else _LOOKED_THROUGH
    moment = to_stored(at or datetime.now(UTC))
    rows = reading.run(_CARDS, (longest, moment, json.dumps(list(ids)))).all()
    records = _records(reading, {row[15] for row in rows if row[15]})
    held = holds.holds(reading, ids)
    copies = groups.of_comments(reading, ids)
    return [
        _card(
            row, excerpt(row[6]) if excerpt else row[6],
            records, held.get(row[0], ()), copies.get(row[0]),
        )
        for row in rows
    ]  # fmt: skip


def _card(
    row: Sequence[Any],
    excerpt: str,
    records: dict[str, Counter[str]],
    held: tuple[Hold, ...],
    group: Group | None,
) -> Card:
    record = records.get(row[15], Counter())
    others = Counter(record)
    others[row[2]] -= 1 if record else 0
    return Card(
        id=CommentId(row[0]),
        revision=row[1],
        status=Status(row[2]),
        kind=row[3],
        name=row[4],
        submitted_at=from_stored(row[5]),
        excerpt=excerpt,
        links=row[7],
        lacks=_listed(row[8]),
        waived=bool(row[9]),
        article=ArticleId(row[10]),
        article_key=row[11],
        article_title=row[12],
        parent=row[13],
        parent_name=row[14],
        record=Tally(**{status.value: max(0, others[status.value]) for status in Status}),
        badge=row[16],
        holds=held,
        standing=Standing(row[17] or ""),
        notes=row[18],
        group=group,
        language=row[19] or "",
        score=Score(row[21], row[22]) if row[20] else None,
    )


def _records(reading: Reading, keys: set[str]) -> dict[str, Counter[str]]:
    """How the newest comments under each of these addresses stand."""
    if not keys:
        return {}
    rows = reading.run(
        "SELECT wanted.value, (SELECT group_concat(c.status) FROM (SELECT comment_id FROM"
        " private_contact WHERE email_key = wanted.value ORDER BY comment_id DESC"
        f" LIMIT {_RECORD + 1}) theirs JOIN comment c ON c.id = theirs.comment_id)"
        " FROM json_each(?) wanted",
        (json.dumps(sorted(keys)),),
    )
    return {key: Counter((told or "").split(",")) for key, told in rows}


def comment(reading: Reading, number: CommentId) -> Comment | None:
    """That comment whole, or None if there is none (any more)."""
    row = (
        reading.run(
            "SELECT c.*, a.key AS article_key FROM comment c JOIN article a ON a.id = c.article_id"
            " WHERE c.id = ? AND c.status <> 'withdrawn'",
            (number,),
        )
        .mappings()
        .first()
    )
    if row is None:
        return None
    return Comment(
        id=number,
        revision=row["revision"],
        status=Status(row["status"]),
        kind=row["kind"],
        name=row["name"],
        url=row["url"],
        submitted_at=from_stored(row["submitted_at"]),
        received_at=from_stored(row["received_at"]),
        body=row["body"],
        body_format=BodyFormat(row["body_format"]),
        text=row["text"],
        links=row["links"],
        lacks=_listed(row["lacks"]),
        waiver=row["waiver"],
        note=row["note"],
        address_stands=bool(row["address_stands"]),
        article=ArticleId(row["article_id"]),
        article_key=row["article_key"],
        parent=row["parent_id"],
        edited=bool(row["edited"]),
    )


def contact(reading: Reading, number: CommentId) -> Contact | None:
    """The private part of that comment, or None if there is no such comment."""
    row = reading.run(
        "SELECT email, ip, user_agent FROM private_contact WHERE comment_id = ?", (number,)
    ).first()
    return Contact(*row) if row else None


def texts(reading: Reading, ids: Sequence[int]) -> dict[int, str]:
    """The whole plain texts of these comments by id."""
    rows = reading.run(
        "SELECT c.id, c.text FROM json_each(?) wanted JOIN comment c ON c.id = wanted.value",
        (json.dumps(list(ids)),),
    )
    return {row[0]: row[1] for row in rows}


def thread(reading: Reading, number: CommentId, limit: int) -> list[tuple[CommentId, int | None]]:
    """Ids and parents of the thread that the comment is in, oldest first; at most `limit`.

    The thread's first comment is the farthest ancestor that is not withdrawn.
    """
    rows = reading.run(
        """
        WITH RECURSIVE up (id, parent_id) AS (
            SELECT id, parent_id FROM comment WHERE id = ?
            UNION SELECT c.id, c.parent_id FROM comment c JOIN up ON c.id = up.parent_id
                WHERE c.status <> 'withdrawn'
        ), down (id, parent_id) AS (
            SELECT id, NULL FROM up WHERE parent_id IS NULL
                OR parent_id NOT IN (SELECT id FROM up)
            UNION SELECT c.id, c.parent_id FROM comment c JOIN down ON c.parent_id = down.id
                WHERE c.status <> 'withdrawn' LIMIT ?
        )
        SELECT down.id, down.parent_id FROM down JOIN comment c USING (id)
        ORDER BY c.submitted_at, c.id
        """,
        (number, limit),
    )
    return [(CommentId(row[0]), row[1]) for row in rows]


def discussion(
    reading: Reading, article: ArticleId, limit: int
) -> list[tuple[CommentId, int | None]]:
    """Ids and parents of an article's comments, oldest first; at most the first `limit`."""
    rows = reading.run(
        "SELECT id, parent_id FROM comment WHERE article_id = ? AND status <> 'withdrawn'"
        " ORDER BY submitted_at, id LIMIT ?",
        (article, limit),
    )
    return [(CommentId(row[0]), row[1]) for row in rows]


def private_values(reading: Reading) -> Iterator[tuple[str, str]]:
    """Every stored e-mail address and IP address, in pairs as they stand; some are empty."""
    for row in reading.run("SELECT DISTINCT email, ip FROM private_contact"):
        yield row[0], row[1]


def _listed(commas: str) -> tuple[str, ...]:
    return tuple(commas.split(",")) if commas else ()


def name(reading: Reading, number: CommentId) -> str:
    """The name of the commenter of a comment that is there."""
    return str(reading.quick("SELECT name FROM comment WHERE id = ?", (number,)).fetchone()[0])


def article_of(reading: Reading, number: CommentId) -> ArticleId:
    """The article that a comment which is there stands under."""
    row = reading.quick("SELECT article_id FROM comment WHERE id = ?", (number,)).fetchone()
    return ArticleId(row[0])
