"""Every comment that was ever here, as rules look at it: read once through, in one pass.

Only what is asked for is read: the texts of a million comments are most of the time that it takes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from db.library import Reading

_BATCH = 500
_SHOWN = "c.status <> 'withdrawn'"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the comments is wanted: `texts` of them all, or of none; `in_time`: oldest first.

    `linked`: only those with a link or a website; `links`: only those with so many.
    """

    texts: bool = True
    in_time: bool = False
    linked: bool = False
    links: int = 0


# id, status, kind, name, url, text, body, body_format, links, email_key, ip, submitted, published
Row = Sequence[Any]


def rows(reading: Reading, wanted: Wanted) -> Iterator[list[Row]]:
    """The comments in batches; a body comes only where it can hide a link."""
    texts = "c.text, iif(c.links > 0, c.body, '')" if wanted.texts else "'', ''"
    where = [_SHOWN]
    if wanted.linked:
        where.append("(c.links > 0 OR c.url <> '')")
    if wanted.links:
        where.append(f"c.links >= {int(wanted.links)}")
    order = "c.submitted_at, c.id" if wanted.in_time else "c.id"
    found = reading.quick(
        f"SELECT c.id, c.status, c.kind, c.name, c.url, {texts}, c.body_format, c.links,"
        " p.email_key, p.ip, c.submitted_at, a.published_at FROM comment c"
        " JOIN private_contact p ON p.comment_id = c.id JOIN article a ON a.id = c.article_id"
        f" WHERE {' AND '.join(where)} ORDER BY {order}"
    )
    while batch := found.fetchmany(_BATCH):
        yield batch


def count(reading: Reading) -> int:
    """How many comments there are."""
    row = reading.quick("SELECT sum(total) FROM status_count WHERE status <> 'withdrawn'")
    return int(row.fetchone()[0] or 0)
