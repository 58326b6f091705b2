"""The tables of rules: the rules, what became of them, and what each held.

A rule can be somebody's address, so they are `private_…`.
"""

from sqlalchemy import CheckConstraint, ForeignKey, Index

from db.declaring import Declared, integer, string


class RuleTable(Declared, name="private_rule"):
    """A rule of the newsroom; one that was taken away is kept, for holds and undo point at it."""

    id = integer(primary_key=True)
    kind = string()
    action = string()
    # The word, domain or address; empty where it is about a number.
    term = string()
    number = integer()
    span = integer()
    removed = integer()

    table_args = (
        CheckConstraint("kind <> ''", name="kind"),
        CheckConstraint("action IN ('hold', 'reject', 'exempt', 'approve')", name="action"),
        CheckConstraint("removed IN (0, 1)", name="removed"),
        Index("ix_private_rule_term", "kind", "term"),
    )


class RuleChangeTable(Declared, name="private_rule_change", with_rowid=False):
    """A rule before and after an operation, as JSON."""

    operation_id = integer(ForeignKey("operation.id"), primary_key=True)
    rule_id = integer(ForeignKey("private_rule.id"), primary_key=True, index=True)
    salt = string()
    before = string()
    after = string()
    # The chain has this salted hash, so that an address can be erased from a rule.
    detail_hash = string()


class HoldTable(Declared, name="private_hold"):
    """Which rule held or rejected a comment, and which characters of it said so (JSON)."""

    id = integer(primary_key=True)
    comment_id = integer(ForeignKey("comment.id"), index=True)
    operation_id = integer(ForeignKey("operation.id"), index=True)
    # None where no rule did, but that its commenter is watched or blocked.
    rule_id = integer(ForeignKey("private_rule.id"), nullable=True)
    reason = string()
    action = string()
    # What was counted (links, comments in a minute), where the rule counts.
    number = integer()
    spans = string()

    table_args = (
        CheckConstraint("action IN ('hold', 'reject')", name="action"),
        Index("ix_private_hold_reason", "reason", "comment_id"),
        Index("ix_private_hold_rule_id", "rule_id", "comment_id"),
    )
