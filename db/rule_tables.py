"""The mapped tables of rules: the rules, what became of them, and what each held.

A rule can be somebody's address, so they are `private_…`.
"""

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.tables import Base


class RuleTable(Base):
    """A rule of the newsroom; one that was taken away is kept, for holds and undo point at it."""

    __tablename__ = "private_rule"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    action: Mapped[str]
    # The word, domain or address; empty where it is about a number.
    term: Mapped[str]
    number: Mapped[int]
    span: Mapped[int]
    removed: Mapped[int]

    __table_args__ = (
        CheckConstraint("kind <> ''", name="kind"),
        CheckConstraint("action IN ('hold', 'reject', 'exempt', 'approve')", name="action"),
        CheckConstraint("removed IN (0, 1)", name="removed"),
        Index("ix_private_rule_term", "kind", "term"),
    )


class RuleChangeTable(Base):
    """A rule before and after an operation, as JSON."""

    __tablename__ = "private_rule_change"

    operation_id: Mapped[int] = mapped_column(ForeignKey("operation.id"), primary_key=True)
    rule_id: Mapped[int] = mapped_column(
        ForeignKey("private_rule.id"), primary_key=True, index=True
    )
    salt: Mapped[str]
    before: Mapped[str]
    after: Mapped[str]
    # The chain has this salted hash, so that an address can be erased from a rule.
    detail_hash: Mapped[str]

    __table_args__ = ({"sqlite_with_rowid": False},)


class HoldTable(Base):
    """Which rule held or rejected a comment, and which characters of it said so (JSON)."""

    __tablename__ = "private_hold"

    id: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"), index=True)
    operation_id: Mapped[int] = mapped_column(ForeignKey("operation.id"), index=True)
    # None where no rule did, but that its commenter is watched or blocked.
    rule_id: Mapped[int | None] = mapped_column(ForeignKey("private_rule.id"))
    reason: Mapped[str]
    action: Mapped[str]
    # What was counted (links, comments in a minute), where the rule counts.
    number: Mapped[int]
    spans: Mapped[str]

    __table_args__ = (
        CheckConstraint("action IN ('hold', 'reject')", name="action"),
        Index("ix_private_hold_reason", "reason", "comment_id"),
        Index("ix_private_hold_rule_id", "rule_id", "comment_id"),
    )
