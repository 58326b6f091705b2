"""The tables, their constraints and indexes: what a library of today looks like.

The migrations make it; a test proves that both say the same. What SQLAlchemy cannot declare (the
full-text index and the triggers) stands in the migrations alone.

Times are whole microseconds since 1970 in UTC. Personal data sits in `private_…` tables only.
"""

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    UniqueConstraint,
)
from sqlalchemy import text as sql

from db.declaring import Declared, integer, string

_STATUSES = "('pending', 'approved', 'rejected', 'spam', 'withdrawn')"


class SiteTable(Declared, name="site"):
    """A site and what it requires of a commenter; the comment itself is always required."""

    id = integer(primary_key=True)
    key = string(unique=True)
    name = string()
    url = string()
    name_required = integer()
    email_required = integer()
    # Under which name the newsroom replies, and whether readers are told that it edited.
    newsroom_name = string(server_default=sql("''"))
    say_edited = integer(server_default=sql("0"))

    table_args = (
        CheckConstraint("name_required IN (0, 1)", name="name_required"),
        CheckConstraint("email_required IN (0, 1)", name="email_required"),
    )


class ArticleTable(Declared, name="article"):
    """An article; `key` is for people, (`source`, `external_id`) is its identity elsewhere."""

    id = integer(primary_key=True)
    site_id = integer(ForeignKey("site.id"), index=True)
    key = string(unique=True)
    source = string()
    external_id = string(nullable=True)
    title = string()
    url = string()
    published_at = integer(nullable=True)
    body = string()
    body_format = string()
    open = integer(server_default=sql("1"))
    # 0: a draft or private on the site; it goes into no public export, nor what stands under it.
    public = integer(server_default=sql("1"))
    # 1: behind a password on the site; its text goes into no public export.
    protected = integer(server_default=sql("0"))
    # An article whose arrival was undone is kept for the redo and shown nowhere.
    withdrawn = integer(server_default=sql("0"))
    added_by = integer(ForeignKey("operation.id"), index=True, nullable=True)

    table_args = (
        UniqueConstraint("source", "external_id"),
        CheckConstraint("key <> ''", name="key"),
        CheckConstraint("body_format IN ('html', 'markdown', 'text')", name="body_format"),
        CheckConstraint("open IN (0, 1)", name="open"),
        CheckConstraint("public IN (0, 1)", name="public"),
        CheckConstraint("protected IN (0, 1)", name="protected"),
        CheckConstraint("withdrawn IN (0, 1)", name="withdrawn"),
    )


class CommentTable(Declared, name="comment"):
    """A comment without its private part. `lacks` names missing required fields, by commas."""

    id = integer(primary_key=True)
    article_id = integer(ForeignKey("article.id"))
    parent_id = integer(ForeignKey("comment.id"), index=True, nullable=True)
    kind = string()
    status = string()
    # The operation that made it what it is; 0 while its arrival is undone.
    revision = integer()
    source = string()
    external_id = string(nullable=True)
    # The parent that the source named and that was not there: an orphan may find it later.
    parent_external_id = string(nullable=True)
    name = string()
    url = string()
    submitted_at = integer()
    received_at = integer()
    body = string()
    body_format = string()
    # Plain text and link count are derived from the body, for the list and the index.
    text = string()
    links = integer()
    lacks = string(server_default=sql("''"))
    waiver = string(nullable=True)
    note = string(server_default=sql("''"))
    address_stands = integer(server_default=sql("0"))
    # The newsroom changed what readers see of it.
    edited = integer(server_default=sql("0"))

    table_args = (
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


class ContactTable(Declared, name="private_contact"):
    """The private part of a comment. `email_key` is the folded address to look it up by."""

    comment_id = integer(ForeignKey("comment.id"), primary_key=True)
    email = string()
    email_key = string()
    email_domain = string()
    ip = string()
    user_agent = string()
    # What the source had besides, as JSON; and how its row looked, to see a newer one.
    extra = string(server_default=sql("'{}'"))
    source_digest = string(server_default=sql("''"))

    table_args = (
        Index("ix_private_contact_email_key", "email_key"),
        Index("ix_private_contact_email_domain", "email_domain"),
        Index("ix_private_contact_ip", "ip"),
    )


class BadgeTable(Declared, name="private_badge", with_rowid=False):
    """A random number for each commenter, to draw a badge from; given by trigger."""

    email_key = string(primary_key=True)
    badge = integer()


class ArticleCountTable(Declared, name="article_count", with_rowid=False):
    """Comments by article and status, kept by triggers."""

    article_id = integer(ForeignKey("article.id"), primary_key=True)
    status = string(primary_key=True)
    total = integer()

    table_args = (Index("ix_article_count_status_total", "status", "total"),)


class StatusCountTable(Declared, name="status_count", with_rowid=False):
    """Comments by status, kept by triggers."""

    status = string(primary_key=True)
    total = integer()


class OperationTable(Declared, name="operation"):
    """The journal: one row an operation, never changed once sealed, chained by `hash`."""

    id = integer(primary_key=True)
    at = integer()
    desk = string()
    role = string()
    verb = string()
    # The operation that this one does, takes back or does again; its own id where it is the first.
    subject = integer(ForeignKey("operation.id"))
    # The operation whose changes were reversed, for the roles undo and redo.
    reverses = integer(ForeignKey("operation.id"), nullable=True)
    count = integer()
    detail = string()
    # The chain has the detail's salted hash, so that it can be erased and the chain holds.
    detail_salt = string()
    detail_hash = string()
    digest = string()
    previous_hash = string()
    hash = string()

    table_args = (
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


class ChangeTable(Declared, name="change", with_rowid=False):
    """What an operation did to a comment: status and revision before and after."""

    operation_id = integer(ForeignKey("operation.id"), primary_key=True)
    comment_id = integer(ForeignKey("comment.id"), primary_key=True)
    before = string()
    after = string()
    before_revision = integer()
    after_revision = integer()
    # The salted hash of the fields that changed besides; the fields are in `private_change`.
    detail_hash = string(nullable=True)

    table_args = (
        CheckConstraint(f"before IN {_STATUSES}", name="before"),
        CheckConstraint(f"after IN {_STATUSES}", name="after"),
        Index("ix_change_comment", "comment_id", "operation_id"),
    )


class ArticleChangeTable(Declared, name="article_change", with_rowid=False):
    """Fields of an article before and after an operation, as JSON."""

    operation_id = integer(ForeignKey("operation.id"), primary_key=True)
    article_id = integer(ForeignKey("article.id"), primary_key=True, index=True)
    salt = string()
    before = string()
    after = string()
    # The chain has this salted hash, so that an address can be erased from the texts.
    detail_hash = string()


class PrivateChangeTable(Declared, name="private_change", with_rowid=False):
    """Fields before and after, as JSON; apart, so that they can be erased and the chain holds."""

    operation_id = integer(ForeignKey("operation.id"), primary_key=True)
    comment_id = integer(ForeignKey("comment.id"), primary_key=True)
    salt = string()
    before = string()
    after = string()

    table_args = (Index("ix_private_change_comment", "comment_id"),)


class ErasedTable(Declared, name="private_erased", with_rowid=False):
    """Keyed hashes of what erased comments were called at their source: so they stay away."""

    digest = string(primary_key=True)
    comment_id = integer(ForeignKey("comment.id"), index=True)


class SettingTable(Declared, name="setting", with_rowid=False):
    """What the newsroom chose, as JSON by key."""

    key = string(primary_key=True)
    value = string()


class MigrationTable(Declared, name="migration"):
    """Which migrations made this library, and when."""

    number = integer(primary_key=True)
    name = string()
    applied_at = integer()
