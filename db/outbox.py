"""The outbox: what waits for a connected site, is under way to it, or came to its end.

`enqueuing` puts it there.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from db.library import Reading, Writing
from db.moments import from_stored, to_stored
from db.rows import ArticleId, CommentId, OperationId, SiteId
from db.site_rows import Entry, Kind, State, ToSend
from db.words import BodyFormat

_OF_AN_EDIT = frozenset(
    {"name", "email", "url", "body", "body_format", "text", "links", "lacks", "email_key",
     "email_domain"}
)  # fmt: skip
_COLUMNS = (
    "SELECT o.id, o.site_id, o.comment_id, o.kind, o.wanted, o.operation_id, o.key, o.state,"
    " o.why, o.tries, o.at, c.name, r.number, x.comment_id IS NOT NULL FROM outbox o"
    " JOIN comment c ON c.id = o.comment_id"
    " LEFT JOIN private_remote r ON r.comment_id = o.comment_id"
    " LEFT JOIN private_conflict x ON x.comment_id = o.comment_id"
)
# Nothing of it is under way or waits before it, nobody has to settle it first, and the site has
# what it is about (of a reply: what it answers).
_READY = (
    "o.state = 'waiting' AND x.comment_id IS NULL AND NOT EXISTS (SELECT 1 FROM outbox e"
    " WHERE e.comment_id = o.comment_id AND e.id < o.id AND e.state IN ('waiting', 'sending'))"
    " AND CASE o.kind WHEN 'reply' THEN c.parent_id IS NULL OR EXISTS (SELECT 1 FROM"
    " private_remote above WHERE above.comment_id = c.parent_id AND above.site_id = o.site_id)"
    " ELSE r.comment_id IS NOT NULL END"
)


def ready(reading: Reading, site: SiteId, limit: int) -> list[Entry]:
    """The first entries that could be sent now."""
    rows = reading.quick(
        f"{_COLUMNS} WHERE o.site_id = ? AND {_READY} ORDER BY o.id LIMIT {int(limit)}", (site,)
    )
    return [_entry(row) for row in rows]


def claim(writing: Writing, site: SiteId, numbers: Sequence[int]) -> list[Entry]:
    """Those of these entries that can be sent still; they count as being sent from here on."""
    rows = writing.quick(
        f"{_COLUMNS} WHERE o.site_id = ? AND {_READY}"
        " AND o.id IN (SELECT value FROM json_each(?)) ORDER BY o.id",
        (site, json.dumps(list(numbers))),
    ).fetchall()
    writing.run_many(
        "UPDATE outbox SET state = 'sending', tries = tries + 1 WHERE id = ?",
        [(row[0],) for row in rows],
    )
    return [_entry(row) for row in rows]


def release(writing: Writing, site: SiteId) -> int:
    """What was being sent when somebody stopped waits again, if nothing newer does; how many."""
    writing.quick(
        "DELETE FROM outbox WHERE site_id = ?1 AND state = 'sending' AND kind <> 'reply'"
        " AND EXISTS (SELECT 1 FROM outbox n WHERE n.comment_id = outbox.comment_id"
        " AND n.kind = outbox.kind AND n.state = 'waiting')",
        (site,),
    )
    done = writing.quick(
        "UPDATE outbox SET state = 'waiting' WHERE site_id = ? AND state = 'sending'", (site,)
    )
    return done.rowcount


def end(writing: Writing, number: int, state: State, why: str, at: datetime) -> None:
    """An entry has come to its end: sent, refused or overruled, and why."""
    writing.quick(
        "UPDATE outbox SET state = ?, why = ?, at = ? WHERE id = ?",
        (state.value, why, to_stored(at), number),
    )


def wait_again(writing: Writing, number: int) -> None:
    """An entry could not be sent now; it waits, unless a newer one of its kind does."""
    writing.quick(
        "DELETE FROM outbox WHERE id = ?1 AND kind <> 'reply' AND EXISTS (SELECT 1 FROM outbox n"
        " WHERE n.comment_id = outbox.comment_id AND n.kind = outbox.kind"
        " AND n.state = 'waiting')",
        (number,),
    )
    writing.quick("UPDATE outbox SET state = 'waiting' WHERE id = ?", (number,))


def settle_waiting(
    writing: Writing, comment: CommentId, kind: Kind, state: State, why: str, at: datetime
) -> None:
    """End the waiting entry of that kind, if there is one."""
    writing.quick(
        "UPDATE outbox SET state = ?, why = ?, at = ?"
        " WHERE comment_id = ? AND kind = ? AND state = 'waiting'",
        (state.value, why, to_stored(at), comment, kind.value),
    )


def drop(writing: Writing, number: int) -> None:
    """Take an entry out that was not sent."""
    writing.quick("DELETE FROM outbox WHERE id = ? AND state IN ('waiting', 'refused')", (number,))


def drop_waiting(writing: Writing, comment: CommentId, kind: Kind) -> None:
    """Take out what waits of that kind: there is nothing to be sent of it any more."""
    writing.quick(
        "DELETE FROM outbox WHERE comment_id = ? AND kind = ? AND state = 'waiting'",
        (comment, kind.value),
    )


def entries(
    reading: Reading,
    *,
    site: SiteId | None = None,
    states: Sequence[State] = (),
    limit: int = 500,
) -> list[Entry]:
    """Entries, those that are not sent first and then the newest."""
    where = ["o.site_id = ?"] if site is not None else []
    values: list[object] = [site] if site is not None else []
    if states:
        where.append("o.state IN (SELECT value FROM json_each(?))")
        values.append(json.dumps([one.value for one in states]))
    told = f" WHERE {' AND '.join(where)}" if where else ""
    return [
        _entry(row)
        for row in reading.quick(
            f"{_COLUMNS}{told} ORDER BY o.state IN ('sent', 'overruled'),"
            " iif(o.state IN ('sent', 'overruled'), -o.at, o.id), o.id DESC"
            f" LIMIT {int(limit)}",
            values,
        )
    ]


def entry(reading: Reading, number: int) -> Entry | None:
    """That entry, or None."""
    row = reading.quick(f"{_COLUMNS} WHERE o.id = ?", (number,)).fetchone()
    return _entry(row) if row else None


def counts(reading: Reading, site: SiteId | None = None) -> Mapping[State, int]:
    """How many entries there are in each state."""
    rows = reading.quick(
        "SELECT state, count(*) FROM outbox WHERE ?1 IS NULL OR site_id = ?1 GROUP BY state",
        (site,),
    )
    return {State(row[0]): int(row[1]) for row in rows}


def retry(writing: Writing, number: int) -> bool:
    """Let a refused entry wait again; False if it was not refused, or a newer one waits."""
    done = writing.quick(
        "UPDATE OR IGNORE outbox SET state = 'waiting', why = ''"
        " WHERE id = ? AND state = 'refused'",
        (number,),
    )
    return done.rowcount > 0


def fields_before(reading: Reading, taken: Entry) -> Mapping[str, object]:
    """What an entry of an edit is about, as it was before the first edit that is not sent."""
    rows = reading.quick(
        "SELECT before FROM private_change WHERE comment_id = ? AND operation_id >= ?"
        " ORDER BY operation_id DESC",
        (taken.comment, taken.operation),
    )
    before: dict[str, object] = {}
    for row in rows:
        before |= json.loads(row[0])
    return {name: value for name, value in before.items() if name in _OF_AN_EDIT}


def refused_replies(
    reading: Reading, *, article: ArticleId | None = None, parent: CommentId | None = None
) -> list[Entry]:
    """The comments of ours under that article, or answering that comment, which a site refused."""
    rows = reading.quick(
        f"{_COLUMNS} WHERE o.state = 'refused' AND o.kind = 'reply'"
        " AND (?1 IS NULL OR c.article_id = ?1) AND (?2 IS NULL OR c.parent_id = ?2)"
        " AND c.status <> 'withdrawn' ORDER BY o.id",
        (article, parent),
    )
    return [_entry(row) for row in rows]


def by_key(reading: Reading, key: str) -> Entry | None:
    """The reply that was sent with this key, if it is one of ours."""
    row = reading.quick(f"{_COLUMNS} WHERE o.key = ? AND o.kind = 'reply'", (key,)).fetchone()
    return _entry(row) if row else None


def forget_sent(writing: Writing, before: datetime) -> None:
    """Forget what was sent or overruled so long ago; a reply is remembered by its comment."""
    writing.quick(
        "DELETE FROM outbox WHERE state IN ('sent', 'overruled') AND at < ? AND kind <> 'reply'",
        (to_stored(before),),
    )


def to_send(reading: Reading, comments: Sequence[int]) -> Mapping[CommentId, ToSend]:
    """These comments as a site is sent them."""
    rows = reading.quick(
        "SELECT c.id, c.revision, c.status, c.name, p.email, c.url, c.body, p.ip,"
        " p.user_agent, a.external_id, above.number, c.body_format, EXISTS (SELECT 1 FROM outbox o"
        " WHERE o.comment_id = c.id AND o.kind = 'reply'), EXISTS (SELECT 1 FROM \"change\" ch"
        " JOIN operation did ON did.id = ch.operation_id WHERE ch.comment_id = c.id"
        " AND ch.before_revision = 0 AND did.verb = 'reply') FROM json_each(?) wanted"
        " CROSS JOIN comment c ON c.id = wanted.value"
        " JOIN private_contact p ON p.comment_id = c.id JOIN article a ON a.id = c.article_id"
        " LEFT JOIN private_remote above ON above.comment_id = c.parent_id",
        (json.dumps(list(comments)),),
    )
    return {
        CommentId(row[0]): ToSend(
            CommentId(row[0]),
            row[1],
            row[2],
            row[3],
            row[4],
            row[5],
            row[6],
            row[7],
            row[8],
            row[9] or "",
            row[10],
            BodyFormat(row[11]),
            bool(row[12]),
            bool(row[13]),
        )
        for row in rows
    }


def _entry(row: Sequence[object]) -> Entry:
    (number, site, comment, kind, wanted, operation, key, state, why, tries, at, name, remote,
     conflict) = row  # fmt: skip
    return Entry(
        id=int(str(number)),
        site=SiteId(int(str(site))),
        comment=CommentId(int(str(comment))),
        kind=Kind(str(kind)),
        wanted=str(wanted),
        operation=OperationId(int(str(operation))),
        key=str(key),
        state=State(str(state)),
        why=str(why),
        tries=int(str(tries)),
        at=from_stored(int(str(at))),
        name=str(name),
        number=None if remote is None else int(str(remote)),
        has_conflict=bool(conflict),
    )
