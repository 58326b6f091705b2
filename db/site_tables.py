"""The tables of connected sites: how each is reached, what it said, and what it is sent.

No password is kept here; what a site says of a commenter is in `private_…` tables.
"""

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy import text as sql

from db.declaring import Declared, integer, string


class ConnectionTable(Declared, name="connection", with_rowid=False):
    """How a site is reached, and how far its comments have come in."""

    site_id = integer(ForeignKey("site.id"), primary_key=True)
    root = string()
    username = string()
    # What its comments and articles have as their source.
    source = string(unique=True)
    # What holds where both sides changed a comment: the site's, ours, or somebody is asked.
    rule = string()
    # The highest of its numbers that came in; of the first walk downwards, where it is (0: done).
    top = integer(server_default=sql("0"))
    bottom = integer(nullable=True)
    # How far the slow look at every comment has come.
    passed = integer(server_default=sql("0"))
    synced_at = integer(nullable=True)

    table_args = (CheckConstraint("rule IN ('site', 'ours', 'ask')", name="rule"),)


class RemoteTable(Declared, name="private_remote", with_rowid=False):
    """What a site last said of a comment that both sides have; `gone`: it is not there any more."""

    comment_id = integer(ForeignKey("comment.id"), primary_key=True)
    site_id = integer(ForeignKey("connection.site_id"))
    number = integer()
    status = string()
    # Of name, address, website and text as the site has them.
    digest = string()

    table_args = (
        UniqueConstraint("site_id", "number"),
        CheckConstraint(
            "status IN ('pending', 'approved', 'rejected', 'spam', 'gone')", name="status"
        ),
    )


class OutboxTable(Declared, name="outbox"):
    """What a site is to be sent: at most one waiting entry for a comment and a kind."""

    id = integer(primary_key=True)
    site_id = integer(ForeignKey("connection.site_id"))
    comment_id = integer(ForeignKey("comment.id"))
    kind = string()
    # The status that the site is to give it; empty for the other kinds.
    wanted = string()
    operation_id = integer(ForeignKey("operation.id"), index=True)
    key = string(unique=True)
    state = string()
    # The code of a refusal, and the site's words for it without markup.
    why = string()
    tries = integer()
    at = integer()

    table_args = (
        CheckConstraint("kind IN ('status', 'edit', 'reply')", name="kind"),
        CheckConstraint(
            "state IN ('waiting', 'sending', 'sent', 'refused', 'overruled')", name="state"
        ),
        Index(
            "uq_outbox_waiting",
            "comment_id",
            "kind",
            unique=True,
            sqlite_where=sql("state = 'waiting'"),
        ),
        Index("ix_outbox_comment", "comment_id", "id"),
        Index("ix_outbox_state", "site_id", "state", "id"),
    )


class ConflictTable(Declared, name="private_conflict", with_rowid=False):
    """A comment that both sides changed, and what the site says of it; somebody must settle it."""

    comment_id = integer(ForeignKey("private_remote.comment_id"), primary_key=True)
    at = integer()
    status = string()
    digest = string()
    # The fields as the site has them, as JSON.
    told = string()
