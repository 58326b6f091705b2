"""The mapped tables of connected sites: how each is reached, what it said, and what it is sent.

No password is kept here; what a site says of a commenter is in `private_…` tables.
"""

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from db.tables import Base


class ConnectionTable(Base):
    """How a site is reached, and how far its comments have come in."""

    __tablename__ = "connection"

    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"), primary_key=True)
    root: Mapped[str]
    username: Mapped[str]
    # What its comments and articles have as their source.
    source: Mapped[str] = mapped_column(unique=True)
    # What holds where both sides changed a comment: the site's, ours, or somebody is asked.
    rule: Mapped[str]
    # The highest of its numbers that came in; of the first walk downwards, where it is (0: done).
    top: Mapped[int] = mapped_column(server_default=sql("0"))
    bottom: Mapped[int | None]
    # How far the slow look at every comment has come.
    passed: Mapped[int] = mapped_column(server_default=sql("0"))
    synced_at: Mapped[int | None]

    __table_args__ = (
        CheckConstraint("rule IN ('site', 'ours', 'ask')", name="rule"),
        {"sqlite_with_rowid": False},
    )


class RemoteTable(Base):
    """What a site last said of a comment that both sides have; `gone`: it is not there any more."""

    __tablename__ = "private_remote"

    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"), primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("connection.site_id"))
    number: Mapped[int]
    status: Mapped[str]
    # Of name, address, website and text as the site has them.
    digest: Mapped[str]

    __table_args__ = (
        UniqueConstraint("site_id", "number"),
        CheckConstraint(
            "status IN ('pending', 'approved', 'rejected', 'spam', 'gone')", name="status"
        ),
        {"sqlite_with_rowid": False},
    )


class OutboxTable(Base):
    """What a site is to be sent: at most one waiting entry for a comment and a kind."""

    __tablename__ = "outbox"

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("connection.site_id"))
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"))
    kind: Mapped[str]
    # The status that the site is to give it; empty for the other kinds.
    wanted: Mapped[str]
    operation_id: Mapped[int] = mapped_column(ForeignKey("operation.id"), index=True)
    key: Mapped[str] = mapped_column(unique=True)
    state: Mapped[str]
    # The code of a refusal, and the site's words for it without markup.
    why: Mapped[str]
    tries: Mapped[int]
    at: Mapped[int]

    __table_args__ = (
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


class ConflictTable(Base):
    """A comment that both sides changed, and what the site says of it; somebody must settle it."""

    __tablename__ = "private_conflict"

    comment_id: Mapped[int] = mapped_column(ForeignKey("private_remote.comment_id"),
                                            primary_key=True)  # fmt: skip
    at: Mapped[int]
    status: Mapped[str]
    digest: Mapped[str]
    # The fields as the site has them, as JSON.
    told: Mapped[str]

    __table_args__ = ({"sqlite_with_rowid": False},)
