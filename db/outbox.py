"""The outbox: what connected sites are to be sent, kept in the transaction of the decision itself.

An entry says what the site is to become, not what was done: of a comment and a kind at most one is
waiting. A decision that is taken back before it was sent leaves nothing to send.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from db import connections
from db.library import Reading, Writing
from db.moments import from_stored, to_stored
from db.rows import ArticleId, CommentId, OperationId, SiteId
from db.site_rows import Entry, Kind, State, ToSend
from db.words import BodyFormat

_FIELDS = "('name', 'email', 'url', 'body')"
_OF_AN_EDIT = frozenset(
    {"name", "email", "url", "body", "body_format", "text", "links", "lacks", "email_key",
     "email_domain"}
)  # fmt: skip
# What is no decision of ours: what a site said, what a file said, and what nobody changed.
_NOT_OURS = "(verb IN ('import', 'erase', 'reveal') OR verb = 'sync' AND role = 'do')"
_PUT = (
    "INSERT INTO outbox (site_id, comment_id, kind, wanted, operation_id, key, state, why, tries,"
    " at) SELECT {what}, ?1, lower(hex(randomblob(16))), 'waiting', '', 0,"
    " (SELECT at FROM operation WHERE id = ?1) FROM {source} ON CONFLICT (comment_id, kind)"
    " WHERE state = 'waiting' DO UPDATE SET wanted = excluded.wanted,"
    " operation_id = iif(kind = 'edit', operation_id, excluded.operation_id),"
    " key = excluded.key, tries = 0, at = excluded.at"
)
_TOUCHED = (
    '"change" ch JOIN comment c ON c.id = ch.comment_id'
    " JOIN private_remote r ON r.comment_id = c.id AND r.status <> 'gone'"
)
# A comment of ours that was taken back is one that the site has to take away.
_STATUS = _PUT.format(
    what="r.site_id, c.id, 'status', iif(c.status = 'withdrawn', 'rejected', c.status)",
    source=f"{_TOUCHED} WHERE ch.operation_id = ?1 AND ch.before <> ch.after"
    " AND ('withdrawn' NOT IN (ch.before, ch.after) OR EXISTS (SELECT 1 FROM outbox o"
    " WHERE o.comment_id = c.id AND o.kind = 'reply' AND o.state IN ('sending', 'sent')))",
)
_EDIT = _PUT.format(
    what="r.site_id, c.id, 'edit', ''",
    source=f"{_TOUCHED} JOIN private_change p ON p.operation_id = ch.operation_id"
    " AND p.comment_id = ch.comment_id WHERE ch.operation_id = ?1 AND EXISTS"
    f" (SELECT 1 FROM json_each(p.after) one WHERE one.key IN {_FIELDS})",
)
_REPLY = _PUT.format(
    what="n.site_id, c.id, 'reply', ''",
    source='"change" ch JOIN comment c ON c.id = ch.comment_id'
    " JOIN article a ON a.id = c.article_id JOIN connection n ON n.source = a.source"
    " WHERE ch.operation_id = ?1 AND ch.before = 'withdrawn' AND ch.after <> 'withdrawn'"
    " AND c.source = '' AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.comment_id = c.id"
    " AND o.kind = 'reply' AND o.state IN ('sending', 'sent'))",
)
# What the site has already needs no sending; but where something is on its way, the last one wins.
_NEEDLESS = (
    "DELETE FROM outbox WHERE state = 'waiting' AND kind = 'status' AND comment_id IN (SELECT"
    ' comment_id FROM "change" WHERE operation_id = ?1) AND wanted = (SELECT r.status FROM'
    " private_remote r WHERE r.comment_id = outbox.comment_id) AND NOT EXISTS (SELECT 1 FROM"
    " outbox o WHERE o.comment_id = outbox.comment_id AND o.kind = 'status'"
    " AND o.state = 'sending')"
)
_TAKEN_BACK = (
    "DELETE FROM outbox WHERE state IN ('waiting', 'refused') AND kind = 'reply' AND comment_id IN"
    " (SELECT comment_id FROM \"change\" WHERE operation_id = ?1 AND after = 'withdrawn')"
)
# A refusal of what is no longer wanted.
_OUTDATED = (
    "DELETE FROM outbox WHERE state = 'refused' AND kind <> 'reply' AND (comment_id, kind) IN"
    ' (SELECT o.comment_id, o.kind FROM "change" ch JOIN outbox o ON o.comment_id = ch.comment_id'
    " WHERE ch.operation_id = ?1 AND o.state = 'waiting')"
)


def enqueue(writing: Writing, operation: OperationId) -> None:
    """Put what an operation changed of connected sites' comments into the outbox.

    Called where every operation ends, before it is sealed.
    """
    if not connections.any_there(writing):
        return
    if writing.quick(f"SELECT {_NOT_OURS} FROM operation WHERE id = ?", (operation,)).fetchone()[0]:
        return
    for statement in (_STATUS, _EDIT, _REPLY, _NEEDLESS, _TAKEN_BACK, _OUTDATED):
        writing.quick(statement, (operation,))


def enqueue_difference(writing: Writing, comment: CommentId, kind: Kind) -> None:
    """Have the site follow how a comment stands here, whatever made it so."""
    source = "private_remote r JOIN comment c ON c.id = r.comment_id WHERE c.id = ?2"
    wanted = "c.status" if kind is Kind.STATUS else "''"
    what = f"r.site_id, c.id, '{kind.value}', {wanted}"
    writing.quick(_PUT.format(what=what, source=source), (_last(writing, comment), comment))


def _last(reading: Reading, comment: CommentId) -> int:
    """The operation that touched a comment last."""
    asked = 'SELECT max(operation_id) FROM "change" WHERE comment_id = ?'
    return int(reading.quick(asked, (comment,)).fetchone()[0])


def enqueue_withdrawn(writing: Writing, comment: CommentId) -> None:
    """A comment of ours was taken back while it was on its way: the site has to take it away."""
    source = "private_remote r WHERE r.comment_id = ?2"
    what = "r.site_id, r.comment_id, 'status', 'rejected'"
    writing.quick(_PUT.format(what=what, source=source), (_last(writing, comment), comment))


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
