"""The mapped tables, their constraints and indexes: what a library of today looks like.

The migrations make it; a test proves that both say the same. What SQLAlchemy cannot map (the
full-text index and the triggers) stands in the migrations alone.

Times are whole microseconds since 1970 in UTC. Personal data sits in `private_…` tables only.
"""

from typing import ClassVar

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    MetaData,
    Text,
    UniqueConstraint,
)
from sqlalchemy import text as sql
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

_STATUSES = "('pending', 'approved', 'rejected', 'spam', 'withdrawn')"


class Base(DeclarativeBase):
    """The library's tables; every constraint has a name, so that an error can be told apart."""

    type_annotation_map: ClassVar = {str: Text}
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class SiteTable(Base):
    """A site and what it requires of a commenter; the comment itself is always required."""

    __tablename__ = "site"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    url: Mapped[str]
    name_required: Mapped[int]
    email_required: Mapped[int]
    # Under which name the newsroom replies, and whether readers are told that it edited.
    newsroom_name: Mapped[str] = mapped_column(server_default=sql("''"))
    say_edited: Mapped[int] = mapped_column(server_default=sql("0"))

    __table_args__ = (
        CheckConstraint("name_required IN (0, 1)", name="name_required"),
        CheckConstraint("email_required IN (0, 1)", name="email_required"),
    )


class ArticleTable(Base):
    """An article; `key` is for people, (`source`, `external_id`) is its identity elsewhere."""

    __tablename__ = "article"

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"), index=True)
    key: Mapped[str] = mapped_column(unique=True)
    source: Mapped[str]
    external_id: Mapped[str | None]
    title: Mapped[str]
    url: Mapped[str]
    published_at: Mapped[int | None]
    body: Mapped[str]
    body_format: Mapped[str]
    open: Mapped[int] = mapped_column(server_default=sql("1"))
    # 0: a draft or private on the site; it goes into no public export, nor what stands under it.
    public: Mapped[int] = mapped_column(server_default=sql("1"))
    # 1: behind a password on the site; its text goes into no public export.
    protected: Mapped[int] = mapped_column(server_default=sql("0"))
    # An article whose arrival was undone is kept for the redo and shown nowhere.
    withdrawn: Mapped[int] = mapped_column(server_default=sql("0"))
    added_by: Mapped[int | None] = mapped_column(ForeignKey("operation.id"), index=True)

    __table_args__ = (
        UniqueConstraint("source", "external_id"),
        CheckConstraint("key <> ''", name="key"),
        CheckConstraint("body_format IN ('html', 'markdown', 'text')", name="body_format"),
        CheckConstraint("open IN (0, 1)", name="open"),
        CheckConstraint("public IN (0, 1)", name="public"),
        CheckConstraint("protected IN (0, 1)", name="protected"),
        CheckConstraint("withdrawn IN (0, 1)", name="withdrawn"),
    )


class CommentTable(Base):
    """A comment without its private part. `lacks` names missing required fields, by commas."""

    __tablename__ = "comment"

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("comment.id"), index=True)
    kind: Mapped[str]
    status: Mapped[str]
    # The operation that made it what it is; 0 while its arrival is undone.
    revision: Mapped[int]
    source: Mapped[str]
    external_id: Mapped[str | None]
    # The parent that the source named and that was not there: an orphan may find it later.
    parent_external_id: Mapped[str | None]
    name: Mapped[str]
    url: Mapped[str]
    submitted_at: Mapped[int]
    received_at: Mapped[int]
    body: Mapped[str]
    body_format: Mapped[str]
    # Plain text and link count are derived from the body, for the list and the index.
    text: Mapped[str]
    links: Mapped[int]
    lacks: Mapped[str] = mapped_column(server_default=sql("''"))
    waiver: Mapped[str | None]
    note: Mapped[str] = mapped_column(server_default=sql("''"))
    address_stands: Mapped[int] = mapped_column(server_default=sql("0"))
    # The newsroom changed what readers see of it.
    edited: Mapped[int] = mapped_column(server_default=sql("0"))

    __table_args__ = (
        UniqueConstraint("source", "external_id"),
        CheckConstraint(f"status IN {_STATUSES}", name="status"),
        CheckConstraint("kind <> ''", name="kind"),
        CheckConstraint("revision >= 0", name="revision"),
        CheckConstraint("body_format IN ('html', 'markdown', 'text')", name="body_format"),
        CheckConstraint("parent_id <> id", name="not_its_own_parent"),
        CheckConstraint("address_stands IN (0, 1)", name="address_stands"),
        # The law: nobody is approved incomplete, whoever writes to this file.
        CheckConstraint(
            "status <> 'approved' OR lacks = '' OR waiver IS NOT NULL", name="complete_or_waived"
        ),
        # A queue in order, with the revision, is read from this index alone.
        Index("ix_comment_queue", "status", "submitted_at", "id", "revision"),
        Index("ix_comment_by_time", "submitted_at", "id", "status", "revision"),
        Index("ix_comment_of_article", "article_id", "submitted_at", "id"),
        # Of a million comments a handful; so an index of that handful.
        Index(
            "ix_comment_orphaned",
            "source",
            "parent_external_id",
            sqlite_where=sql("parent_external_id IS NOT NULL"),
        ),
        Index("ix_comment_noted", "submitted_at", "id", sqlite_where=sql("note <> ''")),
        Index(
            "ix_comment_incomplete",
            "submitted_at",
            "id",
            sqlite_where=sql("lacks <> '' AND waiver IS NULL"),
        ),
    )


class ContactTable(Base):
    """The private part of a comment. `email_key` is the folded address to look it up by."""

    __tablename__ = "private_contact"

    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"), primary_key=True)
    email: Mapped[str]
    email_key: Mapped[str]
    email_domain: Mapped[str]
    ip: Mapped[str]
    user_agent: Mapped[str]
    # What the source had besides, as JSON; and how its row looked, to see a newer one.
    extra: Mapped[str] = mapped_column(server_default=sql("'{}'"))
    source_digest: Mapped[str] = mapped_column(server_default=sql("''"))

    __table_args__ = (
        Index("ix_private_contact_email_key", "email_key"),
        Index("ix_private_contact_email_domain", "email_domain"),
        Index("ix_private_contact_ip", "ip"),
    )


class BadgeTable(Base):
    """A random number for each commenter, to draw a badge from; given by trigger."""

    __tablename__ = "private_badge"

    email_key: Mapped[str] = mapped_column(primary_key=True)
    badge: Mapped[int]

    __table_args__ = ({"sqlite_with_rowid": False},)


class ArticleCountTable(Base):
    """Comments by article and status, kept by triggers."""

    __tablename__ = "article_count"

    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), primary_key=True)
    status: Mapped[str] = mapped_column(primary_key=True)
    total: Mapped[int]

    __table_args__ = (
        Index("ix_article_count_status_total", "status", "total"),
        {"sqlite_with_rowid": False},
    )


class StatusCountTable(Base):
    """Comments by status, kept by triggers."""

    __tablename__ = "status_count"

    status: Mapped[str] = mapped_column(primary_key=True)
    total: Mapped[int]

    __table_args__ = ({"sqlite_with_rowid": False},)


class OperationTable(Base):
    """The journal: one row an operation, never changed once sealed, chained by `hash`."""

    __tablename__ = "operation"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[int]
    desk: Mapped[str]
    role: Mapped[str]
    verb: Mapped[str]
    # The operation that this one does, takes back or does again; its own id where it is the first.
    subject: Mapped[int] = mapped_column(ForeignKey("operation.id"))
    # The operation whose changes were reversed, for the roles undo and redo.
    reverses: Mapped[int | None] = mapped_column(ForeignKey("operation.id"))
    count: Mapped[int]
    detail: Mapped[str]
    # The chain has the detail's salted hash, so that it can be erased and the chain holds.
    detail_salt: Mapped[str]
    detail_hash: Mapped[str]
    digest: Mapped[str]
    previous_hash: Mapped[str]
    hash: Mapped[str]

    __table_args__ = (
        CheckConstraint("role IN ('do', 'undo', 'redo')", name="role"),
        # Whatever somebody did to the file, it can be looked for: JSON that is none has no reason.
        Index(
            "ix_operation_reason",
            sql("CASE WHEN json_valid(detail) THEN json_extract(detail, '$.reason') END"),
            "subject",
            sqlite_where=sql("detail <> '{}'"),
        ),
        Index("ix_operation_subject", "subject", "id"),
        Index("ix_operation_desk", "desk", "role", "id"),
    )


class ChangeTable(Base):
    """What an operation did to a comment: status and revision before and after."""

    __tablename__ = "change"

    operation_id: Mapped[int] = mapped_column(ForeignKey("operation.id"), primary_key=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"), primary_key=True)
    before: Mapped[str]
    after: Mapped[str]
    before_revision: Mapped[int]
    after_revision: Mapped[int]
    # The salted hash of the fields that changed besides; the fields are in `private_change`.
    detail_hash: Mapped[str | None]

    __table_args__ = (
        CheckConstraint(f"before IN {_STATUSES}", name="before"),
        CheckConstraint(f"after IN {_STATUSES}", name="after"),
        Index("ix_change_comment", "comment_id", "operation_id"),
        {"sqlite_with_rowid": False},
    )


class ArticleChangeTable(Base):
    """Fields of an article before and after an operation, as JSON."""

    __tablename__ = "article_change"

    operation_id: Mapped[int] = mapped_column(ForeignKey("operation.id"), primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), primary_key=True, index=True)
    salt: Mapped[str]
    before: Mapped[str]
    after: Mapped[str]
    # The chain has this salted hash, so that an address can be erased from the texts.
    detail_hash: Mapped[str]

    __table_args__ = ({"sqlite_with_rowid": False},)


class PrivateChangeTable(Base):
    """Fields before and after, as JSON; apart, so that they can be erased and the chain holds."""

    __tablename__ = "private_change"

    operation_id: Mapped[int] = mapped_column(ForeignKey("operation.id"), primary_key=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"), primary_key=True)
    salt: Mapped[str]
    before: Mapped[str]
    after: Mapped[str]

    __table_args__ = (
        Index("ix_private_change_comment", "comment_id"),
        {"sqlite_with_rowid": False},
    )


class ErasedTable(Base):
    """Keyed hashes of what erased comments were called at their source: so they stay away."""

    __tablename__ = "private_erased"

    digest: Mapped[str] = mapped_column(primary_key=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"), index=True)

    __table_args__ = ({"sqlite_with_rowid": False},)


class SettingTable(Base):
    """What the newsroom chose, as JSON by key."""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]

    __table_args__ = ({"sqlite_with_rowid": False},)


class MigrationTable(Base):
    """Which migrations made this library, and when."""

    __tablename__ = "migration"

    number: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    applied_at: Mapped[int]
