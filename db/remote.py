"""What a connected site last said of each comment that both sides have, and open conflicts."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from db.library import Reading, Writing
from db.moments import from_stored, to_stored
from db.rows import CommentId, SiteId
from db.site_rows import Conflict, Kind, Known
from db.words import WITHDRAWN, Status

_KNOWN = (
    "SELECT r.comment_id, r.number, r.status, r.digest, c.status,"
    " c.lacks <> '' AND c.waiver IS NULL, c.waiver IS NOT NULL,"
    " (SELECT json_group_object(o.kind, o.wanted) FROM outbox o"
    " WHERE o.comment_id = r.comment_id AND o.state = 'waiting'),"
    " EXISTS (SELECT 1 FROM outbox o WHERE o.comment_id = r.comment_id"
    " AND o.state IN ('waiting', 'sending', 'refused')),"
    " EXISTS (SELECT 1 FROM private_conflict x WHERE x.comment_id = r.comment_id)"
    " FROM private_remote r JOIN comment c ON c.id = r.comment_id"
)


def known(reading: Reading, site: SiteId, numbers: Sequence[int]) -> Mapping[int, Known]:
    """Those of these comments of the site that are here, by its numbers."""
    rows = reading.quick(
        f"{_KNOWN} WHERE r.site_id = ? AND r.number IN (SELECT value FROM json_each(?))",
        (site, json.dumps(list(numbers))),
    )
    return {int(row[1]): _known(row) for row in rows}


def _known(row: Sequence[object]) -> Known:
    comment, number, base, digest, status, incomplete, waived, waiting, is_open, conflict = row
    return Known(
        CommentId(int(str(comment))),
        int(str(number)),
        str(base),
        str(digest),
        None if status == WITHDRAWN else Status(str(status)),
        bool(incomplete),
        bool(waived),
        {Kind(kind): wanted for kind, wanted in json.loads(str(waiting)).items()},
        bool(is_open),
        bool(conflict),
    )


def numbers_between(reading: Reading, site: SiteId, low: int, high: int) -> list[int]:
    """The site's numbers from `low` to below `high` that are here and not known to be gone."""
    rows = reading.quick(
        "SELECT number FROM private_remote WHERE site_id = ? AND number >= ? AND number < ?"
        " AND status <> 'gone' ORDER BY number",
        (site, low, high),
    )
    return [int(row[0]) for row in rows]


def count_from(reading: Reading, site: SiteId, low: int) -> int:
    """How many of the site's comments with that number or a higher one are here."""
    asked = "SELECT count(*) FROM private_remote WHERE site_id = ? AND number >= ?"
    return int(reading.quick(asked, (site, low)).fetchone()[0])


def pending_numbers(reading: Reading, site: SiteId) -> list[int]:
    """The site's numbers of what it last had as pending."""
    rows = reading.quick(
        "SELECT number FROM private_remote WHERE site_id = ? AND status = 'pending'"
        " ORDER BY number DESC",
        (site,),
    )
    return [int(row[0]) for row in rows]


def keep(
    writing: Writing, site: SiteId, comment: CommentId, number: int, status: str, digest: str
) -> None:
    """Keep what the site says of a comment."""
    writing.quick(
        "INSERT INTO private_remote (comment_id, site_id, number, status, digest)"
        " VALUES (?, ?, ?, ?, ?) ON CONFLICT (comment_id) DO UPDATE SET number = excluded.number,"
        " status = excluded.status, digest = excluded.digest",
        (comment, site, number, status, digest),
    )


def set_base(
    writing: Writing, comment: CommentId, *, status: str | None = None, digest: str | None = None
) -> None:
    """Keep what the site says now; what is None it said before."""
    writing.quick(
        "UPDATE private_remote SET status = coalesce(?, status), digest = coalesce(?, digest)"
        " WHERE comment_id = ?",
        (status, digest, comment),
    )


def name_after_site(
    writing: Writing, comment: CommentId, source: str, external_id: str, source_digest: str = ""
) -> None:
    """A comment of ours is at the site now: an import of the site's export will know it."""
    writing.quick(
        "UPDATE comment SET source = ?, external_id = ? WHERE id = ?",
        (source, external_id, comment),
    )
    writing.quick(
        "UPDATE private_contact SET source_digest = ? WHERE comment_id = ?",
        (source_digest, comment),
    )


def take_their_word(writing: Writing, fetched: Sequence[tuple[str, int, str, str]]) -> None:
    """Let what was gathered, and was decided at the site, come in as it was decided there.

    `fetched` has external id, number, status and digest. What waits at the site goes where our
    rules and what is thought of commenters send it.
    """
    writing.run("DROP TABLE IF EXISTS temp.fetched")
    writing.run(
        "CREATE TEMP TABLE fetched (external_id TEXT PRIMARY KEY, number INTEGER, status TEXT,"
        " digest TEXT)"
    )
    writing.run_many("INSERT OR IGNORE INTO temp.fetched VALUES (?, ?, ?, ?)", fetched)
    decided = "SELECT f.external_id FROM temp.fetched f WHERE f.status <> 'pending'"
    writing.run(
        "UPDATE temp.gathered SET status = f.status FROM temp.fetched f"
        " WHERE f.external_id = gathered.external_id AND f.status <> 'pending'"
        " AND (f.status <> 'approved' OR gathered.lacks = '' OR gathered.waiver IS NOT NULL)"
    )
    writing.run(f"DELETE FROM temp.gathered_hold WHERE external_id IN ({decided})")


def keep_gathered(
    writing: Writing, site: SiteId
) -> tuple[list[tuple[CommentId, int]], list[CommentId]]:
    """Keep what the site says of the comments that were gathered and are here now.

    Comment and number of those that were decided here since they came from a file: nobody knows
    what both sides last had. And those that wait at the site and were sent elsewhere by our rules.
    """
    both = (
        "FROM temp.fetched f JOIN temp.gathered g ON g.external_id = f.external_id"
        " WHERE g.outcome IN ('added', 'back', 'updated', 'kept', 'unchanged')"
    )
    writing.run(
        "INSERT INTO private_remote (comment_id, site_id, number, status, digest)"
        f" SELECT g.comment_id, ?, f.number, f.status, f.digest {both}"
        " ON CONFLICT (comment_id) DO UPDATE SET number = excluded.number,"
        " status = excluded.status, digest = excluded.digest",
        (site,),
    )
    rows = writing.run(
        f"SELECT g.comment_id, f.number {both} AND (g.outcome = 'kept' OR g.outcome = 'unchanged'"
        " AND f.status <> (SELECT c.status FROM comment c WHERE c.id = g.comment_id))"
    ).all()
    ruled = writing.run(
        f"SELECT g.comment_id {both} AND g.outcome = 'added' AND f.status = 'pending'"
        " AND g.status <> 'pending'"
    ).all()
    return [(CommentId(row[0]), int(row[1])) for row in rows], [CommentId(row[0]) for row in ruled]


def put_conflict(writing: Writing, comment: CommentId, conflict: Mapping[str, object]) -> None:
    """Keep how the site has a comment that both sides changed, in place of what was kept before."""
    writing.quick(
        "INSERT INTO private_conflict (comment_id, at, status, digest, told)"
        " VALUES (?, ?, ?, ?, ?) ON CONFLICT (comment_id) DO UPDATE SET"
        " status = excluded.status, digest = excluded.digest, told = excluded.told",
        (
            comment, to_stored(conflict["at"]) if isinstance(conflict["at"], datetime) else 0,
            conflict["status"], conflict["digest"],
            json.dumps(conflict["told"], ensure_ascii=False),
        ),
    )  # fmt: skip


def drop_conflict(writing: Writing, comment: CommentId) -> None:
    """The conflict is settled."""
    writing.quick("DELETE FROM private_conflict WHERE comment_id = ?", (comment,))


def conflicts(
    reading: Reading, *, site: SiteId | None = None, comment: int | None = None, limit: int = 500
) -> list[Conflict]:
    """Open conflicts, oldest first."""
    rows = reading.quick(
        "SELECT x.comment_id, r.site_id, r.number, x.at, x.status, x.digest, x.told"
        " FROM private_conflict x JOIN private_remote r ON r.comment_id = x.comment_id"
        " WHERE (?1 IS NULL OR r.site_id = ?1) AND (?2 IS NULL OR x.comment_id = ?2)"
        f" ORDER BY x.at, x.comment_id LIMIT {int(limit)}",
        (site, comment),
    )
    return [
        Conflict(
            CommentId(row[0]), SiteId(row[1]), int(row[2]), from_stored(row[3]), row[4], row[5],
            json.loads(row[6]),
        )
        for row in rows
    ]  # fmt: skip


def count_conflicts(reading: Reading, site: SiteId | None = None) -> int:
    """How many conflicts are open."""
    found = reading.quick(
        "SELECT count(*) FROM private_conflict x JOIN private_remote r"
        " ON r.comment_id = x.comment_id WHERE ?1 IS NULL OR r.site_id = ?1",
        (site,),
    )
    return int(found.fetchone()[0])


def sites_of(reading: Reading, comments: Sequence[int]) -> Mapping[str, int]:
    """How many of these comments each connected site has still, by its address."""
    rows = reading.quick(
        "SELECT s.url, count(*) FROM json_each(?) wanted CROSS JOIN private_remote r"
        " ON r.comment_id = wanted.value JOIN site s ON s.id = r.site_id"
        " WHERE r.status <> 'gone' GROUP BY s.url ORDER BY s.url",
        (json.dumps(list(comments)),),
    )
    return {str(row[0]): int(row[1]) for row in rows}


def forget(writing: Writing, comments: Sequence[int]) -> None:
    """Forget what is between us and the sites about these comments; they stay as they are."""
    told = json.dumps(list(comments))
    for table in ("private_conflict", "outbox", "private_remote"):
        writing.run(
            f"DELETE FROM {table} WHERE comment_id IN (SELECT value FROM json_each(?))", (told,)
        )
