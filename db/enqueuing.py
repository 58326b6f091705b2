"""What an operation has to tell connected sites is put into the outbox, in the same transaction.

An entry says what the site is to become, not what was done: of a comment and a kind at most one is
waiting. A decision that is taken back before it was sent leaves nothing to send.
"""

from db import connections
from db.library import Reading, Writing
from db.rows import CommentId, OperationId
from db.site_rows import Kind

_FIELDS = "('name', 'email', 'url', 'body')"
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


def enqueue_withdrawn(writing: Writing, comment: CommentId) -> None:
    """A comment of ours was taken back while it was on its way: the site has to take it away."""
    source = "private_remote r WHERE r.comment_id = ?2"
    what = "r.site_id, r.comment_id, 'status', 'rejected'"
    writing.quick(_PUT.format(what=what, source=source), (_last(writing, comment), comment))


def _last(reading: Reading, comment: CommentId) -> int:
    """The operation that touched a comment last."""
    asked = 'SELECT max(operation_id) FROM "change" WHERE comment_id = ?'
    return int(reading.quick(asked, (comment,)).fetchone()[0])
