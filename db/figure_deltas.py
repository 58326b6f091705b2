"""What happened in a library since an operation, summed up for its figures.

A decision counts for whoever took it, when it was taken; taken back, it counts no more, and done
again it counts for whoever did that.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from db.library import Reading

_QUARTER = 900_000_000  # in microseconds
_BATCH = 5_000
_DECISIONS = "('approve', 'reject', 'spam')"

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Delta:
    """Rows to be added to the totals of a table: its keys, and the difference last."""

    table: str
    keys: tuple[str, ...]
    rows: Sequence[Row]


def newest(reading: Reading) -> int:
    """The number of the newest operation, 0 before the first."""
    return int(reading.quick("SELECT coalesce(max(id), 0) FROM operation").fetchone()[0])


def newest_hash(reading: Reading, operation: int) -> str:
    """The seal of that operation; empty if there is none."""
    row = reading.quick("SELECT hash FROM operation WHERE id = ?", (operation,)).fetchone()
    return "" if row is None else str(row[0])


def why_anew(reading: Reading, since: int) -> bool:
    """Whether something happened that a difference cannot tell: dates or articles changed."""
    return bool(
        reading.quick(
            "SELECT EXISTS (SELECT 1 FROM operation WHERE id > ? AND verb = 'erase')"
            " OR EXISTS (SELECT 1 FROM private_change WHERE operation_id > ?"
            " AND (json_type(before, '$.submitted_at') IS NOT NULL"
            " OR json_type(before, '$.article_id') IS NOT NULL))",
            (since, since),
        ).fetchone()[0]
    )


def deltas(reading: Reading, since: int) -> Iterator[Delta]:
    """What came in and was decided after that operation."""
    yield Delta("arrived", ("quarter", "status"), _arrived(reading, since))
    yield Delta("decided", ("quarter", "desk", "article", "verdict"), _decided(reading, since))
    yield Delta("waited", ("quarter", "step"), _waited(reading, since))


def _arrived(reading: Reading, since: int) -> list[Row]:
    if not since:  # all of them: an index has what is needed
        return reading.quick(
            f"SELECT submitted_at / {_QUARTER}, status, count(*) FROM comment"
            " WHERE status <> 'withdrawn' GROUP BY 1, 2"
        ).fetchall()
    rows = reading.quick(
        f"SELECT c.submitted_at / {_QUARTER}, ch.before, ch.after, count(*)"
        ' FROM "change" ch CROSS JOIN comment c ON c.id = ch.comment_id'
        " WHERE ch.operation_id > ? AND ch.before <> ch.after GROUP BY 1, 2, 3",
        (since,),
    ).fetchall()
    gone = [(quarter, before, -total) for quarter, before, _after, total in rows]
    come = [(quarter, after, total) for quarter, _before, after, total in rows]
    return [row for row in (*gone, *come) if row[1] != "withdrawn"]


# `d` is the operation that decided: the one itself, or that which it takes back.
_TAKEN = (
    ' FROM operation o CROSS JOIN "change" ch ON ch.operation_id = o.id'
    " CROSS JOIN comment c ON c.id = ch.comment_id"
    " CROSS JOIN operation d ON d.id = CASE o.role WHEN 'undo' THEN o.reverses ELSE o.id END"
    f" WHERE o.id > ? AND o.verb IN {_DECISIONS} AND ch.before <> ch.after"
)
_SIGN = "sum(CASE o.role WHEN 'undo' THEN -1 ELSE 1 END)"


def _decided(reading: Reading, since: int) -> list[Row]:
    return reading.quick(
        f"SELECT d.at / {_QUARTER}, d.desk, c.article_id,"
        f" CASE o.role WHEN 'undo' THEN ch.before ELSE ch.after END, {_SIGN}{_TAKEN}"
        " GROUP BY 1, 2, 3, 4",
        (since,),
    ).fetchall()


def _waited(reading: Reading, since: int) -> list[Row]:
    return reading.quick(
        f"SELECT d.at / {_QUARTER}, wait_step(d.at - c.received_at), {_SIGN}{_TAKEN}"
        " AND CASE o.role WHEN 'undo' THEN ch.after ELSE ch.before END = 'pending' GROUP BY 1, 2",
        (since,),
    ).fetchall()


def links_since(reading: Reading, since: int) -> Iterator[list[tuple[int, int, str, list[str]]]]:
    """Comments that changed and may link to somewhere: number, quarter, status and domains."""
    columns = f"c.id, c.submitted_at / {_QUARTER}, c.status, c.body, c.url"
    if not since:
        found = reading.quick(
            f"SELECT {columns} FROM comment c WHERE (c.links > 0 OR c.url <> '')"
            " AND c.status <> 'withdrawn'"
        )
    else:
        found = reading.quick(
            f'SELECT DISTINCT {columns} FROM "change" ch CROSS JOIN comment c'
            " ON c.id = ch.comment_id WHERE ch.operation_id > ?"
            " AND (c.links > 0 OR c.url <> '' OR ch.detail_hash IS NOT NULL)",
            (since,),
        )
    while rows := found.fetchmany(_BATCH):
        yield [(row[0], row[1], row[2], domains_of((row[3], row[4]))) for row in rows]


# A host as a web address names it; not after an @, which makes an e-mail address of it.
_HOST = re.compile(
    r"(?:https?:)?//(?:[^\s/@\"'<>]*@)?(?:www\.)?([^\s/:?#\"'<>&]+)|\bwww\.([^\s/:?#\"'<>&@]+)",
    re.IGNORECASE,
)


def domains_of(texts: Iterable[str]) -> list[str]:
    """The domains that web addresses in these texts name, each once, without “www.”."""
    found: dict[str, None] = {}
    for text in texts:
        for match in _HOST.finditer(text):
            name = (match[1] or match[2]).strip(".,;)]}*_“”’").lower()
            if "." in name and " " not in name:
                found[name[:253]] = None
    return list(found)
