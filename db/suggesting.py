"""What the library could complete while somebody types a search: a handful of values, at once.

Nothing here walks all comments: each value is found by an index, and few are looked at.
"""

from collections.abc import Sequence

from db.criteria import AuthorHas
from db.library import Reading
from db.questions import question_for

# So many of the newest hits are looked at to tell which names are frequent; but of a letter or two
# the index would gather every word that begins so, and the newest comments have names enough.
_LOOKED_AT, _NEWEST, _SHORT = 400, 4_000, 2
_DOMAINS = 200


def names(reading: Reading, begun: str, limit: int) -> list[tuple[str, int]]:
    """Names of commenters of which a word begins so, the most frequent lately first."""
    question = question_for([AuthorHas(begun)])
    if not question:
        return []
    if len(begun) <= _SHORT:
        found = _NEWEST_NAMED, (_NEWEST, begun, limit)
        if len(rows := reading.quick(*found).fetchall()) == limit:
            return [(str(row[0]), int(row[1])) for row in rows]
    rows = reading.quick(_NAMED, (question, _LOOKED_AT, limit)).fetchall()
    return [(str(row[0]), int(row[1])) for row in rows]


_MOST_FREQUENT = "GROUP BY c.name ORDER BY count(*) DESC, c.name LIMIT ?"
_NAMED = (
    "SELECT c.name, count(*) FROM (SELECT rowid FROM comment_words WHERE comment_words MATCH ?"
    " ORDER BY rowid DESC LIMIT ?) found JOIN comment c ON c.id = found.rowid"
    f" WHERE c.status <> 'withdrawn' {_MOST_FREQUENT}"
)
_NEWEST_NAMED = (
    "SELECT c.name, count(*) FROM (SELECT name FROM comment WHERE status <> 'withdrawn'"
    f" ORDER BY id DESC LIMIT ?) c WHERE name_has(c.name, ?) {_MOST_FREQUENT}"
)


def domains(reading: Reading, begun: str, limit: int) -> list[str]:
    """Domains of e-mail addresses that begin so, in the order of the alphabet."""
    # From each to the next: the index is gone through in as many steps as there are domains.
    rows = reading.quick(
        "WITH RECURSIVE found (domain) AS ("
        " SELECT min(email_domain) FROM private_contact WHERE email_domain >= ?1"
        " AND email_domain > ''"
        " UNION ALL SELECT (SELECT min(email_domain) FROM private_contact"
        " WHERE email_domain > found.domain) FROM found"
        " WHERE found.domain IS NOT NULL AND substr(found.domain, 1, length(?1)) = ?1"
        f" LIMIT {_DOMAINS}"
        ") SELECT domain FROM found WHERE domain IS NOT NULL"
        " AND substr(domain, 1, length(?1)) = ?1 LIMIT ?2",
        (begun.casefold(), limit),
    )
    return [str(row[0]) for row in rows]


def desks(reading: Reading, begun: str, limit: int) -> list[str]:
    """Desks that did something and whose name begins so."""
    rows = reading.quick(
        "WITH RECURSIVE found (desk) AS (SELECT min(desk) FROM operation"
        " UNION ALL SELECT (SELECT min(desk) FROM operation WHERE desk > found.desk) FROM found"
        " WHERE found.desk IS NOT NULL) SELECT desk FROM found WHERE desk IS NOT NULL"
    )
    told: Sequence[str] = [str(row[0]) for row in rows]
    return [desk for desk in told if desk.casefold().startswith(begun.casefold())][:limit]


def languages(reading: Reading, begun: str, limit: int) -> list[str]:
    """Languages that comments are written in and that begin so, in the order of the alphabet."""
    # From each to the next, as with domains.
    rows = reading.quick(
        "WITH RECURSIVE found (code) AS (SELECT min(language) FROM likeness WHERE language > ''"
        " UNION ALL SELECT (SELECT min(language) FROM likeness WHERE language > found.code)"
        " FROM found WHERE found.code IS NOT NULL) SELECT code FROM found WHERE code IS NOT NULL"
    )
    told = [str(row[0]) for row in rows]
    return [code for code in told if code.startswith(begun.casefold())][:limit]


def reasons(reading: Reading, begun: str, limit: int) -> list[str]:
    """Reasons that decisions were given, the latest first."""
    rows = reading.quick(
        "SELECT DISTINCT json_extract(detail, '$.reason') FROM operation"
        " WHERE detail LIKE '%\"reason\"%' ORDER BY id DESC LIMIT 1000"
    )
    told = [str(row[0]) for row in rows if row[0]]
    return [reason for reason in told if reason.casefold().startswith(begun.casefold())][:limit]
