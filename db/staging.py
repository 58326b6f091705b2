"""Staging: rows of a file are gathered aside, told apart from what is here, and brought in at once.

Gathering holds nobody up; bringing in is one write. Everything is done set by set inside SQLite,
so that memory stays flat whatever the size of the file.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from db import erased, parents, staged_articles
from db.library import Reading, Writing
from db.moments import to_stored
from db.rows import ArticleId, CommentId, OperationId
from db.words import BodyFormat, Status

# What a gathered comment is found to be.
ADDED, BACK, UPDATED, KEPT, UNCHANGED, REPEATED, CLASHING, ERASED = (
    "added", "back", "updated", "kept", "unchanged", "repeated", "clashing", "erased",
)  # fmt: skip

COLUMNS = (
    "article", "external_id", "parent", "kind", "status", "name", "url", "submitted_at", "body",
    "body_format", "text", "links", "lacks", "waiver", "email", "email_key", "email_domain", "ip",
    "user_agent", "extra", "digest", "place",
)  # fmt: skip

_CREATE = (
    "CREATE TEMP TABLE gathered (position INTEGER PRIMARY KEY, "
    + ", ".join(COLUMNS)
    + ", article_id INTEGER, comment_id INTEGER, parent_id INTEGER, outcome TEXT)"
)
_CREATE_HOLD = (
    "CREATE TEMP TABLE gathered_hold"
    " (external_id, rule_id INTEGER, reason, action, number INTEGER, spans)"
)
_INSERT_HOLD = "INSERT INTO temp.gathered_hold VALUES (?, ?, ?, ?, ?, ?)"
_INSERT = (
    f"INSERT INTO temp.gathered ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"
)


def prepare(gathering: Writing) -> None:
    """Make the empty temporary tables."""
    gathering.run("DROP TABLE IF EXISTS temp.gathered")
    gathering.run(_CREATE)
    gathering.run("DROP TABLE IF EXISTS temp.gathered_hold")
    gathering.run(_CREATE_HOLD)
    staged_articles.prepare(gathering)


def gather(gathering: Writing, rows: Sequence[Sequence[object]]) -> None:
    """Gather comments, each a sequence in the order of `COLUMNS`."""
    gathering.run_many(_INSERT, rows)


def gather_holds(gathering: Writing, rows: Sequence[Sequence[object]]) -> None:
    """Gather why comments are held: the external id, and a row of `db.holds`."""
    gathering.run_many(_INSERT_HOLD, rows)


def tell_apart(writing: Writing, source: str) -> None:
    """Find out of each gathered comment what it is: new, changed, decided here since, or known.

    After it every gathered article and comment has an outcome and an id, and a comment its
    parent's id if that is here.
    """
    staged_articles.tell_apart(writing, source)
    for statement in (
        "CREATE INDEX temp.gathered_external ON gathered (external_id)",
        "UPDATE temp.gathered SET article_id = (SELECT article_id FROM temp.gathered_article a"
        " WHERE a.external_id = gathered.article)",
        # The same row again is nothing new; another one with an id that is taken is refused.
        "UPDATE temp.gathered SET outcome = iif(digest = (SELECT digest FROM temp.gathered first"
        " WHERE first.external_id = gathered.external_id ORDER BY position LIMIT 1),"
        " 'repeated', 'clashing') WHERE position > (SELECT min(position) FROM temp.gathered first"
        " WHERE first.external_id = gathered.external_id)",
    ):
        writing.run(statement)
    writing.run(
        "UPDATE temp.gathered SET comment_id = c.id, outcome = CASE"
        " WHEN c.status = 'withdrawn' THEN 'back' WHEN p.source_digest = gathered.digest"
        " THEN 'unchanged' WHEN EXISTS (SELECT 1 FROM \"change\" ch JOIN operation o"
        " ON o.id = ch.operation_id WHERE ch.comment_id = c.id"
        " AND ch.before_revision <> ch.after_revision"  # not only looked at, or written a note on
        " AND o.verb NOT IN ('import', 'sync')) THEN 'kept' ELSE 'updated' END"
        " FROM comment c JOIN private_contact p ON p.comment_id = c.id"
        " WHERE c.source = ? AND c.external_id = gathered.external_id"
        " AND gathered.outcome IS NULL",
        (source,),
    )
    # What stays as it is here stays under its article; whoever answers it is looked for there.
    writing.run(
        "UPDATE temp.gathered SET article_id = (SELECT article_id FROM comment c"
        " WHERE c.id = comment_id) WHERE outcome = 'kept'"
    )
    erased.turn_away(writing, source)
    _number(writing)
    parents.find(writing, source)


def _number(writing: Writing) -> None:
    """Give the new ones their ids, in the order of the file."""
    writing.run(
        "UPDATE temp.gathered SET outcome = 'added', comment_id = numbered.id FROM (SELECT"
        " position, row_number() OVER (ORDER BY position) + (SELECT coalesce(max(id), 0)"
        " FROM comment) AS id FROM temp.gathered WHERE outcome IS NULL) numbered"
        " WHERE numbered.position = gathered.position"
    )


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
    last = 0
    while rows := (
        reading.run(
            "SELECT * FROM temp.gathered WHERE outcome IN ('updated', 'back') AND position > ?"
            " ORDER BY position LIMIT 500",
            (last,),
        )
        .mappings()
        .all()
    ):
        for row in rows:
            fields = {name: row[name] for name in _UPDATED}
            fields["source_digest"] = row["digest"]
            fields["parent_external_id"] = row["parent"] if row["parent_id"] is None else None
            yield CommentId(row["comment_id"]), str(row["status"]), fields
        last = rows[-1]["position"]


_UPDATED = (
    "article_id", "parent_id", "kind", "name", "url", "submitted_at", "body", "body_format", "text",
    "links", "lacks", "waiver", "email", "email_key", "email_domain", "ip", "user_agent", "extra",
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
    """Keep one comment that has no source elsewhere; `fields` are those that intake made.

    A `waiver` among them lets an incomplete one pass.
    """
    done = writing.run(
        "INSERT INTO comment (article_id, parent_id, kind, status, revision, source, name, url,"
        " submitted_at, received_at, body, body_format, text, links, lacks, waiver)"
        " VALUES (?, ?, ?, ?, ?, '', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            article, parent, kind, status, operation, fields["name"], fields["url"], to_stored(at),
            to_stored(received_at), fields["body"], body_format, fields["text"], fields["links"],
            fields["lacks"], fields.get("waiver"),
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
