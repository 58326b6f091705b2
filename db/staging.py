"""Staging: rows of a file are gathered aside, told apart from what is here, and brought in at once.

Gathering holds nobody up; bringing in is one write. Everything is done set by set inside SQLite,
so that memory stays flat whatever the size of the file.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from db.library import Reading, Writing
from db.moments import to_stored
from db.rows import ArticleId, CommentId, OperationId
from db.words import BodyFormat, Status

# What a gathered comment is found to be.
ADDED, BACK, UPDATED, KEPT, UNCHANGED, REPEATED = (
    "added", "back", "updated", "kept", "unchanged", "repeated",
)  # fmt: skip

COLUMNS = (
    "article", "external_id", "parent", "kind", "status", "name", "url", "submitted_at", "body",
    "body_format", "text", "links", "lacks", "waiver", "email", "email_key", "email_domain", "ip",
    "user_agent", "extra", "digest", "place",
)  # fmt: skip

_CREATE = (
    "CREATE TEMP TABLE gathered (position INTEGER PRIMARY KEY, "
    + ", ".join(COLUMNS)
    + ", article_id INTEGER, comment_id INTEGER, parent_id INTEGER, outcome TEXT)",
    "CREATE TEMP TABLE gathered_article (external_id TEXT PRIMARY KEY, article_id INTEGER)",
)
_INSERT = (
    f"INSERT INTO temp.gathered ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"
)


def prepare(gathering: Writing) -> None:
    """Make the empty temporary tables."""
    for table in ("gathered", "gathered_article"):
        gathering.run(f"DROP TABLE IF EXISTS temp.{table}")
    for statement in _CREATE:
        gathering.run(statement)


def gather(gathering: Writing, rows: Sequence[Sequence[object]]) -> None:
    """Gather comments, each a sequence in the order of `COLUMNS`."""
    gathering.run_many(_INSERT, rows)


def place_article(writing: Writing, external_id: str, article: ArticleId) -> None:
    """Say which article of the library the source means by that id."""
    writing.run(
        "INSERT OR REPLACE INTO temp.gathered_article VALUES (?, ?)", (external_id, article)
    )


def tell_apart(writing: Writing, source: str) -> None:
    """Find out of each gathered comment what it is: new, changed, decided here since, or known.

    After it every gathered comment has an outcome and an id, and a parent's id if that is here.
    """
    for statement in (
        "CREATE INDEX temp.gathered_external ON gathered (external_id)",
        "UPDATE temp.gathered SET article_id = (SELECT article_id FROM temp.gathered_article a"
        " WHERE a.external_id = gathered.article)",
        "UPDATE temp.gathered SET outcome = 'repeated' WHERE position > (SELECT min(position)"
        " FROM temp.gathered first WHERE first.external_id = gathered.external_id)",
    ):
        writing.run(statement)
    writing.run(
        "UPDATE temp.gathered SET comment_id = c.id, outcome = CASE"
        " WHEN c.status = 'withdrawn' THEN 'back' WHEN p.source_digest = gathered.digest"
        " THEN 'unchanged' WHEN EXISTS (SELECT 1 FROM \"change\" ch JOIN operation o"
        " ON o.id = ch.operation_id WHERE ch.comment_id = c.id AND o.verb <> 'import')"
        " THEN 'kept' ELSE 'updated' END"
        " FROM comment c JOIN private_contact p ON p.comment_id = c.id"
        " WHERE c.source = ? AND c.external_id = gathered.external_id"
        " AND gathered.outcome IS NULL",
        (source,),
    )
    _number(writing)
    _find_parents(writing, source)


def _number(writing: Writing) -> None:
    """Give the new ones their ids, in the order of the file."""
    writing.run(
        "UPDATE temp.gathered SET outcome = 'added', comment_id = numbered.id FROM (SELECT"
        " position, row_number() OVER (ORDER BY position) + (SELECT coalesce(max(id), 0)"
        " FROM comment) AS id FROM temp.gathered WHERE outcome IS NULL) numbered"
        " WHERE numbered.position = gathered.position"
    )


def _find_parents(writing: Writing, source: str) -> None:
    writing.run(
        "UPDATE temp.gathered SET parent_id = coalesce("
        "(SELECT above.comment_id FROM temp.gathered above WHERE above.external_id ="
        " gathered.parent AND above.outcome <> 'repeated'"
        " AND above.article_id = gathered.article_id),"
        " (SELECT c.id FROM comment c WHERE c.source = ? AND c.external_id = gathered.parent"
        " AND c.article_id = gathered.article_id))"
        " WHERE parent IS NOT NULL",
        (source,),
    )


def cut_cycles(writing: Writing) -> list[str]:
    """Make comments that answer themselves in a circle top-level; their places in the file.

    A circle has a comment that stands before its parent, so only those are followed upwards.
    """
    suspects = writing.run(
        "SELECT g.comment_id FROM temp.gathered g WHERE g.outcome <> 'repeated'"
        " AND g.parent_id >= g.comment_id ORDER BY g.position"
    ).all()
    if suspects:
        writing.run("CREATE INDEX IF NOT EXISTS temp.gathered_comment ON gathered (comment_id)")
    good: set[int] = set()
    cut = [_cut_circle_above(writing, int(one), good) for (one,) in suspects]
    return [place for place in cut if place is not None]


def _cut_circle_above(writing: Writing, one: int, good: set[int]) -> str | None:
    """Follow the parents upwards; where they come round again, cut there and tell the place.

    `good` gathers what is known to lead to the top.
    """
    path: set[int] = set()
    above: int | None = one
    while above is not None and above not in good and above not in path:
        path.add(above)
        above = _parent(writing, above)
    place = None
    if above is not None and above in path:
        row = writing.run("SELECT place FROM temp.gathered WHERE comment_id = ?", (above,))
        place = str(row.scalar_one())
        writing.run("UPDATE temp.gathered SET parent_id = NULL WHERE comment_id = ?", (above,))
    good |= path
    return place


def _parent(reading: Reading, comment: int) -> int | None:
    row = reading.run(
        "SELECT parent_id FROM temp.gathered WHERE comment_id = ? AND outcome <> 'repeated'",
        (comment,),
    ).first()
    if row is None:
        row = reading.run("SELECT parent_id FROM comment WHERE id = ?", (comment,)).first()
    return None if row is None or row[0] is None else int(row[0])


def orphans(reading: Reading, limit: int) -> tuple[int, list[str]]:
    """How many gathered comments name a parent that is not here; the first of their places."""
    where = "parent IS NOT NULL AND parent_id IS NULL AND outcome IN ('added', 'back', 'updated')"
    count = reading.run(f"SELECT count(*) FROM temp.gathered WHERE {where}").scalar_one()
    rows = reading.run(
        f"SELECT place FROM temp.gathered WHERE {where} ORDER BY position LIMIT {int(limit)}"
    )
    return int(count), [str(row[0]) for row in rows]


def outcomes(reading: Reading) -> dict[str, int]:
    """The number of gathered comments of each outcome."""
    rows = reading.run("SELECT outcome, count(*) FROM temp.gathered GROUP BY outcome")
    return {str(row[0]): int(row[1]) for row in rows}


def statuses(reading: Reading) -> dict[str, int]:
    """The comments that come in with this file, by status."""
    rows = reading.run(
        "SELECT status, count(*) FROM temp.gathered WHERE outcome IN ('added', 'back')"
        " GROUP BY status"
    )
    return {str(row[0]): int(row[1]) for row in rows}


def held(reading: Reading) -> int:
    """How many come in as pending for a missing field."""
    return int(
        reading.run(
            "SELECT count(*) FROM temp.gathered WHERE lacks <> '' AND waiver IS NULL"
            " AND status = 'pending' AND outcome IN ('added', 'back', 'updated')"
        ).scalar_one()
    )


def lacking(reading: Reading, limit: int) -> list[tuple[str, str, str]]:
    """Place, name and missing fields of the first comments that come in and lack some."""
    rows = reading.run(
        "SELECT place, name, lacks FROM temp.gathered WHERE lacks <> ''"
        f" AND outcome IN ('added', 'back', 'updated') ORDER BY position LIMIT {int(limit)}"
    )
    return [(str(row[0]), str(row[1]), str(row[2])) for row in rows]


def places(reading: Reading, outcome: str, limit: int) -> list[str]:
    """The places of the first comments of that outcome."""
    rows = reading.run(
        f"SELECT place FROM temp.gathered WHERE outcome = ? ORDER BY position LIMIT {int(limit)}",
        (outcome,),
    )
    return [str(row[0]) for row in rows]


_NEW = (
    "INSERT INTO comment (id, article_id, parent_id, kind, status, source, external_id,"
    " revision, parent_external_id, name, url, submitted_at, received_at, body, body_format, text,"
    " links, lacks, waiver) SELECT comment_id, article_id, parent_id, kind, status, ?, external_id,"
    " ?, CASE WHEN parent_id IS NULL THEN parent END, name, url, submitted_at, ?, body,"
    " body_format, text, links, lacks, waiver FROM temp.gathered"
    " WHERE outcome = 'added' AND position > ? AND position <= ? ORDER BY position"
)
_NEW_CONTACT = (
    "INSERT INTO private_contact (comment_id, email, email_key, email_domain, ip, user_agent,"
    " extra, source_digest) SELECT comment_id, email, email_key, email_domain, ip, user_agent,"
    " extra, digest FROM temp.gathered"
    " WHERE outcome = 'added' AND position > ? AND position <= ? ORDER BY position"
)


def newest(reading: Reading) -> int:
    """The highest id of a comment; what comes in now is above it."""
    return int(reading.run("SELECT coalesce(max(id), 0) FROM comment").scalar_one())


def insert_new(
    writing: Writing, operation: OperationId, source: str, received_at: datetime
) -> Iterator[tuple[int, int]]:
    """Bring in the new comments batch by batch; before each, positions done and in all.

    Replies may stand before what they answer: the check of parents waits for the commit.
    """
    writing.run("PRAGMA defer_foreign_keys = ON")
    last = int(writing.run("SELECT coalesce(max(position), 0) FROM temp.gathered").scalar_one())
    for start in range(0, last, 5000):
        yield start, last
        end = start + 5000
        writing.run(_NEW, (source, operation, to_stored(received_at), start, end))
        writing.run(_NEW_CONTACT, (start, end))


def to_bring_up_to_date(reading: Reading) -> Iterator[tuple[CommentId, str, dict[str, object]]]:
    """Id, status and fields of the comments that the file has in a newer form, or brings back."""
    rows = reading.run(
        "SELECT * FROM temp.gathered WHERE outcome IN ('updated', 'back') ORDER BY position"
    ).mappings()
    for row in rows.all():
        fields = {name: row[name] for name in _UPDATED}
        fields["source_digest"] = row["digest"]
        yield CommentId(row["comment_id"]), str(row["status"]), fields


_UPDATED = (
    "parent_id", "kind", "name", "url", "submitted_at", "body", "body_format", "text", "links",
    "lacks", "waiver", "email", "email_key", "email_domain", "ip", "user_agent", "extra",
)  # fmt: skip


def insert_one(
    writing: Writing,
    *,
    operation: OperationId,
    article: ArticleId,
    parent: int | None,
    kind: str,
    status: Status,
    at: datetime,
    received_at: datetime,
    body_format: BodyFormat,
    ip: str,
    user_agent: str,
    fields: Mapping[str, object],
) -> CommentId:
    """Keep one comment that has no source elsewhere; `fields` are those that intake made."""
    done = writing.run(
        "INSERT INTO comment (article_id, parent_id, kind, status, revision, source, name, url,"
        " submitted_at, received_at, body, body_format, text, links, lacks)"
        " VALUES (?, ?, ?, ?, ?, '', ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            article, parent, kind, status, operation, fields["name"], fields["url"], to_stored(at),
            to_stored(received_at), fields["body"], body_format, fields["text"], fields["links"],
            fields["lacks"],
        ),
    )  # fmt: skip
    assert done.lastrowid is not None
    writing.run(
        "INSERT INTO private_contact (comment_id, email, email_key, email_domain, ip, user_agent)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (
            done.lastrowid, fields["email"], fields["email_key"], fields["email_domain"], ip,
            user_agent,
        ),
    )  # fmt: skip
    return CommentId(done.lastrowid)
